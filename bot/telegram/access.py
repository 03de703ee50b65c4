"""Who is answered: everybody, those with the invitation code, or those on the operator's list; nobody in a pause.

Admins, and officers in their own group, always.
"""

import hmac
from typing import TypeAlias

from telegram import InlineQuery, Message, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot import store_people
from bot.settings import Settings
from bot.telegram.delivery import delivered, say_text
from bot.telegram.ledger import Ledger
from bot.telegram.memory import speaker_of
from bot.telegram.office import PAUSED
from bot.texts import text

Context: TypeAlias = ContextTypes.DEFAULT_TYPE
OPEN, CODE, LIST = "open", "code", "list"
# These work for everybody at any time: how to get in, and how to get out.
_ALWAYS = ("/start", "/help", "/xoadulieu")


class Access:
    """Stands behind the allowance and before all handlers."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self._settings = settings
        self._ledger = ledger

    def is_admin(self, user: int) -> bool:
        return user in self._settings.admins

    async def check(self, update: Update, _: Context) -> None:
        (chat, user), message = speaker_of(update), update.message
        if self.is_admin(user) or (chat and chat == self._settings.officers_chat):
            return
        if message and await self._enters(message, user):
            await self._admit(message, user)
        elif message and _command(message) in _ALWAYS:
            return
        elif not await self.allows(user):
            await self._refuse(update, self.refusal)
        elif not await self.paused():
            return
        else:
            await self._refuse(update, "telegram.paused")
        raise ApplicationHandlerStop

    async def allows(self, user: int) -> bool:
        if self._settings.access == OPEN or self.is_admin(user) or user in self._settings.members:
            return True
        return self._settings.access == CODE and self._ledger.look(store_people.admitted, user)

    async def paused(self) -> bool:
        return bool(self._ledger.look(store_people.switch, PAUSED))

    @property
    def refusal(self) -> str:
        return "telegram.needs_code" if self._settings.access == CODE else "telegram.needs_listing"

    async def _enters(self, message: Message, user: int) -> bool:
        """Whether this is the invitation code: alone, or behind /start as an invitation link sends it."""
        code = self._settings.access_code.get_secret_value()
        if self._settings.access != CODE or not code or message.chat.type != ChatType.PRIVATE:
            return False
        written = (message.text or "").removeprefix("/start").strip()
        return hmac.compare_digest(written.encode(), code.encode()) and not await self.allows(user)

    async def _admit(self, message: Message, user: int) -> None:
        await self._ledger.do(store_people.admit, user, self._ledger.today())
        await say_text(message, "telegram.admitted")

    async def _refuse(self, update: Update, key: str) -> None:
        query, inline = update.callback_query, update.inline_query
        if query:
            await delivered(lambda: query.answer(text(key)[:200]))
        elif inline:
            await _nothing(inline)
        elif update.message:
            await say_text(update.message, key)


async def _nothing(inline: InlineQuery) -> None:
    await delivered(lambda: inline.answer([], cache_time=0, is_personal=True))


def _command(message: Message) -> str:
    return (message.text or "").partition(" ")[0].partition("@")[0]
