"""Arithmetic with dates: months and years as the calendar counts them, working days from Monday to Friday."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

_SATURDAY = 5


class Age(NamedTuple):
    years: int
    months: int


def after_months(day: date, months: int) -> date:
    """The same day ``months`` later; the last of the month where that month is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def after_working_days(day: date, count: int) -> date:
    """The ``count``-th Monday-to-Friday day after ``day``; public holidays are not known here."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


def age(since: date, today: date) -> Age:
    """Whole years and months from ``since`` to ``today``; nothing before it."""
    months = 12 * (today.year - since.year) + today.month - since.month
    months -= after_months(since, max(months, 0)) > today
    return Age(*divmod(max(months, 0), 12))


def next_badge(since: date, today: date, badges: Iterable[int]) -> tuple[int, date] | None:
    """The next badge in years and the day it is reached; ``None`` beyond the last one."""
    days = ((years, after_months(since, 12 * years)) for years in sorted(badges))
    return next(((years, day) for years, day in days if day >= today), None)


def next_round(day: date, rounds: Sequence[tuple[int, int]]) -> date:
    """The first award day (day, month) on or after ``day``."""
    days = (date(year, month, number) for year in (day.year, day.year + 1) for number, month in rounds)
    return min(one for one in days if one >= day)
