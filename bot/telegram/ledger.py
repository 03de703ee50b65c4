"""The state behind the chat: off the event loop, several changes in one commit, and each update's way through it."""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from bot import store_people, store_updates
from bot.store import Operation, Store
from bot.store_updates import Open, State

_LOGGER = logging.getLogger(__name__)
# Only these are answered; anything else is worth nothing a moment later.
KINDS = ("message", "edited_message", "callback_query")
Result = TypeVar("Result")


class Ledger:
    """The one way to the store for handlers; a thread of its own, so that a busy answer never delays it."""

    def __init__(self, store: Store, retention_days: int, today: Callable[[], date] = date.today) -> None:
        self.store = store
        self.today = today
        self.retention_days = retention_days
        self._thread = ThreadPoolExecutor(1, "state")
        self._waiting: list[tuple[Operation, asyncio.Future[None] | None]] = []
        self._flushing: asyncio.Task[None] | None = None

    async def do(self, call: Callable[..., Result], *values: Any) -> Result:  # noqa: ANN401 - handed on
        """Run a function of the store modules that changes something or reads much."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, call, self.store, *values)

    def look(self, call: Callable[..., Result], *values: Any) -> Result:  # noqa: ANN401 - handed on
        """Read a row at once, cheaper than going to a thread: ``ledger.look(store_people.province, chat)``."""
        return call(self.store, *values)

    def add(self, operation: Operation) -> None:
        """Let ``operation`` go with the next thing written: a crash before that loses it."""
        self._waiting.append((operation, None))

    async def write(self, operation: Operation) -> None:
        """Wait until ``operation`` is on the disk, together with whatever others write meanwhile."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((operation, done))
        if self._flushing is None:
            self._flushing = asyncio.create_task(self._flush())
        await done

    async def _flush(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting, []
            operations = [operation for operation, _ in batch]
            outcome = await asyncio.gather(
                loop.run_in_executor(self._thread, self.store.apply, operations), return_exceptions=True
            )
            for _, done in batch:
                _settle(done, outcome[0])
        self._flushing = None

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        """Write down updates before Telegram is told that we have them; raises what the disk raises."""
        rows = [(update["update_id"], _text(update)) for update in updates if any(kind in update for kind in KINDS)]
        if rows:
            await self.write(store_updates.record(rows, self.today()))

    async def left_over(self) -> list[Open]:
        """What the last run of the program took and did not finish."""
        return await self.do(store_updates.take_open, self.today())

    async def left_ids(self) -> list[int]:
        return await self.do(store_updates.left_ids)

    async def tidy(self) -> None:
        """Drop what is too old to keep, and what the log still remembers of deleted rows."""
        await self.do(store_people.expire, self.retention_days, self.today())
        await self.scrub()

    async def scrub(self) -> None:
        await self.do(Store.scrub)

    async def checkpoint(self) -> None:
        await asyncio.to_thread(self.store.checkpoint)

    async def close(self) -> None:
        if self._flushing:
            await self._flushing
        await self._flush()
        await self.scrub()
        await self.do(Store.close)
        self._thread.shutdown()


@dataclass(slots=True)
class Receipt:
    """What becomes of the update in hand.

    ``arrived``: a message of its answer may be with the person. ``undelivered``: none is, and the network is to
    blame. ``forgotten``: its person asked to be, so its traces go with it.
    """

    update: int
    ledger: Ledger
    left: bool = False
    arrived: bool = False
    undelivered: bool = False
    forgotten: bool = False

    async def leaving(self) -> None:
        """Called as the first message of an answer goes: from now on it may have arrived."""
        if not self.left:
            self.left = True
            await self.ledger.write(store_updates.mark(self.update, State.SENDING))

    async def put_back(self) -> None:
        """Nothing left after all: the update is as if just taken."""
        await self.ledger.write(store_updates.mark(self.update, State.TAKEN))

    async def done(self) -> None:
        await self.ledger.write(store_updates.mark(self.update, State.DONE))
        if self.forgotten:
            await self.ledger.scrub()


RECEIPT: ContextVar[Receipt | None] = ContextVar("receipt", default=None)


async def leaving() -> None:
    if receipt := RECEIPT.get():
        await receipt.leaving()


def arrived() -> None:
    if receipt := RECEIPT.get():
        receipt.arrived = True


def undelivered() -> None:
    """Told by the error handler; what has arrived in part is not sent again."""
    if receipt := RECEIPT.get():
        receipt.undelivered = not receipt.arrived


def _text(update: dict[str, Any]) -> str:
    return json.dumps(update)


def _settle(done: asyncio.Future[None] | None, outcome: object) -> None:
    if done is None or done.done():
        return
    if isinstance(outcome, BaseException):
        done.set_exception(outcome)
    else:
        done.set_result(None)
