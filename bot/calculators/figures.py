"""Figures as people and cards write them: dates, sums of money, percentages, points."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from knowledge.spelling import fold

_DATE = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)")
_DATE_IN_WORDS = re.compile(r"(?<!\d)(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})(?!\d)")
_MONEY = re.compile(
    r"(?<![\d.,/])(\d{1,3}(?:[.,]\d{3})+(?![\d])|\d+(?:,\d+)?)\s*(trieu|tr(?![a-z])|nghin|ngan|k(?![a-z]))?\s*(\d{1,3}(?!\d))?"
)
_YEARS = range(1900, 2101)
_LARGEST, _DIGITS = 10**11, 24
_UNITS = {"trieu": 1_000_000, "tr": 1_000_000, "nghin": 1_000, "ngan": 1_000, "k": 1_000, "": 1}
_POINTS = re.compile(r"(?<![\d/])(\d{1,3}(?:[,.]\d{1,2})?)(?![\d/%])")
_WHOLE = re.compile(r"(?<![\d/.,])(\d{1,5})(?![\d/]|[.,]\d)")


def dates(words: str) -> Iterator[date]:
    """Every real date in ``words``, day first; ``30/2/2026`` is none, nor is a year in which nobody joined or will."""
    plain = fold(words)
    found = [(match.start(), match.groups()) for form in (_DATE, _DATE_IN_WORDS) for match in form.finditer(plain)]
    for _, (day, month, year) in sorted(found):
        with suppress(ValueError):
            if int(year) in _YEARS:
                yield date(int(year), int(month), int(day))


def money(words: str) -> int | None:
    """The largest sum in ``words`` in đồng: ``8.500.000``, ``8,5 triệu``, ``8tr5``, ``850k``; no more than a wage."""
    sums = (_sum(match) for match in _MONEY.finditer(fold(words)) if len(match[0]) <= _DIGITS)
    return max((one for one in sums if one < _LARGEST), default=None)


def _sum(match: re.Match[str]) -> int:
    written, unit, rest = match[1], match[2] or "", match[3] or ""
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", written)
    number = Decimal(re.sub("[.,]", "", written) if grouped else written.replace(",", "."))
    # "8tr5" is eight and a half million: the digits behind the unit are its tenths, hundredths, thousandths.
    fraction = Decimal(f"0.{rest}") if unit and rest else Decimal(0)
    return int((number + fraction) * _UNITS[unit])


def points(words: str) -> Decimal | None:
    """The first score from 0 to 100 in ``words``."""
    scores = (Decimal(match[1].replace(",", ".")) for match in _POINTS.finditer(words))
    return next((score for score in scores if score <= 100), None)


def counts(words: str) -> list[int]:
    """Whole numbers in the order they stand; parts of fractions and dates are left out."""
    return [int(match[1]) for match in _WHOLE.finditer(words)]


def percent(written: str) -> Decimal:
    """``0,5`` of a card as a factor: 0.005."""
    return Decimal(written.replace(",", ".")) / 100


def amount(written: str) -> int:
    return int(written.replace(".", ""))


def share(of: int, factor: Decimal) -> int:
    """A part of a sum, to the đồng."""
    return int((of * factor).quantize(Decimal(1), ROUND_HALF_UP))


def shown(sum_: int) -> str:
    """``15930`` as ``15.930``."""
    return f"{sum_:,}".replace(",", ".")
