"""Which line of a card answers: a linear model over how each line, and the questions under it, match what is asked.

The weights in ``line_ranking.json`` are learned by ``scripts/train_lines``. Scores are logits: over a card's lines
their softmax is the chance of each to be the one that answers, if the card does.
"""

import json
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from bot.answering.base import Base
from bot.answering.turn import Turn
from knowledge.records import Card, Mark, Slot

FEATURES = ("lexical", "dense", "short answer", "asked slot", "of today")


def features(card: Card, turn: Turn, base: Base) -> NDArray[np.float64]:
    """Shape (lines, features), in the card's order; lexical scores as a share of the most possible."""
    prepared = turn.prepared or base.index.prepare(turn.query)
    total = max(sum(base.weights(prepared.query.folded).values()), 1e-6)
    span = base.span(card)
    signals = base.index.signals(prepared, np.arange(span.first + 1 + len(card.questions), span.last))
    lexical, dense = (_with_questions(signal, card) for signal in signals.values())
    kinds = [(slot == Slot.SHORT, slot in turn.asked, line.mark != Mark.HISTORY) for slot, line in card.slotted]
    return np.column_stack([lexical / total, dense, np.array(kinds, float)])


def _with_questions(signal: NDArray[np.float32], card: Card) -> NDArray[np.float64]:
    """The better of each line's own score and of its questions', which stand before all the lines."""
    best = signal[-len(card.lines) :].astype(float)
    owners = np.repeat(np.arange(len(best)), [len(line.questions) for line in card.lines])
    np.maximum.at(best, owners, signal[: len(owners)])
    return best


def log_chances(card: Card, turn: Turn, base: Base) -> NDArray[np.float64]:
    """The logarithm of each line's chance to be the one that answers, in the card's order."""
    scores = features(card, turn, base) @ _weights()
    top = scores.max()
    chances: NDArray[np.float64] = scores - top - np.log(np.exp(scores - top).sum())
    return chances


@cache
def _weights() -> NDArray[np.float64]:
    learned: dict[str, float] = json.loads((files("bot.answering") / "line_ranking.json").read_text(encoding="utf-8"))
    return np.array([learned[name] for name in FEATURES])
