"""Step 3, retrieve: passages found by the index, gathered into cards and clauses, weighted and recorded."""

from collections import defaultdict
from collections.abc import Container

from bot.answering.answer import Evidence
from bot.answering.base import Base
from bot.answering.belonging import belonging
from bot.answering.follow_up import favour_new_matter
from bot.answering.news import told_in_news
from bot.answering.ranking import ranked
from bot.answering.scope import in_scope
from bot.answering.sureness import sureness
from bot.answering.turn import Candidate, FoundClause, Turn
from index.search import Hit
from knowledge.provinces import is_named
from knowledge.records import CENTRAL, NEWS, Card, Document
from knowledge.spelling import fold

WIDE = 80
RANKED = 12
SAME_DOCUMENT = 0.8
REPLACED_CLAUSE = -1.5
# Shorter unknown words are slips and chat letters, not matters.
SHORTEST_UNKNOWN = 3


def retrieve(turn: Turn, base: Base) -> None:
    for candidate in favour_new_matter(turn, base, ranked(turn, base, proposed(turn, base))):
        (turn.candidates if fits_locality(candidate.card, turn) else turn.elsewhere).append(candidate)
    turn.clauses.sort(key=lambda clause: -clause.score)
    turn.news = told_in_news(turn, base)
    measure(turn, base)


def proposed(turn: Turn, base: Base) -> list[Candidate]:
    """The cards of the passages that the index finds, best first; clauses are put aside in ``turn``."""
    turn.prepared = base.index.prepare(turn.query)
    hits = base.index.search(turn.prepared, WIDE)
    named = {document.id for reference in turn.references for document in reference.documents[:1]}
    found: defaultdict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        owner = hit.id.partition("/")[0]
        if owner in base.cards:
            found[owner].append(hit)
        elif (document := base.catalogue.get(owner)) and may_answer(document, turn, named):
            turn.clauses.append(FoundClause(hit.id, hit.score + _clause_weight(document, turn)))
    candidates = [_candidate(base.cards[id_], parts, turn) for id_, parts in found.items()]
    candidates.sort(key=lambda candidate: -candidate.score)
    turn.best_card = candidates[0].score if candidates else 0.0
    _record(turn, hits, candidates)
    turn.similarity = max((hit.parts["dense"] for hit in hits), default=0.0)
    return candidates[:RANKED]


def may_answer(document: Document, turn: Turn, named: Container[str]) -> bool:
    """Whether clauses of a document may stand as an answer; articles answer through ``news`` alone."""
    return document.kind != NEWS and (document.id in named or fits_scope(document.scope, turn))


def _candidate(card: Card, parts: list[Hit], turn: Turn) -> Candidate:
    score = max(hit.score for hit in parts)
    return Candidate(card, score + (SAME_DOCUMENT if _cites_named(card, turn) else 0.0), tuple(hit.id for hit in parts))


def _cites_named(card: Card, turn: Turn) -> bool:
    named = {document.id for reference in turn.references for document in reference.documents}
    return bool(named) and any(citation.document in named for line in card.lines for citation in line.citations)


def _clause_weight(document: Document, turn: Turn) -> float:
    named = {document.id for reference in turn.references for document in reference.documents[:1]}
    if document.id in named:
        return SAME_DOCUMENT
    return REPLACED_CLAUSE if document.is_over else 0.0


def fits_locality(card: Card, turn: Turn) -> bool:
    return fits_scope(card.scope, turn)


def fits_scope(scope: str, turn: Turn) -> bool:
    """What is of a province answers only a member of that province, or a question that names it."""
    if scope == CENTRAL:
        return True
    return is_named(scope, f"{fold(turn.locality)} . {fold(turn.query)}")


def measure(turn: Turn, base: Base) -> None:
    """How likely the question is of the field, how much of it the best card speaks of (0-1), how likely it answers."""
    turn.scope, turn.own_scope = in_scope(turn.query), in_scope(turn.own)
    if not turn.candidates:
        return
    weights = base.weights(turn.prepared.query.folded if turn.prepared else [])
    turn.unknown = _unknown(turn, base)
    _, turn.head_coverage, turn.coverage = base.coverages([turn.candidates[0].card], weights)[0].tolist()
    turn.sureness, turn.belonging = sureness(turn, base), belonging(turn, base)
    turn.trace["measure"] = (
        f"scope {turn.scope:.2f}, coverage {turn.coverage:.2f}, "
        f"belonging {turn.belonging:.2f}, sureness {turn.sureness:.2f}"
    )


def _unknown(turn: Turn, base: Base) -> tuple[str, ...]:
    """Words of the question that nothing in the index holds, even without diacritics: what cannot be answered."""
    query = base.index.prepare(turn.own).query
    pairs = zip(query.words, query.folded, strict=True)
    return tuple(
        word
        for word, plain in pairs
        if word.isalpha() and len(word) > SHORTEST_UNKNOWN and not base.index.folded.frequency(plain)
    )


def _record(turn: Turn, hits: list[Hit], candidates: list[Candidate]) -> None:
    """Every passage found, with the reason where its card is not looked at further."""
    ranked_cards = {id_ for candidate in candidates[:RANKED] for id_ in candidate.passages}
    clauses = {clause.passage for clause in turn.clauses}
    for hit in hits:
        reason = "" if hit.id in ranked_cards or hit.id in clauses else f"ngoài {RANKED} thẻ đầu"
        turn.evidence.append(Evidence(hit.id, hit.score, hit.parts, reason))
