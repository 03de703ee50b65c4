"""Rules of calculation are lines of cards: found by pattern, cited as the card cites them, figures taken from them."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from bot.answering.answer import Answer, AnswerLine, AnswerStatus
from bot.answering.base import Base
from bot.answering.lines import answer_line
from knowledge.errors import KnowledgeError
from knowledge.records import Mark

# Of several marks the one that warns most stands behind a result.
_WARNING = (Mark.UNKNOWN, Mark.UNSETTLED, Mark.HISTORY, Mark.NEEDS_CHECK, Mark.NONE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of a card, and the figures in it as it writes them."""

    line: AnswerLine
    figures: tuple[str, ...]


@cache
def _table(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((files("bot.calculators") / name).read_text(encoding="utf-8"))


def rule(base: Base, name: str) -> Rule:
    """The rule of this name in ``rules.toml``; raises ``KnowledgeError`` where its card no longer has the line."""
    entry = _table("rules.toml")[name]
    return found(base, entry["card"], entry["pattern"])


def rule_names() -> tuple[str, ...]:
    return tuple(_table("rules.toml"))


def found(base: Base, card_id: str, pattern: str) -> Rule:
    card = base.cards.get(card_id)
    for slot, lines in card.slots.items() if card else ():
        for line in lines:
            if match := re.search(pattern, line.text):
                return Rule(answer_line(line, slot, base), match.groups())
    raise KnowledgeError(f"Thẻ «{card_id}» không còn dòng theo mẫu «{pattern}». Sửa thẻ hoặc bot/calculators.")


def reckoned(result: str, rules: Iterable[Rule], warnings: Iterable[str] = ()) -> Answer:
    """The result with the citations and the marks of its rules, then the rules themselves, word for word."""
    lines = list(dict.fromkeys(rule.line for rule in rules))
    citations = tuple(dict.fromkeys(cited for line in lines for cited in line.citations))
    mark = min((line.mark for line in lines), key=_WARNING.index)
    first = AnswerLine(result, citations, mark=mark)
    return Answer(AnswerStatus.ANSWERED, lines=(first, *lines), warnings=tuple(warnings))


def duties(base: Base, today: date) -> tuple[AnswerLine, ...]:
    """What a cell has to do in the month of ``today``, what comes every month last."""
    entries = tomllib.loads((files("bot.calculators") / "duties.toml").read_text(encoding="utf-8"))["duty"]
    now = [entry for entry in entries if today.month in entry.get("months", ())]
    always = [entry for entry in entries if "months" not in entry]
    return tuple(found(base, entry["card"], entry["pattern"]).line for entry in (*now, *always))
