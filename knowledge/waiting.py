"""Documents that were read but wait for a person: scans, whose figures may be misread, and rulings nobody knows yet.

They lie on a shelf of their own beside the library's, so nothing of them is ever served.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.intake import Taken
from knowledge.readers.reading import Reading
from knowledge.scanned import figures
from knowledge.shelf import Deed, Entry, Shelf
from knowledge.structure import RECIPE

HELD, CORRECTED, RELEASED = "held", "corrected", "released"
SCANNED, NEW = "scanned", "new"
NOTE = "held.json"


@dataclass(frozen=True, slots=True)
class Held:
    """Why a document waits, which file it came from, the pages read by OCR and the figures on them."""

    id: str
    reason: str
    file: str
    pages: tuple[int, ...] = ()
    figures: int = 0

    def as_json(self) -> bytes:
        row = {"reason": self.reason, "file": self.file, "pages": self.pages, "figures": self.figures}
        return json.dumps(row, ensure_ascii=False).encode()


class Waiting:
    """The shelf of documents that wait for ``sotay approve``."""

    def __init__(self, root: Path) -> None:
        self.shelf = Shelf(root)

    def hold(self, held: Held, source: str, recipe: int, files: Mapping[str, bytes], who: str) -> None:
        self._put(held, source, recipe, files, Deed(HELD, who, held.file))

    def correct(self, held: Held, before: Entry, files: Mapping[str, bytes], deed: Deed) -> None:
        """Put the corrected text in place of what waited, even when the correction makes it another document."""
        self._put(held, before.source, RECIPE, files, deed)
        if held.id != before.id:
            self.release(before.id, deed.who)

    def _put(self, held: Held, source: str, recipe: int, files: Mapping[str, bytes], deed: Deed) -> None:
        self.shelf.put(held.id, source, recipe, {**files, NOTE: held.as_json()}, deed)

    def release(self, id_: str, who: str) -> None:
        self.shelf.drop(id_, Deed(RELEASED, who))

    def forget(self, id_: str, source: str, who: str) -> None:
        """Release a document that entered the library from the same file in another way."""
        if (entry := self.entry(id_)) and entry.source == source:
            self.release(id_, who)

    def entry(self, id_: str) -> Entry | None:
        return self.shelf.entries().get(id_)

    def note(self, entry: Entry) -> Held:
        row: dict[str, Any] = json.loads(self.shelf.read(entry, NOTE))
        return Held(entry.id, row["reason"], row["file"], tuple(row["pages"]), row["figures"])

    def files(self, entry: Entry) -> dict[str, bytes]:
        """What the document brought, without the note on why it waits."""
        return {name: self.shelf.read(entry, name) for name in entry.files if name != NOTE}


def why_held(reading: Reading, found: Taken, accepted: bool) -> Held | None:
    """Why a document has to wait; ``None`` when it may enter."""
    if reading.scanned:
        return held_scan(reading, found)
    return None if accepted else Held(found.document.id, NEW, reading.source.name)


def held_scan(reading: Reading, found: Taken) -> Held:
    """What is noted of a scan that waits: its pages and how many figures they hold."""
    count = sum(figures(reading.pages[page - 1]) for page in reading.scanned)
    return Held(found.document.id, SCANNED, reading.source.name, reading.scanned, count)
