"""What is of the field and what is not, as people put it: ``scope_inside.txt`` and ``scope_outside.txt``.

A line ``earlier => second`` is a talk of two turns: the earlier one is of the field, and the list tells of the second.
"""

from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
INSIDE, OUTSIDE = HERE / "scope_inside.txt", HERE / "scope_outside.txt"
_THEN = " => "


class Listed(NamedTuple):
    question: str
    earlier: str = ""


def listed(file: Path) -> list[Listed]:
    """The questions of a list, each with the turn before it if it has one."""
    turns = [line.strip().split(_THEN) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Listed(*reversed(parts)) for parts in turns]
