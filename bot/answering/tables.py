"""Tables that card lines hold as sentences: a scoring frame, a scale of levels, the same figures for each region.

Only what can be proved from the words becomes a table: points must add up to the total that the line names, levels
must each have their bounds, and lines set side by side must differ in their figures alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from bot.answering.answer import AnswerLine
from bot.texts import text

_FEWEST = 3
_SCALE = re.compile(r"\d+ mức|thang \d+ điểm")
_TOTAL = re.compile(r"(\d+) điểm")
_POINTS = re.compile(r"(?P<name>.*\w)\s+(?P<figure>\d+(?:,\d+)?)(?: điểm)?")
_LEVEL = re.compile(r"(?P<name>[^\d:]*?\w)\s+(?P<figure>(?:từ|dưới|trên)\s.*\d.*)")
# What may differ between lines that say the same: figures and the numbers of regions.
_FIGURE = re.compile(r"\b(?:IV|I{1,3}|VI{0,3})\b|\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` have as many cells as ``header``; ``lines`` are what the table was read from."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[AnswerLine, ...]


def tables(lines: Sequence[AnswerLine]) -> list[Table]:
    """The tables of these lines, in their order; quotations are left as they are."""
    own = [line for line in lines if not line.quoted and not line.aside]
    return [*filter(None, map(_listed, own)), *_side_by_side(own)]


def _listed(line: AnswerLine) -> Table | None:
    """``tổng 100 điểm: thời gian 5; chuẩn bị 10; …`` or ``tốt từ 90; khá từ 70 đến dưới 90; …``."""
    title, _, rest = line.text.rpartition(": ")
    items = [item.strip() for item in rest.rstrip(".").split(";")]
    if not title or len(items) < _FEWEST:
        return None
    rows = _matched(_LEVEL, items)
    if rows and _SCALE.search(title):
        return Table(title, (text("tables.level"), text("tables.bounds")), rows, (line,))
    rows = _matched(_POINTS, items)
    if not rows or sum(Decimal(figure.replace(",", ".")) for _, figure in rows) not in _totals(title):
        return None
    return Table(title, (text("tables.item"), text("tables.points")), rows, (line,))


def _totals(title: str) -> set[Decimal]:
    return {Decimal(total) for total in _TOTAL.findall(title)}


def _matched(pattern: re.Pattern[str], items: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Name and figure of every item; none where one item is of another form."""
    found = [pattern.fullmatch(item) for item in items]
    cells = tuple((match["name"].removesuffix(" là"), match["figure"]) for match in found if match)
    return cells if len(cells) == len(items) else ()


def _side_by_side(lines: Iterable[AnswerLine]) -> Iterator[Table]:
    for _, group in groupby(lines, lambda line: (line.slot, _FIGURE.sub("#", line.text))):
        alike = tuple(group)
        if len(alike) >= _FEWEST and (table := _compared(alike)):
            yield table


def _compared(alike: tuple[AnswerLine, ...]) -> Table | None:
    """A column for each figure that differs, named by the words around it."""
    columns = list(zip(*(_FIGURE.findall(line.text) for line in alike), strict=True))
    differing = [number for number, cells in enumerate(columns) if len(set(cells)) > 1]
    if len(differing) < 2:
        return None
    headers = _headers(alike[0].text, differing)
    rows = tuple(zip(*(columns[number] for number in differing), strict=True))
    return Table(headers[0], tuple(headers), rows, alike)


def _headers(sentence: str, differing: Sequence[int]) -> list[str]:
    """``lương tối thiểu 5.310.000 đồng một tháng:`` names its column ``lương tối thiểu (đồng một tháng)``."""
    spans = [match.span() for match in _FIGURE.finditer(sentence)]
    headers = []
    for number in differing:
        start, end = spans[number]
        before = re.split(r"[,:;] ", sentence[:start])[-1].removesuffix(" là ").strip()
        unit = re.split(r"[,:;.](?:\s|$)", sentence[end:])[0].strip()
        headers.append(f"{before} ({unit})" if unit else before)
    return headers
