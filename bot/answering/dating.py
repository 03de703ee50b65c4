"""Step between compose and check: an answer for another day holds only what was in force that day."""

from dataclasses import replace

from bot.answering.answer import Answer, AnswerLine, Cited
from bot.answering.base import Base
from bot.answering.dates import vietnamese_date
from bot.answering.status_lines import started
from bot.answering.turn import Turn
from bot.texts import text
from knowledge.catalogue import Catalogue
from knowledge.records import Document, Mark


def date_answer(turn: Turn, base: Base) -> None:
    """Drop lines whose document came later than ``turn.as_of`` and name what was in force instead; say the day."""
    answer = turn.answer
    if not turn.as_of or answer is None or answer.refused:
        return
    kept = tuple(line for line in answer.lines if _held(line, turn.as_of))
    older = tuple(_older_lines(answer, turn.as_of, base.catalogue))
    day = text("answer.as_of", date=vietnamese_date(turn.as_of))
    details = tuple(line for line in answer.details if _held(line, turn.as_of))
    turn.answer = replace(answer, lines=(*kept, *older), details=details, warnings=(*answer.warnings, day))


def _held(line: AnswerLine, day: str) -> bool:
    return all(started(cited.document) <= day for cited in line.citations)


def _older_lines(answer: Answer, day: str, catalogue: Catalogue) -> list[AnswerLine]:
    """One line for each document that had not come yet: which one stood in its place that day, if any is known."""
    found: dict[str, AnswerLine] = {}
    for line in answer.lines:
        for document in (cited.document for cited in line.citations if started(cited.document) > day):
            before = standing_on(document, day, catalogue)
            if before is not None and before.id not in found:
                found[before.id] = _older_line(document, before, day)
    return list(found.values())


def _older_line(document: Document, before: Document, day: str) -> AnswerLine:
    said = text(
        "chain.as_of",
        date=vietnamese_date(day),
        number=before.number,
        issued=vietnamese_date(before.date),
        later=document.number,
        since=vietnamese_date(started(document)),
    )
    return AnswerLine(said, (Cited(before),), mark=Mark.HISTORY)


def standing_on(document: Document, day: str, catalogue: Catalogue) -> Document | None:
    """What ``document`` replaced that was in force on ``day`` (ISO); ``None`` when the catalogue knows none."""
    for id_ in document.replaces:
        before = catalogue[id_]
        if started(before) <= day:
            return before
        if (older := standing_on(before, day, catalogue)) is not None:
            return older
    return None
