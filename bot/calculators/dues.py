"""Monthly dues from a wage, a pension or the minimum wage of a region."""

import re
from datetime import date

from bot.answering.answer import Answer
from bot.answering.base import Base
from bot.calculators import figures
from bot.calculators.rules import reckoned, rule
from bot.texts import text
from knowledge.spelling import fold

# The cards give the shares of the minimum wage up to the end of this year.
_LAST_YEAR = 2027
_REGION = re.compile(r"vung\s*(iv|iii|ii|i|[1-4])(?![a-z0-9])")
_REGIONS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_RETIRED = re.compile(r"tuoi (?:nghi )?huu|qua tuoi|het tuoi|nguoi gia|cao tuoi")
_NOT_YET = re.compile(r"chua (?:du|toi|den|het) ")


def calculate(words: str, base: Base, today: date) -> Answer | None:
    """The dues of one month, or ``None`` where neither a sum nor a region is given."""
    plain = fold(words)
    if region := _REGION.search(plain):
        return _by_region(_REGIONS.get(region[1], region[1]), plain, base, today)
    if re.search("sinh vien|hoc sinh", plain):
        used = rule(base, "student")
        return reckoned(text("calculator.dues_student", dues=used.figures[0]), [used])
    sum_ = figures.money(words)
    if not sum_:
        return None
    return _by_sum(sum_, base, pension=bool(re.search(r"luong huu|huu tri|ve huu", plain)))


def _by_sum(sum_: int, base: Base, pension: bool) -> Answer:
    name = "pension" if pension else "wage"
    used = rule(base, name)
    dues = figures.share(sum_, figures.percent(used.figures[0]))
    shown = text(f"calculator.dues_{name}", sum=figures.shown(sum_), share=used.figures[0], dues=figures.shown(dues))
    return reckoned(shown, [used, *([rule(base, "pension_exempt")] if pension else [])])


def _by_region(region: str, plain: str, base: Base, today: date) -> Answer | None:
    """By the minimum wage; beyond the years the cards speak of there is no result."""
    if today.year > _LAST_YEAR:
        return None
    used = rule(base, f"region_{region}")
    retired = bool(_RETIRED.search(plain)) and not _NOT_YET.search(plain)
    wage, share = used.figures[0], used.figures[2 if retired else 1]
    dues = figures.share(figures.amount(wage), figures.percent(share))
    key = "calculator.dues_retired" if retired else "calculator.dues_region"
    numeral = next(roman for roman, number in _REGIONS.items() if number == region).upper()
    return reckoned(text(key, region=numeral, wage=wage, share=share, dues=figures.shown(dues)), [used])
