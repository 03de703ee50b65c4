"""One ranking from several signals: each normalised over the candidates (z-score), then weighted and added."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def z_scores(scores: Scores) -> Scores:
    """Scores in standard deviations above the candidates' mean; all zero when they do not differ."""
    if not len(scores):
        return scores
    spread = float(scores.std())
    if spread < 1e-9:
        return np.zeros_like(scores)
    normal: Scores = (scores - scores.mean()) / np.float32(spread)
    return normal


def fuse(signals: Mapping[str, Scores], weights: Mapping[str, float]) -> Scores:
    """The weighted sum of the z-scores of each named signal over the same candidates."""
    parts = [np.float32(weights[name]) * z_scores(scores) for name, scores in signals.items()]
    total: Scores = np.sum(parts, axis=0, dtype=np.float32)
    return total


def top(scores: Scores, k: int) -> NDArray[np.int64]:
    """Positions of the ``k`` highest scores, best first; equal scores keep their order."""
    k = min(k, len(scores))
    if k < 1:
        return np.zeros(0, np.int64)
    bar = np.partition(scores, -k)[-k]
    above, equal = np.flatnonzero(scores > bar), np.flatnonzero(scores == bar)
    found = np.concatenate([above, equal[: k - len(above)]])
    return found[np.argsort(-scores[found], kind="stable")]
