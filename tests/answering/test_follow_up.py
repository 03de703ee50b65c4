"""Questions that lean on the one before are about what they name anew."""

import pytest

from bot.answering.assistant import Assistant

PENSION = "Người hưởng lương hưu đóng đảng phí bao nhiêu?"


@pytest.mark.parametrize(
    ("question", "before", "card"),
    [
        ("Còn sinh viên thì sao?", PENSION, "dang-phi-hoc-sinh-sinh-vien"),
        ("the con sinh vien", PENSION, "dang-phi-hoc-sinh-sinh-vien"),
        ("Thế còn dự bị?", "Đảng viên chính thức có được biểu quyết không?", "quyen-dang-vien-du-bi"),
        ("Ai ký?", "Giấy giới thiệu sinh hoạt đảng", "ai-ky-giay-gioi-thieu-shd"),
    ],
)
def test_the_new_matter_decides(assistant: Assistant, question: str, before: str, card: str) -> None:
    assert assistant.ask(question, (before,)).card == card


def test_a_question_that_names_nothing_new_stays_with_the_one_before(assistant: Assistant) -> None:
    assert assistant.ask("Vậy thì sao?", (PENSION,)).card == assistant.ask(PENSION).card


def test_a_whole_question_does_not_lean_on_the_one_before(assistant: Assistant) -> None:
    question = "Mất thẻ đảng viên thì phải báo cho ai và làm những giấy tờ gì?"
    assert assistant.ask(question, (PENSION,)).card == assistant.ask(question).card
