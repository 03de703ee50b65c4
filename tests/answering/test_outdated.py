"""Questions that rest on what no longer stands: the chain is named, and the rule of today or of the asked day."""

import pytest

from bot.answering.answer import Answer, AnswerStatus
from bot.answering.assistant import Assistant
from bot.answering.base import Base
from bot.answering.dates import vietnamese_date
from bot.terminal import plain
from knowledge.records import Document, Mark


def said(answer: Answer) -> str:
    return " ".join(line.text for line in answer.lines)


def replaced(base: Base) -> list[Document]:
    return [d for d in base.catalogue.values() if d.is_over and d.is_central and "/" in d.number]


@pytest.mark.parametrize(
    "question", ["{} còn hiệu lực không?", "{} quy định gì?", "Theo {} thì đảng viên phải làm gì?"]
)
def test_every_replaced_document_is_corrected_by_its_heir(question: str, base: Base, assistant: Assistant) -> None:
    for document in replaced(base):
        answer = assistant.ask(question.format(f"{document.number} ngày {vietnamese_date(document.date)}"))
        assert answer.status == AnswerStatus.ANSWERED_OUTDATED_PREMISE, document.id
        for now in base.catalogue.current(document.id):
            assert now.number in said(answer)
            assert now in [cited.document for cited in answer.cited]


def test_the_whole_chain_is_named_with_its_dates(assistant: Assistant) -> None:
    answer = assistant.ask("Quy định 24-QĐ/TW còn hiệu lực không?")
    assert ["30/7/2021" in said(answer), "26/5/2025" in said(answer), "26/7/2026" in said(answer)] == [True] * 3
    assert said(answer).index("24-QĐ/TW") < said(answer).index("294-QĐ/TW") < said(answer).index("208-QĐ/TW")
    assert answer.cited[0].document.number == "208-QĐ/TW"


def test_a_repeated_number_goes_by_its_year(assistant: Assistant) -> None:
    old, new = (assistant.ask(f"Hướng dẫn 01-HD/TW năm {year} còn hiệu lực không?") for year in (2021, 2026))
    assert (old.status, new.status) == (AnswerStatus.ANSWERED_OUTDATED_PREMISE, AnswerStatus.ANSWERED)
    assert said(new).startswith("Còn hiệu lực: 01-HD/TW")


def test_a_document_in_force_is_told_so(base: Base, assistant: Assistant) -> None:
    for document in base.catalogue.values():
        if document.in_force and document.is_central and "/" in document.number:
            answer = assistant.ask(f"{document.number} năm {document.date[:4]} còn hiệu lực không?")
            assert answer.status == AnswerStatus.ANSWERED, document.id
            assert said(answer).startswith("Còn hiệu lực"), document.id


def test_a_question_under_an_old_rule_is_answered_by_the_new(assistant: Assistant) -> None:
    answer = assistant.ask("Theo Quy định 294-QĐ/TW thì bao lâu phải làm lễ kết nạp?")
    assert answer.status == AnswerStatus.ANSWERED_OUTDATED_PREMISE
    assert "30 ngày" in said(answer)
    assert "208-QĐ/TW" in said(answer)
    rules = [line for line in answer.lines if line.slot and line.mark != Mark.HISTORY]
    assert not {cited.document.number for line in rules for cited in line.citations} & {"24-QĐ/TW", "294-QĐ/TW"}


@pytest.mark.parametrize(
    "question",
    [
        "Huyện ủy có quyền quyết định kết nạp đảng viên không?",
        "huyen uy ra quyet dinh chuyen sinh hoat dang dung khong",
    ],
)
def test_a_level_that_is_no_more_is_corrected(question: str, assistant: Assistant) -> None:
    shown = plain(assistant.ask(question)).lower()
    assert "cấp huyện" in shown or "huyện ủy" in shown


def test_another_day_is_answered_by_the_rule_of_that_day(assistant: Assistant) -> None:
    answer = assistant.ask("Bao lâu phải làm lễ kết nạp?", as_of="2026-01-01")
    assert "1/1/2026" in plain(answer)
    assert "294-QĐ/TW" in said(answer)
    assert [c.document.number for c in answer.cited if c.document.date > "2026-01-01"] == []


def test_on_the_day_it_starts_a_rule_stands(assistant: Assistant) -> None:
    today, first = (assistant.ask("Bao lâu phải làm lễ kết nạp?", as_of=day) for day in ("2026-11-01", "2026-07-26"))
    assert "30 ngày" in said(today)
    assert "208-QĐ/TW" in [cited.document.number for cited in first.cited]


def test_what_stood_on_the_asked_day_was_not_outdated(assistant: Assistant) -> None:
    answer = assistant.ask("Quy định 24-QĐ/TW còn hiệu lực không?", as_of="2023-01-01")
    assert answer.status == AnswerStatus.ANSWERED
    assert "24-QĐ/TW" in said(answer)


def test_before_there_was_any_rule_nothing_is_invented(assistant: Assistant) -> None:
    answer = assistant.ask("Bao lâu phải làm lễ kết nạp?", as_of="1990-01-01")
    assert (answer.status, answer.lines) == (AnswerStatus.REFUSED_NOT_FOUND, ())
