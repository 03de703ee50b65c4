"""Lines of a card for the screen: the one that answers first, as many as a phone shows."""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bot.answering.answer import AnswerLine, Cited
from bot.answering.base import Base
from bot.answering.labels import citation_label
from bot.answering.line_ranking import log_chances
from bot.answering.turn import Turn
from knowledge.records import Card, Citation, Line, Mark, Slot

# One phone screen: what a reader sees before scrolling, citations included.
SCREEN = 770
LINES = 8
# Bullet, sign, notes and line break around a line; number and line break around a note.
LINE = 14
NOTE = 5
# Of so many further cards, whose score is at most so much lower than the first's, lines are shown too.
ASIDES = 3
CLOSE = 2.5
# Lines with this share of their words in common say the same; behind so many lines nothing of another card is shown.
ALIKE = 0.6
AT_MOST = 16
# The logarithm of even chances.
LIKELIER = math.log(0.5)
# Slots whose lines belong together and read in the card's own order.
LISTS = (Slot.DOSSIER, Slot.STEPS)


def ranked_lines(card: Card, turn: Turn, base: Base) -> list[AnswerLine]:
    """The card's lines, the likeliest to answer first; a list that was asked for stays together."""
    return [line for _, line in _weighed(card, turn, base, _list_asked(card, turn))]


def likely_lines(turn: Turn, base: Base) -> list[AnswerLine]:
    """All lines of the first card and some of those that came close to it, the likeliest to answer first.

    A line's chance is its card's times its own within the card. The first card's best line leads; lines of other
    cards are ``aside``, and what two cards say alike is said once.
    """
    best, *others = turn.candidates
    together = _list_asked(best.card, turn)
    lead, *found = [(best.score + chance, line) for chance, line in _weighed(best.card, turn, base, together)]
    own = {line.text for line in best.card.lines}
    for other in others[:ASIDES]:
        if other.score >= best.score - CLOSE and other.card.scope == best.card.scope:
            weighed = _weighed(other.card, turn, base)
            new = [(chance, line) for chance, line in weighed if line.text not in own]
            found += [(other.score + chance, replace(line, aside=True)) for chance, line in new]
    found.sort(key=lambda row: -row[0])
    return _said_once([lead[1], *(line for _, line in found)])


def _said_once(lines: Iterable[AnswerLine]) -> list[AnswerLine]:
    """Without the lines of other cards that say what a line before them says, or that no screen could show any more."""
    kept: list[tuple[AnswerLine, set[str]]] = []
    for line in lines:
        if line.aside and len(kept) >= AT_MOST:
            continue
        words = set(line.text.lower().split())
        if not (line.aside and any(_are_alike(words, before) for _, before in kept)):
            kept.append((line, words))
    return [line for line, _ in kept]


def _are_alike(words: set[str], before: set[str]) -> bool:
    """Whether the words of a line tell nothing beyond those of one before it: never where a figure is new."""
    figures = {word for word in words if any(map(str.isdigit, word))}
    return figures <= before and len(words & before) >= ALIKE * len(words | before)


def _weighed(card: Card, turn: Turn, base: Base, together: Sequence[int] = ()) -> list[tuple[float, AnswerLine]]:
    """The card's lines with the logarithm of their chances, best first; ``together`` ones as likely as the best."""
    chances = log_chances(card, turn, base)
    first = _leading(card, chances)
    chances[list(together)] = chances[first]
    ordered = [first, *(int(number) for number in np.argsort(-chances, kind="stable") if number != first)]
    rows = [(float(chances[number]), *card.slotted[number]) for number in ordered]
    return [(chance, answer_line(line, slot, base)) for chance, slot, line in rows]


def _leading(card: Card, chances: NDArray[np.float64]) -> int:
    """The likeliest line; one that tells what is not known must be likelier than all others together."""
    known = np.array(
        [line.mark != Mark.UNKNOWN or chance > LIKELIER for line, chance in zip(card.lines, chances, strict=True)]
    )
    return int(np.argmax(np.where(known, chances, -np.inf))) if known.any() else int(np.argmax(chances))


def _list_asked(card: Card, turn: Turn) -> list[int]:
    wanted = [slot for slot in LISTS if slot in turn.asked]
    return [number for number, (slot, _) in enumerate(card.slotted) if slot in wanted[:1]]


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
