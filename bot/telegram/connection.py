"""The connection to Telegram: how it is opened, what ends it, and the sentence that then says why."""

import asyncio
import json
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from telegram.error import Conflict, TelegramError
from telegram.request import HTTPXRequest

from bot.telegram.ledger import Ledger
from bot.texts import text
from knowledge.errors import SettingsError

_LOGGER = logging.getLogger(__name__)
# A rolling restart makes a few conflicts; the library waits 1 s after the first and half as long again each time,
# so that this many take about a quarter of a minute.
CONFLICTS = 6
_CONFLICTS_WITHIN = 120.0


@dataclass(slots=True)
class Connection:
    """Set ``over`` to end the service; ``reason`` is what the operator must put right, if anything."""

    api: str
    conflicts_allowed: int = CONFLICTS
    over: asyncio.Event = field(default_factory=asyncio.Event)
    reason: str = ""
    _conflicts: list[float] = field(default_factory=list)

    def end(self, reason: str = "") -> None:
        if not self.over.is_set():
            self.reason = reason
            self.over.set()

    async def ends_within(self, seconds: float) -> bool:
        """Wait, but no longer than the service is wanted."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.over.wait(), seconds)
        return self.over.is_set()

    def raise_reason(self) -> None:
        if self.reason:
            raise SettingsError(self.reason)

    def refused_token(self) -> None:
        self.end(text("telegram_service.wrong_token"))

    def failed_poll(self, error: TelegramError) -> None:
        """Called by the poller, which tries again by itself; a second poller on our token never goes away so."""
        _LOGGER.warning("fetching updates failed with %s", type(error).__name__)
        if isinstance(error, Conflict):
            now = asyncio.get_running_loop().time()
            self._conflicts = [then for then in self._conflicts if now - then < _CONFLICTS_WITHIN] + [now]
            if len(self._conflicts) >= self.conflicts_allowed:
                self.end(text("telegram_service.conflict"))


class PollingRequest(HTTPXRequest):
    """The line on which updates are fetched: written down before the next fetch confirms them to Telegram.

    Where the disk refuses, the fetch fails, so that Telegram keeps them. The library's poller dies in silence when
    the token is revoked.
    """

    def __init__(self, connection: Connection, ledger: Ledger) -> None:
        super().__init__(connection_pool_size=2)
        self._connection = connection
        self._ledger = ledger

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401 - handed on
        code, payload = await super().do_request(*args, **kwargs)
        if code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
            self._connection.refused_token()
        elif code == HTTPStatus.OK:
            await self._ledger.take(_updates(payload))
        return code, payload


def _updates(payload: bytes) -> list[dict[str, Any]]:
    """The updates in a reply to getUpdates; none where the reply is garbled, which the library then reports."""
    try:
        result = json.loads(payload)["result"]
    except (ValueError, KeyError, TypeError):
        return []
    return result if isinstance(result, list) else []
