"""The assistant in a terminal, and the row that other programs rely on."""

import json
from collections.abc import Callable
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from bot.answering.answer import Answer, AnswerLine, AnswerStatus, Cited
from bot.answering.assistant import Assistant
from bot.contract import answer_rows, as_row, explained
from bot.terminal import citation_label, converse, document_label, plain, vietnamese_date
from bot.texts import text
from knowledge.records import CENTRAL, PRACTICE, Document, Mark, Slot, Status

RULE = Document(
    "qd-208", "208-QĐ/TW", "quy-dinh", "2026-07-26", "BCH", "Thi hành", CENTRAL, Status.IN_FORCE, "2026-09",
    sources=("https://example.org/208", "https://example.org/b"),
)  # fmt: skip
OLD = Document("qd-294", "294-QĐ/TW", "quy-dinh", "2025-05", "BCH", "Cũ", CENTRAL, Status.REPLACED, "2026-09")
SOURCE = Document("bao", "", PRACTICE, "", "Báo", "Cách làm ở cơ sở", CENTRAL, Status.UNKNOWN, "2026-09")
FIRST = AnswerLine("Trong 30 ngày.", (Cited(RULE, "4.1"),), Slot.SHORT)
SECOND = AnswerLine("Chào cờ.", (Cited(OLD), Cited(RULE, "4.1")), Slot.STEPS, Mark.NEEDS_CHECK)
KEYS = ["id", "status", "refused", "answer", "citations", "suggestions", "seconds"]


def answer(*lines: AnswerLine, **more: Any) -> Answer:  # noqa: ANN401
    return Answer(AnswerStatus.ANSWERED, lines=lines, **more)


@pytest.mark.parametrize(
    ("date", "shown"), [("2026-07-26", "26/7/2026"), ("2025-06", "6/2025"), ("2025", "2025"), ("", "")]
)
def test_dates_are_shown_the_vietnamese_way(date: str, shown: str) -> None:
    assert vietnamese_date(date) == shown


def test_a_document_is_shown_by_number_and_date() -> None:
    assert document_label(RULE) == "208-QĐ/TW ngày 26/7/2026"
    assert citation_label(Cited(RULE, "4.1")) == "208-QĐ/TW ngày 26/7/2026, 4.1 – còn hiệu lực"
    assert citation_label(Cited(OLD)).endswith("đã bị thay thế")


def test_a_source_on_practice_is_no_rule() -> None:
    assert citation_label(Cited(SOURCE, "")) == f"Cách làm ở cơ sở ({text('answer.practice')})"


def test_one_line_stands_alone_with_its_note() -> None:
    assert plain(answer(FIRST)).splitlines()[0] == "Trong 30 ngày. [1]"


def test_several_lines_are_listed_and_notes_shared() -> None:
    shown = plain(answer(FIRST, SECOND)).splitlines()
    assert shown[:2] == ["– Trong 30 ngày. [1]", "– Chào cờ. (*) [1][2]"]
    assert [line[:3] for line in shown if line.startswith("[")] == ["[1]", "[2]"]


@pytest.mark.parametrize(("mark", "key"), [(Mark.NEEDS_CHECK, "answer.check"), (Mark.UNSETTLED, "answer.unsettled")])
def test_a_marked_line_is_explained_below(mark: Mark, key: str) -> None:
    assert text(key) in plain(answer(AnswerLine("Mức 1%.", (Cited(RULE),), mark=mark)))
    assert text(key) not in plain(answer(FIRST))


def test_what_is_missing_and_suggested_is_said() -> None:
    shown = plain(answer(FIRST, missing=(Slot.DOSSIER,), warnings=("Nơi khác có thể khác.",), suggestions=("Hỏi gì?",)))
    assert text("answer.missing", slots="hồ sơ") in shown
    assert "Nơi khác có thể khác." in shown
    assert shown.endswith("• Hỏi gì?")


def test_a_quotation_is_in_quotation_marks() -> None:
    assert plain(answer(AnswerLine("Nguyên văn.", (Cited(RULE),), quoted=True))).startswith("“Nguyên văn.” [1]")


def test_a_refusal_is_its_sentence_without_sources() -> None:
    refused = Answer(AnswerStatus.REFUSED_NOT_FOUND, text("status.refused_not_found"))
    assert plain(refused) == text("status.refused_not_found")
    assert as_row(3, refused)["refused"]


def test_a_row_is_what_the_contract_says() -> None:
    row = as_row("q1", answer(FIRST, SECOND, suggestions=("Hỏi gì?",), seconds=0.01234567))
    assert list(row) == KEYS
    assert (row["id"], row["status"], row["refused"], row["suggestions"]) == ("q1", "answered", False, ["Hỏi gì?"])
    assert row["citations"][0] == {
        "document": "208-QĐ/TW",
        "date": "2026-07-26",
        "title": "Thi hành",
        "clause": "4.1",
        "in_force": True,
        "url": "https://example.org/208",
    }
    assert [cited["in_force"] for cited in row["citations"]] == [True, False]
    assert row["citations"][1]["url"] == ""


@pytest.mark.parametrize("status", AnswerStatus)
def test_a_row_is_refused_exactly_when_its_status_says_so(status: AnswerStatus) -> None:
    row = as_row("", Answer(status))
    assert (row["status"], row["refused"]) == (status.value, status.value.split("_")[0] in ("refused", "error"))


def test_rows_come_in_order_with_their_ids(assistant: Assistant) -> None:
    asked = [{"id": 7, "question": "Bao lâu phải làm lễ kết nạp?"}, {"question": "Nấu phở thế nào?"}]
    rows = list(answer_rows(assistant, asked, "", ""))
    assert [(row["id"], row["refused"]) for row in rows] == [(7, False), ("", True)]
    assert all(list(row) == KEYS and json.loads(json.dumps(row)) == row for row in rows)


def test_a_row_may_carry_the_question_before(assistant: Assistant) -> None:
    before = "Chuyển sinh hoạt đảng chính thức cần những giấy tờ gì?"
    (row,) = answer_rows(assistant, [{"question": "thế mất bao lâu?", "context": [before]}], "", "")
    assert not row["refused"]
    assert "chuyển" in row["answer"].lower()


def test_the_row_and_the_terminal_say_the_same(assistant: Assistant) -> None:
    question = "Bao lâu phải làm lễ kết nạp?"
    (row,) = answer_rows(assistant, [{"question": question}], "", "")
    assert row["answer"] == plain(assistant.ask(question))


def test_an_explanation_shows_steps_and_scores(assistant: Assistant) -> None:
    found = assistant.ask("Bao lâu phải làm lễ kết nạp?")
    shown = explained(found)
    assert shown.endswith(plain(found))
    assert all(step in shown for step in found.trace)
    assert all(evidence.passage in shown for evidence in found.evidence)
    assert "loại: " in shown


@pytest.fixture
def talk(assistant: Assistant) -> Callable[[str], Result]:
    """A conversation typed line by line."""

    def typed(lines: str) -> Result:
        command = click.Command("chat", callback=lambda: converse(assistant))
        return CliRunner().invoke(command, input=lines, catch_exceptions=False)

    return typed


@pytest.mark.parametrize("end", ["thoát\n", "Thoat\n", "exit\n", ""])
def test_a_conversation_greets_and_ends(talk: Callable[[str], Result], end: str) -> None:
    result = talk(end)
    assert result.exit_code == 0
    assert result.stdout.startswith(text("chat.welcome"))
    assert result.stdout.rstrip().endswith(text("chat.goodbye"))


def test_a_conversation_answers_and_remembers_the_question_before(
    talk: Callable[[str], Result], assistant: Assistant
) -> None:
    one, two = "Chuyển sinh hoạt đảng chính thức cần những giấy tờ gì?", "thế mất bao lâu?"
    shown = talk(f"{one}\n{two}\nthoát\n").stdout
    assert plain(assistant.ask(one)) in shown
    assert plain(assistant.ask(two, [one])) in shown


@pytest.mark.parametrize("typed", ["", "   ", "😀😀", "\x01\x02", "a" * 10_000])
def test_an_unreadable_question_gets_one_friendly_sentence(talk: Callable[[str], Result], typed: str) -> None:
    shown = talk(f"{typed}\nthoát\n").stdout
    sentences = {text("status.refused_unreadable"), text("status.refused_too_long", limit=1500)}
    assert sum(sentence in shown for sentence in sentences) == 1
