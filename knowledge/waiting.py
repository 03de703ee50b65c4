"""Documents that were read but wait for a person: scans, whose figures may be misread, and rulings nobody knows yet.

They lie on a shelf of their own beside the library's, so nothing of them is ever served.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.intake import Taken
from knowledge.readers.reading import Reading
from knowledge.shelf import Entry, Shelf

HELD, RELEASED = "held", "released"
SCANNED, NEW = "scanned", "new"
NOTE = "held.json"
_FIGURE = re.compile(r"\d+(?:[.,/-]\d+)*")


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
        self.shelf.put(held.id, source, recipe, {**files, NOTE: held.as_json()}, (HELD, who, held.file))

    def release(self, id_: str, who: str) -> None:
        self.shelf.drop(id_, RELEASED, who)

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
    id_, name, scanned = found.document.id, reading.source.name, reading.scanned
    if scanned:
        figures = sum(len(_FIGURE.findall(reading.pages[page - 1])) for page in scanned)
        return Held(id_, SCANNED, name, scanned, figures)
    return None if accepted else Held(id_, NEW, name)


def unapproved(text: str) -> str:
    """A text with every number and date marked as not yet approved: ``trong ⟦30⟧ ngày``."""
    return _FIGURE.sub(lambda match: f"⟦{match[0]}⟧", text)
