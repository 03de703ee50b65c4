"""Answers judged as the project's score program judges them, and question files read."""

import importlib.util
import json
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.answering.assistant import Assistant
from bot.evaluation import evaluate, figures, read_questions, table
from bot.judging import comparable, contains, judge
from knowledge.catalogue import bundled_catalogue
from knowledge.errors import KnowledgeError

EVAL = Path(__file__).parents[2].parent / "shared" / "eval"
ITEM = {"id": "1", "kind": "answerable", "must_contain": [["30 ngày", "một tháng"]], "must_not_contain": [["giơ tay"]]}
ROW = {"id": "1", "question": "Hỏi?", "style": "plain", "kind": "answerable", "topic": "khác", "must_contain": [["lễ"]]}
_WORDS = (
    "một hai ba bốn năm sáu bảy tám chín mười mươi tư lăm mốt 3 03 30 0,5 1,5 2/3 60 (sáu) "
    "ngày tháng năm phút giờ lần điểm tuổi mức ô cấp đảng viên mỗi hằng trong một cuối lễ % phần trăm "
    'hoà uỷ quý ** , . “phiếu” "phiếu"'
)
_SENTENCE = st.lists(st.sampled_from(sorted(set(_WORDS.split()))), max_size=10).map(" ".join)


@pytest.fixture(scope="module")
def score() -> ModuleType:
    """The score program itself, where it is at hand."""
    spec = importlib.util.spec_from_file_location("sotay_score", EVAL / "score.py")
    if not (EVAL / "score.py").is_file() or spec is None or spec.loader is None:
        pytest.skip(f"không có {EVAL / 'score.py'}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def items() -> list[dict[str, Any]]:
    if not (EVAL / "dev.jsonl").is_file():
        pytest.skip(f"không có {EVAL / 'dev.jsonl'}")
    return read_questions(EVAL / "dev.jsonl")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Trong 60 (sáu mươi) ngày làm việc", "60 ngày"),
        ("hai phần ba số phiếu", "2/3"),
        ("ba mươi ngày", "30 ngày"),
        ("mười hai tháng", "12 tháng"),
        ("năm năm một lần", "5 năm 1 lần"),
        ("Chi uỷ họp", "chi ủy"),
        ("50 phần trăm", "50%"),
        ("03 tháng", "3 tháng"),
        ("**30** ngày", "30 ngày"),
        ("có ba đảng viên.", "3 đảng viên"),
    ],
)
def test_numbers_in_words_and_digits_are_the_same(score: ModuleType, text: str, wanted: str) -> None:
    assert contains(comparable(text), wanted)
    assert score._contains(score.norm(text), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("13 đảng viên", "3 đảng viên"),
        ("tăng 1,5%", "5%"),
        ("30 ngày", ""),
        ("50 năm tuổi", "5 tuổi"),
        ("lễ nghĩa", "lễ n"),
        ("5,5 ngày", "5 ngày"),
    ],
)
def test_a_figure_is_whole(score: ModuleType, text: str, wanted: str) -> None:
    assert not contains(comparable(text), wanted)
    assert not score._contains(score.norm(text), wanted)


@settings(max_examples=300)
@given(text=_SENTENCE, wanted=_SENTENCE)
@example(text="ba năm năm lần", wanted="3 5 năm")
@example(text="có “phiếu kín”", wanted='"phiếu kín"')
@example(text="hai mươi năm ngày", wanted="25 ngày")
def test_contains_agrees_with_the_score_program(score: ModuleType, text: str, wanted: str) -> None:
    assert contains(comparable(text), wanted) == score._contains(score.norm(text), wanted)


@settings(max_examples=300)
@given(text=_SENTENCE)
def test_a_text_contains_its_own_parts_as_the_score_program_says(score: ModuleType, text: str) -> None:
    words = text.split()
    parts = [" ".join(words[at : at + 3]) for at in range(len(words))]
    theirs = [score._contains(score.norm(text), part) for part in parts]
    assert [contains(comparable(text), part) for part in parts] == theirs


def _verdicts(score: ModuleType, item: dict[str, Any], row: dict[str, Any]) -> tuple[object, object]:
    ours = judge(item, row)
    return (ours.right, ours.cited, ours.reason), tuple(score.judge(item, row))


def test_verdicts_agree_on_the_development_questions(score: ModuleType, items: list[dict[str, Any]]) -> None:
    for item, other in product(items, items):
        cited = [{"document": number, "date": "2026-01-02"} for number in other["documents"]]
        row = {"answer": other["answer"], "citations": cited, "refused": other["kind"] == "out-of-scope"}
        ours, theirs = _verdicts(score, item, row)
        assert ours == theirs


def test_citations_agree_on_every_document_we_know(score: ModuleType, items: list[dict[str, Any]]) -> None:
    wanted = sorted({number for item in items for number in item["documents"]})
    differ = []
    for document, number in product(bundled_catalogue().values(), wanted):
        row = {"answer": "x", "citations": [{"document": document.number, "date": document.date}]}
        ours, theirs = _verdicts(score, {"kind": "answerable", "documents": [number], "must_contain": []}, row)
        if ours != theirs:
            differ.append((document.number, document.date, number))
    assert differ == []


def test_the_development_questions_judge_their_own_answers_right(items: list[dict[str, Any]]) -> None:
    rows = [{"answer": item["answer"], "refused": item["kind"] == "out-of-scope"} for item in items]
    assert [item["id"] for item, row in zip(items, rows, strict=True) if not judge(item, row).right] == []


@pytest.mark.parametrize(
    ("answer", "refused", "right", "reason"),
    [
        ("Trong 30 ngày.", False, True, ""),
        ("Trong ba mươi ngày.", False, True, ""),
        ("Trong 60 ngày.", False, False, "thiếu: 30 ngày | một tháng"),
        ("30 ngày, giơ tay.", False, False, "có chuỗi sai: giơ tay"),
        ("x" * 900 + " 30 ngày", False, False, "thiếu: 30 ngày | một tháng"),
        ("30 ngày " + "x" * 900 + " giơ tay", False, False, "có chuỗi sai: giơ tay"),
        ("", True, False, "từ chối nhầm"),
    ],
)
def test_an_answer_is_judged_with_its_reason(answer: str, refused: bool, right: bool, reason: str) -> None:
    verdict = judge(ITEM, {"answer": answer, "refused": refused})
    assert (verdict.right, verdict.reason) == (right, reason)


@pytest.mark.parametrize("item", [{"kind": "out-of-scope"}, {"kind": "answerable", "expect": "refuse"}])
def test_out_of_scope_must_be_refused(item: dict[str, Any]) -> None:
    assert judge(item, {"refused": True}).right
    assert judge(item, {"answer": "30 ngày", "refused": False}).reason == "không từ chối"


@pytest.mark.parametrize("line", ["{", "[]", "5", '{"id": "1"}', '"x"'])
def test_a_broken_question_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text(f"{json.dumps(ROW)}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"q\.jsonl, dòng 3"):
        read_questions(file)


def test_evaluation_sums_up(assistant: Assistant) -> None:
    questions = [ROW | {"question": "Bao lâu phải làm lễ kết nạp?"}, ROW | {"kind": "out-of-scope", "question": "Phở?"}]
    judged = evaluate(assistant, questions)
    assert [one.verdict.right for one in judged] == [True, True]
    assert figures(judged)["Đúng, tất cả"] == (2, 2)
    assert figures(judged)["Có trích dẫn đúng"] == (0, 0)
    assert "Câu sai" in table(judged)


def test_no_questions_make_a_table_too() -> None:
    assert "Đúng, tất cả" in table([])


@pytest.mark.parametrize(
    ("date", "demanded", "cited"),
    [
        ("2021-04-12", "02-HD/BTCTW 2021", True),
        ("2026-04-12", "02-HD/BTCTW 2021", False),
        ("2026-04-12", "02-HD/BTCTW", True),
        ("2021-04-12", "02-HD/BTCTW", False),
    ],
)
def test_a_number_used_again_is_told_by_its_year(date: str, demanded: str, cited: bool) -> None:
    item = {"kind": "answerable", "must_contain": [], "documents": [demanded]}
    row = {"refused": False, "answer": "", "citations": [{"document": "02-HD/BTCTW", "date": date}]}
    assert judge(item, row).cited is cited
