"""The "typing" sign, shown only where an answer takes long enough to be missed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Message
from telegram.constants import ChatAction
from telegram.error import TelegramError

# Most answers are there sooner; a sign for each would double our calls against Telegram's 30 a second.
_PATIENCE = 0.6
# Telegram takes the sign away after 5 seconds.
_AGAIN = 4.5


@asynccontextmanager
async def typing(message: Message) -> AsyncIterator[None]:
    sign = asyncio.create_task(_show(message))
    try:
        yield
    finally:
        sign.cancel()
        with suppress(asyncio.CancelledError):
            await sign


async def _show(message: Message) -> None:
    await asyncio.sleep(_PATIENCE)
    while True:
        with suppress(TelegramError):
            await message.chat.send_action(
                ChatAction.TYPING, message_thread_id=message.message_thread_id if message.is_topic_message else None
            )
        await asyncio.sleep(_AGAIN)
