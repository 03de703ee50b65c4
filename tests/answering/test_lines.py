"""The line that answers comes first, and what cards say alike is said once."""

import math
from collections.abc import Iterator

import pytest

from bot.answering.answer import AnswerStatus
from bot.answering.assistant import Assistant
from bot.answering.base import Base
from bot.answering.line_ranking import log_chances
from bot.answering.lines import likely_lines, ranked_lines
from bot.answering.retrieve import retrieve
from bot.answering.turn import Turn
from bot.answering.understand import understand
from knowledge.records import Card, Mark, Slot


def turn_of(question: str, base: Base) -> Turn:
    turn = Turn(question)
    understand(turn, base)
    retrieve(turn, base)
    return turn


def written_for_lines(base: Base) -> Iterator[tuple[Card, str, str]]:
    for card in base.cards.values():
        if card.is_central:
            yield from ((card, line.text, question) for line in card.lines for question in line.questions)


def test_a_line_is_among_the_first_where_its_own_question_is_asked(base: Base) -> None:
    asked = list(written_for_lines(base))[::97]
    hits = [text in [line.text for line in likely_lines(turn_of(q, base), base)[:3]] for _, text, q in asked]
    assert len(asked) > 50
    assert sum(hits) >= 0.95 * len(hits)


def test_a_question_under_a_line_brings_it_ahead(base: Base) -> None:
    asked = [(card, text, question) for card, text, question in written_for_lines(base) if len(card.lines) > 4][::97]
    first = [ranked_lines(card, turn_of(question, base), base)[0].text == text for card, text, question in asked]
    assert sum(first) >= 0.8 * len(first)


def test_the_chances_of_a_card_s_lines_are_one_together(base: Base) -> None:
    card = next(card for card in base.cards.values() if len(card.lines) > 3)
    chances = [math.exp(one) for one in log_chances(card, turn_of(card.questions[0], base), base)]
    assert sum(chances) == pytest.approx(1.0)


def test_a_list_that_is_asked_for_stays_together_behind_the_first_line(base: Base) -> None:
    card = next(card for card in base.cards.values() if len(card.slots.get(Slot.STEPS, ())) > 2)
    turn = turn_of(card.questions[0], base)
    turn.asked = (Slot.STEPS,)
    steps = [line.text for line in card.slots[Slot.STEPS]]
    lead, *rest = [line.text for line in ranked_lines(card, turn, base)]
    assert rest[: len(steps) - (lead in steps)] == [text for text in steps if text != lead]


def test_lines_of_other_cards_stand_behind_those_of_the_card_that_answers(assistant: Assistant) -> None:
    answer = assistant.ask("Đảng viên được giấy khen hoàn thành xuất sắc năm thì cấp nào ký, kèm bao nhiêu tiền?")
    asides = [line.aside for line in answer.lines]
    assert asides == sorted(asides)
    assert not asides[0]


def unknown_lines(base: Base) -> Iterator[tuple[Card, str, str]]:
    for card in base.cards.values():
        for line in card.lines:
            if line.mark == Mark.UNKNOWN:
                yield from ((card, line.text, question) for question in line.questions)


def test_what_is_not_known_is_refused_in_the_words_of_its_line(assistant: Assistant, base: Base) -> None:
    asked = list(unknown_lines(base))
    answers = [(text, assistant.ask(question)) for _, text, question in asked]
    told = [answer.status == AnswerStatus.REFUSED_NOT_FOUND and answer.lead == text for text, answer in answers]
    assert len(told) > 10
    assert sum(told) >= 0.9 * len(told)


def test_what_is_not_known_never_leads_where_something_else_is_likelier(assistant: Assistant, base: Base) -> None:
    cards = {card.id: card for card, _, _ in unknown_lines(base)}.values()
    answers = [assistant.ask(question) for card in cards for question in card.questions]
    led = [answer for answer in answers if answer.lines and answer.lines[0].mark == Mark.UNKNOWN]
    assert led == []
    assert sum(not answer.refused for answer in answers) > 0.8 * len(answers)
