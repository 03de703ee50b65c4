"""The public face of the index: build it from passages, open it, search it."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index import dense, generation, store
from index.encoder import Encoder, Vectors
from index.fusion import fuse, top
from index.generation import Manifest
from index.lexical import LexicalField, field_of, folded, load_field, number_words
from index.text import fold_tokens, marked_share, tokens
from knowledge.errors import EncoderError, IndexDamagedError
from knowledge.records import Passage

CANDIDATES = 80
ENCODE_BATCH = 2048
EMBEDDED_CHARACTERS = 1500
DENSE_WEIGHT = 0.5
# Running Vietnamese carries marks on about 0.7 of its words; below this a question counts as partly unmarked.
MARKED = 0.45
EXACT_WEIGHT = 0.75
_FAISS = "vectors.faiss"

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Hit:
    """A found passage; ``parts`` holds the raw scores it was fused from."""

    number: int
    id: str
    score: float
    parts: dict[str, float]


@dataclass(frozen=True, slots=True)
class Query:
    """A question prepared for search: its tokens with and without diacritics, and how far they are marked."""

    words: list[str]
    folded: list[str]
    marked: float

    @property
    def exact_weight(self) -> float:
        """How much the exact field counts against the folded one: nothing for an unmarked question."""
        return EXACT_WEIGHT * min(1.0, self.marked / MARKED)


def query_of(question: str) -> Query:
    words = tokens(question)
    return Query(words, fold_tokens(words), marked_share(words))


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
        self._vectors = dense.load(folder / _FAISS)

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

    def lexical(self, query: Query) -> NDArray[np.float32]:
        """BM25 of every passage: exact and folded field, weighted by how the question was typed."""
        weight = np.float32(query.exact_weight)
        folded = self.folded.score(query.folded)
        if not weight:
            return folded
        blended: NDArray[np.float32] = weight * self.exact.score(query.words) + (1 - weight) * folded
        return blended

    def encode(self, question: str) -> Vectors:
        vector: Vectors = self._encoder.encode([question])[0]
        return vector

    def signals(self, question: str, numbers: NDArray[np.int64]) -> dict[str, NDArray[np.float32]]:
        """The raw score of each of these passages for ``question``, by signal."""
        lexical = self.lexical(query_of(question))[numbers]
        return {"lexical": lexical, "dense": dense.similarity(self._vectors, self.encode(question), numbers)}

    def search(self, question: str, k: int = 20, dense_weight: float = DENSE_WEIGHT) -> list[Hit]:
        """The ``k`` best passages, best first, of about ``CANDIDATES`` that either signal proposes."""
        if not len(self) or not question.strip():
            return []
        wide = max(k, CANDIDATES)
        lexical = self.lexical(query_of(question))
        vector = self.encode(question)
        proposed = np.union1d(top(lexical, wide), dense.nearest(self._vectors, vector, wide))
        signals = {"lexical": lexical[proposed], "dense": dense.similarity(self._vectors, vector, proposed)}
        fused = fuse(signals, {"lexical": 1.0, "dense": dense_weight})
        return [self._hit(int(proposed[at]), float(fused[at]), signals, int(at)) for at in top(fused, k)]

    def _hit(self, number: int, score: float, signals: Mapping[str, NDArray[np.float32]], at: int) -> Hit:
        parts = {name: float(scores[at]) for name, scores in signals.items()}
        return Hit(number, self.passages.ids[number], score, parts)


def build(
    passages: Sequence[Passage],
    root: Path,
    encoder: Encoder,
    extras: Mapping[str, bytes] | None = None,
    corpus: str = "",
    progress: Progress = lambda done: None,
) -> Manifest:
    """Build a generation of ``passages`` under ``root`` and let it serve; the one before stays until then.

    ``extras`` are further files to keep with it (names must not clash with the index's own).
    ``progress`` is told how many more passages are done.
    """
    with generation.building(root) as folder:
        store.write(passages, folder)
        numbered = number_words(tokens(passage.searchable) for passage in passages)
        field_of(numbered).save(folder, "exact")
        numbered, _ = folded(numbered)
        field_of(numbered).save(folder, "folded")
        del numbered
        dense.save(_embed(passages, encoder, progress), folder / _FAISS)
        for name, content in (extras or {}).items():
            (folder / name).write_bytes(content)
        manifest = Manifest(
            schema=generation.SCHEMA,
            passages=len(passages),
            dimension=encoder.dimension,
            encoder=encoder.fingerprint,
            engine=dense.engine(len(passages)),
            corpus=corpus or _corpus_hash(passages),
            parts=generation.checksums(folder),
        )
        generation.publish(root, folder, manifest)
        return manifest


def _embed(passages: Sequence[Passage], encoder: Encoder, progress: Progress) -> faiss.Index:
    vectors = np.zeros((len(passages), encoder.dimension), np.float32)
    for start in range(0, len(passages), ENCODE_BATCH):
        part = passages[start : start + ENCODE_BATCH]
        vectors[start : start + len(part)] = encoder.encode([p.searchable[:EMBEDDED_CHARACTERS] for p in part])
        progress(len(part))
    return dense.build(vectors)


def _corpus_hash(passages: Sequence[Passage]) -> str:
    digest = hashlib.sha256()
    for passage in passages:
        digest.update(store.to_line(passage))
    return digest.hexdigest()


__all__ = ["Hit", "Index", "LexicalField", "Query", "build", "query_of"]
