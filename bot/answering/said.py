"""What each card says and where: every word and pair of words without diacritics, worked out when the index is built.

One sorted array of 64-bit entries, a card's number, a 40-bit hash of the term and its place, so that what all
candidates say of a question is one look-up. Two terms of one card share a hash once in some 10**9 look-ups.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.answering.names import terms
from knowledge.records import Card

_HASH_BYTES, _PLACE_BITS = 5, 2
_CARD_SHIFT = 8 * _HASH_BYTES + _PLACE_BITS

Places = NDArray[np.int64]


class Place(IntEnum):
    """Where a card says a word first: in its title, its head (topic and questions), its lines, or not at all."""

    TITLE = 0
    HEAD = 1
    LINES = 2
    NOWHERE = 3


@dataclass(frozen=True, slots=True)
class Said:
    """``entries`` (int64, sorted) and the number of each card by its id."""

    entries: NDArray[np.int64]
    numbers: dict[str, int]

    def places(self, cards: Sequence[Card], asked: Iterable[str]) -> Places:
        """Where each card says each of these terms: a ``Place``, shape (cards, terms)."""
        cards_at = np.array([self.numbers[card.id] for card in cards], np.int64) << _CARD_SHIFT
        wanted = cards_at[:, None] | np.array([_hashed(term) for term in asked], np.int64)
        found = self.entries[np.minimum(np.searchsorted(self.entries, wanted), len(self.entries) - 1)]
        same = found >> _PLACE_BITS == wanted >> _PLACE_BITS
        places: Places = np.where(same, found & (1 << _PLACE_BITS) - 1, int(Place.NOWHERE))
        return places


def said_by(cards: Iterable[Card]) -> bytes:
    """The entries of these cards in their order, little-endian, for ``said_from``."""
    entries = [entry for number, card in enumerate(cards) for entry in _entries(number, card)]
    return np.sort(np.array(entries, "<i8")).tobytes()


def said_from(content: bytes, ids: Iterable[str]) -> Said:
    """What ``said_by`` wrote for the cards with these ids, in the order they had then."""
    return Said(np.frombuffer(content, "<i8"), {id_: number for number, id_ in enumerate(ids)})


def _entries(number: int, card: Card) -> list[int]:
    lines = tuple(line.text for line in card.lines)
    texts = {Place.LINES: lines, Place.HEAD: (card.topic, *card.wordings), Place.TITLE: (card.title,)}
    # A place further ahead takes the word over.
    first = {term: place for place, said in texts.items() for text in said for term in terms(text)}
    return [number << _CARD_SHIFT | _hashed(term) | place for term, place in first.items()]


@lru_cache(maxsize=4096)
def _hashed(term: str) -> int:
    digest = hashlib.blake2b(term.encode(), digest_size=_HASH_BYTES).digest()
    return int.from_bytes(digest, "big") << _PLACE_BITS
