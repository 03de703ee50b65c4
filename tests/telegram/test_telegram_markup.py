"""Splitting and escaping: what leaves here passes Telegram's own rules, whatever goes in."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.markup import Block, Run, clean, pages, plain_line, units
from tests.botapi.entities import shown_text

_TEXTS = st.text(max_size=60) | st.sampled_from(["<b>", "&amp;", "a & b < c", "😀" * 3000, "<" * 5000, "từ " * 3000])
_RUNS = st.builds(
    Run, _TEXTS.map(clean).filter(bool), st.sampled_from(["", "b", "i"]), st.sampled_from(["", "https://a.vn"])
)
_BLOCKS = st.builds(Block, st.lists(st.lists(_RUNS, max_size=3).map(tuple), max_size=12).map(tuple), st.booleans())


@settings(max_examples=60, deadline=None)
@given(st.lists(_BLOCKS, max_size=3))
def test_every_page_passes_telegrams_rules(blocks: list[Block]) -> None:
    shown = "".join(shown_text(page, "HTML")[0] for page in pages(blocks))
    given_text = "".join(run.text for block in blocks for line in block.lines for run in line)
    assert "".join(shown.split()) == "".join(given_text.split())


def test_pages_break_between_lines() -> None:
    lines = tuple(plain_line(f"dòng {n} " + "x" * 1000) for n in range(9))
    assert [page.count("dòng") for page in pages([Block(lines)])] == [4, 4, 1]


def test_a_page_is_filled_to_the_last_unit() -> None:
    lines = (plain_line("a" * 2047), plain_line("😀" * 1024))
    (page,) = pages([Block(lines)])
    assert units(page) == 4096


def test_a_block_together_moves_as_a_whole() -> None:
    first, second = pages([Block((plain_line("x" * 3900),)), Block((plain_line("y" * 100),) * 3, together=True)])
    assert "y" not in first
    assert second.count("\n") == 2


def test_a_long_line_breaks_between_words() -> None:
    first, second = pages([Block((plain_line("chữ " * 1500),))])
    assert first.endswith("chữ")
    assert second.startswith("chữ")


def test_clean_leaves_one_visible_line() -> None:
    assert clean("a\x00b\u200b\n c\ud800\u202e") == "a b c"
    assert plain_line("\u200b\n") == ()


def test_nothing_makes_no_page() -> None:
    assert pages([Block(()), Block(((),))]) == []
