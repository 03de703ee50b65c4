"""How many votes are enough, and which level a score reaches."""

from collections.abc import Sequence
from decimal import Decimal


def more_than(part: int, of: int, members: int) -> int:
    """The least number of votes that is more than ``part/of`` of ``members``."""
    return members * part // of + 1


def at_least(part: int, of: int, members: int) -> int:
    """The least number of votes that is ``part/of`` of ``members`` or more."""
    return -(-members * part // of)


def level(score: Decimal, bounds: Sequence[int]) -> int:
    """Which level a score reaches: 0 the best; ``bounds`` are the lowest scores of the levels but the last."""
    return next((number for number, bound in enumerate(bounds) if score >= bound), len(bounds))
