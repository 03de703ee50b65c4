"""Text as Telegram parses and counts it: the one place that escapes, and the one that splits into messages.

Telegram counts a message in UTF-16 code units *after* its HTML has been parsed, so nothing here measures
markup when it speaks of length; the markup has a limit of its own.
"""

import html
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from telegram.constants import MessageLimit

LENGTH = int(MessageLimit.MAX_TEXT_LENGTH)
ENTITIES = int(MessageLimit.MESSAGE_ENTITIES)
# Telegram cuts a message whose markup as a whole passes about 9 500 characters (tdlib/telegram-bot-api#165).
MARKUP = 9_000
# A longer address would eat the markup of a whole message; it is then shown without a link.
ADDRESS = 500


def units(text: str) -> int:
    """Length as Telegram counts: UTF-16 code units, two for an emoji."""
    return len(text.encode("utf-16-le")) // 2


def clean(text: str) -> str:
    """One line without control, invisible and unpaired characters, which Telegram would drop or refuse."""
    kept = (" " if unicodedata.category(char) == "Cc" else char for char in text)
    return " ".join("".join(char for char in kept if unicodedata.category(char) not in ("Cf", "Cs")).split())


def escape(text: str) -> str:
    return html.escape(text, quote=True)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one line in one style: ``tag`` is ``""``, ``b`` or ``i``; ``href`` makes it a link."""

    text: str
    tag: str = ""
    href: str = ""

    @property
    def html(self) -> str:
        shown = escape(self.text)
        if self.href.startswith(("http://", "https://")) and len(self.href) <= ADDRESS:
            shown = f'<a href="{escape(self.href)}">{shown}</a>'
        return f"<{self.tag}>{shown}</{self.tag}>" if self.tag else shown

    @property
    def entities(self) -> int:
        return bool(self.tag) + bool(self.href)


Line: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines with a blank line above. A block that is ``together`` moves to the next message before it is broken."""

    lines: tuple[Line, ...]
    together: bool = False


def plain_line(text: str, tag: str = "") -> Line:
    """A line of one style; empty when nothing of the text can be shown."""
    shown = clean(text)
    return (Run(shown, tag),) if shown else ()


@dataclass(slots=True)
class _Page:
    """One message under construction; ``takes`` tells whether more lines still fit."""

    lines: list[Line] = field(default_factory=list)
    width: int = -1  # Each line brings the break before it, which the first has not.
    entities: int = 0
    markup: int = 0

    def takes(self, lines: Iterable[Line]) -> bool:
        width, entities, markup = self.width, self.entities, self.markup
        for line in lines:
            width += sum(units(run.text) for run in line) + 1
            entities += sum(run.entities for run in line)
            markup += sum(len(run.html) for run in line) + 1
        return width <= LENGTH and entities <= ENTITIES and markup <= MARKUP

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.width += sum(units(run.text) for run in line) + 1
        self.entities += sum(run.entities for run in line)
        self.markup += sum(len(run.html) for run in line) + 1

    @property
    def html(self) -> str:
        return "\n".join("".join(run.html for run in line) for line in self.lines).strip("\n")


def _head(text: str, width: int, markup: int) -> int:
    """How many characters of ``text`` fit; ends after a space where the text has one."""
    after_space = 0
    for end, char in enumerate(text):
        width -= units(char)
        markup -= len(escape(char))
        if width < 0 or markup < 0:
            return after_space or end
        if char == " ":
            after_space = end + 1
    return len(text)


def _parts(line: Line) -> Iterator[Line]:
    """The line itself, or pieces of it that each fit a message where one line alone does not."""
    if _Page().takes((line,)):
        yield line
        return
    for run in line:
        rest = run.text
        while rest:
            # The address of a link may grow sixfold when escaped; the text gets what is left of the markup.
            end = _head(rest, LENGTH, MARKUP - 6 * ADDRESS)
            yield (Run(rest[:end].rstrip(), run.tag, run.href),)
            rest = rest[end:]


@dataclass(slots=True)
class _Messages:
    """Messages written so far and the page being filled."""

    done: list[str] = field(default_factory=list)
    page: _Page = field(default_factory=_Page)

    def turn(self) -> None:
        if self.page.lines:
            self.done.append(self.page.html)
            self.page = _Page()

    def open(self, lines: list[Line]) -> None:
        """Start a block: after a blank line, or on a new page when ``lines`` fit there and not here."""
        if self.page.takes(((), *lines)) or not _Page().takes(lines):
            self.page.add(())
        else:
            self.turn()

    def write(self, line: Line) -> None:
        if not self.page.takes((line,)):
            self.turn()
        self.page.add(line)


def pages(blocks: Iterable[Block]) -> list[str]:
    """The blocks as messages of HTML, each within every limit, broken between lines wherever a line fits."""
    messages = _Messages()
    for block in blocks:
        lines = [line for line in block.lines if line]
        if messages.page.lines and lines:
            messages.open(lines if block.together else lines[:1])
        for part in (part for line in lines for part in _parts(line)):
            messages.write(part)
    messages.turn()
    return messages.done
