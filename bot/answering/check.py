"""Step 6, check: what cannot be cited is not shown; an answer left without lines is refused."""

from dataclasses import replace

from bot.answering.answer import Answer, AnswerLine, AnswerStatus
from bot.answering.base import Base
from bot.answering.decide import refusal
from bot.answering.turn import Turn
from knowledge.records import Mark


def check(turn: Turn, base: Base) -> None:
    answer = turn.answer
    if answer is None:
        turn.answer = refusal(AnswerStatus.REFUSED_NOT_FOUND, turn)
    elif not answer.refused and answer.status != AnswerStatus.CLARIFY:
        turn.answer = _sound(answer, turn, base)


def _sound(answer: Answer, turn: Turn, base: Base) -> Answer:
    lines = tuple(line for line in answer.lines if is_sound(line, base))
    if not lines:
        return refusal(AnswerStatus.REFUSED_NOT_FOUND, turn)
    return replace(answer, lines=lines, details=tuple(line for line in answer.details if is_sound(line, base)))


def is_sound(line: AnswerLine, base: Base) -> bool:
    """Every citation resolves, and no document that is over is cited as if it were in force."""
    if not line.citations or any(cited.document.id not in base.catalogue for cited in line.citations):
        return False
    stands = any(not cited.document.is_over for cited in line.citations)
    return stands or line.quoted or line.mark == Mark.HISTORY or line.slot is None
