"""The parts of one running bot, made together and closed together."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from telegram.ext import Application

from bot.settings import Settings
from bot.telegram.connection import Connection
from bot.telegram.ledger import Ledger

Bot: TypeAlias = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Service:
    """What ``polling.run`` runs: the library's application, the line to Telegram, the state."""

    settings: Settings
    application: Bot
    connection: Connection
    ledger: Ledger
