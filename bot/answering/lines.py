"""Lines of a card for the screen: the one that answers first, as many as a phone shows."""

from collections.abc import Collection, Sequence

import numpy as np

from bot.answering.answer import AnswerLine, Cited
from bot.answering.base import Base
from bot.answering.labels import citation_label
from bot.answering.turn import Turn
from index.fusion import z_scores
from knowledge.records import Card, Citation, Line, Mark, Slot

# One phone screen: what a reader sees before scrolling, citations included.
SCREEN = 770
LINES = 8
# Bullet, sign, notes and line break around a line; number and line break around a note.
LINE = 14
NOTE = 5
SHORT_BONUS = 2.0
SLOT_BONUS = 1.5
HISTORY_PENALTY = 0.8
# Slots whose lines belong together and read in the card's own order.
LISTS = (Slot.DOSSIER, Slot.STEPS)


def ranked_lines(card: Card, turn: Turn, base: Base) -> list[AnswerLine]:
    """The card's lines, best first: by fit to the question, the short answer and the asked slot preferred.

    When a list was asked for, its lines follow the best one together, in the card's order.
    """
    lines = [(slot, line) for slot, rows in card.slots.items() for line in rows]
    _, last = base.span(card)
    signals = base.index.signals(turn.prepared or turn.query, np.arange(last - len(lines), last))
    scores = np.mean([z_scores(signal) for signal in signals.values()], axis=0)
    scores = scores + np.array([_bonus(slot, line, turn) for slot, line in lines])
    ordered = [int(number) for number in np.argsort(-scores, kind="stable")]
    ordered = [*ordered[:1], *_list_asked(lines, turn), *ordered[1:]]
    return [answer_line(lines[number][1], lines[number][0], base) for number in dict.fromkeys(ordered)]


def _list_asked(lines: Sequence[tuple[Slot, Line]], turn: Turn) -> list[int]:
    wanted = [slot for slot in LISTS if slot in turn.asked]
    return [number for number, (slot, _) in enumerate(lines) if slot in wanted[:1]]


def _bonus(slot: Slot, line: Line, turn: Turn) -> float:
    bonus = SHORT_BONUS if slot == Slot.SHORT else 0.0
    bonus += SLOT_BONUS if slot in turn.asked else 0.0
    return bonus - (HISTORY_PENALTY if line.mark == Mark.HISTORY else 0.0)


def answer_line(line: Line, slot: Slot | None, base: Base) -> AnswerLine:
    return AnswerLine(line.text, tuple(cited(citation, base) for citation in line.citations), slot, line.mark)


def cited(citation: Citation, base: Base) -> Cited:
    return Cited(base.catalogue[citation.document], citation.clause)


def fit(lines: Sequence[AnswerLine], room: int) -> tuple[AnswerLine, ...]:
    """As many lines as ``room`` characters hold, the first always, counting the notes that they add."""
    kept: list[AnswerLine] = []
    seen: set[Cited] = set()
    for line in lines:
        need = width(line, seen)
        if kept and (need > room or len(kept) == LINES):
            continue
        kept.append(line)
        seen |= set(line.citations)
        room -= need
    return tuple(kept)


def width(line: AnswerLine, seen: Collection[Cited] = ()) -> int:
    """Characters a line takes, with the notes under the answer that it is the first to need."""
    new = set(line.citations) - set(seen)
    return len(line.text) + LINE + sum(NOTE + len(citation_label(note)) for note in new)
