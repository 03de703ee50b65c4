"""Abbreviations and chat spellings written out, and nothing else touched."""

from collections import Counter

import pytest

from knowledge.errors import KnowledgeError
from knowledge.glossary import (
    Entry,
    Expander,
    bundled_glossary,
    glossary_from_json,
    glossary_to_json,
    parse_glossary,
)
from knowledge.spelling import normalise

ENTRIES = (
    Entry("ĐV", ("đảng viên",), "abbreviation"),
    Entry("CB", ("chi bộ", "cán bộ"), "abbreviation"),
    Entry("ko", ("không",), "chat"),
    Entry("s/hoạt", ("sinh hoạt",), "chat"),
    Entry("đv mới", ("đảng viên mới kết nạp",), "abbreviation"),
    Entry("vào Đảng", ("kết nạp đảng viên",), "synonym"),
)


@pytest.fixture(scope="module")
def expander() -> Expander:
    return Expander(ENTRIES)


@pytest.fixture(scope="module")
def bundled() -> Expander:
    return Expander(bundled_glossary())


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("ĐV", "đảng viên"),
        ("đv có phải họp ko?", "đảng viên có phải họp không?"),
        ("(ĐV), đv.", "(đảng viên), đảng viên."),
        ("S/hoạt cb", "sinh hoạt chi bộ"),
    ],
)
def test_abbreviations_and_chat_spellings_are_written_out(expander: Expander, typed: str, means: str) -> None:
    assert expander.expand(typed) == means


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("chấm 46đ", "chấm 46 điểm"),
        ("được 100đ?", "được 100 điểm?"),
        ("nộp 5000đ", "nộp 5000đ"),
        ("nộp 15.930đ", "nộp 15.930đ"),
        ("8,5đ", "8,5đ"),
    ],
)
def test_a_figure_of_points_is_written_out_and_a_sum_of_money_is_not(
    expander: Expander, typed: str, means: str
) -> None:
    assert expander.expand(typed) == means


def test_an_ambiguous_term_takes_its_first_meaning(expander: Expander) -> None:
    assert expander.expand("họp CB") == "họp chi bộ"


def test_the_longest_term_wins(expander: Expander) -> None:
    assert expander.expand("ĐV mới") == "đảng viên mới kết nạp"


@pytest.mark.parametrize("word", ["koi", "ako", "cbx", "đvkt", "208-cb", "a/cb"])
def test_nothing_is_written_out_inside_a_word(expander: Expander, word: str) -> None:
    assert expander.expand(word) == word


def test_a_colloquial_term_is_left_as_it_is_typed(expander: Expander) -> None:
    assert expander.expand("bao giờ được vào Đảng?") == "bao giờ được vào đảng?"


def test_without_entries_the_question_is_only_normalised() -> None:
    assert Expander(()).expand("Chi uỷ  họp") == normalise("Chi uỷ  họp")


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("ĐVDB", "đảng viên dự bị"),
        ("BTCB", "bí thư chi bộ"),
        ("UBKT", "ủy ban kiểm tra"),
        ("TCCSĐ", "tổ chức cơ sở đảng"),
    ],
)
def test_the_bundled_glossary_knows_the_field(bundled: Expander, typed: str, means: str) -> None:
    assert bundled.expand(typed) == means
    assert bundled.expand(typed.lower()) == means


def test_an_expanded_question_is_in_one_spelling(bundled: Expander) -> None:
    expanded = [bundled.expand(entry.term) for entry in bundled_glossary()]
    assert [text for text in expanded if text != normalise(text)] == []


def test_meanings_are_not_expanded_again(bundled: Expander) -> None:
    meanings = [meaning for entry in bundled_glossary() for meaning in entry.means]
    assert [m for m in meanings if bundled.expand(m) != normalise(m)] == []


def test_each_bundled_term_stands_once() -> None:
    terms = Counter(normalise(entry.term) for entry in bundled_glossary())
    assert [term for term, count in terms.items() if count > 1] == []


def test_the_glossary_goes_through_json_and_back() -> None:
    assert glossary_from_json(glossary_to_json(bundled_glossary())) == bundled_glossary()


@pytest.mark.parametrize(
    "row",
    [
        "{means: [x], kind: chat}",
        "{term: sh, kind: chat}",
        "{term: sh, means: [x]}",
        "{term: sh, means: [], kind: chat}",
        "{term: sh, means: sinh hoạt, kind: chat}",
        "{term: sh, means: [x], kind: tiếng lóng}",
        "sh",
    ],
)
def test_a_malformed_entry_is_named(row: str) -> None:
    with pytest.raises(KnowledgeError, match=r"sh|means"):
        parse_glossary(f"entries:\n  - {row}\n")


@pytest.mark.parametrize("text", ["", "entries:", "entries: [", "mục: []"])
def test_a_malformed_file_is_told(text: str) -> None:
    with pytest.raises(KnowledgeError):
        parse_glossary(text)
