"""A generation made from passages: both lexical fields, the vectors, the passages themselves and a manifest."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index import dense, generation, lexical, reuse, store
from index.encoder import Encoder
from index.generation import Manifest
from index.reuse import VECTORS, Earlier
from index.text import tokens
from knowledge.records import Passage

# Chosen on training questions of zalo-legal, Acc@1 / Acc@10 / MRR@10 of BM25: once 62.8 / 91.0 / 72.7,
# twice 67.8 / 92.2 / 76.4, three times 68.5 / 92.8 / 77.0.
HEADING_WEIGHT = 3
ENCODE_BATCH = 2048
# Of 200 questions set aside, fused Acc@10: 92.0 with 700 characters, 93.0 with 1,500, 92.0 with 3,000.
EMBEDDED_CHARACTERS = 1500
PLAIN = "exact.plain.npy"

Progress = Callable[[int], None]
Places = NDArray[np.int64]


def build(
    passages: Sequence[Passage],
    root: Path,
    encoder: Encoder,
    extras: Mapping[str, bytes] | None = None,
    corpus: str = "",
    progress: Progress = lambda done: None,
) -> Manifest:
    """Build a generation of ``passages`` under ``root`` and let it serve; the one before stays until then.

    Tokens and vectors of passages that the one before holds are taken over from it; the result is the same.
    ``extras`` are further files to keep with it (names must not clash with the index's own).
    ``progress`` is told how many more passages are done.
    """
    with generation.building(root) as folder:
        digests = store.write(passages, folder)
        before = reuse.earlier(root, encoder)
        places = before.places(digests)
        _write_fields(_numbered(passages, before, places), folder)
        dense.save(_embed(passages, encoder, before, places, progress), folder / VECTORS)
        for name, content in (extras or {}).items():
            (folder / name).write_bytes(content)
        manifest = Manifest(
            schema=generation.SCHEMA,
            passages=len(passages),
            dimension=encoder.dimension,
            encoder=encoder.fingerprint,
            engine=dense.engine(len(passages)),
            corpus=corpus or _corpus_hash(passages),
            recipe=reuse.recipe(),
            parts=generation.checksums(folder),
        )
        generation.publish(root, folder, manifest)
        return manifest


def weighted_tokens(passages: Sequence[Passage]) -> Iterator[list[str]]:
    """Each passage's tokens, those of its name and headings ``HEADING_WEIGHT`` times: BM25F by repetition."""
    for passage in passages:
        above = "\n".join(part for part in (passage.name, *passage.headings) if part)
        yield tokens(above) * HEADING_WEIGHT + tokens(passage.text)


def _numbered(passages: Sequence[Passage], before: Earlier, places: Places) -> lexical.Numbered:
    """The tokens of all passages, those of known ones as they were."""
    new = np.flatnonzero(places < 0)
    fresh = lexical.number_words(weighted_tokens([passages[at] for at in new.tolist()]), before.tokens.words)
    order = places.copy()
    order[new] = len(before.tokens.lengths) + np.arange(len(new))
    return lexical.joined(before.tokens, fresh, order)


def _write_fields(exact: lexical.Numbered, folder: Path) -> None:
    reuse.save_tokens(exact, folder)
    lexical.field_of(exact).save(folder, "exact")
    folded, plain = lexical.folded(exact)
    lexical.field_of(folded).save(folder, "folded")
    np.save(folder / PLAIN, plain, allow_pickle=False)


def _embed(
    passages: Sequence[Passage], encoder: Encoder, before: Earlier, places: Places, progress: Progress
) -> faiss.IndexScalarQuantizer:
    vectors = np.zeros((len(passages), encoder.dimension), np.float32)
    new = np.arange(len(passages))
    if before.vectors is not None:
        known, new = np.flatnonzero(places >= 0), np.flatnonzero(places < 0)
        vectors[known] = before.vectors[places[known]]
        progress(len(known))
    for start in range(0, len(new), ENCODE_BATCH):
        part = new[start : start + ENCODE_BATCH]
        vectors[part] = encoder.encode([passages[at].searchable[:EMBEDDED_CHARACTERS] for at in part.tolist()])
        progress(len(part))
    return dense.build(vectors)


def _corpus_hash(passages: Sequence[Passage]) -> str:
    digest = hashlib.sha256()
    for passage in passages:
        digest.update(store.to_line(passage))
    return digest.hexdigest()
