"""Questions as typed on a phone: without diacritics, with slips, with abbreviations; seeded by the caller."""

import random
import re
import unicodedata
from collections.abc import Mapping

from knowledge.spelling import fold

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"\w+")
SLIPS = 0.1


def mistyped(question: str, dice: random.Random, share: float = SLIPS) -> str:
    """``question`` with about ``share`` of its syllables mistyped; figures and document numbers stay."""

    def maybe(match: re.Match[str]) -> str:
        return _slip(match[0], dice) if match[0].isalpha() and dice.random() < share else match[0]

    return _WORD.sub(maybe, question)


def partly_unmarked(question: str, dice: random.Random) -> str:
    """Half of the words without diacritics."""
    return " ".join(fold(word) if dice.random() < 0.5 else word for word in question.split())


def abbreviated(question: str, short: Mapping[str, str]) -> str:
    """``question`` with every phrase of ``short`` (phrase -> abbreviation) shortened, longest first."""
    phrases = sorted(short, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)
    return pattern.sub(lambda match: short[match[0].lower()], question)


def _slip(word: str, dice: random.Random) -> str:
    """One slip: the marks dropped, a wrong tone, two letters swapped, or one letter missing or doubled."""
    kind = dice.choice(("unmarked", "tone", "swap", "missing", "double"))
    if kind == "unmarked":
        return fold(word)
    if kind == "tone":
        return _wrong_tone(word, dice)
    at = dice.randrange(len(word))
    if kind == "swap" and len(word) > 1:
        at = min(at, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "missing" and len(word) > 2:
        return word[:at] + word[at + 1 :]
    return word[: at + 1] + word[at:]


def _wrong_tone(word: str, dice: random.Random) -> str:
    letters = unicodedata.normalize("NFD", word)
    places = [at for at, letter in enumerate(letters) if letter in _TONES]
    if not places:
        return fold(word)
    tone = dice.choice([tone for tone in _TONES if tone != letters[places[0]]])
    return unicodedata.normalize("NFC", letters[: places[0]] + tone + letters[places[0] + 1 :])
