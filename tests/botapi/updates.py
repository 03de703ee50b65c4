"""The queue behind getUpdates: offsets confirm, long polls wait, a second poller ends the first."""

import asyncio
from typing import Any

from tests.botapi.faults import CONFLICT

Update = dict[str, Any]
# What Telegram sends when a bot has not said what it wants.
DEFAULT = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "inline_query",
    "callback_query",
    "my_chat_member",
)


class UpdateQueue:
    """Updates waiting for the bot. ``fetched`` counts those confirmed by an offset."""

    def __init__(self) -> None:
        self._waiting: list[Update] = []
        self._next = 1000
        self._allowed: tuple[str, ...] = DEFAULT
        self._changed = asyncio.Event()
        self._poll = 0
        self.polls = 0

    def add(self, **content: object) -> int:
        """Queue one update and return its id, or 0 where the bot has asked not to get its kind."""
        kind = next(iter(content))
        if kind not in self._allowed:
            return 0
        self._next += 1
        self._waiting.append({"update_id": self._next, **content})
        self._wake()
        return self._next

    def repeat(self, update: Update) -> None:
        """Deliver an update again under its old id, as happens when a confirmation is lost."""
        self._waiting.append(update)
        self._wake()

    def confirm(self, update: Update) -> None:
        self._waiting.remove(update)

    def allow(self, kinds: list[str]) -> None:
        self._allowed = tuple(kinds) or DEFAULT

    @property
    def pending(self) -> list[Update]:
        return list(self._waiting)

    def clear(self) -> None:
        self._waiting.clear()

    async def fetch(self, offset: int, limit: int, seconds: float, allowed: list[str] | None) -> list[Update]:
        """The next updates; raises ``ApiError`` 409 in the poll that another one ends."""
        if allowed is not None:
            self._allowed = tuple(allowed) or DEFAULT
        self._poll = mine = self._poll + 1
        self.polls += 1
        self._wake()
        self._confirm(offset)
        deadline = asyncio.get_running_loop().time() + seconds
        while not self._waiting and (left := deadline - asyncio.get_running_loop().time()) > 0:
            await self._wait(left)
            if self._poll != mine:
                raise CONFLICT
        return self._waiting[:limit]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._waiting = self._waiting[offset:]
        elif offset:
            self._waiting = [update for update in self._waiting if update["update_id"] >= offset]

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return

    def _wake(self) -> None:
        """Everyone who waits looks again; the next wait needs a change of its own."""
        self._changed.set()
        self._changed = asyncio.Event()
