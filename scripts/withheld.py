"""Development questions answered as they are, and once more with every card that answers them withheld."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeAlias

from bot.answering import sureness
from bot.answering.base import Base
from bot.answering.belonging import LEAST
from bot.answering.check import check
from bot.answering.clean import clean
from bot.answering.compose import compose
from bot.answering.retrieve import measure, retrieve
from bot.answering.turn import Candidate, Turn
from bot.answering.understand import understand
from bot.contract import as_row
from bot.judging import judge
from scripts.right_cards import OUTSIDE, is_right

# The features of ``bot.answering.sureness``, and whether the answer was right.
Row: TypeAlias = tuple[tuple[float, ...], bool]


def asked(item: dict[str, Any], base: Base, keep: Callable[[Candidate], bool] = lambda candidate: True) -> Turn:
    """The turn of a question with those of its candidates that are to be kept, measured."""
    turn = Turn(item["question"], tuple(item.get("context") or ()), "", item.get("locality") or "")
    for step in (clean, understand, retrieve):
        step(turn, base)
    turn.candidates = [candidate for candidate in turn.candidates if keep(candidate)]
    measure(turn, base)
    return turn


def is_looked_at(turn: Turn) -> bool:
    """Whether there is a card that may answer, and the question seems to be of the field."""
    return bool(turn.candidates) and turn.belonging >= LEAST


def _is_wrong(item: dict[str, Any], base: Base, candidate: Candidate) -> bool:
    return not is_right(item, candidate.card, base)


def is_answered(item: dict[str, Any], turn: Turn, base: Base) -> bool:
    if item["kind"] == OUTSIDE:
        return False
    compose(turn, base)
    check(turn, base)
    assert turn.answer is not None
    return judge(item, as_row(item["id"], turn.answer)).right


def rows(items: Iterable[dict[str, Any]], base: Base) -> Iterator[tuple[Row, Row | None]]:
    """Of each question its row as it is and, unless it is of another field, with the right cards withheld."""
    for item in items:
        turn = asked(item, base)
        if not is_looked_at(turn):
            continue
        whole = sureness.features(turn, base), is_answered(item, turn, base)
        withheld = asked(item, base, partial(_is_wrong, item, base))
        if item["kind"] == OUTSIDE or not is_looked_at(withheld):
            yield whole, None
        else:
            yield whole, (sureness.features(withheld, base), is_answered(item, withheld, base))
