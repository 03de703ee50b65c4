"""What the bot answers from: the assistant that serves now, the library beside it, and how both are made anew."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Protocol

from bot.answering.answer import Answer
from bot.answering.assistant import Answers
from bot.answering.base import Base
from knowledge.catalogue import Catalogue
from knowledge.library import Library
from knowledge.records import Slot


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
