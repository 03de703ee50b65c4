"""What a reader gives: pages of text, and what could not be read as text."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PageText:
    """Pages in order. ``wrapped`` tells that lines are those of the paper, not paragraphs.

    ``scanned`` counts from 1 the pages that are a picture or whose letters are lost; their text is empty.
    ``original`` holds the pages as they stood before an old encoding (``encoding``) was repaired.
    """

    pages: tuple[str, ...]
    wrapped: bool
    scanned: tuple[int, ...] = ()
    original: tuple[str, ...] = ()
    encoding: str = ""

    def as_row(self) -> dict[str, Any]:
        return asdict(self)


def page_text(row: dict[str, Any]) -> PageText:
    """The record again from the JSON of the child process."""
    lists = {key: tuple(row[key]) for key in ("pages", "scanned", "original")}
    return PageText(wrapped=bool(row["wrapped"]), encoding=str(row["encoding"]), **lists)
