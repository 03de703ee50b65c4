"""BM25 in arrays against BM25 written out plainly."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import BIGRAM_WEIGHT, K1, B, LexicalField, build_field, load_field

_WORDS = st.lists(st.sampled_from(["chi", "bộ", "họp", "đảng", "viên", "phí", "208-qđ"]), max_size=9)
_TEXTS = st.lists(_WORDS, max_size=6)
TEXTS = [["chi", "bộ", "họp"], ["họp", "chi", "bộ", "chi", "bộ"], ["đảng", "phí"], []]


def _bm25(texts: Sequence[Sequence[str]], query: Sequence[str], number: int) -> float:
    """Robertson & Zaragoza with Lucene's idf; each word once, each pair of neighbours once at its weight."""
    mean = max(sum(map(len, texts)) / len(texts), 1.0)
    norm = K1 * (1 - B + B * len(texts[number]) / mean)
    total = 0.0
    for size, weight in ((1, 1.0), (2, BIGRAM_WEIGHT)):
        grams = [Counter(text if size == 1 else pairwise(text)) for text in texts]
        for term in set(query if size == 1 else pairwise(query)):
            df = sum(term in gram for gram in grams)
            idf = log(1 + (len(texts) - df + 0.5) / (df + 0.5))
            count = grams[number][term]
            total += weight * idf * count * (K1 + 1) / (count + norm) if count else 0.0
    return total


@given(_TEXTS.filter(bool), _WORDS)
def test_scores_equal_the_formula(texts: list[list[str]], query: list[str]) -> None:
    expected = [_bm25(texts, query, number) for number in range(len(texts))]
    np.testing.assert_allclose(build_field(texts).score(query), expected, rtol=1e-4, atol=1e-5)


def test_neighbours_count_more_than_strangers() -> None:
    together, apart = build_field([["chi", "bộ", "họp"], ["chi", "họp", "bộ"]]).score(["chi", "bộ"])
    assert together > apart > 0


def test_a_pair_does_not_reach_over_the_end_of_a_passage() -> None:
    scores = build_field([["họp", "chi"], ["bộ", "phí"]]).score(["chi", "bộ"])
    assert scores[0] == pytest.approx(_bm25([["họp", "chi"], ["bộ", "phí"]], ["chi", "bộ"], 0), rel=1e-4)


def test_unknown_words_count_nothing() -> None:
    field = build_field(TEXTS)
    assert not field.score(["lạ", "quá"]).any()
    np.testing.assert_array_equal(field.score(["lạ", "phí"]), field.score(["phí"]))


def test_a_rare_word_weighs_more() -> None:
    field = build_field(TEXTS)
    assert (field.frequency("chi"), field.frequency("phí"), field.frequency("lạ")) == (2, 1, 0)
    unknown, rare, common = field.idf(["lạ", "phí", "chi"])
    assert unknown > rare > common > 0


@pytest.mark.parametrize("texts", [[], [[]], [[], []]])
def test_empty_passages_score_nothing(texts: list[list[str]]) -> None:
    assert build_field(texts).score(["chi", "bộ"]).tolist() == [0.0] * len(texts)


def _saved(field: LexicalField, folder: Path) -> LexicalField:
    field.save(folder, "exact")
    return load_field(folder, "exact", field.size)


@pytest.mark.parametrize("texts", [TEXTS, [], [[]]])
def test_a_field_comes_back_from_disk(texts: list[list[str]], tmp_path: Path) -> None:
    field = build_field(texts)
    loaded = _saved(field, tmp_path)
    np.testing.assert_array_equal(loaded.score(["chi", "bộ", "phí"]), field.score(["chi", "bộ", "phí"]))
    assert loaded.words == field.words
