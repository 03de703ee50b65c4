"""Updates side by side, but each person's in their turn, and each update once, over restarts too."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Coroutine
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.telegram.ledger import RECEIPT, Ledger, Receipt
from bot.telegram.memory import Speaker, speaker_of
from bot.telegram.meters import Meters

# Telegram repeats an update only shortly after it was first sent.
_REMEMBERED = 4_096
# Seconds between tries to answer while Telegram is out of reach.
_AGAIN = (15.0, 60.0, 300.0, 900.0, 3_600.0)
_KINDS = ("message", "callback_query", "inline_query", "edited_message")
_LOGGER = logging.getLogger(__name__)


class InTurn(BaseUpdateProcessor):
    """One slow answer holds up nobody but the person who asked it: their follow-up must find it answered."""

    def __init__(self, max_concurrent_updates: int, ledger: Ledger, meters: Meters) -> None:
        super().__init__(max_concurrent_updates)
        self._ledger = ledger
        self._meters = meters
        self.queue: asyncio.Queue[object] | None = None
        self._tries: dict[int, int] = {}
        self._seen: OrderedDict[int, None] = OrderedDict()
        # A lock lives as long as somebody holds it or waits for it.
        self._turns: WeakValueDictionary[Speaker, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if not isinstance(update, Update):
            await coroutine
        elif self._repeated(update.update_id):
            if isinstance(coroutine, Coroutine):
                coroutine.close()
        else:
            turn = self._turns.setdefault(speaker_of(update), asyncio.Lock())
            started = time.perf_counter()
            async with turn:
                await self._once(update, coroutine)
            self._meter(update, time.perf_counter() - started)

    async def _once(self, update: Update, coroutine: Awaitable[Any]) -> None:
        """A handler's failure is told by the error handler, inside; only a killed program leaves the update open."""
        if update.inline_query:
            await coroutine
            return
        receipt = Receipt(update.update_id, self._ledger)
        RECEIPT.set(receipt)
        await coroutine
        if receipt.undelivered:
            await self._later(update, receipt)
        else:
            self._tries.pop(update.update_id, None)
            await receipt.done()

    async def _later(self, update: Update, receipt: Receipt) -> None:
        """Telegram is out of reach: handle the update again after a while; after the last wait, at the next start."""
        await receipt.put_back()
        tried = self._tries.pop(update.update_id, 0)
        if self.queue is not None and tried < len(_AGAIN):
            self._tries[update.update_id] = tried + 1
            self._seen.pop(update.update_id, None)
            asyncio.get_running_loop().call_later(_AGAIN[tried], self.queue.put_nowait, update)

    def _meter(self, update: Update, seconds: float) -> None:
        kind = next((kind for kind in _KINDS if getattr(update, kind)), "other")
        self._meters.took(kind, seconds)
        _LOGGER.info("update done", extra={"kind": kind, "ms": round(1000 * seconds)})

    def _repeated(self, update_id: int) -> bool:
        if update_id in self._seen:
            return True
        self._seen[update_id] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return False

    async def initialize(self) -> None:
        """Know what earlier runs answered, or ours will ask about: Telegram repeats what was not confirmed to it."""
        for update_id in (await self._ledger.left_ids())[-_REMEMBERED:]:
            self._seen[update_id] = None

    async def shutdown(self) -> None:
        """Nothing to release."""
