"""The fake refuses what Telegram refuses; otherwise a test that passes would prove nothing."""

import pytest

from tests.botapi.entities import parse_html, shown_text, units
from tests.botapi.faults import ApiError


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a &lt; b &amp; c &gt; d", "a < b & c > d"),
        ("R&D &nbsp; &#273;", "R&D &nbsp; đ"),
        ("<b>đậm <i>nghiêng</i></b>", "đậm nghiêng"),
        ('<a href="https://a.vn/?x=1&amp;y=2">[1]</a>', "[1]"),
        ("a > b", "a > b"),
    ],
)
def test_html_is_read_as_telegram_reads_it(source: str, text: str) -> None:
    assert parse_html(source)[0] == text


@pytest.mark.parametrize(
    "source", ["<b>a", "a</b>", "<b><i>a</b></i>", "a < b", "<br>", "<p>a</p>", '<a href="x">a</a>', "<span>a</span>"]
)
def test_html_that_telegram_refuses(source: str) -> None:
    with pytest.raises(ApiError, match=r"can't parse entities|link"):
        parse_html(source)


def test_entities_are_measured_in_utf16() -> None:
    _, (bold,) = parse_html("😀 <b>đ😀</b>")
    assert (bold.type, bold.offset, bold.length) == ("bold", 3, 3)
    assert units("😀") == 2


@pytest.mark.parametrize("text", ["", " \n ", "<b> </b>", "a\x00b", "😀" * 2049, "<i>a</i> " * 101])
def test_limits_of_a_message(text: str) -> None:
    with pytest.raises(ApiError):
        shown_text(text, "HTML")


def test_markup_does_not_count_as_length() -> None:
    text, _ = shown_text(f"<b>{'a' * 4096}</b>", "HTML")
    assert units(text) == 4096
