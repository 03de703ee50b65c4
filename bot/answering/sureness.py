"""How likely the best card answers the question at all: a logistic model over how well it fits.

The weights in ``sureness.json`` are learned by ``scripts/train_sureness`` from development questions, each as it is
and once more with every card that answers it withheld: so the model has seen what a question of the field looks like
that nothing answers. Under ``least`` nothing is answered; under ``sure`` the answer says that it is only the nearest.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from bot.answering.base import Base
from bot.answering.said import Place
from bot.answering.turn import Turn

FEATURES = ("score", "lead", "coverage", "head coverage", "similarity", "words", "unsaid", "unsaid in head")


def features(turn: Turn, base: Base) -> tuple[float, ...]:
    """One number for each of ``FEATURES``, of the first candidate of a measured turn; there must be one."""
    best = turn.candidates[0]
    folded = turn.prepared.query.folded if turn.prepared else []
    weights = base.weights(folded)
    places = base.places([best.card], folded)[0].tolist()
    unsaid = [_unsaid(folded, weights, places, within) for within in (Place.LINES, Place.HEAD)]
    covered = turn.coverage, turn.head_coverage
    return best.score, turn.lead, *covered, turn.similarity, float(len(folded)), *unsaid


def _unsaid(folded: list[str], weights: Mapping[str, float], places: Sequence[int], within: Place) -> float:
    """How telling the most telling word is that the card does not say in its places up to ``within``."""
    return max((weights[word] for word, place in zip(folded, places, strict=True) if place > within), default=0.0)


def sureness(turn: Turn, base: Base) -> float:
    """The log-odds that the best card answers."""
    return log_odds(features(turn, base))


def log_odds(values: Sequence[float]) -> float:
    """The log-odds for the values of ``FEATURES``."""
    learned = _learned()
    weighted = (learned["weights"][name] * value for name, value in zip(FEATURES, values, strict=True))
    return sum(weighted, float(learned["bias"]))


def least() -> float:
    return float(_learned()["least"])


def sure() -> float:
    return float(_learned()["sure"])


@cache
def _learned() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((files("bot.answering") / "sureness.json").read_text(encoding="utf-8"))
    return loaded
