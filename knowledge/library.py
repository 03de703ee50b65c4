"""The operator's library: files, their text by clauses, and who changed it when.

    shelf.json                       which documents stand in the library: the one file that decides
    documents/<id>/<version>/        source.<kind>, document.json, clauses.jsonl; written once, never changed
    journal.jsonl                    added, replaced, approved, removed, restored: when, who, which file
    waiting/                         the same again for documents that wait for a person (knowledge.waiting)

A version is written aside and flushed before ``shelf.json`` is swapped by one rename, so a crash or a full disk
leaves the library as it was. Versions that the shelf no longer names are the history.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from knowledge.catalogue import Catalogue, bundled_catalogue
from knowledge.errors import DocumentError
from knowledge.gate import RefusedError
from knowledge.intake import Taken, taken
from knowledge.merging import merged
from knowledge.readers.problems import shown_name
from knowledge.readers.reading import PageRead, Reading, Source, fetch, in_silence, read
from knowledge.records import Clause, Document
from knowledge.scanned import Correction, Scan, scan_from, unapproved
from knowledge.shelf import Deed, Entry, Shelf, now
from knowledge.stored import (
    CLAUSES,
    SCAN,
    same_file,
    stored_clauses,
    stored_document,
    stored_files,
    stored_reading,
    stored_source,
)
from knowledge.structure import RECIPE, whole, written
from knowledge.waiting import CORRECTED, HELD, RELEASED, SCANNED, Held, Waiting, held_scan, why_held

__all__ = [
    "ADDED",
    "APPROVED",
    "HELD",
    "REPLACED",
    "UNCHANGED",
    "Accept",
    "Added",
    "Held",
    "Intake",
    "Library",
    "accept_all",
    "merged",
]
ADDED, REPLACED, UNCHANGED, APPROVED = "added", "replaced", "unchanged", "approved"
REMOVED, RESTORED = "removed", "restored"
Accept = Callable[[Taken], bool]


@dataclass(frozen=True, slots=True)
class Added:
    """A document of the operator's library with its clauses."""

    document: Document
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Intake:
    """What adding a file did. ``ends`` are catalogue ids that the document replaces; ``gaps`` its odd numbering.

    ``held`` tells why the document waits, when it does.
    """

    outcome: str
    document: Document
    clauses: int = 0
    gaps: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    held: Held | None = None


def accept_all(new: Taken) -> bool:
    return True


def _told(document: Document) -> str:
    return f"{document.number} ngày {document.date or 'chưa rõ'} ({document.id})"


class Library:
    """Documents under ``root``; nothing is made on disk before the first one is added."""

    def __init__(self, root: Path) -> None:
        self._shelf = Shelf(root)
        self._waiting = Waiting(root / "waiting")
        self._seen: dict[str, Document] = {}

    def add(self, path: Path, who: str = "", accept: Accept = accept_all, told: PageRead = in_silence) -> Intake:
        """Read a file and put it in the library; raises ``DocumentError`` and then changes nothing."""
        return self.take(fetch(path), who, accept, told)

    def take(self, source: Source, who: str = "", accept: Accept = accept_all, told: PageRead = in_silence) -> Intake:
        """Read these bytes and put them in the library, or hold them: a scan, or a ruling that ``accept`` declines.

        ``told`` hears of each page read by OCR. Raises ``DocumentError`` and then changes nothing.
        """
        if present := self.present(source):
            return present
        return self.put(read(source, told), who, accept)

    def replace(self, id_: str, source: Source, who: str = "", told: PageRead = in_silence) -> Intake:
        """Put a newer file of document ``id_`` in its place; a scan waits, and the older text stands till then.

        Raises ``DocumentError`` for an id that the library does not hold, ``RefusedError`` for a file that tells by
        its number and date to be another document; then nothing is changed.
        """
        old = self.document(id_)
        present = self.present(source)
        if present and present.document.id == id_:
            return present
        reading = read(source, told)
        new = taken(reading, self.catalogue()).document
        if new.id != id_:
            raise RefusedError(
                f"Tệp «{shown_name(source.name)}» là văn bản khác: {_told(new)}, không phải {_told(old)}. "
                f"Nếu đúng là muốn đổi văn bản: sotay add tệp này, rồi sotay remove {id_}."
            )
        return self.put(reading, who)

    def present(self, source: Source) -> Intake | None:
        """What is known of this very file: it stands in the library, or waits as a scan; ``None`` when it is new."""
        if entry := same_file(self._shelf, source.sha256):
            return Intake(UNCHANGED, self._document(entry))
        entry = same_file(self._waiting.shelf, source.sha256)
        if entry and (held := self._waiting.note(entry)).reason == SCANNED:
            return Intake(HELD, stored_document(self._waiting.shelf, entry), held=held)
        return None

    def put(self, reading: Reading, who: str = "", accept: Accept = accept_all) -> Intake:
        """Put a file that was read in the library, or hold it; raises ``RefusedError`` and then changes nothing."""
        found = taken(reading, self.catalogue())
        held = why_held(reading, found, accept(found) if found.is_new and not reading.scanned else True)
        outcome = HELD if held else self._outcome(found.document.id)
        files = stored_files(reading, found)
        if held:
            self._waiting.hold(held, reading.source.sha256, RECIPE, files, who)
        else:
            deed = Deed(outcome, who, reading.source.name)
            self._shelf.put(found.document.id, reading.source.sha256, RECIPE, files, deed)
            self._waiting.forget(found.document.id, reading.source.sha256, who)
        return Intake(outcome, found.document, len(found.clauses), found.gaps, found.document.replaces, held)

    def approve(self, id_: str, who: str = "") -> Intake:
        """Put a waiting document in the library; it waits on until ``release``. Raises ``DocumentError``."""
        entry, files = self._held_entry(id_), self._waiting.files(self._held_entry(id_))
        held, before = self._waiting.note(entry), self._outcome(id_)
        self._shelf.put(id_, entry.source, entry.recipe, files, Deed(APPROVED, who, held.file))
        document = self._document(self._shelf.entries()[id_])
        return Intake(before, document, files[CLAUSES].count(b"\n"), ends=document.replaces)

    def scan(self, id_: str) -> Scan | None:
        """The pages of a waiting document as they stand, ``None`` when OCR read none; raises ``DocumentError``."""
        entry = self._held_entry(id_)
        return scan_from(self._waiting.shelf.read(entry, SCAN)) if SCAN in entry.files else None

    def correct(self, id_: str, wanted: Sequence[Correction], who: str = "") -> Intake:
        """Put misread words of a waiting scan right and cut it into clauses again; it waits on.

        What OCR read is kept beside. The document's own number may be among what was misread: then it waits under
        another id. Raises ``DocumentError``, and then changes nothing, when one of ``wanted`` fits no single place.
        """
        entry, scan = self._held_entry(id_), self.scan(id_)
        if scan is None:
            raise DocumentError(f"Văn bản «{id_}» không có trang quét nào để sửa. Duyệt bằng: sotay approve {id_}.")
        mended = scan.corrected([replace(one, who=who, when=now()) for one in wanted])
        file = self._waiting.note(entry).file
        reading = stored_reading(self._waiting.shelf, entry, file, mended)
        found = taken(reading, self.catalogue())
        held, deed = held_scan(reading, found), Deed(CORRECTED, who, file, tuple(map(str, wanted)))
        self._waiting.correct(held, entry, stored_files(reading, found) | {SCAN: mended.as_json()}, deed)
        return Intake(HELD, found.document, len(found.clauses), found.gaps, found.document.replaces, held)

    def release(self, id_: str, who: str = "") -> None:
        """Let a document wait no longer, whether it was approved or thrown out."""
        self._held_entry(id_)
        self._waiting.release(id_, who)

    def waiting(self) -> tuple[tuple[Document, Held], ...]:
        """Documents that wait for a person, with the reason."""
        entries = self._waiting.shelf.entries().values()
        return tuple((stored_document(self._waiting.shelf, e), self._waiting.note(e)) for e in entries)

    def ids(self) -> tuple[str, ...]:
        return tuple(self._shelf.entries())

    def is_waiting(self, id_: str) -> bool:
        return self._waiting.entry(id_) is not None

    def _held_entry(self, id_: str) -> Entry:
        if entry := self._waiting.entry(id_):
            return entry
        raise DocumentError(f"Không có văn bản «{id_}» đang chờ duyệt. Xem danh sách: sotay list.")

    def _outcome(self, id_: str) -> str:
        return REPLACED if id_ in self._shelf.entries() else ADDED

    def remove(self, id_: str, who: str = "") -> None:
        """Take a document off the shelf; its files stay as history. Raises ``DocumentError`` for an unknown id."""
        if id_ not in self._shelf.entries():
            raise DocumentError(f"Thư viện không có văn bản «{id_}». Xem danh sách: sotay list.")
        self._shelf.drop(id_, Deed(REMOVED, who))

    def snapshot(self) -> bytes:
        """What stands in the library now, to give back to ``restore``."""
        return self._shelf.state()

    def restore(self, snapshot: bytes, ids: Iterable[str], who: str = "") -> None:
        """Put these documents back as they stood; what others changed meanwhile stays."""
        self._shelf.restore(snapshot, ids, Deed(RESTORED, who))

    def documents(self) -> tuple[Document, ...]:
        return tuple(self._document(entry) for entry in self._shelf.entries().values())

    def document(self, id_: str) -> Document:
        """Raises ``DocumentError`` for an unknown id."""
        return self._document(self._entry(id_))

    def source(self, id_: str) -> tuple[str, bytes]:
        """The name (``source.pdf``) and bytes of the file that a document was read from; raises ``DocumentError``."""
        return stored_source(self._shelf, self._entry(id_))

    def added(self) -> tuple[Added, ...]:
        """Every document with its clauses; raises ``DocumentError`` naming a document whose files are damaged."""
        catalogue = self.catalogue()
        return tuple(
            Added(catalogue[id_], stored_clauses(self._shelf, entry)) for id_, entry in self._shelf.entries().items()
        )

    def clauses(self, id_: str) -> tuple[Clause, ...]:
        """The clauses of a document; raises ``DocumentError`` for an unknown id."""
        return stored_clauses(self._shelf, self._entry(id_))

    def _entry(self, id_: str) -> Entry:
        if entry := self._shelf.entries().get(id_):
            return entry
        raise DocumentError(f"Thư viện không có văn bản «{id_}». Thêm bằng: sotay add TỆP.")

    def show_held(self, id_: str) -> str:
        """A waiting document with each figure of a scanned page marked; raises ``DocumentError``."""
        entry = self._held_entry(id_)
        pages = self._waiting.note(entry).pages
        clauses = stored_clauses(self._waiting.shelf, entry)
        return "\n".join(unapproved(written(c)) if c.page in pages else written(c) for c in clauses)

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
        """The journal's lines about a document, oldest first, those about its waiting included."""
        lines = [*self._shelf.journal(), *self._waiting.shelf.journal()]
        # Within one second a document is held, then corrected, then enters, then waits no longer.
        order = {HELD: 0, CORRECTED: 1, RELEASED: 3}
        own = (line for line in lines if line["document"] == id_)
        return tuple(sorted(own, key=lambda line: (line["when"], order.get(line["what"], 2))))

    def fingerprint(self) -> str:
        """A hash of what stands in the library, read from the shelf alone; ``""`` when it is empty."""
        entries = self._shelf.entries()
        if not entries:
            return ""
        return hashlib.sha256("".join(f"{id_} {e.digest}\n" for id_, e in sorted(entries.items())).encode()).hexdigest()

    def catalogue(self) -> Catalogue:
        """The bundled catalogue with the added documents, and with what they replace marked so."""
        return merged(self._bundled, self.documents())

    @cached_property
    def _bundled(self) -> Catalogue:
        return bundled_catalogue()

    def _document(self, entry: Entry) -> Document:
        """Read once a version: adding a thousand files asks for all documents a thousand times."""
        if entry.digest not in self._seen:
            self._seen[entry.digest] = stored_document(self._shelf, entry)
        return self._seen[entry.digest]
