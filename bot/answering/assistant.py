"""The whole way of a question: one step after the other over a shared turn; any step may end the run."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from bot.answering.answer import Answer
from bot.answering.base import Base
from bot.answering.browse import open_card, topics
from bot.answering.check import check
from bot.answering.clean import clean
from bot.answering.compose import compose
from bot.answering.dating import date_answer
from bot.answering.decide import decide
from bot.answering.follow_up import is_follow_up
from bot.answering.retrieve import retrieve
from bot.answering.sureness import sure
from bot.answering.turn import Turn
from bot.answering.understand import understand
from knowledge.records import Slot

Step = Callable[[Turn, Base], None]
STEPS: tuple[Step, ...] = (clean, understand, retrieve, decide, compose)


class Answers(Protocol):
    """What a channel needs: one question in, one answer out; safe to call from several threads."""

    def ask(self, question: str, context: Sequence[str] = (), as_of: str = "", locality: str = "") -> Answer: ...


class Assistant:
    """Answers from one base of knowledge; holds nothing of what it was asked."""

    def __init__(self, base: Base) -> None:
        self.base = base

    def ask(self, question: str, context: Sequence[str] = (), as_of: str = "", locality: str = "") -> Answer:
        """Answer ``question``; ``context`` holds the user's turns before it, oldest first."""
        started = time.perf_counter()
        turn = self._taken(Turn(question, tuple(context), as_of, locality))
        if turn.context and not is_follow_up(turn) and turn.sureness < sure():
            leaning = self._taken(Turn(question, tuple(context), as_of, locality, leans=True))
            turn = leaning if leaning.sureness >= sure() else turn
        assert turn.answer is not None
        seconds = time.perf_counter() - started
        return replace(turn.answer, evidence=tuple(turn.evidence), trace=turn.trace, seconds=seconds)

    def _taken(self, turn: Turn) -> Turn:
        """The turn after every step; its answer is set."""
        for step in STEPS:
            step(turn, self.base)
            if turn.answer is not None:
                break
        date_answer(turn, self.base)
        check(turn, self.base)
        return turn

    def card(self, card_id: str, slot: Slot | None = None) -> Answer:
        """A card opened by its id: its short answer, or one slot."""
        return open_card(self.base, card_id, slot)

    def topics(self) -> Mapping[str, Mapping[str, str]]:
        """Every topic with its cards' ids and titles."""
        return topics(self.base)
