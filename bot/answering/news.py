"""Questions about what an added article tells: known by a name in it, answered by its sentences word for word.

An article rules nothing, so it answers only a question that gives a name which no card speaks of.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.answering.answer import AnswerLine, Cited
from bot.answering.base import Base
from bot.answering.names import terms
from bot.answering.turn import Turn
from knowledge.articles import PARAGRAPH
from knowledge.records import Passage, Slot

_SENTENCE = re.compile(r"(?<=[.!?…;])\s+(?=[\"“(]?[A-ZĐÀ-ỸƯƠĂÂÊÔ0-9])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
LINES = 2
CLOSE = 0.85
FIGURE = 0.05
LEAST_SHARE, LEAST_OF_PROCEDURE = 0.5, 0.75
# What is asked of rules, hardly ever of news.
_PROCEDURE = (Slot.DOSSIER, Slot.STEPS, Slot.CONDITIONS)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """``share`` is how much of the question, names apart, the sentence speaks of (0 to 1, and more for a figure)."""

    share: float
    text: str
    passage: Passage


def told_in_news(turn: Turn, base: Base) -> tuple[AnswerLine, ...]:
    """The sentences that answer, in the article's order; empty when no article is asked about.

    A member who asks for a rule often names his own place too: the sentence must speak of what is asked, or of
    the year that is asked for. Of 17 questions tried, rules reached 0.46 and news 0.54.
    """
    id_ = _article(turn, base)
    found = list(_sentences(id_, turn, base)) if id_ else []
    ordered = sorted(found, key=lambda sentence: -sentence.share)[:LINES]
    least = LEAST_OF_PROCEDURE if set(turn.asked) & set(_PROCEDURE) else LEAST_SHARE
    if not ordered or not (ordered[0].share >= least or _same_year(turn.question, ordered[0].text)):
        return ()
    kept = [one for one in found if one in ordered and one.share >= CLOSE * ordered[0].share]
    document = base.catalogue[id_]
    return tuple(
        AnswerLine(one.text, (Cited(document, " › ".join(one.passage.path), one.passage.id),), quoted=True)
        for one in kept
    )


def _article(turn: Turn, base: Base) -> str:
    """The id of the article that holds most names of the question, or ``""``."""
    asked = set(terms(turn.query))
    counts = {id_: len(asked & names) for id_, names in base.news.items()}
    best = max(counts, key=lambda id_: counts[id_], default="")
    return best if counts.get(best) else ""


def _same_year(question: str, sentence: str) -> bool:
    return bool(set(_YEAR.findall(question)) & set(_YEAR.findall(sentence)))


def _sentences(article: str, turn: Turn, base: Base) -> Iterator[_Sentence]:
    """Each sentence with the weight of the asked words in it; the article's own names are in all of them."""
    weights = base.weights(turn.prepared.query.folded if turn.prepared else [])
    asked = {term: weight for term, weight in weights.items() if term not in base.news[article]}
    total = max(sum(asked.values()), 1e-6)
    for number, id_ in enumerate(base.index.passages.ids):
        if not id_.startswith(f"{article}/"):
            continue
        passage = base.index.passages[number]
        if not passage.path[0].startswith(PARAGRAPH):
            continue
        for text in _SENTENCE.split(passage.text):
            share = sum(asked[term] for term in asked.keys() & set(terms(text))) / total
            told = Slot.AMOUNT in turn.asked and re.search(r"\d", text)
            yield _Sentence(share + (FIGURE if told else 0.0), text, passage)
