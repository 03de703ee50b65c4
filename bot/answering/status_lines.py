"""What the catalogue itself can say: whether a named document is in force, and what stands in its place."""

import re

from bot.answering.answer import AnswerLine, Cited
from bot.answering.base import Base
from bot.answering.dates import vietnamese_date
from bot.answering.labels import document_label
from bot.answering.lines import answer_line
from bot.answering.references import asks_about_document
from bot.answering.turn import Turn
from bot.texts import text
from knowledge.catalogue import Catalogue
from knowledge.records import Document, Mark
from knowledge.spelling import fold

_DISTRICT = re.compile(r"\b(?:huyen uy|quan uy|thi uy|cap huyen|dang uy huyen|ban to chuc huyen)\b")
NO_DISTRICT = "he-thong-to-chuc-dang-ba-cap"


def status_lines(turn: Turn, base: Base) -> tuple[AnswerLine, ...]:
    """One line a named document: its chain when it is over, its standing when that was asked."""
    lines: list[AnswerLine] = []
    for reference in turn.references:
        if not reference.known:
            continue
        document = reference.documents[0]
        if is_over_on(document, turn.as_of, base.catalogue):
            lines.append(_over(document, base))
        elif turn.asks_status or asks_about_document(turn.question):
            lines.append(_standing(document))
    return tuple(lines)


def premise_lines(turn: Turn, base: Base) -> tuple[AnswerLine, ...]:
    """What a question takes for granted that is no more: the district level of the Party's organisation."""
    if not turn.old_level or NO_DISTRICT not in base.cards:
        return ()
    card = base.cards[NO_DISTRICT]
    lines = ((slot, line) for slot, rows in card.slots.items() for line in rows)
    return tuple(answer_line(line, slot, base) for slot, line in lines if _DISTRICT.search(fold(line.text)))[:1]


def names_old_level(question: str) -> bool:
    return bool(_DISTRICT.search(fold(question)))


def is_over_on(document: Document, day: str, catalogue: Catalogue) -> bool:
    """Whether a document is over on ``day`` (ISO; empty for today): what replaced it had taken effect by then."""
    if not day or not document.replaced_by:
        return document.is_over
    return any(started(catalogue[id_]) <= day for id_ in document.replaced_by)


def started(document: Document) -> str:
    """The day a document took effect, or the day it bears; partial dates compare by what they have."""
    return document.effective_from or document.date


def _over(document: Document, base: Base) -> AnswerLine:
    chain = base.catalogue.chains(document.id)[0]
    if len(chain) == 1:
        return AnswerLine(text("chain.expired", document=document_label(document)), (Cited(document),))
    steps = [document_label(step) for step in chain[1:]]
    key = "chain.replaced" if len(steps) == 1 else "chain.replaced_twice"
    said = text(
        key, document=document_label(document), between=", ".join(steps[:-1]), now=steps[-1], title=chain[-1].title
    )
    return AnswerLine(said, (Cited(chain[-1]), Cited(document)))


def _standing(document: Document) -> AnswerLine:
    key = "chain.in_force" if document.is_over else f"chain.{document.status.replace('-', '_')}"
    said = text(
        key,
        document=document_label(document),
        issuer=document.issuer,
        title=document.title,
        as_of=vietnamese_date(document.status_as_of),
    )
    mark = Mark.NONE if document.in_force else Mark.NEEDS_CHECK
    return AnswerLine(said, (Cited(document),), mark=mark)
