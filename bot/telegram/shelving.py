"""/themvanban: an admin's file on its way into the library, as ``sotay add`` takes it, accepted or refused by button.

What waits lies on the library's own waiting shelf, so that buttons work after a restart too.
"""

import asyncio
import hashlib
import logging
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from telegram import Document as SentFile
from telegram import Message, Update
from telegram.constants import FileSizeLimit
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.adding import FAILED, REFUSED, Adder, Row, user
from bot.proposals import OUTCOMES, named, proposal
from bot.settings import Settings
from bot.telegram.activity import typing
from bot.telegram.delivery import edit, reply, say, say_text
from bot.telegram.house import House, in_process
from bot.telegram.keyboards import held_keyboard, shelving_keyboard
from bot.telegram.markup import Block, clean, pages, plain_line
from bot.telegram.presses import Shelf, Shelving
from bot.telegram.render import paragraphs
from bot.texts import text
from knowledge.errors import SotayError
from knowledge.intake import Taken
from knowledge.library import ADDED, REPLACED, Held
from knowledge.records import Document
from knowledge.waiting import SCANNED

_LOGGER = logging.getLogger(__name__)
Context = ContextTypes.DEFAULT_TYPE
# Telegram hands no larger file to a bot.
LARGEST = int(FileSizeLimit.FILESIZE_DOWNLOAD)
_NAME, _KEY = 100, 12
# More odd numbers than these tell nothing new about a badly read file.
_GAPS = 8
_FAILURES = (SotayError, OSError, sqlite3.Error)


class Read(NamedTuple):
    """What became of a file: its row as at the terminal, a new document's proposal, and the library before it."""

    row: Row
    proposal: str
    before: bytes


class Librarian:
    """One change of the library at a time; nobody but admins reaches it, and only from a private chat."""

    def __init__(self, house: House, settings: Settings) -> None:
        self._house = house
        self._settings = settings
        self._turn = asyncio.Lock()

    async def themvanban(self, update: Update, _: Context) -> None:
        if message := update.message:
            await say_text(message, "telegram_shelving.send_file", megabytes=LARGEST // 10**6)

    async def sent(self, update: Update, _: Context) -> None:
        """A file sent by an admin; the command in its caption is welcome and not needed."""
        if update.message and update.message.document:
            await self.add(update.message, update.message.document)

    async def again(self, message: Message) -> bool:
        """Read a file whose report may have been lost in a crash; false for a message without one."""
        if message.document is None or not self._may(message):
            return False
        await self.add(message, message.document)
        return True

    async def add(self, message: Message, sent: SentFile) -> None:
        name = file_name(sent.file_name or "")
        if (sent.file_size or 0) > LARGEST:
            await say_text(message, "telegram_shelving.too_large", name=name, megabytes=LARGEST // 10**6)
            return
        await say_text(message, "telegram_shelving.reading", name=name)
        async with self._turn, typing(message):
            try:
                read = await self._read(sent, name)
            except TelegramError as error:
                _LOGGER.warning("a sent file was not fetched: %s", type(error).__name__)
                await say_text(message, "telegram_shelving.not_fetched", name=name)
            except _FAILURES as error:
                await say_text(message, "telegram_shelving.failed", reason=_one_line(error))
            else:
                await self._report(message, read)

    async def _read(self, sent: SentFile, name: str) -> Read:
        """Fetch the file to a place of its own, which goes with it, and read it off the event loop."""
        with TemporaryDirectory(prefix="sotay-") as folder:
            path = Path(folder) / name
            file = await sent.get_file()
            await file.download_to_drive(path)
            return await asyncio.to_thread(self._take, path)

    def _take(self, path: Path) -> Read:
        """As ``sotay add`` without ``--yes``: what the catalogue knows enters, a new document waits for the button."""
        shelf, proposals = self._house.library, [""]

        def decline(new: Taken) -> bool:
            proposals.append(proposal(new, shelf.catalogue()))
            return False

        before = shelf.snapshot()
        return Read(Adder(shelf, lambda _: None, decline).row(path), proposals[-1], before)

    async def _report(self, message: Message, read: Read) -> None:
        intake = read.row.intake
        if read.row.outcome in (REFUSED, FAILED) or intake is None:
            await say_text(message, "telegram_shelving.failed", reason=read.row.reason)
        elif intake.held:
            shown = [_held_text(intake.document, intake.held, read.proposal), *intake.gaps[:_GAPS]]
            await say(message, "\n".join(shown), shelving_keyboard(key(intake.held.id)))
        elif read.row.outcome in (ADDED, REPLACED):
            await self._added(message, read)
        else:
            await say(message, f"{OUTCOMES[read.row.outcome].capitalize()}: {named(intake.document)}")

    async def _added(self, message: Message, read: Read) -> None:
        """Answer from the new knowledge; where it cannot be built the library is put back as it was."""
        assert read.row.intake is not None
        entered = (read.row.intake.document.id,)
        try:
            await self._house.renew()
        except _FAILURES as error:
            await asyncio.to_thread(self._house.library.restore, read.before, entered, user())
            await say_text(message, "telegram_shelving.not_built", reason=_one_line(error))
            return
        document, clauses = read.row.intake.document, read.row.intake.clauses
        shown = [text("telegram_shelving.added", document=named(document), clauses=clauses), *read.row.intake.gaps]
        await say(message, "\n".join(shown[: _GAPS + 1]))

    async def pressed(self, message: Message, press: Shelving, who: int) -> bool:
        """``False`` for anybody but an admin, and for a document that waits no longer."""
        if who not in self._settings.admins:
            return False
        async with self._turn:
            waiting = await asyncio.to_thread(self._waiting, press.key)
            if waiting is None:
                return False
            match press.what:
                case Shelf.APPROVE:
                    await self._approve(message, waiting)
                case Shelf.DROP:
                    await asyncio.to_thread(self._house.library.release, waiting.id, user())
                    await edit(message, paragraphs(text("telegram_shelving.dropped", document=named(waiting)))[0])
                case _:
                    return await self._show(message, waiting, press)
        return True

    def _waiting(self, wanted: str) -> Document | None:
        return next((document for document, _ in self._house.library.waiting() if key(document.id) == wanted), None)

    async def _approve(self, message: Message, document: Document) -> None:
        """``sotay approve`` in a process of its own: it builds the index, and the old one serves meanwhile."""
        await edit(message, paragraphs(text("telegram_shelving.building", document=named(document)))[0])
        try:
            async with typing(message):
                await asyncio.to_thread(in_process, self._settings, "approve", document.id)
                await self._house.renew()
        except _FAILURES as error:
            shown = text("telegram_shelving.not_built", reason=_one_line(error))
            await edit(message, paragraphs(shown)[0], shelving_keyboard(key(document.id)))
            return
        clauses = len(await asyncio.to_thread(self._house.library.clauses, document.id))
        shown = text("telegram_shelving.added", document=named(document), clauses=clauses)
        await edit(message, paragraphs(shown)[0])

    async def _show(self, message: Message, document: Document, press: Shelving) -> bool:
        """The waiting text, page by page; every figure of a scan is marked as not yet approved."""
        held = await asyncio.to_thread(self._house.library.show_held, document.id)
        shown = pages([Block(tuple(plain_line(line) for line in held.splitlines()))])
        if press.page >= len(shown):
            return False
        keyboard = held_keyboard(press, len(shown))
        if press.what is Shelf.TURN:
            await edit(message, shown[press.page], keyboard)
        else:
            await reply(message, [shown[press.page]], keyboard)
        return True

    def _may(self, message: Message) -> bool:
        return bool(message.from_user and message.from_user.id in self._settings.admins)


def file_name(given: str) -> str:
    """The last part of a name without anything that a folder or a reader could take for more."""
    last = clean(given).replace("\\", "/").rpartition("/")[2].strip(". ")
    return last[-_NAME:] or "van-ban"


def key(id_: str) -> str:
    """A document in the data of a button, where long ids have no room."""
    return hashlib.sha256(id_.encode()).hexdigest()[:_KEY]


def _held_text(document: Document, held: Held, proposed: str) -> str:
    if held.reason == SCANNED:
        counted = {"pages": len(held.pages), "figures": held.figures}
        return text("telegram_shelving.scanned", document=named(document), **counted)
    return "\n".join([proposed or named(document), text("telegram_shelving.new")])


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
