"""Requests in words to results with their rules: "tính chính thức 20/2/2026", "tính đảng phí lương 8 triệu"."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from bot.answering.answer import Answer, AnswerStatus
from bot.answering.base import Base
from bot.answering.dates import vietnamese_date
from bot.calculators import dates, dues, figures, votes
from bot.calculators.rules import reckoned, rule
from bot.texts import text
from knowledge.spelling import fold, normalise


class Kind(StrEnum):
    """What can be calculated; each has a name, an example and what it needs in the texts."""

    PROBATION = "probation"
    AGE = "age"
    DUES = "dues"
    MEETING = "meeting"
    YEARLY = "yearly"
    VOTES = "votes"


# Read from top to bottom; the first pattern that the folded words contain decides.
_KINDS = (
    (Kind.DUES, r"dang phi"),
    (Kind.AGE, r"tuoi dang|huy hieu"),
    (Kind.VOTES, r"phieu|bieu quyet|tan thanh|qua ban|da so|2/3|trung cu"),
    (
        Kind.MEETING,
        r"(?:sinh hoat|buoi hop|cuoc hop|hop chi bo).*diem|diem.*(?:sinh hoat|buoi hop|cuoc hop|hop chi bo)",
    ),
    (Kind.YEARLY, r"xep loai|danh gia"),
    (Kind.PROBATION, r"chinh thuc|du bi|ket nap"),
)
_ASKED = re.compile(r"tinh\s+")
_HOW_MUCH = re.compile(r"bao nhieu|may (?:tien|dong|nam|tuoi)|bao gio|khi nao|luc nao")
_WAGE = re.compile(
    r"(?:luong|thu nhap)(?: \w+){0,6}?\s(?:\d{1,3}(?:[.,]\d{3}){2}|\d+(?:,\d+)?\s*(?:trieu|tr(?![a-z])))"
)
_MORE_THAN_A_MONTH = re.compile(r"\d\s*thang|cham|truy|no dang phi|chua dong|khong dong|mien|giam|toi thieu|vung ")
_RULED_BY_TWO_THIRDS = re.compile(r"2/3|ket nap|chinh thuc|xoa ten|khai tru")
_ELECTION = re.compile(r"bau|trung cu")


def kind_of(words: str) -> Kind | None:
    plain = fold(words)
    return next((kind for kind, pattern in _KINDS if re.search(pattern, plain)), None)


def asked_in(message: str) -> str:
    """The request in a message that begins with "tính", or that gives in free words what is needed; else ``""``.

    Free words: an admission date and when it becomes official or what party age it makes; a wage and its dues.
    """
    plain = fold(message).strip()
    # "Tỉnh" begins a question about a province, and folds to the same word.
    if (match := _ASKED.match(plain)) and not normalise(message).strip().startswith("tỉnh"):
        return message.strip()[match.end() :]
    return message if any(asks(message, plain) for asks in (_asks_when, _asks_age, _asks_dues)) else ""


def _asks_when(message: str, plain: str) -> bool:
    return "ket nap" in plain and "chinh thuc" in plain and any(figures.dates(message))


def _asks_age(message: str, plain: str) -> bool:
    """With two dates it is told which of them counts, and that is a question."""
    return (
        bool(re.search(r"tuoi dang|huy hieu", plain) and _HOW_MUCH.search(plain))
        and len(list(figures.dates(message))) == 1
    )


def _asks_dues(message: str, plain: str) -> bool:
    """Of one month; months in arrears and exemptions are questions."""
    wage = _WAGE.search(plain)
    return bool(wage and "dang phi" in plain and _HOW_MUCH.search(plain) and not _MORE_THAN_A_MONTH.search(plain))


def calculate(words: str, base: Base, today: date) -> Answer | None:
    """The result, or ``None`` where the words ask for no calculation or lack a figure it needs."""
    kind = kind_of(words)
    return _CALCULATORS[kind](words, base, today) if kind else None


def guidance(words: str) -> Answer:
    """What a request still lacks, by example; the list of calculators where none is recognised."""
    kind = kind_of(words)
    kinds = (kind,) if kind else tuple(Kind)
    lines = [text(f"calculator.{kind}_needs") for kind in kinds]
    return Answer(AnswerStatus.CLARIFY, "\n".join(lines if kind else [text("calculator.which"), *lines]))


def _probation(words: str, base: Base, today: date) -> Answer | None:
    ceremony = next(figures.dates(words), None)
    if ceremony is None:
        return None
    used = [rule(base, name) for name in ("probation", "official_day", "recognition")]
    full = dates.after_months(ceremony, int(used[0].figures[0]))
    last = dates.after_working_days(full, int(used[2].figures[0]))
    standing = "due" if full <= today <= last else "late" if today > last else "waiting"
    result = text("calculator.probation_result", ceremony=_day(ceremony), full=_day(full), last=_day(last))
    return reckoned(result, used, (text(f"calculator.probation_{standing}"), text("calculator.holidays")))


def _age(words: str, base: Base, today: date) -> Answer | None:
    decided, *others = [*figures.dates(words), None]
    if decided is None or decided > (now := others[0] or today):
        return None
    used = [rule(base, name) for name in ("party_age", "badges", "badge_days")]
    years, months = dates.age(decided, now)
    badge = dates.next_badge(decided, now, map(int, used[1].figures[0].split(",")))
    result = text("calculator.age_result", decided=_day(decided), now=_day(now), years=years, months=months)
    if badge:
        rounds = [(int(d), int(m)) for d, m in re.findall(r"(\d+)/(\d+)", used[2].figures[0])]
        round_ = _day(dates.next_round(badge[1], rounds))
        result += " " + text("calculator.age_badge", badge=badge[0], day=_day(badge[1]), round=round_)
    return reckoned(result, used, (text("calculator.age_decision"),))


def _meeting(words: str, base: Base, today: date) -> Answer | None:
    return _scored(words, base, ("meeting", "meeting_local"), "meeting")


def _yearly(words: str, base: Base, today: date) -> Answer | None:
    return _scored(words, base, ("yearly", "yearly_conditions"), "yearly")


def _scored(words: str, base: Base, names: tuple[str, ...], key: str) -> Answer | None:
    score = figures.points(words)
    if score is None:
        return None
    used = [rule(base, name) for name in names]
    reached = votes.level(score, [int(bound) for bound in used[0].figures])
    written = str(score).replace(".", ",")
    return reckoned(text(f"calculator.{key}_{reached}", score=written), used)


def _votes(words: str, base: Base, today: date) -> Answer | None:
    plain = fold(words)
    numbers = figures.counts(plain)
    if not numbers or not numbers[0]:
        return None
    members, *given = numbers
    name = "two_thirds" if _RULED_BY_TWO_THIRDS.search(plain) else "election" if _ELECTION.search(plain) else "half"
    used = [rule(base, name), rule(base, "members")]
    part, of = map(int, used[0].figures)
    needed = (votes.at_least if name == "two_thirds" else votes.more_than)(part, of, members)
    result = text(f"calculator.votes_{name}", members=members, needed=needed)
    if given:
        result += " " + text(
            "calculator.votes_enough" if given[0] >= needed else "calculator.votes_short", given=given[0]
        )
    return reckoned(result, used, (text("calculator.votes_members"),))


def _day(day: date) -> str:
    return vietnamese_date(day.isoformat())


_CALCULATORS: dict[Kind, Callable[[str, Base, date], Answer | None]] = {
    Kind.PROBATION: _probation,
    Kind.AGE: _age,
    Kind.DUES: dues.calculate,
    Kind.MEETING: _meeting,
    Kind.YEARLY: _yearly,
    Kind.VOTES: _votes,
}
