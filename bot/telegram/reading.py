"""/dieu: a clause of an added document, word for word, with the clauses before and after it."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.ext import ContextTypes

from bot.documents import status_label
from bot.telegram.delivery import edit, reply, say_text
from bot.telegram.house import House
from bot.telegram.keyboards import reading_keyboard
from bot.telegram.listening import after_command
from bot.telegram.markup import Block, pages, plain_line
from bot.telegram.presses import Reading
from bot.terminal import document_label
from knowledge.catalogue import Catalogue
from knowledge.errors import DocumentError
from knowledge.records import Clause, Document
from knowledge.spelling import fold
from knowledge.structure import headings_above, parents, whole

Context = ContextTypes.DEFAULT_TYPE
_NUMBER = re.compile(r"\S*\d\S*-\S*[^\W\d]\S*|\d+/\d{4}/\S+")
_ARTICLE = re.compile(r"(?<!\w)dieu\s+(\d+)")
_LABEL = re.compile(r"(?<![\w.])(\d+(?:\.\d+)*|[a-z])(?![\w])")


class Opened(NamedTuple):
    """A document of the library and the clause in it that is shown, by its position."""

    document: Document
    clauses: Sequence[Clause]
    position: int


class Reader:
    """Opens clauses in the library, off the event loop."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def dieu(self, update: Update, _: Context) -> None:
        if message := update.message:
            words = after_command(message)
            if not words:
                await say_text(message, "telegram.which_clause")
                return
            opened = await asyncio.to_thread(self._find, words)
            if isinstance(opened, Opened):
                await self._show(message, opened, Reading(opened.document.id, opened.position))
            else:
                await say_text(message, f"telegram.{opened}", written=words[:60])

    async def turn(self, message: Message, reading: Reading) -> bool:
        """Show what a button leads to in place; false where the document has left the library."""
        opened = await asyncio.to_thread(self._reopen, reading)
        if opened is None:
            return False
        return await self._show(message, opened, reading, in_place=True)

    def _find(self, words: str) -> Opened | str:
        """The clause that is asked for, or the key of the sentence that says why not."""
        document = named_document(self._house.library.documents(), self._house.catalogue, words)
        if document is None:
            return "document_not_added"
        clauses = self._house.library.clauses(document.id)
        position = clause_position(clauses, words)
        return "no_such_clause" if position is None else Opened(document, clauses, position)

    def _reopen(self, reading: Reading) -> Opened | None:
        try:
            clauses = self._house.library.clauses(reading.document)
        except DocumentError:
            return None
        document = self._house.library.catalogue().get(reading.document)
        if document is None or reading.position >= len(clauses):
            return None
        return Opened(document, clauses, reading.position)

    async def _show(self, message: Message, opened: Opened, reading: Reading, in_place: bool = False) -> bool:
        shown = clause_pages(opened)
        if reading.page >= len(shown):
            return False
        keyboard = _keyboard(opened, reading, len(shown))
        if in_place:
            await edit(message, shown[reading.page], keyboard)
        else:
            await reply(message, [shown[reading.page]], keyboard)
        return True


def named_document(added: Sequence[Document], catalogue: Catalogue, words: str) -> Document | None:
    """The added document whose number is written in ``words``; of several the one in force, then the newest."""
    written = {fold(match[0]).lstrip("0").strip(",.;") for match in _NUMBER.finditer(words)}
    found = [catalogue.get(d.id, d) for d in added if fold(d.number).lstrip("0").replace(" ", "") in written]
    return max(found, key=lambda d: (d.in_force, d.date), default=None)


def clause_position(clauses: Sequence[Clause], words: str) -> int | None:
    """Where the clause of these labels stands; the first clause where none is named, ``None`` for a wrong one."""
    wanted = labels(words)
    if not wanted:
        return 0 if clauses else None
    paths = [".".join(labels(" ".join(clause.path))) for clause in clauses]
    joined = ".".join(wanted)
    exact = [position for position, path in enumerate(paths) if path == joined]
    ending = [position for position, path in enumerate(paths) if path.endswith(f".{joined}")]
    return next(iter([*exact, *ending]), None)


def labels(words: str) -> list[str]:
    """Labels from outer to inner: ``khoản 3 Điều 6`` and ``Điều 6 khoản 3`` both give ``["6", "3"]``."""
    plain = fold(_NUMBER.sub(" ", words))
    found = [match[1] for match in _LABEL.finditer(plain)]
    article = _ARTICLE.search(plain)
    if article and article[1] in found:
        found.remove(article[1])
        found.insert(0, article[1])
    numbers = [label for label in found if label[0].isdigit()]
    return numbers + [label for label in found if not label[0].isdigit()][:1]


def clause_pages(opened: Opened) -> list[str]:
    """The clause with all under it as messages; the document's name and standing on each."""
    clause, document = opened.clauses[opened.position], opened.document
    above = " › ".join(headings_above(opened.clauses)[clause.id])
    head = [plain_line(f"{document_label(document)} – {status_label(document)}", "b")]
    head += [plain_line(above, "i")] if above else []
    body = [plain_line(line) for line in whole(opened.clauses, clause.id).splitlines()]
    return pages([Block(tuple(head)), Block(tuple(body))])


def neighbours(opened: Opened) -> tuple[int | None, int | None]:
    """The clauses before and after: siblings where there are any, and never one that is shown already."""
    clauses, here = opened.clauses, opened.clauses[opened.position]
    after = [n for n in range(opened.position + 1, len(clauses)) if here.path not in parents(clauses[n].path)]
    before = [n for n in range(opened.position) if clauses[n].path[:-1] == here.path[:-1]]
    siblings = [n for n in before if clauses[n].path not in parents(here.path)]
    earlier = siblings[-1] if siblings else (opened.position - 1 if opened.position else None)
    return earlier, (after[0] if after else None)


def _keyboard(opened: Opened, reading: Reading, count: int) -> InlineKeyboardMarkup | None:
    before, after = neighbours(opened)
    return reading_keyboard(
        reading,
        count,
        *(replace(reading, position=n, page=0) if n is not None else None for n in (before, after)),
    )
