"""Vectors in FAISS find what plain numpy finds."""

from pathlib import Path

import faiss
import numpy as np
import pytest

from index import dense
from index.encoder import Vectors, normalised
from knowledge.errors import IndexDamagedError


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    made = normalised(np.random.default_rng(7).standard_normal((300, 32)).astype(np.float32))
    return made.astype(np.float16).astype(np.float32)


def _brute(vectors: Vectors, query: Vectors, k: int) -> list[int]:
    return [int(n) for n in np.argsort(-(vectors @ query), kind="stable")[:k]]


def test_of_16_bit_vectors_exactly_the_nearest_are_found(vectors: Vectors) -> None:
    index = dense.build(vectors)
    for query in vectors[:20] + np.float32(0.1):
        assert dense.nearest(index, query, 10).tolist() == _brute(vectors, query, 10)


def test_similarity_is_the_inner_product(vectors: Vectors) -> None:
    numbers = np.array([5, 0, 299])
    found = dense.similarity(dense.build(vectors), vectors[3], numbers)
    np.testing.assert_allclose(found, vectors[numbers] @ vectors[3], rtol=1e-5)


def test_beyond_the_limit_vectors_are_quantised(vectors: Vectors, monkeypatch: pytest.MonkeyPatch) -> None:
    assert dense.engine(len(vectors)) == "fp16"
    monkeypatch.setattr(dense, "HALF_LIMIT", len(vectors) - 1)
    assert dense.engine(len(vectors)) == "sq8"
    index = dense.build(vectors)
    found = [set(dense.nearest(index, query, 10).tolist()) & set(_brute(vectors, query, 10)) for query in vectors]
    assert sum(map(len, found)) >= 0.95 * 10 * len(vectors)


def test_quantised_similarity_is_close(vectors: Vectors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense, "HALF_LIMIT", 1)
    found = dense.similarity(dense.build(vectors), vectors[0], np.arange(50))
    np.testing.assert_allclose(found, vectors[:50] @ vectors[0], atol=0.02)


def test_at_most_all_passages_are_found(vectors: Vectors) -> None:
    assert sorted(dense.nearest(dense.build(vectors[:3]), vectors[0], 10).tolist()) == [0, 1, 2]


def test_stored_vectors_make_the_same_index_again(vectors: Vectors) -> None:
    index = dense.build(vectors + np.float32(1e-4))
    again = dense.build(dense.stored(index))
    assert faiss.serialize_index(again).tobytes() == faiss.serialize_index(index).tobytes()


def test_similarity_with_nothing_is_nothing(vectors: Vectors) -> None:
    assert len(dense.similarity(dense.build(vectors), vectors[0], np.zeros(0, np.int64))) == 0


def test_an_index_comes_back_from_disk(vectors: Vectors, tmp_path: Path) -> None:
    index = dense.build(vectors)
    dense.save(index, tmp_path / "v")
    loaded = dense.load(tmp_path / "v")
    assert dense.nearest(loaded, vectors[9], 5).tolist() == dense.nearest(index, vectors[9], 5).tolist()


@pytest.mark.parametrize("content", [b"", b"khong phai faiss", None])
def test_an_unreadable_index_is_refused(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "v").write_bytes(content)
    with pytest.raises(IndexDamagedError, match="sotay build"):
        dense.load(tmp_path / "v")
