"""The context that a question's steps hand along."""

from dataclasses import dataclass, field

from bot.answering.answer import Answer, AnswerLine, Evidence
from bot.answering.references import Reference
from index.search import Prepared
from knowledge.records import Card, Slot


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that may answer. ``score`` is its weighted search score; ``passages`` its found passages, best first."""

    card: Card
    score: float
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundClause:
    """A clause of an added document that may answer, by passage id."""

    passage: str
    score: float


@dataclass
class Turn:
    """One question on its way. Steps fill it in from top to bottom; ``answer`` ends the run."""

    question: str
    context: tuple[str, ...] = ()
    as_of: str = ""
    locality: str = ""
    leans: bool = False
    own: str = ""
    query: str = ""
    prepared: Prepared | None = None
    asked: tuple[Slot, ...] = ()
    yes_no: bool = False
    references: tuple[Reference, ...] = ()
    asks_status: bool = False
    outdated: bool = False
    old_level: bool = False
    candidates: list[Candidate] = field(default_factory=list)
    clauses: list[FoundClause] = field(default_factory=list)
    best_card: float = 0.0
    elsewhere: list[Candidate] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    scope: float = 0.0
    own_scope: float = 0.0
    coverage: float = 0.0
    head_coverage: float = 0.0
    unknown: tuple[str, ...] = ()
    news: tuple[AnswerLine, ...] = ()
    similarity: float = 0.0
    sureness: float = 0.0
    belonging: float = 0.0
    answer: Answer | None = None
    trace: dict[str, str] = field(default_factory=dict)

    @property
    def lead(self) -> float:
        """How far the first candidate is ahead of the second; there must be one."""
        best, *others = self.candidates
        return best.score - (others[0].score if others else 0.0)
