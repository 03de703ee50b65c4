"""Cards opened by hand: one card, one of its slots, and the tree of topics."""

from collections import Counter

import pytest

from bot.answering.answer import AnswerStatus
from bot.answering.assistant import Assistant
from bot.answering.base import Base
from bot.answering.check import is_sound
from knowledge.records import Slot


def test_every_card_opens_with_its_short_answer(base: Base, assistant: Assistant) -> None:
    for card in base.cards.values():
        answer = assistant.card(card.id)
        assert (answer.status, answer.card) == (AnswerStatus.ANSWERED, card.id)
        assert [line.text for line in answer.lines] == [line.text for line in card.slots[Slot.SHORT]]
        assert len(answer.lines) + len(answer.details) == len(card.lines)
        assert all(is_sound(line, base) for line in answer.lines)


def test_every_slot_opens_in_the_order_of_the_card(base: Base, assistant: Assistant) -> None:
    for card in list(base.cards.values())[::5]:
        for slot in assistant.card(card.id).slots:
            answer = assistant.card(card.id, slot)
            assert [line.text for line in answer.lines] == [line.text for line in card.slots[slot]]
            assert {line.slot for line in answer.lines} == {slot}


def test_a_slot_that_a_card_has_not_is_refused(base: Base, assistant: Assistant) -> None:
    card = next(card for card in base.cards.values() if Slot.DOSSIER not in card.slots)
    answer = assistant.card(card.id, Slot.DOSSIER)
    assert (answer.status, answer.lines) == (AnswerStatus.REFUSED_NOT_FOUND, ())


@pytest.mark.parametrize("id_", ["", "khong-co", "../../etc/passwd", "\ud800", "x" * 10_000])
def test_an_unknown_card_is_refused(id_: str, assistant: Assistant) -> None:
    assert assistant.card(id_).refused


def test_a_provincial_card_says_whose_it_is(base: Base, assistant: Assistant) -> None:
    for card in base.cards.values():
        warned = " ".join(assistant.card(card.id).warnings)
        assert (card.scope in warned) != card.is_central


def test_topics_hold_every_card_once_the_largest_first(base: Base, assistant: Assistant) -> None:
    topics = assistant.topics()
    counted = Counter(id_ for cards in topics.values() for id_ in cards)
    assert counted == Counter(list(base.cards))
    assert [len(cards) for cards in topics.values()] == sorted(map(len, topics.values()), reverse=True)
    assert all(title == base.cards[id_].title for cards in topics.values() for id_, title in cards.items())


def test_related_cards_are_offered_by_a_question_of_theirs(base: Base, assistant: Assistant) -> None:
    known = {question for card in base.cards.values() for question in card.questions}
    for card in list(base.cards.values())[::10]:
        assert set(assistant.card(card.id).suggestions) <= known
