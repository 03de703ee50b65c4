"""The assistant behind the chat: asked off the event loop, with what the same person asked before."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from bot.answering.answer import Answer
from bot.answering.assistant import Answers
from bot.telegram.memory import Memory, Speaker
from bot.texts import text
from knowledge.records import Slot


class TopicCard(NamedTuple):
    id: str
    title: str


class Topic(NamedTuple):
    """A topic with its cards, in the order they are offered."""

    name: str
    cards: Sequence[TopicCard]


class CardAnswers(Answers, Protocol):
    """What the buttons need beyond a question: a card opened by id, and the topics; safe in several threads."""

    def card(self, card_id: str, slot: Slot | None = None) -> Answer:
        """The lines of one slot (``None``: the card's short answer); an unknown card is a refused answer."""
        ...

    def topics(self) -> Mapping[str, Mapping[str, str]]:
        """The titles of the cards by their ids, under the name of each topic."""
        ...


class Desk:
    """Questions go to a thread, because an answer computes and would hold up every other chat."""

    def __init__(self, answers: CardAnswers, memory: Memory, locality: str = "") -> None:
        self._answers = answers
        self._locality = locality
        self._memory = memory

    async def ask(self, speaker: Speaker, question: str) -> Answer:
        """A refused question is not remembered: it would only mislead the next one."""
        answer = await self._ask(question, self._memory.recall(speaker))
        if not answer.refused:
            self._memory.keep(speaker, question)
        return answer

    async def document(self, number: str) -> Answer:
        return await self._ask(text("telegram.document_question", number=number))

    async def _ask(self, question: str, context: Sequence[str] = ()) -> Answer:
        return await asyncio.to_thread(self._answers.ask, question, context, locality=self._locality)

    async def card(self, card_id: str, slot: Slot | None) -> Answer:
        return await asyncio.to_thread(self._answers.card, card_id, slot)

    async def topics(self) -> Sequence[Topic]:
        shelves = await asyncio.to_thread(self._answers.topics)
        return [Topic(name, tuple(TopicCard(*card) for card in cards.items())) for name, cards in shelves.items()]

    def forget(self, user: int) -> None:
        self._memory.forget(user)
