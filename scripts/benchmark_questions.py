"""Labelled questions in the ways that people type them, and how well a ranking serves them."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.search import Index
from knowledge.glossary import Expander, bundled_glossary
from knowledge.records import Passage, PassageKind
from knowledge.spelling import fold
from scripts.training_pairs import Row, rows, split_questions
from scripts.typing_noise import abbreviated, mistyped

NOISE_SEED = 7
# So large a weight of the vectors that nothing else counts.
DENSE_ALONE = 1e4
RANKINGS = {"BM25 alone": 0.0, "vectors alone": DENSE_ALONE, "fused": None}

Typing = Callable[[str, random.Random], str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question and the ids of the passages that answer it."""

    text: str
    gold: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares of questions, in per cent: right first, right among ten, and the mean of 1/rank within ten."""

    first: float
    ten: float
    rank: float

    def __str__(self) -> str:
        return f"{self.first:.1f} / {self.ten:.1f} / {self.rank:.1f}"


def articles(data: Path) -> list[Passage]:
    """The articles of zalo-legal; the 393 that have only a title stand for it with their text."""
    found = []
    for row in rows(data / "zalo-legal" / "corpus.jsonl.gz"):
        headings = tuple(part for part in (row["chapter"], row["title"]) if part)
        text = row["text"] if row["text"].strip() else row["title"] or row["law_name"]
        found.append(Passage(row["id"], PassageKind.IMPORTED, row["law_name"], headings, text, row["law_id"]))
    return found


def held_out(data: Path) -> list[Labelled]:
    """The questions that neither training nor tuning has seen."""
    return [_labelled(row) for row in split_questions(data)[1]]


def _labelled(row: Row) -> Labelled:
    return Labelled(row["question"], frozenset(row["relevant_ids"]))


def typings() -> dict[str, Typing]:
    """The ways of typing: each takes a question and the dice to throw."""
    expand = Expander(bundled_glossary()).expand
    return {
        "as written": lambda question, dice: question,
        "without diacritics": lambda question, dice: fold(question),
        "typing slips": mistyped,
        "abbreviations": lambda question, dice: expand(shortened(question)),
    }


def shortened(question: str) -> str:
    """``question`` with what the glossary abbreviates abbreviated."""
    return abbreviated(question, _abbreviations())


@cache
def _abbreviations() -> dict[str, str]:
    return {e.means[0].lower(): e.term for e in bundled_glossary() if e.kind == "abbreviation" and len(e.term) > 1}


def typed(questions: Iterable[Labelled], typing: Typing) -> list[Labelled]:
    dice = random.Random(NOISE_SEED)
    return [Labelled(typing(question.text, dice), question.gold) for question in questions]


def quality(index: Index, questions: Sequence[Labelled], dense_weight: float | None) -> Quality:
    """``None`` is the index's own weight."""
    ranks = [_rank(index, question, dense_weight) for question in questions]
    share = 100 / max(len(ranks), 1)
    return Quality(
        share * sum(rank == 1 for rank in ranks),
        share * sum(rank > 0 for rank in ranks),
        share * sum(1 / rank for rank in ranks if rank),
    )


def _rank(index: Index, question: Labelled, dense_weight: float | None) -> int:
    """The rank, from 1, of the first right passage among ten; 0 when there is none."""
    weight = {} if dense_weight is None else {"dense_weight": dense_weight}
    hits = index.search(question.text, 10, **weight)
    return next((rank for rank, hit in enumerate(hits, 1) if hit.id in question.gold), 0)
