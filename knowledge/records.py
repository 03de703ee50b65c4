"""The records that every part of Sổ tay shares: documents, clauses, cards, passages, citations.

Records are frozen; they carry facts and no behaviour beyond questions about themselves.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """Whether a document is in force, as last seen on ``Document.status_as_of``."""

    IN_FORCE = "in-force"
    AMENDED = "amended"
    REPLACED = "replaced"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


CENTRAL = "trung-uong"
PRACTICE = "nguon-thuc-hanh"
NEWS = "tin-tuc"


@dataclass(frozen=True, slots=True)
class Document:
    """A governing document (or a source on practice, ``kind == PRACTICE``).

    ``date`` is ISO and may be partial (``2025-06``) or empty when unknown; numbers repeat over
    the years, so a document is told apart by ``id`` and shown by number *and* date.
    ``scope`` is ``CENTRAL`` or the name of a province.
    """

    id: str
    number: str
    kind: str
    date: str
    issuer: str
    title: str
    scope: str
    status: Status
    status_as_of: str
    effective_from: str = ""
    replaces: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    amended_by: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def in_force(self) -> bool:
        return self.status in (Status.IN_FORCE, Status.AMENDED)

    @property
    def is_over(self) -> bool:
        return self.status in (Status.REPLACED, Status.EXPIRED)

    @property
    def is_central(self) -> bool:
        return self.scope == CENTRAL

    @property
    def is_rule(self) -> bool:
        return self.kind not in (PRACTICE, NEWS)


@dataclass(frozen=True, slots=True)
class Clause:
    """A node of a document's tree; ``id`` is ``document/label/label`` and keys every citation to it.

    ``path`` holds the labels as the document writes them (``("3.5.1", "b")``); ``text`` is verbatim
    with the page's line breaks undone; ``page`` counts from 1.
    """

    id: str
    document: str
    path: tuple[str, ...]
    heading: str
    text: str
    page: int


class Slot(StrEnum):
    """What a part of a card tells; the values are the fixed headings of a card file."""

    SHORT = "Trả lời ngắn"
    CONDITIONS = "Điều kiện"
    DOSSIER = "Hồ sơ"
    STEPS = "Trình tự"
    DEADLINE = "Thời hạn"
    AUTHORITY = "Thẩm quyền"
    AMOUNT = "Mức"
    NOTES = "Lưu ý"


class Mark(StrEnum):
    """How far a card line can be relied on; the values are what an editor writes after the citation."""

    NONE = ""
    NEEDS_CHECK = "cần đối chiếu"
    HISTORY = "lịch sử"
    UNSETTLED = "chưa rõ"
    # Nothing is known of what the line names, and it says whom to ask: an answer that it leads is a refusal.
    UNKNOWN = "chưa tra được"


@dataclass(frozen=True, slots=True)
class Citation:
    """A pointer to a document and, where known, the clause in it (``""`` when not known)."""

    document: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a card with the citations it rests on (never empty), and questions that it alone answers."""

    text: str
    citations: tuple[Citation, ...]
    mark: Mark = Mark.NONE
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One procedure in our own words. ``scope`` is ``CENTRAL`` or a province, as in ``Document``."""

    id: str
    topic: str
    title: str
    questions: tuple[str, ...]
    scope: str
    applies_from: str
    related: tuple[str, ...]
    slots: dict[Slot, tuple[Line, ...]]

    @property
    def is_central(self) -> bool:
        return self.scope == CENTRAL

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for lines in self.slots.values() for line in lines)

    @property
    def slotted(self) -> tuple[tuple[Slot, Line], ...]:
        """``lines``, each with the slot that it stands in."""
        return tuple((slot, line) for slot, lines in self.slots.items() for line in lines)

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every question that the card answers: those of the whole card, then those of each line."""
        return (*self.questions, *(question for line in self.lines for question in line.questions))


class PassageKind(StrEnum):
    CARD = "card"
    CLAUSE = "clause"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Passage:
    """What is searched: a card's wordings, a card slot or a clause, under its document's name and headings."""

    id: str
    kind: PassageKind
    name: str
    headings: tuple[str, ...]
    text: str
    document: str = ""
    card: str = ""
    slot: str = ""
    scope: str = CENTRAL
    page: int = 0
    path: tuple[str, ...] = field(default=())

    @property
    def searchable(self) -> str:
        """Name and heading path in front of the text: worth 5 to 7 points of recall on legal text."""
        return "\n".join(part for part in (self.name, *self.headings, self.text) if part)
