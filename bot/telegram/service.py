"""The parts of one running bot, made together and closed together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from telegram.ext import Application

from bot.settings import Settings
from bot.telegram.connection import Connection
from bot.telegram.ledger import Ledger
from bot.telegram.listener import Listener
from bot.telegram.meters import Meters

if TYPE_CHECKING:
    from bot.telegram.webhook import Webhook

Bot: TypeAlias = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Service:
    """What ``polling.run`` runs. ``webhook`` is there where Telegram brings the updates; ``listeners`` are open."""

    settings: Settings
    application: Bot
    connection: Connection
    ledger: Ledger
    meters: Meters
    webhook: "Webhook | None" = None
    listeners: Sequence[Listener] = field(default=())
