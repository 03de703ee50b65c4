"""Development questions answered as they are, and once more with every card that answers them withheld."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from bot.answering import decide, sureness
from bot.answering.base import Base
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


def looked_up(item: dict[str, Any], base: Base, keep: Callable[[Candidate], bool]) -> Turn | None:
    """The turn of a question with its candidates, or ``None`` when none is left or it is not of the field."""
    turn = Turn(item["question"], tuple(item.get("context") or ()), "", item.get("locality") or "")
    for step in (clean, understand, retrieve):
        step(turn, base)
    turn.candidates = [candidate for candidate in turn.candidates if keep(candidate)]
    if not turn.candidates or turn.scope < decide.LEAST_SCOPE:
        return None
    measure(turn, base)
    return turn


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
        if (turn := looked_up(item, base, lambda candidate: True)) is None:
            continue
        whole = sureness.features(turn, base), is_answered(item, turn, base)
        withheld = looked_up(item, base, lambda candidate, item=item: not is_right(item, candidate.card, base))
        if item["kind"] == OUTSIDE or withheld is None:
            yield whole, None
        else:
            yield whole, (sureness.features(withheld, base), is_answered(item, withheld, base))
