"""What the generation that serves worked out of passages, so that the next build does only what is new.

Only a whole generation is used, and only when the very code and libraries that are at work now made it.
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import dense, generation, lexical, store
from index.encoder import Encoder, Vectors
from index.generation import Manifest
from index.lexical import Numbered
from knowledge.errors import IndexDamagedError

VECTORS, TOKENS, LENGTHS = "vectors.faiss", "tokens.npy", "tokens.lengths.npy"
# What decides the tokens and the vector of a passage, beside the model.
_CODE = {"index": ("building.py", "encoder.py", "text.py"), "knowledge": ("records.py", "spelling.py")}
_LIBRARIES = ("numpy", "sentencepiece")


@dataclass(frozen=True, slots=True)
class Earlier:
    """The passages of a generation: each one's number by the digest of its line, the tokens and the vectors of all.

    ``vectors`` is ``None`` when they cannot be used again.
    """

    numbers: dict[bytes, int]
    tokens: Numbered
    vectors: Vectors | None

    def places(self, digests: Sequence[bytes]) -> NDArray[np.int64]:
        """For each passage now its number then, -1 for a new or changed one."""
        return np.array([self.numbers.get(digest, -1) for digest in digests], np.int64)


NOTHING = Earlier({}, Numbered({}, np.zeros(0, np.int32), np.zeros(0, np.int32)), None)


@cache
def recipe() -> str:
    """A hash of the code and the libraries that make tokens and vectors of a passage."""
    from importlib.metadata import version  # 0.02 s that only a build has to spend

    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    for package, names in _CODE.items():
        for name in names:
            digest.update((files(package) / name).read_bytes())
    for library in _LIBRARIES:
        digest.update(version(library).encode())
    return digest.hexdigest()


def earlier(root: Path, encoder: Encoder) -> Earlier:
    """What can be used again of the generation that serves under ``root``; ``NOTHING`` when there is no whole one."""
    folder = generation.current(root)
    if folder is None:
        return NOTHING
    try:
        manifest = generation.verified(folder)
    except (IndexDamagedError, OSError):
        return NOTHING
    if manifest.recipe != recipe():
        return NOTHING
    numbers = {digest: number for number, digest in enumerate(store.stored_digests(folder))}
    return Earlier(numbers, _tokens(folder), _vectors(folder, manifest, encoder))


def save_tokens(tokens: Numbered, folder: Path) -> None:
    """Keep tokens for the next build, in as few bytes as their numbers need; the words are the exact field's."""
    small = tokens.flat.astype(np.min_scalar_type(len(tokens.words)))
    np.save(folder / TOKENS, small, allow_pickle=False)
    np.save(folder / LENGTHS, tokens.lengths, allow_pickle=False)


def _tokens(folder: Path) -> Numbered:
    words = {word: number for number, word in enumerate(lexical.load_words(folder, "exact"))}
    flat = np.load(folder / TOKENS, allow_pickle=False).astype(np.int32)
    return Numbered(words, flat, np.load(folder / LENGTHS, allow_pickle=False))


def _vectors(folder: Path, manifest: Manifest, encoder: Encoder) -> Vectors | None:
    """Quantised vectors are no longer those that the encoder gave."""
    same = encoder.repeatable and manifest.encoder == encoder.fingerprint and manifest.engine == dense.HALF
    return dense.stored(dense.load(folder / VECTORS)) if same else None
