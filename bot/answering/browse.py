"""Cards opened by hand rather than by a question: one card, one of its slots, and the tree of topics."""

from collections import defaultdict
from collections.abc import Mapping

from bot.answering.answer import Answer, AnswerStatus
from bot.answering.base import Base
from bot.answering.compose import card_warnings
from bot.answering.lines import answer_line
from bot.texts import text
from knowledge.records import Slot


def open_card(base: Base, card_id: str, slot: Slot | None = None) -> Answer:
    """The short answer of a card, or one slot of it; every other line in ``details``. Refused when there is none."""
    card = base.cards.get(card_id)
    wanted = slot or Slot.SHORT
    if card is None or not card.slots.get(wanted):
        return Answer(AnswerStatus.REFUSED_NOT_FOUND, text("status.refused_not_found"))
    lines = {kind: tuple(answer_line(line, kind, base) for line in rows) for kind, rows in card.slots.items()}
    return Answer(
        AnswerStatus.ANSWERED,
        lines=lines[wanted],
        warnings=tuple(card_warnings(card)),
        suggestions=tuple(base.cards[id_].questions[0] for id_ in card.related if id_ in base.cards),
        card=card.id,
        slots=tuple(card.slots),
        details=tuple(line for kind, rows in lines.items() if kind != wanted for line in rows),
    )


def topics(base: Base) -> Mapping[str, Mapping[str, str]]:
    """Topic to ``{card id: title}``, topics with the most cards first."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for card in base.cards.values():
        found[card.topic][card.id] = card.title
    return dict(sorted(found.items(), key=lambda row: -len(row[1])))
