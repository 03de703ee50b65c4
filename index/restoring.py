"""A question as it was meant: missing or wrong marks and slips of a letter or two, put right by what the index holds.

A noisy channel (Kernighan, Church & Gale, 1990): among the words that may have been meant, the sequence that
neighbouring words in the indexed texts make likeliest wins over what was typed only by more than the slip costs.
Words whose neighbours vouch for them are never touched, figures and document numbers neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.lexical import LexicalField
from index.text import fold_tokens

# Log-probabilities of the channel: no mark typed, a wrong one, a slip of one letter; typing an indexed word is
# less likely a mistake. BACKOFF is the weight of a word's own frequency beside that of the pair.
DROPPED_MARK, WRONG_MARK, SLIP, KNOWN = -3.0, -4.5, -6.0, -3.0
BACKOFF, FLOOR = 0.05, 1e-7
FORMS, SLIPS = 8, 6
# Letters of a word that one slip, and two, are looked for in.
ONE_SLIP, TWO_SLIPS = range(3, 13), range(5, 9)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

Numbers = NDArray[np.int64]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """What one typed word may mean: exact words by number, the typed one first (-1 if unknown), and their costs."""

    typed: str
    numbers: Numbers
    costs: Scores


class Restorer:
    """Reads the exact and the folded field; ``plain`` (int32) is the folded number of each exact word."""

    def __init__(self, exact: LexicalField, folded: LexicalField, plain: NDArray[np.int32]) -> None:
        self._exact, self._folded = exact, folded
        self._names = list(exact.words)
        self._counts = exact.frequencies(np.arange(len(exact.words)))
        self._by_fold = np.lexsort((-self._counts, plain))
        self._starts = np.searchsorted(plain[self._by_fold], np.arange(len(folded.words) + 1))

    def restore(self, words: Sequence[str], unmarked: bool) -> list[str]:
        """``words`` (tokens as typed) put right; ``unmarked`` says that the question carries next to no marks."""
        plain = fold_tokens(list(words))
        numbers = _numbers(words, self._exact)
        alone = ~_vouched(numbers, self._exact)
        slipped = ~_vouched(_numbers(plain, self._folded), self._folded) if unmarked else alone
        choices = [Choice(word, numbers[at : at + 1], np.zeros(1)) for at, word in enumerate(words)]
        for at, (word, fold) in enumerate(zip(words, plain, strict=True)):
            if word.isalpha() and (alone[at] or (unmarked and word == fold)):
                choices[at] = self._choice(word, fold, int(numbers[at]), unmarked, bool(slipped[at]))
        return self._likeliest(choices) if any(len(choice.numbers) > 1 for choice in choices) else list(words)

    def _choice(self, word: str, fold: str, number: int, unmarked: bool, slipped: bool) -> Choice:
        free = unmarked and word == fold
        known = KNOWN if number >= 0 else 0.0
        forms = self._forms(fold)
        found = [np.array([number]), forms[forms != number]]
        costs = [0.0, 0.0 if free else known + (DROPPED_MARK if word == fold else WRONG_MARK)]
        meant, slips = self._slips(fold) if slipped else ([], 0)
        found += [self._forms(word) for word in meant]
        costs += [SLIP * slips + known] * len(meant)
        return Choice(word, np.concatenate(found), np.repeat(costs, [len(part) for part in found]))

    def _forms(self, fold: str) -> Numbers:
        """The most frequent exact words that are ``fold`` without diacritics."""
        number = self._folded.words.get(fold, -1)
        if number < 0:
            return np.zeros(0, np.int64)
        return self._by_fold[self._starts[number] : self._starts[number + 1]][:FORMS]

    def _slips(self, fold: str) -> tuple[list[str], int]:
        """The most frequent known words nearest to ``fold``, and how many slips away they are: one, else two."""
        if len(fold) not in ONE_SLIP or not fold.isascii():
            return [], 0
        known, slips = one_slip(fold) & self._folded.words.keys(), 1
        if not known and len(fold) in TWO_SLIPS:
            shorter = (fold[:at] + fold[at + 1 :] for at in range(len(fold)))
            known, slips = set().union(*map(one_slip, shorter)) & self._folded.words.keys(), 2
        return sorted(known, key=lambda word: (-self._folded.frequency(word), word))[:SLIPS], slips

    def _likeliest(self, choices: Sequence[Choice]) -> list[str]:
        """Viterbi over the choices, one column a word."""
        best = np.log(self._own(choices[0].numbers) + FLOOR) + choices[0].costs
        backs: list[Numbers] = []
        for after, here in zip(self._transitions(choices), choices[1:], strict=True):
            paths = best[:, None] + after
            backs.append(paths.argmax(axis=0))
            best = paths.max(axis=0) + here.costs
        picked = [int(best.argmax())]
        for back in reversed(backs):
            picked.append(int(back[picked[-1]]))
        return [self._name(choice, at) for choice, at in zip(choices, reversed(picked), strict=True)]

    def _name(self, choice: Choice, at: int) -> str:
        return self._names[choice.numbers[at]] if at else choice.typed

    def _count(self, numbers: Numbers) -> Numbers:
        return np.where(numbers >= 0, self._counts[numbers], 0)

    def _own(self, numbers: Numbers) -> Scores:
        return BACKOFF * self._count(numbers) / self._exact.size

    def _transitions(self, choices: Sequence[Choice]) -> list[Scores]:
        """Log-probability of each choice after each choice of the word before, a matrix for each neighbouring pair."""
        keys = [_pairs(a.numbers[:, None], b.numbers[None, :]) for a, b in pairwise(choices)]
        if not keys:
            return []
        counts = self._exact.frequencies(np.concatenate([key.ravel() for key in keys]))
        parts = np.split(counts, np.cumsum([key.size for key in keys])[:-1])
        return [
            self._after(a.numbers, b.numbers, part.reshape(key.shape))
            for part, key, (a, b) in zip(parts, keys, pairwise(choices), strict=True)
        ]

    def _after(self, before: Numbers, here: Numbers, together: Numbers) -> Scores:
        likely = (1 - BACKOFF) * together / np.maximum(self._count(before), 1)[:, None] + self._own(here)
        return np.log(likely + FLOOR)


def _numbers(words: Sequence[str], field: LexicalField) -> Numbers:
    return np.array([field.words.get(word, -1) for word in words], np.int64)


def _vouched(numbers: Numbers, field: LexicalField) -> NDArray[np.bool_]:
    """Which words stand in some passage next to a neighbour that they have here."""
    pairs = field.frequencies(_pairs(numbers[:-1], numbers[1:])) > 0
    vouched: NDArray[np.bool_] = np.append(pairs, False) | np.append(False, pairs)
    return vouched


def _pairs(first: Numbers, second: Numbers) -> Numbers:
    """Bigram keys as in ``index.lexical``; -1 where either word is unknown."""
    return np.where((first >= 0) & (second >= 0), (first + 1) << 32 | second, -1)


def one_slip(word: str) -> set[str]:
    """Every string one letter away from ``word``: dropped, doubled or added, wrong, or swapped with the next."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    dropped = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    wrong = {left + letter + right[1:] for left, right in cuts if right for letter in _LETTERS}
    added = {left + letter + right for left, right in cuts for letter in _LETTERS}
    return (dropped | swapped | wrong | added) - {word}
