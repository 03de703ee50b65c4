"""Passages on disk: by number and by id, exactly as they were."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import store
from index.store import PassageStore
from knowledge.records import Passage, PassageKind

_TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
_TUPLE = st.lists(_TEXT, max_size=3).map(tuple)
_PASSAGE = st.builds(
    Passage,
    id=_TEXT.filter(bool),
    kind=st.sampled_from(PassageKind),
    name=_TEXT,
    headings=_TUPLE,
    text=_TEXT,
    document=_TEXT,
    card=_TEXT,
    slot=_TEXT,
    scope=_TEXT.filter(bool),
    page=st.integers(0, 999),
    path=_TUPLE,
)


@given(_PASSAGE)
def test_a_passage_comes_back_as_it_was(passage: Passage) -> None:
    line = store.to_line(passage)
    assert line.count(b"\n") == 1
    assert store.from_line(line) == passage


def test_passages_are_found_by_number_and_by_id(tmp_path: Path, passages: tuple[Passage, ...]) -> None:
    store.write(passages, tmp_path)
    found = PassageStore(tmp_path)
    assert tuple(found) == passages
    assert found[found.number("p7")] == passages[7]
    assert len(found) == len(passages)


def test_an_unknown_id_is_a_key_error(tmp_path: Path, passages: tuple[Passage, ...]) -> None:
    store.write(passages, tmp_path)
    with pytest.raises(KeyError):
        PassageStore(tmp_path).number("mat")


def test_no_passages_are_a_store_too(tmp_path: Path) -> None:
    store.write([], tmp_path)
    assert list(PassageStore(tmp_path)) == []


@pytest.mark.parametrize("id_", ["a\rb", "a\u2028b", "Điều 6 › khoản 3", "qd-294/3.5.1/b"])
def test_an_odd_id_does_not_shift_the_others(id_: str, tmp_path: Path) -> None:
    rows = [Passage(name, PassageKind.IMPORTED, "", (), name) for name in (id_, "sau")]
    store.write(rows, tmp_path)
    found = PassageStore(tmp_path)
    assert (found.number(id_), found.number("sau")) == (0, 1)
