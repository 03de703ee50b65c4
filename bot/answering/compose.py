"""Step 5, compose: lines copied from the index, the one that answers first; nothing is written here."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answering.answer import Answer, AnswerLine, AnswerStatus
from bot.answering.base import Base
from bot.answering.clauses import cited_lines, clause_answer, lines_of_article, named_documents, unheld_clause
from bot.answering.decide import is_confident, refusal
from bot.answering.lines import CLOSE, SCREEN, fit, likely_lines, ranked_lines
from bot.answering.references import asks_about_document
from bot.answering.slots import is_definition
from bot.answering.status_lines import premise_lines, status_lines
from bot.answering.sureness import sure
from bot.answering.turn import Candidate, Turn
from bot.texts import text
from knowledge.records import Card, Mark, Slot

CLAUSE_AHEAD = 0.5
# A question of so few syllables, asking for nothing, is given this many readings to choose from.
FEW_WORDS = 4
READINGS = 3
SUGGESTIONS = 3


def compose(turn: Turn, base: Base) -> None:
    opening = (*status_lines(turn, base), *premise_lines(turn, base))
    if turn.news and not turn.references:
        turn.answer = _from_news(turn)
        return
    if wants_clause(turn, base) and (quoted := clause_answer(turn, base)):
        turn.answer = _from_clause(opening, quoted, turn, base)
    elif is_ambiguous(turn):
        turn.answer = Answer(AnswerStatus.CLARIFY, text("status.clarify"), suggestions=suggestions(turn.candidates))
    elif cited := cited_lines(turn, base):
        lines = fit([*opening, *cited], SCREEN)
        turn.answer = Answer(_status(turn), _lead(turn), lines, suggestions=suggestions(turn.candidates))
    elif (unheld := unheld_clause(turn, base)) and asks_about_document(turn.question):
        turn.answer = _without_clause(unheld, fit([*opening, *lines_of_article(turn, base)], SCREEN), turn)
    elif turn.candidates and (not opening or turn.old_level or is_confident(turn, base)):
        turn.answer = _from_card(opening, turn, base)
    elif opening:
        turn.answer = Answer(_status(turn), _lead(turn), opening, suggestions=suggestions(turn.candidates))


def _from_card(opening: Sequence[AnswerLine], turn: Turn, base: Base) -> Answer:
    best = turn.candidates[0].card
    said = {line.text for line in opening}
    likely = [line for line in likely_lines(turn, base) if line.text not in said]
    if likely and not opening and likely[0].mark == Mark.UNKNOWN:
        return refusal(AnswerStatus.REFUSED_NOT_FOUND, turn, likely[0].text)
    around = len(_lead(turn)) + sum(map(len, card_warnings(best)))
    lines = sorted(fit([*opening, *likely], SCREEN - around), key=lambda line: line.aside)
    return Answer(
        _status(turn),
        _lead(turn),
        tuple(lines),
        missing=missing(best, turn),
        warnings=tuple(card_warnings(best)),
        suggestions=suggestions(turn.candidates[1:]),
        card=best.id,
        slots=tuple(best.slots),
        details=tuple(line for line in likely if not line.aside and line not in lines),
    )


def _without_clause(why: str, lines: Sequence[AnswerLine], turn: Turn) -> Answer:
    """The document's standing and its article: a card about another clause would pass for the one asked for."""
    if not lines:
        return refusal(AnswerStatus.REFUSED_NOT_FOUND, turn, why)
    return Answer(AnswerStatus.ANSWERED_PARTLY, why, tuple(lines), suggestions=suggestions(turn.candidates))


def _from_news(turn: Turn) -> Answer:
    """Sentences of an article, said to be news; the nearest rules are offered as questions."""
    return Answer(
        AnswerStatus.ANSWERED, text("answer.quoted_news"), turn.news, suggestions=suggestions(turn.candidates)
    )


def _from_clause(opening: Sequence[AnswerLine], quoted: Sequence[AnswerLine], turn: Turn, base: Base) -> Answer:
    """A clause word for word; where its document is over, the rule of today stands beside it."""
    old = any(cited.document.is_over for line in quoted for cited in line.citations)
    today = [replace(ranked_lines(one.card, turn, base)[0], aside=True) for one in turn.candidates[: int(old)]]
    lead = text("answer.quoted_replaced") if old else ""
    status = AnswerStatus.ANSWERED_OUTDATED_PREMISE if old else AnswerStatus.ANSWERED
    return Answer(status, lead, (*opening, *quoted, *today), suggestions=suggestions(turn.candidates))


def wants_clause(turn: Turn, base: Base) -> bool:
    """Whether to answer from an added document: the question names it, or its clause fits better than any card."""
    if turn.asks_status or not turn.clauses:
        return False
    if any(found.passage.partition("/")[0] in named_documents(turn) for found in turn.clauses):
        return True
    best = turn.clauses[0]
    document = base.catalogue[best.passage.partition("/")[0]]
    return not document.is_over and (best.score > turn.best_card + CLAUSE_AHEAD or not is_confident(turn, base))


def is_ambiguous(turn: Turn) -> bool:
    """Whether a question of a word or two could mean several cards: it asks for nothing yet."""
    words = turn.query.split()
    asks = turn.asked or turn.yes_no or turn.references or turn.context or is_definition(turn.question)
    if asks or len(words) > FEW_WORDS or len(turn.candidates) < READINGS:
        return False
    return turn.candidates[0].score - turn.candidates[1].score < CLOSE


def _status(turn: Turn) -> AnswerStatus:
    if is_outdated(turn):
        return AnswerStatus.ANSWERED_OUTDATED_PREMISE
    return AnswerStatus.ANSWERED_PARTLY if turn.unknown or is_unsure(turn) else AnswerStatus.ANSWERED


def _lead(turn: Turn) -> str:
    if is_outdated(turn):
        return text("status.answered_outdated_premise")
    if turn.unknown:
        return text("answer.unknown_words", words=", ".join(f"«{word}»" for word in turn.unknown))
    return text("status.answered_partly") if is_unsure(turn) else ""


def is_unsure(turn: Turn) -> bool:
    """Whether the card is only the nearest thing known; a question about a document's standing is answered by it."""
    if turn.asks_status and any(reference.known for reference in turn.references):
        return False
    return bool(turn.candidates) and turn.sureness < sure()


def is_outdated(turn: Turn) -> bool:
    """Whether the question names a document that is over on its day, or a level that is no more."""
    return turn.outdated or turn.old_level


def missing(card: Card, turn: Turn) -> tuple[Slot, ...]:
    """The dossier when that alone was asked for and the card has none: it is named as missing."""
    return tuple(slot for slot in turn.asked if turn.asked == (Slot.DOSSIER,) and slot not in card.slots)


def card_warnings(card: Card) -> Iterable[str]:
    if not card.is_central:
        yield text("answer.other_locality", scope=card.scope)


def suggestions(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    return tuple(candidate.card.questions[0] for candidate in candidates[:SUGGESTIONS])
