"""Questions put right before they are searched: dropped marks, wrong ones, and slips of a letter or two."""

import pytest

from bot.answering.base import Base
from index.restoring import one_slip
from index.search import Index, query_of

MEANT = [
    ("chuyen sinh hoat dang chinh thuc mat bao lau", "chuyển sinh hoạt đảng chính thức mất bao lâu"),
    ("dang vien du bi co duoc bieu quyet khong", "đảng viên dự bị có được biểu quyết không"),
    ("chuyển sinh hoạt đảng chính thưc", "chuyển sinh hoạt đảng chính thức"),
    ("chi bộ hopk thường kỳ", "chi bộ họp thường kỳ"),
    ("kỷ luậtt đảng viên", "kỷ luật đảng viên"),
    ("huy hiuệ đảng", "huy hiệu đảng"),
]


def understood(base: Base, question: str) -> str:
    return " ".join(base.index.understood(query_of(question)).words)


@pytest.mark.parametrize(("typed", "meant"), MEANT)
def test_the_question_is_read_as_it_was_meant(base: Base, typed: str, meant: str) -> None:
    assert understood(base, typed) == meant


@pytest.mark.parametrize("right", [meant for _, meant in MEANT])
def test_what_is_right_stays(base: Base, right: str) -> None:
    assert understood(base, right) == right


@pytest.mark.parametrize("token", ["208-qđ", "30/10/2020", "36", "208-qđ/tw"])
def test_figures_and_numbers_of_documents_are_never_touched(base: Base, token: str) -> None:
    assert token in base.index.understood(query_of(f"chi bộ {token} đảng viên")).words


def test_what_nothing_resembles_stays_as_typed(base: Base) -> None:
    assert "xqzvwkt" in understood(base, "đảng viên xqzvwkt").split()


def test_no_words_are_no_error(small_index: Index) -> None:
    assert small_index.understood(query_of("")).words == []


def test_one_slip_is_a_letter_dropped_added_wrong_or_swapped() -> None:
    near = one_slip("hop")
    assert {"op", "hp", "ho", "hhop", "hopa", "hap", "ohp", "hpo"} <= near
    assert "hop" not in near
    assert "ph" not in near
