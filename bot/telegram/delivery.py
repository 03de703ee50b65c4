"""Sending and editing: each message once, whatever the network does."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias, TypeVar

import httpx
from telegram import ForceReply, InlineKeyboardMarkup, Message
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.telegram.ledger import arrived
from bot.telegram.render import paragraphs
from bot.texts import text

_LOGGER = logging.getLogger(__name__)
Keyboard: TypeAlias = InlineKeyboardMarkup | ForceReply | None
_WAITS = (0.5, 2.0, 5.0)
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
# A second press on the same button, or a press on a message that is gone, asks for nothing new.
_HARMLESS = ("message is not modified", "message to edit not found", "query is too old")

Result = TypeVar("Result")


async def delivered(send: Callable[[], Awaitable[Result]]) -> Result | None:
    """Call ``send``, again only where Telegram surely did not accept it; ``None`` where nothing came back.

    A connection lost *after* the request was written may have delivered it: then once is taken for granted,
    because a lost answer can be asked for again and a doubled one cannot be taken back.
    """
    for wait in (*_WAITS, None):
        try:
            return await send()
        except Forbidden:
            _LOGGER.info("not delivered: the bot was blocked or removed")
            return None
        except BadRequest as error:
            if any(reason in error.message.lower() for reason in _HARMLESS):
                return None
            raise
        except NetworkError as error:
            if _maybe_accepted(error):
                _LOGGER.warning("delivery unconfirmed: %s", type(error.__cause__).__name__)
                return None
            if wait is None:
                raise
        await asyncio.sleep(wait)
    return None


def _maybe_accepted(error: NetworkError) -> bool:
    """A refusal by status (502) carries no transport error; one before the connection stood was never sent."""
    cause = error.__cause__
    return isinstance(cause, httpx.HTTPError) and not isinstance(cause, _NEVER_SENT)


async def reply(message: Message, texts: Sequence[str], keyboard: Keyboard = None, quote: bool = False) -> None:
    """Send each text in order, the keyboard under the last; in a group the question is always quoted."""
    quote = quote or message.chat.type != ChatType.PRIVATE
    for number, shown in enumerate(texts, 1):
        markup = keyboard if number == len(texts) else None
        await delivered(_replying(message, shown, markup, quote and number == 1))
        arrived()


def _replying(message: Message, shown: str, markup: Keyboard, quote: bool) -> Callable[[], Awaitable[Message]]:
    return lambda: message.reply_text(shown, reply_markup=markup, do_quote=quote)


async def say(message: Message, sentence: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
    """Send one of our own sentences; line breaks in it are kept."""
    await reply(message, paragraphs(sentence), keyboard)


async def say_text(message: Message, key: str, **values: object) -> None:
    await say(message, text(key, **values))


async def edit(message: Message, shown: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
    await delivered(lambda: message.edit_text(shown, reply_markup=keyboard))
