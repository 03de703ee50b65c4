"""The development questions that the answering is fitted on, and which cards answer them."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot import evaluation
from bot.answering.base import Base
from bot.judging import comparable, contains, same_document
from knowledge.records import Card, Line

QUESTIONS = Path(__file__).resolve().parent.parent / "tests" / "questions"
# The later files are never trained on: they tell what the program does with questions it has not seen.
TRAINED_ON = tuple(QUESTIONS / f"members-{letter}.jsonl" for letter in "abcde")
# Kinds of questions that one card answers as they are put.
PLAIN_KINDS = ("answerable", "local-rule")
OUTSIDE = "out-of-scope"


def training_questions(files: Sequence[Path] = TRAINED_ON) -> list[dict[str, Any]]:
    """Every question row of ``files``, in an order that tells nothing."""
    items = [item for file in files for item in evaluation.read_questions(file)]
    random.Random(1).shuffle(items)
    return items


def is_right(item: dict[str, Any], card: Card, base: Base) -> bool:
    """Whether the card's lines together hold what the question demands and cite one of its documents."""
    return _answers(item, card.title, card.lines, base)


def right_lines(item: dict[str, Any], card: Card, base: Base) -> NDArray[np.bool_]:
    """Which lines of the card, in its order, hold all that the question demands and cite one of its documents."""
    return np.array([_answers(item, "", [line], base) for line in card.lines], bool)


def _answers(item: dict[str, Any], title: str, lines: Sequence[Line], base: Base) -> bool:
    text = comparable("\n".join((title, *(line.text for line in lines))))
    numbers = {base.catalogue[citation.document].number for line in lines for citation in line.citations}
    held = all(any(contains(text, wanted) for wanted in group) for group in item["must_contain"])
    wanted = item["documents"]
    return held and (not wanted or any(same_document(number, one) for number in numbers for one in wanted))
