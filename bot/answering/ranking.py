"""Which card answers: a linear model over how each candidate's parts match the question.

The weights in ``ranking.json`` are learned by ``scripts/train_ranking`` from the development questions.
Features compare within one question, so no scale is shared between questions.
"""

import json
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from bot.answering.base import Base, Span
from bot.answering.turn import Candidate, Turn
from knowledge.provinces import is_named
from knowledge.records import Card
from knowledge.spelling import fold

FEATURES = (
    "fused",
    "wording lexical",
    "wording dense",
    "line lexical",
    "line dense",
    "second line lexical",
    "second line dense",
    "asked line lexical",
    "asked line dense",
    "whole lexical",
    "whole dense",
    "coverage",
    "head coverage",
    "title coverage",
    "asked slot",
    "named province",
)


def features(turn: Turn, base: Base, candidates: list[Candidate]) -> NDArray[np.float32]:
    """Shape (candidates, features); lexical scores as a share of the most that the question can score."""
    prepared = turn.prepared or base.index.prepare(turn.query)
    weights = base.weights(prepared.query.folded)
    total = max(sum(weights.values()), 1e-6)
    spans = [base.span(candidate.card) for candidate in candidates]
    signals = base.index.signals(prepared, np.concatenate([np.arange(one.first, one.last) for one in spans]))
    lexical, dense = signals["lexical"] / np.float32(total), signals["dense"]
    rows, start = [], 0
    coverages = base.coverages([candidate.card for candidate in candidates], weights)
    for candidate, span, shares in zip(candidates, spans, coverages, strict=True):
        part = slice(start, start + span.last - span.first)
        matches = _matches(candidate.card, span, lexical[part], dense[part], turn)
        rows.append([candidate.score, *matches, *reversed(shares.tolist()), *_circumstances(candidate.card, turn)])
        start = part.stop
    return np.array(rows, np.float32)


def _matches(
    card: Card, span: Span, lexical: NDArray[np.float32], dense: NDArray[np.float32], turn: Turn
) -> list[float]:
    """The best wording, line, second line, line of an asked slot and the whole card, by both signals.

    A card's passages stand in the order that ``knowledge.passages.card_passages`` makes them.
    """
    wordings = slice(1, span.lines - span.first)
    lines = slice(wordings.stop, len(lexical))
    asked = np.array([slot in turn.asked for slot, rows in card.slots.items() for _ in rows], bool)
    found: list[float] = []
    for signal in (lexical, dense):
        ordered = np.sort(signal[lines])[::-1]
        found += [
            float(signal[wordings].max(initial=0.0)),
            float(ordered[0]) if len(ordered) else 0.0,
            float(ordered[1]) if len(ordered) > 1 else 0.0,
            float(signal[lines][asked].max(initial=0.0)),
            float(signal[0]),
        ]
    half = len(found) // 2
    return [value for pair in zip(found[:half], found[half:], strict=True) for value in pair]


def _circumstances(card: Card, turn: Turn) -> tuple[float, float]:
    """Whether the card has a slot that is asked for, and whether it is of the province that the question names."""
    local = not card.is_central and is_named(card.scope, fold(turn.query))
    return float(any(slot in card.slots for slot in turn.asked)), float(local)


def ranked(turn: Turn, base: Base, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates by the learned score, which replaces their search score."""
    if not candidates:
        return []
    scores = features(turn, base, candidates) @ _weights()
    order = np.argsort(-scores, kind="stable")
    return [Candidate(candidates[i].card, float(scores[i]), candidates[i].passages) for i in order]


@cache
def _weights() -> NDArray[np.float32]:
    learned: dict[str, float] = json.loads((files("bot.answering") / "ranking.json").read_text(encoding="utf-8"))
    return np.array([learned[name] for name in FEATURES], np.float32)
