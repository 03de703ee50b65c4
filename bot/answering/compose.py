"""Step 5, compose: lines copied from the index, the one that answers first; nothing is written here."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np

from bot.answering.answer import Answer, AnswerLine, AnswerStatus, Cited
from bot.answering.base import Base
from bot.answering.clauses import clause_answer
from bot.answering.status_lines import status_lines
from bot.answering.turn import Candidate, Turn
from bot.texts import text
from index.fusion import z_scores
from knowledge.records import Card, Citation, Line, Mark, Slot

# One phone screen: what a reader sees before scrolling, citations included.
SCREEN = 880
LINES = 7
NOTE = 45
ASIDES = 2
CLAUSE_AHEAD = 0.5
CLOSE = 2
SHORT_BONUS = 0.5
SLOT_BONUS = 0.6
HISTORY_PENALTY = 0.8
SUGGESTIONS = 3


def compose(turn: Turn, base: Base) -> None:
    opening = status_lines(turn, base)
    lead = text("status.answered_outdated_premise") if any_outdated(turn) and opening else ""
    quoted = clause_answer(turn, base) if wants_clause(turn, base) else ()
    if quoted:
        turn.answer = Answer(_status(lead), lead, (*opening, *quoted), suggestions=suggestions(turn, turn.candidates))
        return
    if opening and (turn.asks_status or not turn.candidates):
        turn.answer = Answer(_status(lead), lead, opening, suggestions=suggestions(turn, turn.candidates))
        return
    best = turn.candidates[0]
    ranked = rank_lines(best.card, turn, base)
    asides = list(_asides(turn, base))
    lines = fit([*opening, *ranked], SCREEN - sum(map(_room, asides)) if asides else SCREEN)
    lines += tuple(line for line in asides if line.text not in {shown.text for shown in lines})
    turn.answer = Answer(
        _status(lead),
        lead,
        lines,
        missing=missing(best.card, turn),
        warnings=tuple(card_warnings(best.card)),
        suggestions=suggestions(turn, turn.candidates[1:]),
        card=best.card.id,
        slots=tuple(best.card.slots),
        details=tuple(line for line in ranked if line not in lines),
    )


def wants_clause(turn: Turn, base: Base) -> bool:
    """Whether to answer from an added document: the question names it, or its clause fits better than any card."""
    if turn.asks_status or not turn.clauses:
        return False
    named = {document.id for reference in turn.references for document in reference.documents[:1]}
    best = turn.clauses[0]
    if best.passage.partition("/")[0] in named:
        return True
    document = base.catalogue[best.passage.partition("/")[0]]
    return not document.is_over and best.score > turn.best_card + CLAUSE_AHEAD


def _status(lead: str) -> AnswerStatus:
    return AnswerStatus.ANSWERED_OUTDATED_PREMISE if lead else AnswerStatus.ANSWERED


def any_outdated(turn: Turn) -> bool:
    return any(reference.documents[0].is_over for reference in turn.references if reference.known)


def rank_lines(card: Card, turn: Turn, base: Base) -> list[AnswerLine]:
    """The card's lines by how well they fit the question, the short answer and the asked slot preferred."""
    numbers, lines = _numbered(card, base)
    signals = base.index.signals(turn.query, np.array(numbers, np.int64))
    scores = np.mean([z_scores(signal) for signal in signals.values()], axis=0)
    scored = [
        (float(score) + _bonus(slot, line, turn), slot, line) for score, (slot, line) in zip(scores, lines, strict=True)
    ]
    scored.sort(key=lambda row: -row[0])
    return [answer_line(line, slot, base) for _, slot, line in scored]


def _numbered(card: Card, base: Base) -> tuple[list[int], list[tuple[Slot, Line]]]:
    numbers, lines = [], []
    for slot, slot_lines in card.slots.items():
        for at, line in enumerate(slot_lines, 1):
            numbers.append(base.index.passages.number(f"{card.id}/{slot.name.lower()}{at}"))
            lines.append((slot, line))
    return numbers, lines


def _bonus(slot: Slot, line: Line, turn: Turn) -> float:
    bonus = SHORT_BONUS if slot == Slot.SHORT else 0.0
    bonus += SLOT_BONUS if slot in turn.asked else 0.0
    return bonus - (HISTORY_PENALTY if line.mark == Mark.HISTORY else 0.0)


def answer_line(line: Line, slot: Slot | None, base: Base) -> AnswerLine:
    return AnswerLine(line.text, tuple(cited(citation, base) for citation in line.citations), slot, line.mark)


def cited(citation: Citation, base: Base) -> Cited:
    return Cited(base.catalogue[citation.document], citation.clause)


def _asides(turn: Turn, base: Base) -> Iterable[AnswerLine]:
    """The best line of each card that came close to the one that answers."""
    best = turn.candidates[0]
    for other in turn.candidates[1 : 1 + ASIDES]:
        if other.score >= best.score - CLOSE and other.card.scope == best.card.scope:
            yield replace(rank_lines(other.card, turn, base)[0], aside=True)


def fit(lines: Sequence[AnswerLine], room: int) -> tuple[AnswerLine, ...]:
    """As many lines as ``room`` characters hold, the first always, counting the notes that they add."""
    kept: list[AnswerLine] = []
    seen: set[Cited] = set()
    for line in lines:
        need = _room(line, seen)
        if kept and (need > room or len(kept) == LINES):
            continue
        kept.append(line)
        seen |= set(line.citations)
        room -= need
    return tuple(kept)


def _room(line: AnswerLine, seen: Collection[Cited] = ()) -> int:
    """Characters a line takes, with the notes under the answer that it is the first to need."""
    return len(line.text) + 12 + sum(NOTE + len(note.clause) for note in set(line.citations) - set(seen))


def missing(card: Card, turn: Turn) -> tuple[Slot, ...]:
    """Slots that were asked for and that the card does not have; only the slots that are a section of their own."""
    named = (Slot.DOSSIER,)
    return tuple(slot for slot in turn.asked if slot in named and slot not in card.slots and len(turn.asked) == 1)


def card_warnings(card: Card) -> Iterable[str]:
    if not card.is_central:
        yield text("answer.other_locality", scope=card.scope)


def suggestions(turn: Turn, candidates: Sequence[Candidate]) -> tuple[str, ...]:
    return tuple(candidate.card.questions[0] for candidate in candidates[:SUGGESTIONS])
