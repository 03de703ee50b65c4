"""What the assistant answers from: the index and the knowledge that one generation holds, opened together."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.answering.names import names_of, terms
from bot.answering.said import Place, Places, Said, said_by, said_from
from index import search
from index.abbreviations import Company
from index.encoder import Encoder
from index.search import Index
from knowledge.cards_file import CARDS, bundled_cards, card_files
from knowledge.catalogue import CATALOGUE, Catalogue, bundled_catalogue
from knowledge.glossary import GLOSSARY, Expander, bundled_glossary, glossary_from_json, glossary_to_json
from knowledge.library import Added, merged
from knowledge.passages import card_passages, clause_passages
from knowledge.records import Card, Passage
from knowledge.serial import CardShelf, cards_to_json, catalogue_from_json, catalogue_to_json

_CATALOGUE, _CARDS, _GLOSSARY, _NEWS = "catalogue.json", "cards.json", "glossary.json", "news.json"
_SAID = "said.bin"
# Raised when what is made of the same files changes, so that indexes built before are rebuilt.
RECIPE = 5
PAIR_WEIGHT = 0.5
# Questions whose weights are kept, for their several steps to ask for.
REMEMBERED = 8


class Span(NamedTuple):
    """The numbers of a card's passages: the whole card is ``first``, then its wordings; its lines from ``lines`` on;
    ``last`` is one past them."""

    first: int
    lines: int
    last: int


@dataclass(frozen=True)
class Base:
    """One generation open for answering."""

    index: Index

    @cached_property
    def catalogue(self) -> Catalogue:
        return catalogue_from_json(self.index.extra(_CATALOGUE))

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        return CardShelf(self.index.extra(_CARDS))

    @cached_property
    def _said(self) -> Said:
        return said_from(self.index.extra(_SAID), self.cards)

    def places(self, cards: Sequence[Card], terms: Iterable[str]) -> Places:
        """Where each card says each of these terms: a ``Place``, shape (cards, terms)."""
        return self._said.places(cards, terms)

    def coverages(self, cards: Sequence[Card], weights: Mapping[str, float]) -> NDArray[np.float64]:
        """The share (0-1) of a question's weight that each card says up to each ``Place``: shape (cards, 3)."""
        if not weights:
            return np.zeros((len(cards), int(Place.NOWHERE)))
        weighed, places = np.array(list(weights.values())), self.places(cards, weights)
        shares = [(places <= within) @ weighed for within in range(Place.NOWHERE)]
        return np.stack(shares, axis=1) / max(float(weighed.sum()), 1e-6)

    def coverage(self, card: Card, weights: Mapping[str, float], within: Place = Place.LINES) -> float:
        """The share (0-1) of a question's weight that the card says in its places up to ``within``."""
        return float(self.coverages([card], weights)[0, within])

    def terms(self, text: str) -> frozenset[str]:
        """The folded words and pairs of words of a text."""
        return frozenset(terms(text))

    def span(self, card: Card) -> Span:
        """Where the card's passages stand."""
        return self._span(card.id)

    @cached_property
    def _span(self) -> Callable[[str], Span]:
        return lru_cache(maxsize=len(self.cards))(self._find_span)

    def _find_span(self, card_id: str) -> Span:
        card, first = self.cards[card_id], self.index.passages.number(card_id)
        lines = first + 1 + len(card.wordings)
        return Span(first, lines, lines + len(card.lines))

    def weights(self, folded: Iterable[str]) -> Mapping[str, float]:
        """The folded words of a question and their pairs with how telling each is: idf, a pair by the rarer word."""
        return self._weighed(tuple(folded))

    @cached_property
    def _weighed(self) -> Callable[[tuple[str, ...]], Mapping[str, float]]:
        return lru_cache(maxsize=REMEMBERED)(self._weigh)

    def _weigh(self, folded: tuple[str, ...]) -> Mapping[str, float]:
        idf = dict(zip(folded, self.index.folded.idf(folded), strict=True))
        pairs = {f"{a} {b}": PAIR_WEIGHT * max(idf[a], idf[b]) for a, b in pairwise(folded)}
        return idf | pairs

    @cached_property
    def news(self) -> Mapping[str, frozenset[str]]:
        """The names that only one added article knows, folded, by the article's id."""
        rows: dict[str, list[str]] = json.loads(self.index.extra(_NEWS))
        return {id_: frozenset(names) for id_, names in rows.items()}

    @cached_property
    def expander(self) -> Expander:
        return Expander(glossary_from_json(self.index.extra(_GLOSSARY)), Company(self.index.folded).choose)


def _bundled_files() -> Iterator[Traversable]:
    yield from (CATALOGUE, GLOSSARY)
    yield from card_files(CARDS)


def corpus_hash(added: str = "") -> str:
    """The hash of everything the index is made of; ``added`` is the hash of the operator's library."""
    digest = hashlib.sha256(f"{RECIPE} {added}".encode())
    for file in _bundled_files():
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def build_base(
    root: Path,
    encoder: Encoder,
    added: tuple[Added, ...] = (),
    added_hash: str = "",
    cards: tuple[Card, ...] | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> None:
    """Build a generation of the bundled knowledge (or other ``cards``) and the added documents under ``root``."""
    catalogue = merged(bundled_catalogue(), [one.document for one in added])
    cards = bundled_cards() if cards is None else cards
    passages: list[Passage] = [passage for card in cards for passage in card_passages(card)]
    for one in added:
        passages += clause_passages(one.document, one.clauses)
    extras = {
        _CATALOGUE: catalogue_to_json(catalogue),
        _CARDS: cards_to_json(cards),
        _GLOSSARY: glossary_to_json(bundled_glossary()),
        _SAID: said_by(cards),
        _NEWS: json.dumps(names_of(added, cards)).encode(),
    }
    search.build(passages, root, encoder, extras, corpus_hash(added_hash), progress)
