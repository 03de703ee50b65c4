"""The first step: a question is made readable, or ends with one friendly sentence."""

import pytest

from bot.answering.answer import AnswerStatus
from bot.answering.assistant import Assistant
from bot.answering.base import Base
from bot.answering.clean import LONGEST_QUESTION, clean
from bot.answering.turn import Turn
from bot.terminal import plain

QUESTION = "Bao lâu phải làm lễ kết nạp?"


def cleaned(question: str, base: Base, *context: str) -> Turn:
    turn = Turn(question, context)
    clean(turn, base)
    return turn


@pytest.mark.parametrize(
    "question",
    [
        "",
        " \n\t ",
        "😀😀",
        "👨‍👩‍👧",
        "?!…",
        "123",
        "\x00\x07\x1b",
        "\u200b\u2060\ufeff",
        "\U000e0041\U000e0042",
        "\ud800",
        "a",
    ],
)
def test_nothing_to_read_is_said_so(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.lines) == (AnswerStatus.REFUSED_UNREADABLE, ())
    assert len(answer.lead) > 20


@pytest.mark.parametrize("question", ["a" * 10_000, "đảng viên " * 1000, "😀" * 10_000, "\u200b" * 10_000])
def test_ten_thousand_characters_get_one_friendly_sentence(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.refused
    assert answer.lead
    assert len(plain(answer)) < 400


def test_a_long_question_is_told_the_limit(assistant: Assistant) -> None:
    assert str(LONGEST_QUESTION) in assistant.ask("đ" * (LONGEST_QUESTION + 1)).lead
    assert assistant.ask("đ" * LONGEST_QUESTION).status != AnswerStatus.REFUSED_TOO_LONG


@pytest.mark.parametrize(
    "typed",
    [
        "Bao lâu\nphải  làm\tlễ kết nạp?",
        "\ufeffBao lâu phải làm\u200b lễ kết nạp?",
        "Bao lâu phải làm lễ k\U000e0041ết nạp?",
        "Bao lâu phải \x00làm \x1blễ kết nạp?",
        "Bao lâu phải làm lễ kê\u0301t nạp?",
        "\u202eBao lâu phải làm lễ kết nạp?\u202c",
        "\ud800Bao lâu phải làm lễ kết nạp?",
    ],
)
def test_what_cannot_be_seen_changes_nothing(typed: str, base: Base, assistant: Assistant) -> None:
    assert cleaned(typed, base).question == QUESTION
    assert plain(assistant.ask(typed)) == plain(assistant.ask(QUESTION))


def test_the_turns_before_are_cleaned_too(base: Base) -> None:
    turn = cleaned("ai ký?", base, "Hồ sơ\u200b\n chuyển", "x" * 10_000)
    assert turn.context[0] == "Hồ sơ chuyển"
    assert len(turn.context[1]) <= LONGEST_QUESTION


@pytest.mark.parametrize(
    "typed", ["bao lau phai lam le ket nap", "BAO LÂU PHẢI LÀM LỄ KẾT NẠP", "Bao lâu phải làm lễ kết nạp…"]
)
def test_the_way_of_typing_does_not_change_the_card(typed: str, assistant: Assistant) -> None:
    assert assistant.ask(typed).card == assistant.ask(QUESTION).card != ""
