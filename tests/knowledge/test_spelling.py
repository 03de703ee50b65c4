"""Spellings that people mix are one spelling, and what nobody sees does not count."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.spelling import fold, is_tidy, normalise, one_tone_style, syllables, tidy

_ANY = st.text() | st.text("àáảãạoauyêđĐÀq \u0300\u0301\u200b\n-", max_size=20)


@given(_ANY)
@example("가 QĐ 24")
@example("a\x00\u0301")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(_ANY)
@example("J\u030c")
@example("a\x00\u0301")
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(_ANY)
@example("가 QĐ 24")
def test_folding_never_makes_a_text_longer(text: str) -> None:
    assert len(fold(text)) <= len(normalise(text))


@given(_ANY)
@example("a\x00\u0301")
def test_tidy_text_is_nfc_without_control_characters(text: str) -> None:
    tidied = tidy(text)
    assert unicodedata.is_normalized("NFC", tidied)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in tidied if c not in "\n\t")


def test_what_is_called_tidy_has_nothing_to_remove() -> None:
    tidied = [letter for letter in map(chr, range(0x110000)) if is_tidy(letter)]
    kinds = {unicodedata.category(letter) for letter in tidied if letter not in "\n\t"}
    assert kinds.isdisjoint({"Cc", "Cf", "Cs", "Co"})
    assert all(unicodedata.normalize("NFC", letter) == letter for letter in tidied)
    assert len(tidied) > 50_000


def test_decomposed_letters_become_one_form() -> None:
    assert tidy(unicodedata.normalize("NFD", "đảng ủy Thủ Đức")) == "đảng ủy Thủ Đức"


@pytest.mark.parametrize("hidden", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\U000e0041", "\x07"])
def test_invisible_characters_go(hidden: str) -> None:
    assert tidy(f"đả{hidden}ng v{hidden}iên") == "đảng viên"


def test_line_breaks_and_tabs_stay() -> None:
    assert tidy("một\n\thai") == "một\n\thai"


@pytest.mark.parametrize(
    ("new", "old"),
    [("hoà", "hòa"), ("uỷ", "ủy"), ("khoẻ", "khỏe"), ("thuỵ", "thụy"), ("Uỷ ban", "Ủy ban"), ("HOÀ", "HÒA")],
)
def test_both_tone_placements_are_one_spelling(new: str, old: str) -> None:
    assert one_tone_style(new) == old
    assert one_tone_style(old) == old


@pytest.mark.parametrize("word", ["quý", "Quý", "QUÝ", "quỹ", "quỳ", "hoàn", "ngoài", "thuyền", "toán", "huỳnh"])
def test_words_with_one_tone_placement_are_left_alone(word: str) -> None:
    assert one_tone_style(word) == word


def test_folding_takes_the_stroke_of_d_too() -> None:
    assert fold("Đảng ủy ĐỀ NGHỊ đồng chí") == "dang uy de nghi dong chi"


@pytest.mark.parametrize("dash", "‐‑‒–—−")
def test_dashes_are_one_dash(dash: str) -> None:
    assert normalise(f"208{dash}QĐ/TW") == "208-qđ/tw"


def test_syllables_are_words_and_figures() -> None:
    assert syllables("Trong 30 ngày; chi uỷ (họp)!") == ["trong", "30", "ngày", "chi", "ủy", "họp"]
