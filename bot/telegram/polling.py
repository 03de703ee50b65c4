"""The life of the service: connect, publish the commands, fetch until told to stop, finish what was taken."""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from telegram import Update
from telegram.error import InvalidToken, TelegramError

from bot.telegram.commands import publish
from bot.telegram.connection import Connection
from bot.telegram.listener import Listener
from bot.telegram.recovery import recover
from bot.telegram.service import Bot, Service
from bot.telegram.webhook import Webhook
from bot.texts import text
from knowledge.errors import SettingsError

_LOGGER = logging.getLogger(__name__)
# Anything else (channel posts, reactions, members coming and going) is not even sent to us.
UPDATES = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY)
# Answers computed side by side; one that hangs costs one of them.
THREADS = 16
# A server that has just started may not have its network yet.
_WAITS = (1.0, 2.0, 4.0, 8.0)
_TIDY_SECONDS, _CHECKPOINT_SECONDS = 120.0, 5.0
# Connections over which Telegram may bring updates side by side.
_BROUGHT = 40
# Fetches are so many seconds apart: a question that comes alone never waits for it, a rush comes in fewer fetches.
_APART = 0.05


async def run(service: Service, waits: Sequence[float] = _WAITS) -> None:
    """Serve until ``connection.over``; raises ``SettingsError`` where the operator must put something right."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "answer"))
    application, connection = service.application, service.connection
    ledger = service.ledger
    chores = (_every(_TIDY_SECONDS, ledger.tidy), _every(_CHECKPOINT_SECONDS, ledger.checkpoint))
    doing = [asyncio.create_task(chore) for chore in chores]
    try:
        await _tried(application.initialize, connection, waits)
        if not connection.over.is_set():
            await _fetch(service, waits)
            await connection.over.wait()
    finally:
        for chore in doing:
            chore.cancel()
        service.meters.serving = False
        # In webhook mode the address stays set: Telegram keeps what comes until the next start.
        for listener in service.listeners:
            await listener.stop()
        await _close(application)
        await service.ledger.close()
    connection.raise_reason()


async def _tried(call: Callable[[], Awaitable[object]], connection: Connection, waits: Sequence[float]) -> None:
    """The library puts the token into its messages: neither they nor the errors behind them are passed on."""
    for wait in (*waits, None):
        try:
            await call()
            return
        except InvalidToken:
            raise SettingsError(text("telegram_service.wrong_token")) from None
        except TelegramError as error:
            _LOGGER.warning("connecting failed with %s", type(error).__name__)
        if wait is not None and await connection.ends_within(wait):
            return
    raise SettingsError(text("telegram_service.unreachable", api=connection.api))


async def _fetch(service: Service, waits: Sequence[float]) -> None:
    """Answer what was left over first, then what comes: fetched by us, or brought to the listener by Telegram."""
    application, connection = service.application, service.connection
    await publish(application.bot, service.settings.admins)
    await application.start()
    await recover(application, service.ledger)
    for listener in service.listeners:
        await _listen(listener)
    service.meters.serving = True
    if service.webhook:
        await _tried(partial(_bring, application, service.webhook), connection, waits)
    elif application.updater:
        await application.updater.start_polling(
            poll_interval=_APART,
            allowed_updates=UPDATES,
            bootstrap_retries=len(_WAITS),
            drop_pending_updates=False,
            error_callback=connection.failed_poll,
        )


async def _bring(application: Bot, webhook: Webhook) -> None:
    await application.bot.set_webhook(
        webhook.url, secret_token=webhook.secret, allowed_updates=UPDATES, max_connections=_BROUGHT
    )


async def _listen(listener: Listener) -> None:
    try:
        await listener.start()
    except OSError:
        raise SettingsError(text("telegram_service.port_taken", port=listener.wanted)) from None


async def _every(seconds: float, chore: Callable[[], Awaitable[None]]) -> None:
    """What keeps the state small and free of what is too old, again and again; a failure waits for the next time."""
    while True:
        await asyncio.sleep(seconds)
        try:
            await chore()
        except (OSError, sqlite3.Error) as error:
            _LOGGER.warning("tidying the state failed with %s", type(error).__name__)


async def _close(application: Bot) -> None:
    """Stop fetching first, then finish every update that was taken, then close the connections."""
    if application.updater and application.updater.running:
        await application.updater.stop()
    if application.running:
        await application.stop()
    await application.shutdown()
    await application.bot.shutdown()
