"""BM25 over syllables and syllable bigrams, scored at build time into plain arrays.

Robertson & Zaragoza (2009), with the idf of Lucene, ``ln(1 + (N - df + 0.5) / (df + 0.5))``. A term is a
64-bit key: a word's number, or ``(first + 1) << 32 | second`` for a bigram, so that no bigram is ever kept
as a string and the arrays can be read straight from disk.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.text import fold_tokens

# Chosen on training questions: docs/decisions/lexical.md.
K1 = 1.5
B = 0.7
BIGRAM_WEIGHT = 0.6
# A term in more than one passage of so many is added up row by row, five times faster than by its postings.
COMMON = 4
_PARTS = ("keys", "starts", "passages", "scores")


@dataclass(frozen=True, slots=True)
class LexicalField:
    """One field of the index. ``keys`` (int64, sorted, terms), ``starts`` (int64, terms + 1), ``passages`` (int32)
    and ``scores`` (float32) hold the postings; ``size`` is the number of passages; ``rows`` keeps those of common
    terms as they are asked for."""

    words: dict[str, int]
    keys: NDArray[np.int64]
    starts: NDArray[np.int64]
    passages: NDArray[np.int32]
    scores: NDArray[np.float32]
    size: int
    rows: dict[int, NDArray[np.float32]] = field(default_factory=dict, repr=False, compare=False)

    def score(self, words: Sequence[str]) -> NDArray[np.float32]:
        """BM25 of every passage for these tokens: float32 of ``size``; unknown words count nothing."""
        terms = self._terms(words)
        places = dict(zip(terms, self._all_postings(list(terms)), strict=True))
        common = [key for key, postings in places.items() if COMMON * (postings.stop - postings.start) > self.size]
        total = self._added_up([(weight, places[key]) for key, weight in terms.items() if key not in common])
        for key in common:
            total += np.float32(terms[key]) * self._row(key, places[key])
        return total

    def _added_up(self, terms: Sequence[tuple[float, slice]]) -> NDArray[np.float32]:
        """The scores of these weights and postings together, for every passage."""
        if not terms:
            return np.zeros(self.size, np.float32)
        passages = np.concatenate([self.passages[postings] for _, postings in terms])
        scores = np.concatenate([np.float32(weight) * self.scores[postings] for weight, postings in terms])
        return np.bincount(passages, scores, self.size).astype(np.float32)

    def _row(self, key: int, postings: slice) -> NDArray[np.float32]:
        """The scores of a common term for every passage, kept from one question to the next."""
        row = self.rows.get(key)
        if row is None:
            row = np.zeros(self.size, np.float32)
            row[self.passages[postings]] = self.scores[postings]
            self.rows[key] = row
        return row

    def frequency(self, word: str) -> int:
        """Number of passages that hold ``word``."""
        postings = self._postings_of(self.words.get(word, -1))
        return int(postings.stop) - int(postings.start)

    def holding(self, *words: str) -> NDArray[np.int32]:
        """The numbers of the passages that hold this word, or these two side by side; ascending."""
        numbers = [self.words.get(word, -1) for word in words]
        if min(numbers) < 0:
            return np.zeros(0, np.int32)
        postings = self._postings_of(*numbers) if len(words) == 1 else self._all_postings([_bigram(*numbers)])[0]
        found: NDArray[np.int32] = self.passages[postings]
        return found

    def frequencies(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """Number of passages that hold each term; 0 for an unknown one."""
        if not len(self.keys):
            return np.zeros(keys.shape, np.int64)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        found: NDArray[np.int64] = np.where(self.keys[at] == keys, self.starts[at + 1] - self.starts[at], 0)
        return found

    def idf(self, words: Sequence[str]) -> list[float]:
        """The idf of each word; an unknown one has that of a word that no passage holds."""
        numbers = np.array([self.words.get(word, -1) for word in words], np.int64)
        found: list[float] = _idf(self.frequencies(numbers), self.size).tolist()
        return found

    def _terms(self, words: Sequence[str]) -> dict[int, float]:
        ids = [self.words.get(word, -1) for word in words]
        singles = {id_: 1.0 for id_ in ids if id_ >= 0}
        bigrams = {_bigram(a, b): BIGRAM_WEIGHT for a, b in pairwise(ids) if a >= 0 and b >= 0}
        return singles | bigrams

    def _postings_of(self, number: int) -> slice:
        """Where the postings of a word stand: every word occurs, so the first keys are the words' numbers in order."""
        return slice(int(self.starts[number]), int(self.starts[number + 1])) if number >= 0 else slice(0, 0)

    def _all_postings(self, keys: Sequence[int]) -> list[slice]:
        """Where the postings of each term stand; an empty slice for an unknown one."""
        if not len(self.keys):
            return [slice(0, 0)] * len(keys)
        wanted = np.array(keys, np.int64)
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        starts = np.where(self.keys[at] == wanted, self.starts[at], self.starts[at + 1])
        return list(map(slice, starts.tolist(), self.starts[at + 1].tolist()))

    def save(self, folder: Path, name: str) -> None:
        (folder / f"{name}.words").write_text("\n".join(self.words), encoding="utf-8")
        for part in _PARTS:
            np.save(folder / f"{name}.{part}.npy", getattr(self, part), allow_pickle=False)


def load_field(folder: Path, name: str, size: int) -> LexicalField:
    """Read a field written by ``save``; arrays stay on disk until touched."""
    numbered = {word: number for number, word in enumerate(load_words(folder, name))}
    keys, starts, passages, scores = (load_array(folder / f"{name}.{part}.npy") for part in _PARTS)
    return LexicalField(numbered, keys, starts, passages, scores, size)


def load_words(folder: Path, name: str) -> list[str]:
    """The words of a field in the order of their numbers."""
    words = (folder / f"{name}.words").read_text(encoding="utf-8")
    return words.split("\n") if words else []


def load_array(file: Path) -> NDArray[Any]:
    """An array that stays on disk until touched; a plain view, which numpy indexes faster than a memmap."""
    stored: NDArray[Any] = np.load(file, mmap_mode="r", allow_pickle=False)
    return stored.view(np.ndarray)


def build_field(passages: Iterable[Sequence[str]]) -> LexicalField:
    """Index passages given as tokens; the order of passages is their number."""
    return field_of(number_words(passages))


@dataclass(frozen=True, slots=True)
class Numbered:
    """The tokens of all passages as word numbers, int32, one after the other; ``lengths`` (int32) counts each's."""

    words: dict[str, int]
    flat: NDArray[np.int32]
    lengths: NDArray[np.int32]


def number_words(passages: Iterable[Sequence[str]], known: Iterable[str] = ()) -> Numbered:
    """Words numbered as they first occur, after those that are ``known`` already."""
    words = {word: number for number, word in enumerate(known)}
    flat, lengths = array("i"), array("i")
    for tokens in passages:
        flat.extend([words.setdefault(token, len(words)) for token in tokens])
        lengths.append(len(tokens))
    return Numbered(words, np.array(flat, np.int32), np.array(lengths, np.int32))


def joined(before: Numbered, after: Numbered, order: NDArray[np.int64]) -> Numbered:
    """The passages of both in this order (``after`` counts on from ``before``), as if they were numbered afresh.

    ``after`` must have been numbered with the words of ``before`` as known.
    """
    flat, lengths = np.append(before.flat, after.flat), np.append(before.lengths, after.lengths)
    starts, taken = np.append(0, np.cumsum(lengths, dtype=np.int64)), lengths[order]
    ends = np.cumsum(taken, dtype=np.int64)
    # Each passage's run of tokens, moved to where it stands now.
    places = np.repeat(starts[order] - (ends - taken), taken) + np.arange(taken.sum(), dtype=np.int64)
    return _renumbered(list(after.words), flat[places], taken)


def _renumbered(words: Sequence[str], flat: NDArray[np.int32], lengths: NDArray[np.int32]) -> Numbered:
    """The same tokens with words numbered as they first occur; words that occur no more are dropped."""
    first = np.full(len(words), len(flat), np.int64)
    np.minimum.at(first, flat, np.arange(len(flat), dtype=np.int64))
    order = np.argsort(first, kind="stable")[: int((first < len(flat)).sum())]
    numbers = np.zeros(len(words), np.int32)
    numbers[order] = np.arange(len(order), dtype=np.int32)
    return Numbered({words[old]: new for new, old in enumerate(order.tolist())}, numbers[flat], lengths)


def folded(numbered: Numbered) -> tuple[Numbered, NDArray[np.int32]]:
    """The same tokens without diacritics, each word folded once; and the folded number of each exact word."""
    words: dict[str, int] = {}
    renumbered = np.array([words.setdefault(w, len(words)) for w in fold_tokens(list(numbered.words))], np.int32)
    return Numbered(words, renumbered[numbered.flat], numbered.lengths), renumbered


def field_of(numbered: Numbered) -> LexicalField:
    keys, owners, counts = _count_terms(numbered)
    terms, starts = _group(keys)
    scores = _weigh(starts, owners, counts, numbered.lengths.astype(np.float32))
    return LexicalField(numbered.words, terms, starts, owners, scores, len(numbered.lengths))


def _bigram(first: int, second: int) -> int:
    return (first + 1) << 32 | second


def _count_terms(numbered: Numbered) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
    """Every (term, passage) once, sorted by term then passage, with the number of times it occurs.

    Sorts one number a token, term and passage side by side: 63 bits hold 10**5 words and 10**8 passages.
    """
    word_bits, bits = len(numbered.words).bit_length(), len(numbered.lengths).bit_length()
    owners = np.repeat(np.arange(len(numbered.lengths), dtype=np.int32), numbered.lengths)
    single = _occurrences(numbered.flat.astype(np.int64), owners, bits)
    within = owners[1:] == owners[:-1]
    pairs = numbered.flat[:-1].astype(np.int64) + 1
    pairs <<= word_bits
    pairs |= numbered.flat[1:]
    terms, passages, counts = _occurrences(pairs[within], owners[1:][within], bits)
    # The key of a bigram does not depend on how many words there are.
    terms = terms >> word_bits << 32 | terms & (1 << word_bits) - 1
    return np.append(single[0], terms), np.append(single[1], passages), np.append(single[2], counts)


def _occurrences(
    terms: NDArray[np.int64], owners: NDArray[np.int32], bits: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
    """Each (term, passage) once, sorted, with its count. Overwrites ``terms``; ``bits`` are those of a passage."""
    terms <<= bits
    terms |= owners
    terms.sort()
    at = _changes(terms)
    counts = np.diff(np.append(at, len(terms))).astype(np.float32)
    once = terms[at]
    return once >> bits, (once & (1 << bits) - 1).astype(np.int32), counts


def _changes(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where a new value begins in a sorted array."""
    return np.flatnonzero(np.append(True, values[1:] != values[:-1])) if len(values) else np.zeros(0, np.int64)


def _group(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    at = _changes(keys)
    return keys[at], np.append(at, len(keys)).astype(np.int64)


def _weigh(
    starts: NDArray[np.int64], owners: NDArray[np.int32], counts: NDArray[np.float32], lengths: NDArray[np.float32]
) -> NDArray[np.float32]:
    frequencies = np.diff(starts)
    idf = np.repeat(_idf(frequencies, len(lengths)), frequencies)
    mean = float(lengths.mean()) if len(lengths) else 1.0
    norm = K1 * (1 - B + B * lengths[owners] / max(mean, 1.0))
    weighed: NDArray[np.float32] = (idf * counts * (K1 + 1) / (counts + norm)).astype(np.float32)
    return weighed


def _idf(frequencies: NDArray[np.int64], size: int) -> NDArray[np.float32]:
    return np.log1p((size - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
