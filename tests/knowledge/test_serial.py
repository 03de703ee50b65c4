"""A generation carries its knowledge as JSON: what goes in comes out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.cards_file import bundled_cards
from knowledge.catalogue import bundled_catalogue
from knowledge.records import Card, Citation, Line, Mark, Slot
from knowledge.serial import CardShelf, cards_to_json, catalogue_from_json, catalogue_to_json

_TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
_LINE = st.builds(
    Line,
    text=_TEXT,
    citations=st.lists(st.builds(Citation, _TEXT, _TEXT), min_size=1, max_size=3).map(tuple),
    mark=st.sampled_from(Mark),
    questions=st.lists(_TEXT, max_size=2).map(tuple),
)
_CARD = st.builds(
    Card,
    *(_TEXT,) * 3,
    questions=st.lists(_TEXT, max_size=3).map(tuple),
    scope=_TEXT,
    applies_from=_TEXT,
    related=st.lists(_TEXT, max_size=2).map(tuple),
    slots=st.dictionaries(st.sampled_from(Slot), st.lists(_LINE, max_size=2).map(tuple)),
)


@given(_CARD)
def test_a_card_comes_back_as_it_was(card: Card) -> None:
    assert CardShelf(cards_to_json([card]))[card.id] == card


def test_every_bundled_card_comes_back_as_it_was() -> None:
    cards = bundled_cards()
    shelf = CardShelf(cards_to_json(cards))
    assert tuple(shelf.values()) == cards
    assert len(shelf) == len(cards)


def test_the_bundled_catalogue_comes_back_as_it_was() -> None:
    catalogue = bundled_catalogue()
    assert dict(catalogue_from_json(catalogue_to_json(catalogue))) == dict(catalogue)


def test_an_unknown_card_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        CardShelf(b"{}")["khong-co"]


def test_vietnamese_stays_readable_in_the_file() -> None:
    content = catalogue_to_json(bundled_catalogue())
    assert "Điều lệ Đảng".encode() in content
    assert isinstance(json.loads(content), list)
