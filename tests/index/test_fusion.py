"""One ranking from several signals."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.fusion import fuse, top, z_scores

_SCORES = st.lists(st.integers(-50, 50), max_size=60).map(lambda found: np.array(found, np.float32))


@given(_SCORES)
def test_normalised_scores_have_mean_nothing_and_spread_one(scores: np.ndarray) -> None:
    normal = z_scores(scores)
    assert len(normal) == len(scores)
    if len(set(scores.tolist())) > 1:
        assert normal.mean() == pytest.approx(0, abs=1e-4)
        assert normal.std() == pytest.approx(1, abs=1e-4)


def test_scores_that_do_not_differ_say_nothing() -> None:
    assert z_scores(np.full(5, 7, np.float32)).tolist() == [0.0] * 5


def test_the_scale_of_a_signal_does_not_matter() -> None:
    lexical, similarity = np.array([9, 1, 5], np.float32), np.array([0.1, 0.9, 0.2], np.float32)
    weights = {"lexical": 1.0, "dense": 0.5}
    fused = fuse({"lexical": lexical, "dense": similarity}, weights)
    np.testing.assert_allclose(fuse({"lexical": lexical * 100 + 3, "dense": similarity}, weights), fused, rtol=1e-4)


def test_a_signal_counts_by_its_weight() -> None:
    signals = {"lexical": np.array([2, 1], np.float32), "dense": np.array([1, 2], np.float32)}
    assert fuse(signals, {"lexical": 1.0, "dense": 0.5}).argmax() == 0
    assert fuse(signals, {"lexical": 0.5, "dense": 1.0}).argmax() == 1
    assert fuse(signals, {"lexical": 1.0, "dense": 1.0}).tolist() == [0.0, 0.0]


@given(_SCORES, st.integers(0, 80))
def test_top_holds_the_highest_scores_best_first(scores: np.ndarray, k: int) -> None:
    assert scores[top(scores, k)].tolist() == sorted(scores.tolist(), reverse=True)[:k]


@given(_SCORES, st.integers(0, 80))
@example(np.zeros(1000, np.float32), 3)
def test_equal_scores_keep_their_order(scores: np.ndarray, k: int) -> None:
    assert top(scores, k).tolist() == np.argsort(-scores, kind="stable")[:k].tolist()
