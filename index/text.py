"""Texts as the lexical index sees them: tokens, with document numbers, dates and figures kept whole."""

import re
from functools import lru_cache

from knowledge.spelling import fold, is_tidy, normalise, one_tone_style

KINDS = {
    "quy định": "qđ",
    "quyết định": "qđ",
    "hướng dẫn": "hd",
    "chỉ thị": "ct",
    "nghị quyết": "nq",
    "kết luận": "kl",
    "nghị định": "nđ",
    "công văn": "cv",
    "thông tri": "tt",
    "kế hoạch": "kh",
}
_FOLDED_KINDS = {fold(kind): short for kind, short in KINDS.items()}
_KIND = "|".join([*KINDS, *_FOLDED_KINDS, "qđ", "qd", "hd", "ct", "nq", "kl", "nđ", "cv"])
_NUMBER = r"\d+[a-z]?-[a-zđ]+(?:/[a-zđ]+)*|\d+/\d{4}/[a-zđ]+(?:-[a-zđ]+)*\d*"
_TOKEN = re.compile(
    rf"(?P<number>{_NUMBER})"
    rf"|(?P<kind>\b(?:{_KIND}))\s+(?:số\s+|so\s+)?0*(?P<plain>\d{{1,5}})(?![\d/-])"
    r"|(?P<figure>\d+(?:[.,/]\d+)*%?)"
    r"|(?P<word>[^\W\d_]+\w*)"
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_NEW_TONES = re.compile("(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\\w)")


def tokens(text: str) -> list[str]:
    """Tokens of ``text`` with diacritics: words, figures, and document numbers in one spelling.

    ``Quy định 208-QĐ/TW``, ``qđ 208`` and ``quy định số 208`` all hold the token ``208-qđ``; the
    full number is a token of its own where it is written, and so is a figure after a kind of document
    (``quy định 90 phút``).
    """
    found: list[str] = []
    for number, kind, plain, figure, word in _TOKEN.findall(_spelled(text)):
        if word:
            found.append(word)
        elif number:
            found += _number_tokens(number)
        elif plain:
            found += [*kind.split(), plain, f"{plain}-{short_kind(kind)}"]
        else:
            found.append(figure)
    return found


def _spelled(text: str) -> str:
    """``normalise(text)``, by a short way for the many texts that are tidy already."""
    if not is_tidy(text):
        return normalise(text)
    for dash in _DASHES:
        text = text.replace(dash, "-")
    return _NEW_TONES.sub(lambda match: one_tone_style(match[0]), text.lower())


def _number_tokens(number: str) -> list[str]:
    number = number.lstrip("0") or number
    short = number.split("/")[0] if "-" in number.split("/")[0] else number
    return [number] if short == number else [number, short]


def short_kind(kind: str) -> str:
    """``quy định`` or ``quy dinh`` as ``qđ``; an abbreviation stays as it is."""
    short = KINDS.get(kind) or _FOLDED_KINDS.get(kind) or kind
    return "qđ" if short == "qd" else short


def fold_tokens(words: list[str]) -> list[str]:
    """The same tokens without diacritics."""
    return [_fold_word(word) for word in words]


@lru_cache(maxsize=16384)
def _fold_word(word: str) -> str:
    """``fold``, remembered: running text has a few thousand syllables."""
    return fold(word)


def marked_share(words: list[str]) -> float:
    """Share of words that carry a diacritic; running Vietnamese has about 0.7, an undiacritised question 0."""
    letters = [word for word in words if word[0].isalpha()]
    if not letters:
        return 0.0
    folded = fold_tokens(letters)
    return sum(word != plain for word, plain in zip(letters, folded, strict=True)) / len(letters)
