"""Step 1, clean: one Unicode form, nothing invisible, a bounded length; an unreadable question ends here."""

from bot.answering.answer import Answer, AnswerStatus
from bot.answering.base import Base
from bot.answering.turn import Turn
from bot.texts import text
from knowledge.spelling import tidy

LONGEST_QUESTION = 1500
_LETTERS = 2


def clean(turn: Turn, base: Base) -> None:
    if len(turn.question) > LONGEST_QUESTION:
        lead = text("status.refused_too_long", limit=LONGEST_QUESTION)
        turn.answer = Answer(AnswerStatus.REFUSED_TOO_LONG, lead)
        return
    turn.question = " ".join(tidy(turn.question).split())
    turn.context = tuple(" ".join(tidy(before[:LONGEST_QUESTION]).split()) for before in turn.context)
    if sum(character.isalpha() for character in turn.question) < _LETTERS:
        turn.answer = Answer(AnswerStatus.REFUSED_UNREADABLE, text("status.refused_unreadable"))
