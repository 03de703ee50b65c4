"""Whether the right card is among the first three for the development questions on the bundled knowledge."""

import random
from collections.abc import Sequence
from pathlib import Path

from bot.evaluation import read_questions
from bot.judging import comparable, contains
from index.search import Index
from knowledge.cards_file import bundled_cards
from knowledge.glossary import Expander, bundled_glossary
from knowledge.records import Card
from scripts.benchmark_questions import NOISE_SEED, Typing
from scripts.training_pairs import Row

FIRST = 3


def with_right_cards(file: Path) -> list[tuple[str, frozenset[str]]]:
    """Each answerable question, after the turn before it, with the cards that hold what its answer must contain."""
    texts = {card.id: _text(card) for card in bundled_cards()}
    found = []
    for row in read_questions(file):
        right = frozenset(id_ for id_, text in texts.items() if _holds(text, row))
        if row["kind"] != "out-of-scope" and right:
            found.append((" ".join((*row.get("context", ()), row["question"])), right))
    return found


def among_first(index: Index, questions: Sequence[tuple[str, frozenset[str]]], typing: Typing) -> tuple[int, int]:
    """For how many questions a right card comes first, and for how many it is among the first three."""
    dice, expand = random.Random(NOISE_SEED), Expander(bundled_glossary()).expand
    ranks = [_rank(index, expand(typing(question, dice)), right) for question, right in questions]
    return sum(rank == 1 for rank in ranks), sum(0 < rank <= FIRST for rank in ranks)


def _rank(index: Index, question: str, right: frozenset[str]) -> int:
    hits = index.search(question, 40)
    cards = list(dict.fromkeys(index.passages[hit.number].card for hit in hits))
    return next((rank for rank, card in enumerate(cards, 1) if card in right), 0)


def _text(card: Card) -> str:
    return comparable(" ".join((*(line.text for line in card.lines), card.title)))


def _holds(text: str, row: Row) -> bool:
    groups = row.get("must_contain") or ()
    return bool(groups) and all(any(contains(text, wanted) for wanted in group) for group in groups)
