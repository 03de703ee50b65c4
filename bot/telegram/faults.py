"""When handling an update fails: logged first, without texts, then one reviewed sentence to the person."""

import logging
import traceback
from contextlib import suppress

from telegram import Update, request
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import ContextTypes

from bot.telegram.delivery import say_text
from bot.telegram.ledger import undelivered
from bot.telegram.meters import Meters

_LOGGER = logging.getLogger(__name__)


async def on_error(meters: Meters, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Only the kind of error and the lines of code are logged: messages of errors can quote what was asked."""
    error = context.error
    meters.errors[type(error).__name__] += 1
    frames = "".join(traceback.format_tb(error.__traceback__)) if error else ""
    _LOGGER.error("an update failed with %s\n%s", type(error).__name__, frames)
    if isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest):
        undelivered()  # Nothing reaches the person now, not even an apology.
        return
    message = update.effective_message if isinstance(update, Update) else None
    if message:
        with suppress(TelegramError):
            await say_text(message, "status.error_internal")


def quiet_transport() -> None:
    """Keep addresses, which contain the token, and what Telegram sends out of the logs at any level."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # At DEBUG the library writes whole updates, and on a garbled reply the reply itself.
    logging.getLogger("telegram").setLevel(logging.INFO)
    logging.getLogger(request.__name__).setLevel(logging.CRITICAL + 1)
