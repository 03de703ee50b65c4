"""What a button asks for. A press says everything itself, so that none depends on our memory."""

from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from knowledge.records import Slot


@dataclass(frozen=True, slots=True)
class Opening:
    """Show a card's ``slot`` (``None``: its sources); ``below`` sends a new message instead of editing."""

    card: str
    slot: Slot | None
    page: int = 0
    below: bool = False


@dataclass(frozen=True, slots=True)
class Suggested:
    """Ask the question that stands under ``number`` in the message itself."""

    number: int


@dataclass(frozen=True, slots=True)
class TopicChosen:
    """Show the cards of the topic at ``position`` of the list."""

    position: int


@dataclass(frozen=True, slots=True)
class TopicTurned:
    """Show another page of the topic's cards in place."""

    position: int
    page: int


@dataclass(frozen=True, slots=True)
class Again:
    """Answer the message that this one replies to: its answer may have been lost in a crash."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Show the clause at ``position`` of a document of the library."""

    document: str
    position: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class Consent:
    """Whether the words of unanswered questions may be kept."""

    given: bool


@dataclass(frozen=True, slots=True)
class ProvinceChosen:
    """The province at ``position`` of the list, counted from 1; 0 forgets it."""

    position: int


@dataclass(frozen=True, slots=True)
class Thumb:
    """What a member thinks of the answer from ``card`` (``""``: of an answer from a clause)."""

    up: bool
    card: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an answer was not liked: the ``number`` of the reason in the list."""

    number: int
    card: str


@dataclass(frozen=True, slots=True)
class Calculation:
    """Calculate what these words ask for, as if they were written behind /tinh."""

    words: str


@dataclass(frozen=True, slots=True)
class Tabled:
    """Show what the lines of ``card`` hold as tables, below."""

    card: str


class Step(IntEnum):
    """From the wish to ask a person to the question on its way: it is shown first, and sent by a second tap."""

    SHOW = 0
    SEND = 1
    KEEP = 2


@dataclass(frozen=True, slots=True)
class AskOfficers:
    """Send the member's question on to the officers, step by step; the messages themselves hold its words."""

    step: Step


@dataclass(frozen=True, slots=True)
class DraftWanted:
    """Save the answer of case ``number`` as a draft card."""

    number: int


class Shelf(IntEnum):
    """What to do with a document that waits: show it below, turn its pages, let it in, or let it go."""

    SHOW = 0
    TURN = 1
    APPROVE = 2
    DROP = 3


@dataclass(frozen=True, slots=True)
class Shelving:
    """Decide about the waiting document that ``key`` stands for."""

    what: Shelf
    key: str
    page: int = 0


Sent: TypeAlias = AskOfficers | DraftWanted | Shelving
Told: TypeAlias = Consent | ProvinceChosen | Thumb | Reason
Press: TypeAlias = (
    Opening | Suggested | TopicChosen | TopicTurned | Again | Reading | Calculation | Tabled | Told | Sent
)
