"""What the catalogue itself can say: whether a named document is in force, and what stands in its place."""

from bot.answering.answer import AnswerLine, Cited
from bot.answering.base import Base
from bot.answering.dates import vietnamese_date
from bot.answering.references import asks_about_document
from bot.answering.turn import Turn
from bot.texts import text
from knowledge.records import Document, Mark


def status_lines(turn: Turn, base: Base) -> tuple[AnswerLine, ...]:
    """One line a named document: its chain when it is over, its standing when that was asked."""
    lines: list[AnswerLine] = []
    for reference in turn.references:
        if not reference.known:
            continue
        document = reference.documents[0]
        if document.is_over:
            lines.append(_over(document, base))
        elif turn.asks_status or asks_about_document(turn.question):
            lines.append(_standing(document))
    return tuple(lines)


def dated(document: Document) -> str:
    """Number and date, the way a citation must always show a document."""
    date = vietnamese_date(document.date)
    key = "document.dated" if date else "document.undated"
    return text(key, number=document.number, date=date)


def _over(document: Document, base: Base) -> AnswerLine:
    chain = base.catalogue.chains(document.id)[0]
    if len(chain) == 1:
        return AnswerLine(text("chain.expired", document=dated(document)), (Cited(document),))
    steps = [dated(step) for step in chain[1:]]
    key = "chain.replaced" if len(steps) == 1 else "chain.replaced_twice"
    said = text(key, document=dated(document), between=", ".join(steps[:-1]), now=steps[-1], title=chain[-1].title)
    return AnswerLine(said, (Cited(chain[-1]), Cited(document)))


def _standing(document: Document) -> AnswerLine:
    key = f"chain.{document.status.replace('-', '_')}"
    said = text(
        key,
        document=dated(document),
        issuer=document.issuer,
        title=document.title,
        as_of=vietnamese_date(document.status_as_of),
    )
    mark = Mark.NONE if document.in_force else Mark.NEEDS_CHECK
    return AnswerLine(said, (Cited(document),), mark=mark)
