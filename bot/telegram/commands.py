"""The registry of commands: what /help lists, what Telegram's menu shows and what is handled come from here."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, Update
from telegram.constants import ChatType
from telegram.ext import CommandHandler, ContextTypes

from bot.telegram.conversation import Conversation
from bot.telegram.delivery import say
from bot.telegram.listening import FRESH
from bot.texts import text

Context = ContextTypes.DEFAULT_TYPE
Callback: TypeAlias = Callable[[Conversation, Update, Context], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Command:
    """``in_groups`` tells whether the menu of a group offers it; it is handled wherever it is written."""

    name: str
    callback: Callback
    in_groups: bool = False

    @property
    def description(self) -> str:
        return text(f"telegram_commands.{self.name}")


async def show_help(_: Conversation, update: Update, __: Context) -> None:
    if message := update.message:
        await say(message, help_text(in_group=message.chat.type != ChatType.PRIVATE))


COMMANDS = (
    Command("start", Conversation.start),
    Command("help", show_help, in_groups=True),
    Command("hoi", Conversation.hoi, in_groups=True),
    Command("vanban", Conversation.vanban, in_groups=True),
    Command("chude", Conversation.chude),
    Command("xoadulieu", Conversation.xoadulieu),
)


def offered(in_group: bool) -> tuple[Command, ...]:
    return tuple(command for command in COMMANDS if command.in_groups or not in_group)


def help_text(in_group: bool) -> str:
    listed = "\n".join(f"/{command.name} – {command.description}" for command in offered(in_group))
    opening = text("telegram.help_in_group" if in_group else "telegram.help")
    return "\n\n".join((opening, listed, text("telegram.help_end")))


def command_handlers(conversation: Conversation) -> list[CommandHandler[Any, Any]]:
    return [CommandHandler(command.name, partial(command.callback, conversation), FRESH) for command in COMMANDS]


async def publish(bot: Bot) -> None:
    """Tell Telegram what its menu shows in private chats and in groups."""
    for scope, in_group in ((BotCommandScopeAllPrivateChats(), False), (BotCommandScopeAllGroupChats(), True)):
        menu = [BotCommand(command.name, command.description) for command in offered(in_group)]
        await bot.set_my_commands(menu, scope=scope)
