"""A generation made from passages: both lexical fields, the vectors, the passages themselves and a manifest."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import faiss
import numpy as np

from index import dense, generation, lexical, store
from index.encoder import Encoder
from index.generation import Manifest
from index.text import tokens
from knowledge.records import Passage

# Chosen on training questions of zalo-legal, Acc@1 / Acc@10 / MRR@10 of BM25: once 62.8 / 91.0 / 72.7,
# twice 67.8 / 92.2 / 76.4, three times 68.5 / 92.8 / 77.0.
HEADING_WEIGHT = 3
ENCODE_BATCH = 2048
# Of 200 questions set aside, fused Acc@10: 92.0 with 700 characters, 93.0 with 1,500, 92.0 with 3,000.
EMBEDDED_CHARACTERS = 1500
VECTORS, PLAIN = "vectors.faiss", "exact.plain.npy"

Progress = Callable[[int], None]


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
        _write_fields(passages, folder)
        dense.save(_embed(passages, encoder, progress), folder / VECTORS)
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


def weighted_tokens(passages: Sequence[Passage]) -> Iterator[list[str]]:
    """Each passage's tokens, those of its name and headings ``HEADING_WEIGHT`` times: BM25F by repetition."""
    for passage in passages:
        above = "\n".join(part for part in (passage.name, *passage.headings) if part)
        yield tokens(above) * HEADING_WEIGHT + tokens(passage.text)


def _write_fields(passages: Sequence[Passage], folder: Path) -> None:
    exact = lexical.number_words(weighted_tokens(passages))
    lexical.field_of(exact).save(folder, "exact")
    folded, plain = lexical.folded(exact)
    lexical.field_of(folded).save(folder, "folded")
    np.save(folder / PLAIN, plain, allow_pickle=False)


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
