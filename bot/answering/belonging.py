"""How likely a question is of the field: by its words (``scope``) and by how well the best card fits it.

A logistic model over ``FEATURES`` and the products of each two, so that a fitting card can make up for everyday words
and words of another field can undo a card that fits by chance. ``belonging.json`` is learned by
``scripts/train_belonging``; under ``LEAST`` a question is refused.
"""

import json
import math
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.answering.base import Base
from bot.answering.follow_up import speaks_of_new_matter
from bot.answering.turn import Turn
from knowledge.spelling import fold

FEATURES = (
    "score",
    "lead",
    "head coverage",
    "similarity",
    "words",
    "scope",
    "scope in log-odds",
    "own scope in log-odds",
    "follows a turn",
    "word of the field",
    "new matter spoken of",
)
# Chosen on the development questions; docs/thresholds.md keeps the curve.
LEAST = -1.0
# So many spreads from the mean and further count alike; so many log-odds of scope.
FAR, MOST = 4.0, 12.0
_OF_FIELD = re.compile(
    r"\b(?:dang vien|chi bo|dang phi|dang uy|cap uy|chi uy|dang bo|the dang|huy hieu dang|tuoi dang|sinh hoat dang"
    r"|(?:vao|khoi|xin|nap|hoi) dang)\b"
)


def features(turn: Turn, base: Base) -> tuple[float, ...]:
    """One number for each of ``FEATURES``, of a measured turn and its first candidate; there must be one."""
    folded = turn.prepared.query.folded if turn.prepared else []
    follows = bool(turn.context)
    return (
        turn.candidates[0].score,
        turn.lead,
        turn.head_coverage,
        turn.similarity,
        float(len(folded)),
        turn.scope,
        _log_odds_of(turn.scope),
        _log_odds_of(turn.own_scope),
        float(follows),
        float(follows or bool(_OF_FIELD.search(fold(turn.query)))),
        float(not follows or speaks_of_new_matter(turn, base)),
    )


def belonging(turn: Turn, base: Base) -> float:
    """The log-odds that the question is of the field."""
    return log_odds(features(turn, base))


def log_odds(values: Sequence[float]) -> float:
    """The log-odds for the values of ``FEATURES``."""
    mean, spread, weights, bias = _learned()
    terms = with_products((np.array(values) - mean) / spread)
    return float(terms @ weights) + bias


def with_products(scaled: NDArray[np.float64]) -> NDArray[np.float64]:
    """Standardised values (…, features), none further than ``FAR``, and the products of each two, squares included."""
    near = np.clip(scaled, -FAR, FAR)
    first, second = np.triu_indices(near.shape[-1])
    return np.concatenate([near, near[..., first] * near[..., second]], axis=-1)


def _log_odds_of(chance: float) -> float:
    return max(-MOST, min(MOST, math.log((chance + 1e-9) / (1.0 - chance + 1e-9))))


@cache
def _learned() -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], float]:
    content: dict[str, Any] = json.loads((files("bot.answering") / "belonging.json").read_text(encoding="utf-8"))
    mean, spread = (np.array([content[part][name] for name in FEATURES]) for part in ("mean", "spread"))
    return mean, spread, np.array(list(content["weights"].values())), float(content["bias"])
