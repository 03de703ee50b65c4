"""The operator's library: files, their text by clauses, and who changed it when.

    shelf.json                       which documents stand in the library: the one file that decides
    documents/<id>/<version>/        source.<kind>, document.json, clauses.jsonl; written once, never changed
    journal.jsonl                    added, replaced, removed, restored: when, who, which file

A version is written aside and flushed before ``shelf.json`` is swapped by one rename, so a crash or a full disk
leaves the library as it was. Versions that the shelf no longer names are the history.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from knowledge.catalogue import Catalogue, bundled_catalogue, document_from
from knowledge.errors import DocumentError
from knowledge.gate import admit
from knowledge.head import matched, proposed
from knowledge.readers.reading import Reading, fetch, read
from knowledge.records import Clause, Document, Status
from knowledge.shelf import Entry, Shelf
from knowledge.structure import RECIPE, structure, whole, written

ADDED, REPLACED, UNCHANGED, REMOVED, RESTORED = "added", "replaced", "unchanged", "removed", "restored"


@dataclass(frozen=True, slots=True)
class Added:
    """A document of the operator's library with its clauses."""

    document: Document
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Intake:
    """What adding a file did. ``ends`` are catalogue ids that the document replaces; ``gaps`` its odd numbering."""

    outcome: str
    document: Document
    clauses: int = 0
    gaps: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


class Library:
    """Documents under ``root``; nothing is made on disk before the first one is added."""

    def __init__(self, root: Path) -> None:
        self._shelf = Shelf(root)

    def add(self, path: Path, who: str = "") -> Intake:
        """Read a file and put it in the library; raises ``DocumentError`` and then changes nothing."""
        source, entries = fetch(path), self._shelf.entries()
        if present := self._known(source.sha256, entries.values()):
            return Intake(UNCHANGED, self._document(present))
        reading = read(source)
        paper = structure("", reading.pages, reading.wrapped)
        head, catalogue = admit(paper, source.name), self.catalogue()
        document = matched(head, catalogue) or proposed(head, catalogue)
        clauses = tuple(replace(clause, id=document.id + clause.id, document=document.id) for clause in paper.clauses)
        outcome = REPLACED if document.id in entries else ADDED
        self._store(reading, document, clauses, outcome, who)
        return Intake(outcome, document, len(clauses), paper.gaps, document.replaces)

    def _known(self, sha256: str, entries: Iterable[Entry]) -> Entry | None:
        """The entry of this very file, unless it is damaged or was cut by an older recipe."""
        same = (entry for entry in entries if entry.source == sha256 and entry.recipe == RECIPE)
        return next((entry for entry in same if self._shelf.is_whole(entry)), None)

    def _store(self, reading: Reading, document: Document, clauses: Sequence[Clause], outcome: str, who: str) -> None:
        files = {
            f"source.{reading.kind}": reading.source.content,
            "document.json": _json(asdict(document)),
            "clauses.jsonl": b"".join(_json(asdict(clause)) for clause in clauses),
        }
        self._shelf.put(document.id, reading.source.sha256, RECIPE, files, (outcome, who, reading.source.name))

    def remove(self, id_: str, who: str = "") -> None:
        """Take a document off the shelf; its files stay as history. Raises ``DocumentError`` for an unknown id."""
        if id_ not in self._shelf.entries():
            raise DocumentError(f"Thư viện không có văn bản «{id_}». Xem danh sách văn bản đã thêm.")
        self._shelf.drop(id_, REMOVED, who)

    def snapshot(self) -> bytes:
        """What stands in the library now, to give back to ``restore``."""
        return self._shelf.state()

    def restore(self, snapshot: bytes, who: str = "") -> None:
        """Put the library back as it stood."""
        self._shelf.restore(snapshot, RESTORED, who)

    def documents(self) -> tuple[Document, ...]:
        return tuple(self._document(entry) for entry in self._shelf.entries().values())

    def added(self) -> tuple[Added, ...]:
        """Every document with its clauses; raises ``DocumentError`` naming a document whose files are damaged."""
        catalogue = self.catalogue()
        return tuple(Added(catalogue[id_], self._clauses(entry)) for id_, entry in self._shelf.entries().items())

    def clauses(self, id_: str) -> tuple[Clause, ...]:
        """The clauses of a document; raises ``DocumentError`` for an unknown id."""
        if entry := self._shelf.entries().get(id_):
            return self._clauses(entry)
        raise DocumentError(f"Thư viện không có văn bản «{id_}». Thêm bằng: sotay add TỆP.")

    def show(self, id_: str) -> str:
        """A document, or a clause (``qd-294-qd-tw-2025/3.5.1/b``) with all under it, word for word."""
        document, _, rest = id_.partition("/")
        clauses = self.clauses(document)
        if not rest:
            return "\n".join(map(written, clauses))
        if shown := whole(clauses, id_):
            return shown
        raise DocumentError(f"Văn bản «{document}» không có điểm «{rest}». Xem cả văn bản để biết cách đánh số.")

    def history(self, id_: str) -> tuple[dict[str, Any], ...]:
        """The journal's lines about a document, oldest first."""
        return tuple(line for line in self._shelf.journal() if line["document"] == id_)

    def fingerprint(self) -> str:
        """A hash of what stands in the library, read from the shelf alone; ``""`` when it is empty."""
        entries = self._shelf.entries()
        if not entries:
            return ""
        return hashlib.sha256("".join(f"{id_} {e.digest}\n" for id_, e in sorted(entries.items())).encode()).hexdigest()

    def catalogue(self) -> Catalogue:
        """The bundled catalogue with the added documents, and with what they replace marked so."""
        return merged(bundled_catalogue(), self.documents())

    def _document(self, entry: Entry) -> Document:
        return document_from(json.loads(self._shelf.read(entry, "document.json")))

    def _clauses(self, entry: Entry) -> tuple[Clause, ...]:
        # Not splitlines(): it would also break at the Unicode line separators that a text may hold.
        lines = self._shelf.read(entry, "clauses.jsonl").decode().split("\n")
        return tuple(_clause(json.loads(line)) for line in lines if line)


def merged(catalogue: Catalogue, documents: Sequence[Document]) -> Catalogue:
    """A catalogue with documents added; a document it knows already keeps the catalogue's newer word on it."""
    entries = dict(catalogue)
    for new in (document for document in documents if document.id not in catalogue):
        entries[new.id] = new
        for old in (entries[id_] for id_ in new.replaces if id_ in entries):
            # Only a later document replaces: a chain that runs in a circle would never end.
            if old.date < new.date:
                heirs = tuple(dict.fromkeys((*old.replaced_by, new.id)))
                entries[old.id] = replace(old, status=Status.REPLACED, replaced_by=heirs)
    return Catalogue(entries.values())


def _json(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def _clause(row: dict[str, Any]) -> Clause:
    return Clause(**{**row, "path": tuple(row["path"])})
