"""What a question becomes: the status, the lines with their citations, and what else the reader should know."""

from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.records import Document, Mark, Slot


class AnswerStatus(StrEnum):
    """How a question ended; the first word groups the names, and each has a sentence in ``bot/texts``."""

    ANSWERED = "answered"
    ANSWERED_PARTLY = "answered_partly"
    ANSWERED_OUTDATED_PREMISE = "answered_outdated_premise"
    CLARIFY = "clarify"
    REFUSED_OUT_OF_SCOPE = "refused_out_of_scope"
    REFUSED_NOT_FOUND = "refused_not_found"
    REFUSED_UNKNOWN_DOCUMENT = "refused_unknown_document"
    REFUSED_SMALL_TALK = "refused_small_talk"
    REFUSED_UNREADABLE = "refused_unreadable"
    REFUSED_TOO_LONG = "refused_too_long"
    ERROR_INTERNAL = "error_internal"

    @property
    def refused(self) -> bool:
        return self.value.startswith(("refused", "error"))


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation resolved: the document itself, the clause in it, and the passage id of its verbatim text if held."""

    document: Document
    clause: str = ""
    passage: str = ""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One shown sentence. ``quoted`` marks verbatim text of a regulation; ``citations`` is never empty.

    ``aside`` marks a line of a nearby card, shown after the lines of the card that answers.
    """

    text: str
    citations: tuple[Cited, ...]
    slot: Slot | None = None
    mark: Mark = Mark.NONE
    quoted: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate that was looked at: its score, the parts of the score, and why it was left out (``""`` if kept)."""

    passage: str
    score: float
    parts: dict[str, float]
    rejected: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown. ``lead`` opens the answer (a refusal's sentence, a corrected premise); it states no rule.

    ``card`` is the id of the card that answers, if one does; ``slots`` the slots that card has, to offer as
    buttons. ``details`` holds the card's lines that were not shown.
    """

    status: AnswerStatus
    lead: str = ""
    lines: tuple[AnswerLine, ...] = ()
    missing: tuple[Slot, ...] = ()
    warnings: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    card: str = ""
    slots: tuple[Slot, ...] = ()
    details: tuple[AnswerLine, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    seconds: float = 0.0
    trace: dict[str, str] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        return self.status.refused

    @property
    def cited(self) -> tuple[Cited, ...]:
        """Citations of the shown lines in order of first appearance, each document and clause once."""
        return tuple(dict.fromkeys(cited for line in self.lines for cited in line.citations))
