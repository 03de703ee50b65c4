"""The measurements as tables: one line a figure, with its bar where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Bar:
    """What a figure must reach: at least or at most ``limit``."""

    limit: float
    side: Literal["at least", "at most"]

    def holds(self, value: float) -> bool:
        return value >= self.limit if self.side == "at least" else value <= self.limit

    def __str__(self) -> str:
        return f"{self.side} {self.limit:g}"


@dataclass(slots=True)
class Report:
    """Sections of lines ``what | measured | bar | met``; ``missed`` counts the bars that do not hold."""

    title: str
    lines: list[str] = field(default_factory=list)
    missed: int = 0

    def section(self, heading: str, note: str = "") -> None:
        self.lines += ["", f"## {heading}", "", *([note, ""] if note else ())]
        self.lines += ["| what | measured | bar | met |", "|---|---|---|---|"]

    def row(self, what: str, shown: str, bars: Sequence[tuple[float, Bar]] = ()) -> None:
        """One figure as ``shown``; each of ``bars`` is a value and what it must reach."""
        met = all(bar.holds(value) for value, bar in bars)
        self.missed += not met
        limits = ", ".join(str(bar) for _, bar in bars)
        self.lines.append(f"| {what} | {shown} | {limits} | {('yes' if met else '**no**') if bars else ''} |")

    def __str__(self) -> str:
        return "\n".join([f"# {self.title}", *self.lines, ""])
