"""What cards say, as a generation keeps it: the same as reading the card again."""

import pytest

from bot.answering.names import terms
from bot.answering.said import Place, Said, said_by, said_from
from knowledge.cards_file import bundled_cards
from knowledge.records import Card


@pytest.fixture(scope="module")
def cards() -> list[Card]:
    return list(bundled_cards()[:40])


@pytest.fixture(scope="module")
def said(cards: list[Card]) -> Said:
    return said_from(said_by(cards), [card.id for card in cards])


def place_of(term: str, card: Card) -> Place:
    """Read from the card itself, the title first."""
    lines = (line.text for line in card.lines)
    texts = {Place.TITLE: (card.title,), Place.HEAD: (card.topic, *card.wordings), Place.LINES: lines}
    found = (place for place, read in texts.items() if any(term in terms(text) for text in read))
    return next(found, Place.NOWHERE)


def test_every_term_is_where_the_card_says_it_first(cards: list[Card], said: Said) -> None:
    asked = list(terms(" ".join([cards[0].title, cards[20].questions[0], cards[39].lines[0].text, "xyz khongco"])))
    expected = [[place_of(term, card) for term in asked] for card in cards]
    assert said.places(cards, asked).tolist() == expected


def test_no_terms_asked_make_no_columns(cards: list[Card], said: Said) -> None:
    assert said.places(cards, []).shape == (len(cards), 0)


def test_the_order_of_cards_is_free(cards: list[Card], said: Said) -> None:
    asked = list(terms(cards[3].title))
    forth, back = said.places(cards, asked), said.places(cards[::-1], asked)
    assert forth[::-1].tolist() == back.tolist()
