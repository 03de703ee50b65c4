"""Button data: every press comes back from its data, within 64 bytes; anything else is no press."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.press_codes import BYTES, decode, encode
from bot.telegram.presses import (
    Again,
    AskOfficers,
    Calculation,
    Consent,
    DraftWanted,
    Opening,
    Press,
    ProvinceChosen,
    Reading,
    Reason,
    Shelf,
    Shelving,
    Step,
    Suggested,
    Tabled,
    Thumb,
    TopicChosen,
    TopicTurned,
)
from knowledge.records import Slot

_CARDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,6}", fullmatch=True)
_PRESSES = st.one_of(
    st.builds(Suggested, st.integers(1, 99)),
    st.builds(TopicChosen, st.integers(0, 999)),
    st.just(Again()),
    st.builds(AskOfficers, st.sampled_from(Step)),
    st.builds(Shelving, st.sampled_from(Shelf), st.from_regex("[0-9a-f]{12}", fullmatch=True), st.integers(0, 999)),
    st.builds(DraftWanted, st.integers(1, 999_999_999)),
    st.builds(TopicTurned, st.integers(0, 999), st.integers(0, 999)),
    st.builds(Reading, _CARDS, st.integers(0, 99_999), st.integers(0, 999)),
    st.builds(Calculation, st.text("abc 123/", min_size=1, max_size=30)),
    st.builds(Consent, st.booleans()),
    st.builds(ProvinceChosen, st.integers(0, 999)),
    st.builds(Thumb, st.booleans(), st.just("") | _CARDS),
    st.builds(Tabled, _CARDS),
    st.builds(Reason, st.integers(0, 99), st.just("") | _CARDS),
    st.builds(Opening, _CARDS, st.none() | st.sampled_from(Slot), st.integers(0, 999), st.booleans()),
)


@given(_PRESSES)
def test_a_press_survives_its_data(press: Press) -> None:
    data = encode(press)
    assert len(data.encode()) <= BYTES
    assert not data or decode(data) == press


def test_a_card_with_too_long_a_name_gets_no_button() -> None:
    assert encode(Opening("x" * 55, Slot.SHORT)) != ""
    assert encode(Opening("x" * 60, Slot.SHORT)) == ""


@pytest.mark.parametrize(
    "data",
    [
        "",
        "x",
        "0:s:1",
        "2:s:1",
        "1:s:0",
        "1:s:100",
        "1:o:z0.le",
        "1:o:t0.",
        "1:s:1 ",
        "1:p:",
        "1:h:3",
        "1:h:",
        "1:n:0",
        "1:n:x",
        "1:b:",
        "1:v:4abcdefabcdef.0",
        "1:v:0abc.0",
    ],
)
def test_foreign_data_is_no_press(data: str) -> None:
    assert decode(data) is None


@given(st.text(max_size=64))
def test_no_data_breaks_the_reader(data: str) -> None:
    decode(data)
