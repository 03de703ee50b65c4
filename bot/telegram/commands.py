"""The registry of commands: what /help lists, what Telegram's menu shows and what is handled come from here."""

import logging
from collections.abc import Callable, Collection, Coroutine, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    Update,
)
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import CommandHandler, ContextTypes, filters

from bot.telegram.delivery import say
from bot.telegram.listening import FRESH, PRIVATE
from bot.telegram.memory import speaker_in
from bot.texts import text

_LOGGER = logging.getLogger(__name__)
Context = ContextTypes.DEFAULT_TYPE
Handler: TypeAlias = Callable[[Update, Context], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Command:
    """``in_groups``: the menu of a group offers it. ``for_admins``: only they may use it, in a private chat."""

    name: str
    in_groups: bool = False
    for_admins: bool = False

    @property
    def description(self) -> str:
        return text(f"telegram_commands.{self.name}")


COMMANDS = (
    Command("start"),
    Command("help", in_groups=True),
    Command("hoi", in_groups=True),
    Command("vanban", in_groups=True),
    Command("dieu", in_groups=True),
    Command("chude"),
    Command("tinh", in_groups=True),
    Command("homnay", in_groups=True),
    Command("diaphuong", in_groups=True),
    Command("nguon", in_groups=True),
    Command("gopy"),
    Command("xoadulieu"),
    Command("thongke", for_admins=True),
    Command("chuatraloi", for_admins=True),
    Command("themvanban", for_admins=True),
    Command("capnhat", for_admins=True),
    Command("tamdung", for_admins=True),
    Command("tieptuc", for_admins=True),
)


def offered(in_group: bool, to_admin: bool = False) -> tuple[Command, ...]:
    """The commands of a kind of chat; an admin sees theirs in a private chat only."""
    shown = (command for command in COMMANDS if command.in_groups or not in_group)
    return tuple(command for command in shown if not command.for_admins or (to_admin and not in_group))


def help_text(in_group: bool, to_admin: bool = False) -> str:
    listed = "\n".join(f"/{command.name} – {command.description}" for command in offered(in_group, to_admin))
    opening = text("telegram.help_in_group" if in_group else "telegram.help")
    return "\n\n".join((opening, listed, text("telegram.help_end")))


class Help:
    """/help: what stands in the registry for this kind of chat and this person."""

    def __init__(self, admins: Collection[int]) -> None:
        self._admins = admins

    async def help(self, update: Update, _: Context) -> None:
        if message := update.message:
            in_group = message.chat.type != ChatType.PRIVATE
            await say(message, help_text(in_group, speaker_in(message).user in self._admins))


def command_handlers(handlers: Mapping[str, Handler], admins: Collection[int]) -> Iterator[CommandHandler[Any, Any]]:
    """A handler for each command of the registry; to anybody else an admin's command is an unknown one."""
    for command in COMMANDS:
        heard = PRIVATE & filters.User(list(admins)) if command.for_admins else FRESH
        yield CommandHandler(command.name, handlers[command.name], heard)


async def publish(bot: Bot, admins: Collection[int]) -> None:
    """Tell Telegram what its menu shows in private chats, in groups and to each admin."""
    scopes: list[tuple[BotCommandScope, bool, bool]] = [
        (BotCommandScopeAllPrivateChats(), False, False),
        (BotCommandScopeAllGroupChats(), True, False),
        *((BotCommandScopeChat(admin), False, True) for admin in sorted(admins)),
    ]
    for scope, in_group, to_admin in scopes:
        menu = [BotCommand(command.name, command.description) for command in offered(in_group, to_admin)]
        try:
            await bot.set_my_commands(menu, scope=scope)
        except TelegramError as error:
            # An admin who has not started the bot yet has no chat to put a menu into.
            _LOGGER.warning("a menu of commands was not published: %s", type(error).__name__)
