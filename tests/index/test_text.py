"""Texts as tokens: words, figures, dates, and one spelling for a document's number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import fold_tokens, marked_share, tokens
from knowledge.spelling import normalise


@pytest.mark.parametrize(
    "written",
    ["qđ 208", "QĐ số 208", "qd 208", "quy định số 208", "Quy định 208", "quy dinh so 208", "208-QĐ/TW", "208–QĐ/TW"],
)
def test_every_way_of_naming_a_regulation_shares_a_token(written: str) -> None:
    assert "208-qđ" in tokens(f"Theo {written} thì sao?")


@pytest.mark.parametrize("written", ["01-HD/TW", "1-HD/TW", "hướng dẫn 01", "HD số 1", "huong dan so 01"])
def test_leading_zeros_of_a_number_do_not_count(written: str) -> None:
    assert "1-hd" in tokens(written)


def test_a_full_number_is_a_token_too() -> None:
    assert "208-qđ/tw" in tokens("Quy định số 208-QĐ/TW")
    assert "33/2026/nđ-cp" in tokens("Nghị định 33/2026/NĐ-CP")


def test_different_numbers_share_no_number_token() -> None:
    assert not {t for t in tokens("qđ 208") if t[0].isdigit()} & set(tokens("qđ 20 và 1208-QĐ/TW"))


@pytest.mark.parametrize("whole", ["26/7/2026", "1.500.000", "0,5%", "2/3", "90"])
def test_dates_and_figures_are_single_tokens(whole: str) -> None:
    assert whole in tokens(f"mức {whole} kể từ đó")


@pytest.mark.parametrize("text", ["quy định 90 phút", "hướng dẫn 3 đảng viên", "kế hoạch 12 tháng"])
def test_a_figure_after_a_kind_of_document_is_still_a_figure(text: str) -> None:
    assert text.split()[2] in tokens(text)


def test_words_are_lower_case_in_one_tone_style() -> None:
    assert tokens("Chi UỶ, hoà giải!") == ["chi", "ủy", "hòa", "giải"]


@given(st.text())
def test_folding_keeps_the_number_of_tokens(text: str) -> None:
    assert len(fold_tokens(tokens(text))) == len(tokens(text))


@given(st.text() | st.text("OAÀoàảuỷỲqQđĐ–-208/ \u200b\u0301\u0130", max_size=20))
def test_tokens_are_those_of_the_normalised_text(text: str) -> None:
    assert tokens(text) == tokens(normalise(text))


@given(st.text())
def test_tokens_are_never_blank(text: str) -> None:
    assert all(token and not any(c.isspace() for c in token) for token in tokens(text))


@given(st.lists(st.sampled_from(["đảng", "dang", "208-qđ", "90", "họp", "chi"])))
def test_a_marked_share_is_a_share(words: list[str]) -> None:
    assert 0.0 <= marked_share(words) <= 1.0


def test_marked_share_tells_how_the_question_was_typed() -> None:
    assert marked_share(tokens("dang vien du bi 90 ngay")) == 0.0
    assert marked_share(tokens("đảng ủy họp")) == 1.0
    assert marked_share(["90", "%"]) == 0.0


def test_no_tokens_fold_to_no_tokens() -> None:
    assert fold_tokens([]) == []
    assert fold_tokens(["đảng", "208-qđ/tw"]) == ["dang", "208-qd/tw"]
