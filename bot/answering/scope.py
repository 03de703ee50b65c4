"""How likely a question is about party-building work: a logistic model over its words, without diacritics.

The weights in ``scope.json`` are learned by ``scripts/train_scope``; a positive one speaks for the field.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise

from index.search import query_of


def features(question: str) -> list[str]:
    """The distinct folded words of an expanded question and their pairs; figures count as one word ``#``."""
    words = ["#" if word[0].isdigit() else word for word in query_of(question).folded]
    return sorted({*words, *(f"{a} {b}" for a, b in pairwise(words))})


def in_scope(question: str) -> float:
    """Probability, 0 to 1, that ``question`` (abbreviations written out) is within the field."""
    return chance(question, _weights())


def chance(question: str, weights: Mapping[str, float]) -> float:
    """The probability by these weights of ``features``, the constant being under ``""``."""
    logit = weights[""] + sum(weights.get(feature, 0.0) for feature in features(question))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


@cache
def _weights() -> dict[str, float]:
    loaded: dict[str, float] = json.loads((files("bot.answering") / "scope.json").read_text(encoding="utf-8"))
    return loaded
