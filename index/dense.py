"""Vectors in FAISS: exact inner product up to ``FLAT_LIMIT`` passages, 8-bit quantised beyond."""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from knowledge.errors import IndexDamagedError

# Measured at 384 dimensions on one thread: flat takes 14 ms a question at 100 000 passages, 144 ms at a million.
FLAT_LIMIT = 200_000
EXACT = "flat"

faiss.omp_set_num_threads(1)


def build(vectors: Vectors) -> faiss.Index:
    """A FAISS index over normalised vectors of shape (passages, dimension)."""
    size, dimension = vectors.shape
    if size <= FLAT_LIMIT:
        index: faiss.Index = faiss.IndexFlatIP(dimension)
    else:
        index = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
        index.train(vectors)
    index.add(vectors)
    return index


def engine(size: int) -> str:
    """The name of the engine for ``size`` passages, as the manifest records it."""
    return EXACT if size <= FLAT_LIMIT else "sq8"


def save(index: faiss.Index, file: Path) -> None:
    """Write ``index``; raises ``OSError`` when it cannot be written whole (FAISS's own writer says nothing)."""
    with file.open("wb") as opened:
        opened.write(faiss.serialize_index(index).data)


def load(file: Path) -> faiss.Index:
    try:
        return faiss.read_index(str(file))
    except RuntimeError as error:
        raise IndexDamagedError(f"Chỉ mục véc-tơ {file} không đọc được. Chạy «sotay build» để dựng lại.") from error


def stored(index: faiss.Index) -> Vectors:
    """All vectors of an index, float32 of (passages, dimension): those of a flat one to the last bit."""
    vectors: Vectors = index.reconstruct_n(0, index.ntotal)
    return vectors


def nearest(index: faiss.Index, vector: Vectors, k: int) -> NDArray[np.int64]:
    """Numbers of the ``k`` passages nearest to ``vector`` (shape (dimension,)), best first."""
    _, found = index.search(vector[None, :], min(k, index.ntotal))
    numbers: NDArray[np.int64] = found[0][found[0] >= 0]
    return numbers


def similarity(index: faiss.Index, vector: Vectors, passages: NDArray[np.int64]) -> NDArray[np.float32]:
    """Inner product of ``vector`` with each of ``passages``."""
    if not len(passages):
        return np.zeros(0, np.float32)
    stored: Vectors = index.reconstruct_batch(passages)
    return stored @ vector
