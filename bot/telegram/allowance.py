"""How much one person may ask in a short time, so that nobody uses up the bot's 30 messages a second."""

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from telegram import Update
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.telegram.delivery import delivered, say_text
from bot.telegram.memory import speaker_of
from bot.texts import text

# Twenty questions or presses at once, then one every three seconds: more than a person can read.
BURST = 20
PER_SECOND = 1 / 3
_FULL_AFTER = BURST / PER_SECOND
_PEOPLE = 5_000


@dataclass(slots=True)
class _Purse:
    left: float
    filled: float
    told: bool = False


class Allowance:
    """A purse for each person, filled with time; a full one says nothing and is dropped.

    Purses are found by a hash under a key of this run, so that no id stands in memory after /xoadulieu and yet
    nobody fills their purse by it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._secret = secrets.token_bytes(16)
        self._purses: OrderedDict[bytes, _Purse] = OrderedDict()

    def spend(self, user: int) -> bool:
        """Take one from the purse of ``user``; false where it is empty."""
        purse = self._purse(user)
        if purse.left < 1:
            return False
        purse.left -= 1
        purse.told = False
        return True

    def first_refusal(self, user: int) -> bool:
        """Whether to tell: a person is asked to wait once, not for each message of a flood."""
        purse = self._purse(user)
        told, purse.told = purse.told, True
        return not told

    def _purse(self, user: int) -> _Purse:
        now = self._clock()
        self._drop_full(now)
        key = hashlib.blake2b(str(user).encode(), key=self._secret, digest_size=16).digest()
        purse = self._purses.setdefault(key, _Purse(BURST, now))
        purse.left = min(BURST, purse.left + (now - purse.filled) * PER_SECOND)
        purse.filled = now
        self._purses.move_to_end(key)
        if len(self._purses) > _PEOPLE:
            self._purses.popitem(last=False)
        return purse

    def _drop_full(self, now: float) -> None:
        """Whoever was silent for so long has a full purse again; the longest silent stand first."""
        while self._purses:
            key, purse = next(iter(self._purses.items()))
            if now - purse.filled < _FULL_AFTER:
                return
            del self._purses[key]


class Gate:
    """Stands before all handlers and lets an update pass or ends its way."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance

    async def check(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        user = speaker_of(update).user
        if self._allowance.spend(user):
            return
        if self._allowance.first_refusal(user):
            await self._tell(update)
        raise ApplicationHandlerStop

    async def _tell(self, update: Update) -> None:
        query = update.callback_query
        if query:
            await delivered(lambda: query.answer(text("telegram.wait")))
        elif update.message:
            await say_text(update.message, "telegram.wait")
