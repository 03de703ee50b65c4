"""What the bot answers from: the assistant that serves now, the library beside it, and how both are made anew."""

import asyncio
import gc
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from bot.answering.answer import Answer
from bot.answering.assistant import Answers
from bot.answering.base import Base
from bot.settings import Settings
from bot.startup import BUILDING, is_fresh, open_assistant, say
from knowledge.catalogue import Catalogue
from knowledge.errors import SotayError
from knowledge.library import Library
from knowledge.records import Slot

_LOGGER = logging.getLogger(__name__)
_ROOT = Path(__file__).parents[2]


class CardAnswers(Answers, Protocol):
    """What the chat needs beyond a question; safe in several threads."""

    @property
    def base(self) -> Base:
        """The generation that is answered from."""
        ...

    def card(self, card_id: str, slot: Slot | None = None) -> Answer:
        """The lines of one slot (``None``: the card's short answer); an unknown card is a refused answer."""
        ...

    def topics(self) -> Mapping[str, Mapping[str, str]]:
        """The titles of the cards by their ids, under the name of each topic."""
        ...


def opened(settings: Settings) -> CardAnswers:
    """The assistant at a start. Where building aside fails, ``open_assistant`` tries itself and tells why."""
    if not is_fresh(settings):
        say(BUILDING)
        with suppress(SotayError):
            in_process(settings, "build")
    return warmed(open_assistant(settings))


def reopened(settings: Settings) -> CardAnswers:
    """The assistant over the knowledge as it is now, built where it is stale: in a process of its own, because a
    build in this one would hold up every answer meanwhile, and keep the memory it took."""
    if not is_fresh(settings):
        in_process(settings, "build")
    return warmed(open_assistant(settings, _LOGGER.info))


def in_process(settings: Settings, *words: str) -> None:
    """Run a command of ``sotay`` and wait for its end; raises ``SotayError`` with its last line."""
    around = os.environ | {"SOTAY_DATA": str(settings.data.absolute()), "SOTAY_ENCODER": settings.encoder}
    command = (sys.executable, "-m", "bot", *words)
    done = subprocess.run(command, env=around, cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SotayError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else str(done.returncode))


def warmed(answers: CardAnswers) -> CardAnswers:
    """Every card read and one asked for, so that nothing is left to load, nor memory to grow, when a person asks."""
    cards = tuple(answers.base.cards.values())
    answers.ask(cards[0].title if cards else "")
    return answers


def settle() -> None:
    """Take what is loaded for good out of the collector's way: looking through it stops every answer for 0.15 s."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class House:
    """One place that every handler reaches the knowledge through, so that it can be swapped while serving."""

    def __init__(self, answers: CardAnswers, library: Library, reopen: Callable[[], CardAnswers]) -> None:
        self.answers = answers
        self.library = library
        self._reopen = reopen
        self._renewing = asyncio.Lock()

    @property
    def base(self) -> Base:
        return self.answers.base

    @property
    def catalogue(self) -> Catalogue:
        return self.base.catalogue

    @property
    def renewing(self) -> bool:
        return self._renewing.locked()

    async def renew(self) -> None:
        """Build and open the knowledge as it is now, then answer from it; raises ``SotayError`` and keeps the old."""
        async with self._renewing:
            self.answers = await asyncio.to_thread(self._reopen)
            settle()
