"""A document as the files of a version: what is stored of a file that was read, and how it is read back."""

import json
from dataclasses import asdict
from typing import Any

from knowledge.catalogue import document_from
from knowledge.intake import Taken
from knowledge.readers.reading import Reading, Source
from knowledge.records import Clause, Document
from knowledge.scanned import Scan
from knowledge.shelf import Entry, Shelf
from knowledge.structure import RECIPE

DOCUMENT, CLAUSES, ORIGINAL, SOURCE = "document.json", "clauses.jsonl", "original.txt", "source."
SCAN = "scan.json"


def stored_files(reading: Reading, found: Taken) -> dict[str, bytes]:
    """The file itself, what it is, its clauses, its text before an old encoding was repaired, and what OCR read."""
    files = {
        f"{SOURCE}{reading.kind}": reading.source.content,
        DOCUMENT: _json(asdict(found.document)),
        CLAUSES: b"".join(_json(asdict(clause)) for clause in found.clauses),
    }
    if reading.original:
        files[ORIGINAL] = "\f".join(reading.original).encode()
    if reading.scanned:
        files[SCAN] = Scan(reading.pages, reading.pages, reading.wrapped, reading.scanned).as_json()
    return files


def stored_document(shelf: Shelf, entry: Entry) -> Document:
    """Raises ``DocumentError`` when the file is missing or damaged."""
    return document_from(json.loads(shelf.read(entry, DOCUMENT)))


def stored_clauses(shelf: Shelf, entry: Entry) -> tuple[Clause, ...]:
    """Raises ``DocumentError`` when the file is missing or damaged."""
    # Not splitlines(): it would also break at the Unicode line separators that a text may hold.
    rows = (json.loads(line) for line in shelf.read(entry, CLAUSES).decode().split("\n") if line)
    return tuple(Clause(**{**row, "path": tuple(row["path"])}) for row in rows)


def stored_source(shelf: Shelf, entry: Entry) -> tuple[str, bytes]:
    """The name (``source.pdf``) and the bytes of the file that a document was read from."""
    name = next(name for name in entry.files if name.startswith(SOURCE))
    return name, shelf.read(entry, name)


def stored_reading(shelf: Shelf, entry: Entry, name: str, scan: Scan) -> Reading:
    """The file of a version, called ``name``, as if reading it had given the pages of ``scan``."""
    source, content = stored_source(shelf, entry)
    original = tuple(shelf.read(entry, ORIGINAL).decode().split("\f")) if ORIGINAL in entry.files else ()
    kind = source.removeprefix(SOURCE)
    return Reading(Source(name, f".{kind}", content), kind, scan.pages, scan.wrapped, scan.scanned, original)


def same_file(shelf: Shelf, sha256: str) -> Entry | None:
    """The entry of this very file, unless it is damaged or was cut by an older recipe."""
    same = (entry for entry in shelf.entries().values() if entry.source == sha256 and entry.recipe == RECIPE)
    return next((entry for entry in same if shelf.is_whole(entry)), None)


def _json(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"
