"""Wiring, from top to bottom: settings, the library's application, handlers in their order, the service."""

import asyncio
import os
import signal
import sys
from functools import partial

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    Defaults,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.drafts import drafts_folder
from bot.settings import Settings
from bot.startup import library
from bot.store import Store
from bot.telegram import other_messages
from bot.telegram.access import OPEN, Access
from bot.telegram.allowance import Allowance, Gate
from bot.telegram.buttons import Buttons
from bot.telegram.commands import COMMANDS, Handler, Help, command_handlers
from bot.telegram.connection import Connection, PollingRequest
from bot.telegram.conversation import Conversation
from bot.telegram.counting import Counting
from bot.telegram.desk import Desk
from bot.telegram.faults import on_error, quiet_transport
from bot.telegram.house import CardAnswers, House, reopened, settle
from bot.telegram.inline import Inline
from bot.telegram.ledger import Ledger
from bot.telegram.limiter import Limiter
from bot.telegram.listener import Listener
from bot.telegram.listening import CALLED, EDITED, EDITED_BY_PEOPLE, FRESH, PRIVATE, OurCommand
from bot.telegram.logs import structured
from bot.telegram.members import Members
from bot.telegram.memory import Memory
from bot.telegram.meters import Meters
from bot.telegram.office import Office
from bot.telegram.officers import Officers
from bot.telegram.order import InTurn
from bot.telegram.polling import run
from bot.telegram.reading import Reader
from bot.telegram.service import Bot, Service
from bot.telegram.shelving import Librarian
from bot.telegram.webhook import Webhook
from bot.texts import text
from knowledge.errors import SettingsError

# Updates taken side by side. A group over Telegram's 20 messages a minute waits inside this number, so it is large;
# every one of them may hold a connection for its answer and one for its "typing" sign.
UPDATES_AT_ONCE = 256
CONNECTIONS = 2 * UPDATES_AT_ONCE
_SECONDS_FOR_A_CONNECTION = 10.0
_FLOOD_RETRIES = 3
# An update passes from thread to thread several times, each waiting for the one that computes: 5 ms by default.
_SWITCH_SECONDS = 0.001
_FIRST, _SECOND = -2, -1
# The library's coming form of waiting times; without it every flood warning warns of its own deprecation.
os.environ.setdefault("PTB_TIMEDELTA", "true")


def build_service(settings: Settings, answers: CardAnswers) -> Service:
    """The service, wired but not started; raises ``SettingsError`` where no token is set."""
    token = settings.telegram_token.get_secret_value()
    if not token:
        raise SettingsError(text("telegram_service.no_token"))
    if token in settings.webhook_url:
        raise SettingsError(text("telegram_service.token_in_address"))
    quiet_transport()
    connection = Connection(settings.telegram_api)
    ledger = Ledger(Store(settings.data), settings.retention_days)
    meters = Meters()
    application = _application(settings, token, connection, ledger, meters)
    meters.queue = lambda: application.update_queue.qsize() + application.update_processor.current_concurrent_updates
    house = House(answers, library(settings), lambda: reopened(settings))
    _add_handlers(application, Desk(house, ledger, meters, Memory(), settings.locality), settings)
    webhook = Webhook(settings.webhook_url, application, ledger) if settings.webhook_url else None
    listeners = [Listener(settings.webhook_port, webhook.routes)] if webhook else []
    listeners += [Listener(settings.health_port, meters.routes)] if settings.health_port else []
    return Service(settings, application, connection, ledger, meters, webhook, listeners)


def _application(settings: Settings, token: str, connection: Connection, ledger: Ledger, meters: Meters) -> Bot:
    root = settings.telegram_api.rstrip("/")
    turns = InTurn(UPDATES_AT_ONCE, ledger, meters)
    application: Bot = (
        Application.builder()
        .token(token)
        .base_url(f"{root}/bot")
        .base_file_url(f"{root}/file/bot")
        .defaults(_defaults())
        .rate_limiter(Limiter(max_retries=_FLOOD_RETRIES))
        .concurrent_updates(turns)
        .connection_pool_size(CONNECTIONS)
        .pool_timeout(_SECONDS_FOR_A_CONNECTION)
        .get_updates_request(PollingRequest(connection, ledger))
        .job_queue(None)
        .build()
    )
    turns.queue = application.update_queue
    return application


def _defaults() -> Defaults:
    """A quoted question may be deleted before its answer: then the answer goes without the quotation."""
    return Defaults(
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        allow_sending_without_reply=True,
    )


def _add_handlers(application: Bot, desk: Desk, settings: Settings) -> None:
    """The first handler that fits takes the update; what fits none is ignored on purpose.

    So are channel posts, messages of other bots, edits in groups and service messages.
    """
    officers = Officers(desk.ledger, settings.officers_chat, drafts_folder(settings.data))
    counting, members, reader = Counting(desk), Members(desk, officers), Reader(desk.house)
    conversation = Conversation(desk, counting, officers)
    commands = FRESH & filters.COMMAND & OurCommand([command.name for command in COMMANDS])
    access = Access(settings, desk.ledger)
    for before, check in ((_FIRST, Gate(Allowance()).check), (_SECOND, access.check)):
        application.add_handlers(
            [MessageHandler(PRIVATE | CALLED | commands, check), CallbackQueryHandler(check)], before
        )
    application.add_handler(InlineQueryHandler(access.check), _SECOND)
    application.add_handler(InlineQueryHandler(Inline(desk.house, settings.access != OPEN).asked))
    written = filters.TEXT & ~filters.COMMAND
    librarian = Librarian(desk.house, settings)
    handlers = _named(conversation, members, reader, counting, Office(desk), librarian, Help(settings.admins))
    application.add_handlers(list(command_handlers(handlers, settings.admins)))
    application.add_handler(MessageHandler(PRIVATE & written, conversation.written))
    application.add_handler(MessageHandler(CALLED & written, conversation.written_in_group))
    if settings.officers_chat:
        theirs = filters.Chat(settings.officers_chat)
        application.add_handler(MessageHandler(CALLED & theirs & ~filters.COMMAND, officers.replied_otherwise))
        application.add_handler(MessageHandler(EDITED_BY_PEOPLE & theirs, officers.edited))
    files = PRIVATE & filters.Document.ALL & filters.User(list(settings.admins))
    application.add_handler(MessageHandler(files, librarian.sent))
    # Commands left over are not in the registry; in a group they may be meant for another bot.
    application.add_handler(MessageHandler(PRIVATE & filters.COMMAND, other_messages.unknown_command))
    application.add_handler(MessageHandler(EDITED, other_messages.edited))
    application.add_handler(MessageHandler(PRIVATE & ~filters.StatusUpdate.ALL, other_messages.not_a_question))
    buttons = Buttons(desk, conversation, members, reader, counting, officers, librarian)
    application.add_handler(CallbackQueryHandler(buttons.pressed))
    application.add_error_handler(partial(on_error, desk.meters))


def _named(*parts: object) -> dict[str, Handler]:
    """The method that bears the name of each command."""
    found = {command.name: [getattr(part, command.name, None) for part in parts] for command in COMMANDS}
    return {name: next(method for method in methods if method) for name, methods in found.items()}


def serve(settings: Settings, answers: CardAnswers) -> None:
    """Run the bot until it is interrupted; raises ``SettingsError`` with what the operator must put right."""
    structured()
    sys.setswitchinterval(_SWITCH_SECONDS)
    settle()
    asyncio.run(_serve(settings, answers))


async def _serve(settings: Settings, answers: CardAnswers) -> None:
    service = build_service(settings, answers)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, service.connection.end)
    await run(service)
