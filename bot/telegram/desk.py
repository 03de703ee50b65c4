"""The assistant behind the chat: asked off the event loop, with what the same person asked before."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from bot import store_people, store_voices
from bot.answering.answer import Answer, AnswerStatus
from bot.answering.base import Base
from bot.telegram.house import House
from bot.telegram.ledger import RECEIPT, Ledger
from bot.telegram.memory import Memory, Speaker
from bot.telegram.meters import Meters
from bot.texts import text
from knowledge.records import Slot

_UNANSWERED = (AnswerStatus.REFUSED_NOT_FOUND, AnswerStatus.REFUSED_UNKNOWN_DOCUMENT, AnswerStatus.ANSWERED_PARTLY)


class TopicCard(NamedTuple):
    id: str
    title: str


class Topic(NamedTuple):
    """A topic with its cards, in the order they are offered."""

    name: str
    cards: Sequence[TopicCard]


class Desk:
    """Questions go to a thread, because an answer computes and would hold up every other chat."""

    def __init__(self, house: House, ledger: Ledger, meters: Meters, memory: Memory, locality: str = "") -> None:
        self.house = house
        self.ledger = ledger
        self.meters = meters
        self._locality = locality
        self._memory = memory

    async def ask(self, speaker: Speaker, question: str) -> Answer:
        """A refused question is not remembered: it would only mislead the next one."""
        answer = await self._ask(question, await self.locality(speaker.chat), self._memory.recall(speaker))
        await self._note(speaker, question, answer)
        if not answer.refused:
            self._memory.keep(speaker, question)
        return answer

    async def document(self, number: str) -> Answer:
        return await self._ask(text("telegram.document_question", number=number), self._locality)

    async def locality(self, chat: int) -> str:
        """The province of a chat, or that of the operator."""
        return self.ledger.look(store_people.province, chat) or self._locality

    async def _ask(self, question: str, locality: str, context: Sequence[str] = ()) -> Answer:
        return await asyncio.to_thread(self.house.answers.ask, question, context, locality=locality)

    async def _note(self, speaker: Speaker, question: str, answer: Answer) -> None:
        """Count how it went; of what we could not answer the topic, and the words where the person allowed it."""
        today = self.ledger.today()
        self.meters.answers[str(answer.status)] += 1
        outcome = store_voices.REFUSED if answer.refused else store_voices.ANSWERED
        self.ledger.add(store_voices.counting(outcome, str(answer.status), today))
        if answer.status in _UNANSWERED:
            topic = nearest_topic(answer, self.house.base)
            await self.ledger.do(store_voices.add_unanswered, speaker.user, topic, question, today)

    async def card(self, card_id: str, slot: Slot | None) -> Answer:
        return await asyncio.to_thread(self.house.answers.card, card_id, slot)

    async def topics(self) -> Sequence[Topic]:
        shelves = await asyncio.to_thread(self.house.answers.topics)
        return [Topic(name, tuple(TopicCard(*card) for card in cards.items())) for name, cards in shelves.items()]

    def titles(self) -> dict[str, str]:
        return {card.id: card.title for card in self.house.base.cards.values()}

    async def forget(self, user: int) -> None:
        """Delete what we hold of a person: rows, memory, and with the end of this update what the log remembers."""
        self._memory.forget(user)
        await self.ledger.do(store_people.forget, user)
        if receipt := RECEIPT.get():
            receipt.forgotten = True


def nearest_topic(answer: Answer, base: Base) -> str:
    """The topic of the best passage that was looked at, or ``""``."""
    cards = (base.cards.get(evidence.passage.partition("/")[0]) for evidence in answer.evidence)
    return next((card.topic for card in cards if card), "")
