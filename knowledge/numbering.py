"""What numbers a clause: Phần, Chương, Mục, Điều, ``I.``, ``1.``, ``3.5.1.``, ``a)``, Phụ lục, Mẫu.

A marker is only read here; whether it opens a clause or merely stands at the start of a wrapped line
is decided by ``outline`` from the markers before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from knowledge.spelling import fold

# The letters that number points, in the order of drafting rules (no f, j, w, z).
LETTERS = "abcdđeghiklmnopqrstuvxy"
_ORDINALS = ("nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_UPPER = "A-ZĐÀ-ỸƯƠĂÂÊÔ"
_END = rf"\s*(?:[.:\-–](?!\d)\s*|$|(?=\()|\s(?=[{_UPPER}]{{2}}))"


class Kind(IntEnum):
    """Levels, outermost first: a marker closes what is open at its own level and below."""

    APPENDIX = 0
    PART = 1
    CHAPTER = 2
    SECTION = 3
    CAPITAL = 4
    ROMAN = 5
    ARTICLE = 6
    NUMBER = 7
    LETTER = 8
    INNER = 9


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the start of a line: its label as written, its value to count by, and the line's rest."""

    kind: Kind
    label: str
    value: tuple[int, ...]
    rest: str


_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.PART, re.compile(rf"(?P<label>(?:Phần|PHẦN)\s+(?:(?:thứ|THỨ)\s+(?P<word>\w+)|(?P<value>[IVX]+|\d+))){_END}")),
    (Kind.CHAPTER, re.compile(rf"(?P<label>(?:Chương|CHƯƠNG)\s+(?P<value>[IVX]+|\d+)){_END}")),
    (Kind.SECTION, re.compile(rf"(?P<label>(?:Mục|MỤC)\s+(?P<value>[IVX]+|\d+)){_END}")),
    (Kind.ARTICLE, re.compile(r"(?P<label>(?:Điều|ĐIỀU)\s+(?P<value>\d+)[a-zđ]?)\s*(?:[.:\-–](?!\d)\s*|$|(?=\())")),
    (Kind.ROMAN, re.compile(rf"(?P<label>(?P<value>[IVX]+))\s?[.\-–/)](?:\s+|(?=[{_UPPER}]))")),
    (Kind.CAPITAL, re.compile(r"(?P<label>(?P<letter>[A-EGHK-M]))[.\-–/)]\s+")),
    (Kind.NUMBER, re.compile(rf"(?P<label>(?P<value>[1-9]\d?(?:\.[1-9]\d?)*))[.\-–/):](?:\s+|(?=[{_UPPER}])|$)")),
    (Kind.NUMBER, re.compile(rf"(?P<label>(?P<value>[1-9]\d?(?:\.[1-9]\d?)+))\s+(?=[{_UPPER}(])")),
    (Kind.LETTER, re.compile(rf"(?P<label>(?P<letter>[{LETTERS}]))(?:\)\s*|[.\-–/]\s+)(?=\S)")),
)
_APPENDIX = re.compile(
    r"(?P<label>(?:Phụ lục|PHỤ LỤC|Biểu mẫu|BIỂU MẪU|Mẫu|MẪU)(?:\s+(?:số|SỐ)?\s*:?\s*(?P<value>[0-9IVX]+)[\wĐđ.\-/]*)?)"
    r"\s*(?P<end>[.:\-–]|$|\()"
)


def markers(line: str) -> Iterator[Marker]:
    """Every way to read the start of a line as a marker, most likely first."""
    if appendix := _APPENDIX.match(line):
        yield Marker(Kind.APPENDIX, appendix["label"], _value(appendix), line[appendix.end("label") :].lstrip(" .:"))
    for kind, pattern in _PATTERNS:
        if match := pattern.match(line):
            yield Marker(kind, match["label"], _value(match), line[match.end() :])


def _value(match: re.Match[str]) -> tuple[int, ...]:
    groups = match.groupdict()
    if letter := groups.get("letter"):
        return (LETTERS.index(letter.lower()) + 1,)
    if word := groups.get("word"):
        folded = fold(word)
        return (_ORDINALS.index(folded) + 1,) if folded in _ORDINALS else (0,)
    written = groups.get("value") or "0"
    if written.isalpha():
        return (_roman(written),)
    return tuple(int(part) for part in re.findall(r"\d+", written))


def _roman(figure: str) -> int:
    values = [_ROMAN.get(letter, 0) for letter in figure]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def slug(label: str) -> str:
    """A label as a part of an id: ``Điều 6`` is ``dieu-6``; ``3.5.1``, ``b`` and ``đ`` stay as they are."""
    if len(label) == 1:
        return label.lower()
    return re.sub(r"[^a-z0-9.]+", "-", fold(label)).strip("-.") or "x"


def marked(label: str) -> str:
    """A label as it stands before its clause: ``3.5.1.``, ``b)``, ``Điều 6.``"""
    return f"{label})" if len(label) == 1 and label.islower() else f"{label}."
