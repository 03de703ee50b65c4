"""Lessons as batches of token numbers: every text is tokenised once, questions in the ways that people type them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from knowledge.spelling import fold
from scripts.training_pairs import Lessons
from scripts.typing_noise import mistyped, partly_unmarked

# How often a question is learned as written, without diacritics, with some missing, and mistyped.
AS_TYPED = (0.6, 0.2, 0.1, 0.1)
# Pairs of one law that stand together in a batch, so that the passages beside the right one are hard to tell from
# it. On 200 questions set aside: fused 67.5 / 92.5 / 76.6 with none together, 69.5 / 93.0 / 78.5 with 64.
BLOCK = 64

Features = dict[str, torch.Tensor]


@dataclass(frozen=True, slots=True)
class Tokenised:
    """Texts as token numbers one after the other; text ``n`` is ``flat[starts[n]:starts[n + 1]]``."""

    flat: NDArray[np.int32]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str], tokenizer: Tokenizer, at_once: int = 4096) -> "Tokenised":
        flat, lengths = [np.zeros(0, np.int32)], [0]
        for start in range(0, len(texts), at_once):
            encodings = tokenizer.encode_batch_fast(list(texts[start : start + at_once]), add_special_tokens=False)
            flat += [np.array(encoding.ids, np.int32) for encoding in encodings]
            lengths += [len(encoding.ids) for encoding in encodings]
        return cls(np.concatenate(flat), np.cumsum(lengths))

    def __getitem__(self, number: int) -> NDArray[np.int32]:
        return self.flat[self.starts[number] : self.starts[number + 1]]


class Batches:
    """Batches of (questions, passages, near misses) as ``StaticEmbedding`` takes them, without end to the epochs."""

    def __init__(self, learned: Lessons, tokenizer: Tokenizer, size: int, seed: int) -> None:
        dice = random.Random(seed)
        questions = list(learned.questions)
        typed = (questions, [fold(q) for q in questions], [partly_unmarked(q, dice) for q in questions])
        slips = [mistyped(q, dice) for q in questions]
        self._questions = [Tokenised.of(way, tokenizer) for way in (*typed, slips)]
        self._passages = Tokenised.of(list(learned.passages), tokenizer)
        self._pairs, self._misses = np.array(learned.pairs), learned.misses
        self._size, self._dice = size, np.random.default_rng(seed)

    def __len__(self) -> int:
        """Batches in an epoch; the last, incomplete one is left out."""
        return len(self._pairs) // self._size

    def epoch(self) -> Iterator[list[Features]]:
        order = self._order()
        for start in range(0, len(self) * self._size, self._size):
            asked, answers = self._pairs[order[start : start + self._size], :2].T
            ways = self._dice.choice(len(AS_TYPED), len(asked), p=AS_TYPED)
            columns = [[self._questions[way][at] for way, at in zip(ways, asked, strict=True)]]
            columns.append([self._passages[at] for at in answers])
            columns.append([self._passages[self._dice.choice(self._misses[at])] for at in asked if at in self._misses])
            yield [_features(column) for column in columns if column]

    def _order(self) -> NDArray[np.int64]:
        """All pairs, those of one law in blocks, the blocks in random order."""
        order = np.lexsort((self._dice.random(len(self._pairs)), self._pairs[:, 2]))
        whole = len(order) // BLOCK * BLOCK
        blocks = order[:whole].reshape(-1, BLOCK)
        return np.concatenate([blocks[self._dice.permutation(len(blocks))].ravel(), order[whole:]])


def _features(texts: Sequence[NDArray[np.int32]]) -> Features:
    starts = np.cumsum([0, *(len(text) for text in texts[:-1])])
    return {
        "input_ids": torch.from_numpy(np.concatenate(texts).astype(np.int64)),
        "offsets": torch.from_numpy(starts),
    }
