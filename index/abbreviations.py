"""Which meaning of an abbreviation a question intends: the one that keeps company with the question's other words.

Naive Bayes over the indexed passages: how often the two neighbours stand next to a meaning, and how often the
other words stand in a passage with it. Smoothing after Dirichlet: a word's own frequency counts as ``PRIOR``
(``SHARED``) sightings.
"""

import math
from collections.abc import Sequence

import numpy as np

from index.lexical import LexicalField
from index.text import KINDS, fold_tokens, tokens

# A later meaning of the glossary's list has to be so much likelier, in natural logarithms, than the one before it.
RANK = 0.5
PRIOR, SHARED = 20.0, 10.0
# Words of one passage are no independent witnesses.
COMPANY = 0.6
# "KL 21", "CT số 50": before a figure stands a kind of document.
NUMBERED = 5.0


class Company:
    """Reads the folded field, for many a question with abbreviations carries no diacritics."""

    def __init__(self, folded: LexicalField) -> None:
        self._folded, self._size = folded, max(folded.size, 1)

    def choose(self, before: Sequence[str], meanings: Sequence[str], after: Sequence[str]) -> str:
        """The likeliest of ``meanings``, the usual one first, between the words on its left and on its right."""
        left, right = fold_tokens(list(before)), fold_tokens(list(after))
        fits = [self._fit(left, meaning, right) - RANK * rank for rank, meaning in enumerate(meanings)]
        return meanings[fits.index(max(fits))]

    def _fit(self, left: Sequence[str], meaning: str, right: Sequence[str]) -> float:
        words = fold_tokens(tokens(meaning))
        fit = NUMBERED if meaning in KINDS and _is_numbered(right) else 0.0
        if left:
            fit += self._beside(left[-1], (left[-1], words[0]), words[0])
        if right:
            fit += self._beside(right[0], (words[-1], right[0]), words[-1])
        return fit + COMPANY * self._with(words, {*left, *right})

    def _beside(self, neighbour: str, pair: tuple[str, str], edge: str) -> float:
        expected = PRIOR * max(self._folded.frequency(neighbour), 1) / self._size
        return math.log((len(self._folded.holding(*pair)) + expected) / (self._folded.frequency(edge) + PRIOR))

    def _with(self, words: Sequence[str], others: set[str]) -> float:
        held = self._folded.holding(*words[:2])
        holds = np.zeros(self._size, bool)
        holds[held] = True
        known = [found for found in map(self._folded.holding, sorted(others)) if len(found)]
        expected = SHARED / self._size
        shared = ((np.count_nonzero(holds[found]), len(found)) for found in known)
        return sum(math.log((both + expected * size) / (len(held) + SHARED)) for both, size in shared)


def _is_numbered(right: Sequence[str]) -> bool:
    following = [word for word in right[:2] if word != "so"]
    return bool(following) and following[0][0].isdigit()
