"""The public face of the index: build it from passages, open it, search it."""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import dense, generation, store
from index.building import PLAIN, build
from index.encoder import Encoder, Vectors
from index.fusion import fuse, top
from index.generation import Manifest
from index.lexical import load_array, load_field
from index.query import Query, query_of
from index.restoring import Restorer
from index.reuse import VECTORS
from index.text import fold_tokens
from knowledge.errors import EncoderError, IndexDamagedError
from knowledge.records import Passage

# 40 lose up to half a point of Acc@10, 160 gain nothing; the weight: docs/decisions/fusion.md.
CANDIDATES = 80
DENSE_WEIGHT = 0.5
REMEMBERED = 8

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Hit:
    """A found passage; ``parts`` holds the raw scores it was fused from."""

    number: int
    id: str
    score: float
    parts: dict[str, float]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question worked out once for any number of look-ups in the same index.

    ``query`` holds the words as they were meant (marks restored, slips put right), ``lexical`` BM25 of every
    passage (float32), ``vector`` the embedding (float32 of the index's dimension).
    """

    question: str
    query: Query
    lexical: Scores
    vector: Vectors


class Index:
    """One generation, open for searching from several threads. ``extras`` are the further files it carries."""

    def __init__(self, folder: Path, encoder: Encoder, manifest: Manifest) -> None:
        if manifest.encoder != encoder.fingerprint:
            raise EncoderError(
                f"Chỉ mục {folder} dựng bằng mô hình khác (số chiều {manifest.dimension}, mô hình đang dùng "
                f"{encoder.dimension}). Chạy «sotay build» để dựng lại."
            )
        self.folder, self.manifest = folder, manifest
        self._encoder = encoder
        self.passages = store.PassageStore(folder)
        self.exact = load_field(folder, "exact", manifest.passages)
        self.folded = load_field(folder, "folded", manifest.passages)
        self._restorer = Restorer(self.exact, self.folded, load_array(folder / PLAIN))
        self._vectors = dense.load(folder / VECTORS)
        self._prepared = lru_cache(maxsize=REMEMBERED)(self._prepare)
        if {len(self.passages), self._vectors.ntotal} != {manifest.passages}:
            raise IndexDamagedError(
                f"Chỉ mục {folder}: bản kê ghi {manifest.passages} đoạn, có {len(self.passages)} đoạn và "
                f"{self._vectors.ntotal} véc-tơ. Chạy «sotay build» để dựng lại."
            )

    @classmethod
    def open(cls, root: Path, encoder: Encoder) -> "Index":
        """Open the generation that serves under ``root``; raises ``IndexDamagedError`` unless it is there and whole."""
        folder = generation.current(root)
        if folder is None:
            raise IndexDamagedError(f"Chưa có chỉ mục ở {root}. Chạy «sotay build».")
        return cls(folder, encoder, generation.verified(folder))

    def __len__(self) -> int:
        return self.manifest.passages

    def passage(self, id_: str) -> Passage:
        return self.passages[self.passages.number(id_)]

    def extra(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def understood(self, query: Query) -> Query:
        """``query`` with missing or wrong marks and slips of one letter put right by the indexed texts."""
        words = self._restorer.restore(query.words, query.unmarked)
        return query if words == query.words else replace(query, words=words, folded=fold_tokens(words))

    def lexical(self, query: Query) -> Scores:
        """BM25 of every passage: exact and folded field, weighted by how the question was typed."""
        weight = np.float32(query.exact_weight)
        folded = self.folded.score(query.folded)
        if not weight:
            return folded
        blended: Scores = weight * self.exact.score(query.words) + (1 - weight) * folded
        return blended

    def encode(self, question: str) -> Vectors:
        vector: Vectors = self._encoder.encode([question])[0]
        return vector

    def prepare(self, question: str) -> Prepared:
        """All that ``search`` and ``signals`` need of ``question``, worked out once for the last few questions."""
        return self._prepared(question)

    def _prepare(self, question: str) -> Prepared:
        typed = query_of(question)
        query = self.understood(typed)
        meant = question if query is typed else " ".join(query.words)
        return Prepared(question, query, self.lexical(query), self.encode(meant))

    def signals(self, question: str | Prepared, numbers: NDArray[np.int64]) -> dict[str, Scores]:
        """The raw score of each of these passages for ``question``, by signal."""
        prepared = self.prepare(question) if isinstance(question, str) else question
        similar = dense.similarity(self._vectors, prepared.vector, numbers)
        return {"lexical": prepared.lexical[numbers], "dense": similar}

    def search(self, question: str | Prepared, k: int = 20, dense_weight: float = DENSE_WEIGHT) -> list[Hit]:
        """The ``k`` best passages, best first, of about ``CANDIDATES`` that either signal proposes."""
        prepared = self.prepare(question) if isinstance(question, str) else question
        if not len(self) or not prepared.query.words:
            return []
        wide = max(k, CANDIDATES)
        near = dense.nearest(self._vectors, prepared.vector, wide)
        proposed = np.union1d(top(prepared.lexical, wide), near)
        signals = self.signals(prepared, proposed)
        fused = fuse(signals, {"lexical": 1.0, "dense": dense_weight})
        best = top(fused, k)
        parts = zip(*(scores[best].tolist() for scores in signals.values()), strict=True)
        found = zip(proposed[best].tolist(), fused[best].tolist(), parts, strict=True)
        return [
            Hit(number, self.passages.ids[number], score, dict(zip(signals, scores, strict=True)))
            for number, score, scores in found
        ]


__all__ = ["Hit", "Index", "Prepared", "Query", "build", "query_of"]
