"""``sotay eval``: the table by style, kind and topic, with what failed and why."""

from pathlib import Path
from typing import Any

import pytest

from bot.answering.assistant import Assistant
from bot.evaluation import evaluate, figures, read_questions, table
from bot.judging import judge

QUESTIONS = Path(__file__).parents[1] / "questions"
STYLES = {"plain", "no-diacritics", "typo", "abbreviated", "chatty", "follow-up"}
KINDS = {"answerable", "local-rule", "outdated-premise", "out-of-scope"}
ROW: dict[str, Any] = {
    "style": "plain",
    "kind": "answerable",
    "topic": "kết nạp",
    "question": "Bao lâu phải làm lễ kết nạp?",
}


@pytest.fixture(scope="module")
def ours() -> list[dict[str, Any]]:
    return [item for file in sorted(QUESTIONS.glob("*.jsonl")) for item in read_questions(file)]


def test_there_are_enough_questions_of_every_style_and_kind(ours: list[dict[str, Any]]) -> None:
    assert len(ours) >= 150
    assert {item["style"] for item in ours} == STYLES
    assert {item["kind"] for item in ours} == KINDS
    assert len({item["topic"] for item in ours}) >= 8


def test_each_question_is_there_once_and_whole(ours: list[dict[str, Any]]) -> None:
    assert (
        len({item["id"] for item in ours})
        == len({(item["question"], *item.get("context", ())) for item in ours})
        == len(ours)
    )
    assert [item["id"] for item in ours if (item["style"] == "follow-up") != bool(item.get("context"))] == []
    assert [item["id"] for item in ours if (item.get("expect") == "refuse") != (item["kind"] == "out-of-scope")] == []


def test_each_model_answer_is_judged_right(ours: list[dict[str, Any]]) -> None:
    answers = [{"answer": item["answer"], "refused": item["kind"] == "out-of-scope"} for item in ours]
    assert [item["id"] for item, row in zip(ours, answers, strict=True) if not judge(item, row).right] == []


def test_no_question_is_a_wording_of_a_card(ours: list[dict[str, Any]], assistant: Assistant) -> None:
    wordings = {question.casefold() for card in assistant.base.cards.values() for question in card.questions}
    assert [
        item["id"] for item in ours if item["kind"] != "out-of-scope" and item["question"].casefold() in wordings
    ] == []


def test_the_table_counts_by_style_kind_and_topic(assistant: Assistant) -> None:
    items = [
        ROW | {"id": "đúng", "must_contain": [["30 ngày"]], "documents": ["208-QĐ/TW"]},
        ROW | {"id": "sai", "must_contain": [["77 ngày"]], "style": "chatty", "documents": ["208-QĐ/TW"]},
        ROW | {"id": "ngoài", "question": "Nấu phở thế nào?", "kind": "out-of-scope", "topic": "khác"},
    ]
    judged = evaluate(assistant, items)
    shown = {" ".join(line.split()) for line in table(judged).splitlines()}
    assert {"plain 2/2 100.0%", "chatty 0/1 0.0%", "kết nạp 1/2 50.0%", "khác 1/1 100.0%"} <= shown
    assert figures(judged)["Có trích dẫn đúng"] == (2, 2)
    assert figures(judged)["Ngoài phạm vi: đã từ chối"] == (1, 1)
    assert figures(judged)["Trả lời được mà bị từ chối"] == (0, 2)


def test_each_failure_is_shown_with_its_reason(assistant: Assistant) -> None:
    shown = table(evaluate(assistant, [ROW | {"id": "a7", "must_contain": [["77 ngày"]]}]))
    assert "- a7 Bao lâu phải làm lễ kết nạp?" in shown
    assert "thiếu: 77 ngày" in shown
