"""After a crash: what was taken and not answered is answered now; what may have been answered is asked about.

A program killed between Telegram's acceptance of an answer and our note of it cannot know whether the answer
arrived. Answering again could say it twice, silence could lose it: the person decides with a button.
"""

import json
import logging

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import TelegramError

from bot import store_updates
from bot.store_updates import Open, State
from bot.telegram.delivery import reply
from bot.telegram.ledger import Ledger
from bot.telegram.press_codes import encode
from bot.telegram.presses import Again
from bot.telegram.render import paragraphs
from bot.telegram.service import Bot
from bot.texts import text

_LOGGER = logging.getLogger(__name__)


async def recover(application: Bot, ledger: Ledger) -> None:
    """Put what the last run left behind in front of everything new."""
    found = await ledger.left_over()
    if found:
        _LOGGER.info("%d updates were left over by the last run", len(found))
    for left in found:
        update = Update.de_json(json.loads(left.content), application.bot)
        if left.sending:
            await _settle(left, update, ledger)
        else:
            await application.update_queue.put(update)


async def _settle(left: Open, update: Update, ledger: Ledger) -> None:
    """A message is asked about; a press is let go, for its button is still there."""
    if update.message:
        try:
            await _ask(update.message)
        except TelegramError as error:
            _LOGGER.warning("an unconfirmed answer was not asked about: %s", type(error).__name__)
            return
    await ledger.write(store_updates.mark(left.id, State.DONE))


async def _ask(message: Message) -> None:
    button = InlineKeyboardButton(text("telegram.again"), callback_data=encode(Again()))
    shown = paragraphs(text("telegram.unconfirmed"))
    await reply(message, shown, InlineKeyboardMarkup([[button]]), quote=True)
