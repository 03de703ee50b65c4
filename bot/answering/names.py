"""The names that only one added article knows; a question that gives one is about that article.

A name is two or more capitalised words inside a sentence ("Tân Bình"), or a numbered place ("quận 10").
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from index.search import query_of
from knowledge.library import Added
from knowledge.provinces import CITY
from knowledge.records import NEWS, Card, Document
from knowledge.spelling import fold

_NAME = re.compile(r"(?<!\w)[A-ZĐÀ-ỸƯƠĂÂÊÔ][a-zà-ỹđưăâêôơ]+(?:\s[A-ZĐÀ-ỸƯƠĂÂÊÔ][a-zà-ỹđưăâêôơ]+)+")
_PLACE = re.compile(r"\b(?:quận|phường|khu phố|tổ|ấp|khóm)\s+\d+\b", re.IGNORECASE)


def terms(text: str) -> Iterator[str]:
    """The folded words of a text and their pairs."""
    words = query_of(text).folded
    yield from words
    yield from (f"{a} {b}" for a, b in pairwise(words))


def names_of(added: Iterable[Added], cards: Iterable[Card]) -> Mapping[str, list[str]]:
    """For each added article the folded pairs of words that its names are made of and no card holds, and its province.

    Questions under lines are stories that may name any place, so they do not count.
    """
    articles = [one for one in added if one.document.kind == NEWS]
    known = {term for card in cards for term in _card_terms(card)} if articles else set()
    found = {}
    for one in articles:
        text = "\n".join((one.document.title, *(clause.text for clause in one.clauses)))
        written = [match[0] for pattern in (_NAME, _PLACE) for match in pattern.finditer(text)]
        pairs = {f"{a} {b}" for name in written for a, b in pairwise(fold(name).split())}
        found[one.document.id] = sorted((pairs - known) | _province(one.document))
    return found


def _province(document: Document) -> set[str]:
    """The pairs of words of the article's province; the city's name is also that of a man whose example is studied."""
    return set() if document.scope == CITY else {f"{a} {b}" for a, b in pairwise(fold(document.scope).split())}


def _card_terms(card: Card) -> Iterator[str]:
    for text in (card.topic, card.title, *card.questions, *(line.text for line in card.lines)):
        yield from terms(text)
