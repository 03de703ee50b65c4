"""Vectors in FAISS: inner product of 16-bit vectors up to ``HALF_LIMIT`` passages, of 8-bit ones beyond."""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from knowledge.errors import IndexDamagedError

# Why, with measurements: docs/decisions/dense.md.
HALF_LIMIT = 200_000
HALF, BYTE = "fp16", "sq8"
_KINDS = {HALF: faiss.ScalarQuantizer.QT_fp16, BYTE: faiss.ScalarQuantizer.QT_8bit}

faiss.omp_set_num_threads(1)


def build(vectors: Vectors) -> faiss.IndexScalarQuantizer:
    """A FAISS index over normalised vectors of shape (passages, dimension)."""
    size, dimension = vectors.shape
    index = faiss.IndexScalarQuantizer(dimension, _KINDS[engine(size)], faiss.METRIC_INNER_PRODUCT)
    index.train(vectors)
    index.add(vectors)
    return index


def engine(size: int) -> str:
    """The name of the engine for ``size`` passages, as the manifest records it."""
    return HALF if size <= HALF_LIMIT else BYTE


def save(index: faiss.IndexScalarQuantizer, file: Path) -> None:
    """Write ``index``; raises ``OSError`` when it cannot be written whole (FAISS's own writer says nothing)."""
    with file.open("wb") as opened:
        opened.write(faiss.serialize_index(index).data)


def load(file: Path) -> faiss.IndexScalarQuantizer:
    """Raises ``IndexDamagedError`` unless the file holds what ``save`` wrote."""
    unreadable = f"Chỉ mục véc-tơ {file} không đọc được. Chạy «sotay build» để dựng lại."
    try:
        index = faiss.read_index(str(file))
    except RuntimeError as error:
        raise IndexDamagedError(unreadable) from error
    if not isinstance(index, faiss.IndexScalarQuantizer):
        raise IndexDamagedError(unreadable)
    return index


def stored(index: faiss.IndexScalarQuantizer) -> Vectors:
    """All vectors of an index, float32 of (passages, dimension): a 16-bit index made of them is the same to the bit."""
    vectors: Vectors = index.reconstruct_n(0, index.ntotal)
    return vectors


def nearest(index: faiss.IndexScalarQuantizer, vector: Vectors, k: int) -> NDArray[np.int64]:
    """Numbers of the ``k`` passages nearest to ``vector`` (shape (dimension,)), best first."""
    _, found = index.search(vector[None, :], min(k, index.ntotal))
    numbers: NDArray[np.int64] = found[0][found[0] >= 0]
    return numbers


def similarity(index: faiss.IndexScalarQuantizer, vector: Vectors, passages: NDArray[np.int64]) -> NDArray[np.float32]:
    """Inner product of ``vector`` with each of ``passages``."""
    if not len(passages):
        return np.zeros(0, np.float32)
    # A third of the time of reconstruct_batch, which sets a decoder up for each vector.
    size = index.sa_code_size()
    codes = faiss.rev_swig_ptr(index.codes.data(), index.ntotal * size).reshape(-1, size)
    decoded: Vectors = index.sa_decode(codes[passages])
    return decoded @ vector
