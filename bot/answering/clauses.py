"""Answers from clauses of added documents: verbatim, whole, under the clause's own number."""

import re
from collections.abc import Collection, Iterator, Sequence

from bot.answering.answer import AnswerLine, Cited
from bot.answering.base import Base
from bot.answering.lines import answer_line
from bot.answering.references import CHARTER_ID, names_charter
from bot.answering.turn import Turn
from bot.texts import text
from knowledge.numbering import slug
from knowledge.records import Mark, Passage
from knowledge.spelling import fold, normalise
from knowledge.splitting import clause_id

# A clause is shown whole; a longer one ends with a line that says where to read on.
LONGEST = 2400
FOUND_BESIDE = 8
_DECIMAL = re.compile(r"(?<![\d./-])(\d{1,2}(?:\.\d{1,2})+)(?![\d./%-])")
_NAMED = re.compile(r"(?<!\w)(điều|dieu|khoản|khoan|mục|muc|điểm|diem)\s+([0-9]+(?:\.[0-9]+)*|[a-zđ])(?![\w.])")

_MARKED = {"dieu": "Điều", "khoan": "khoản", "muc": "mục", "diem": "điểm"}


def clause_answer(turn: Turn, base: Base) -> tuple[AnswerLine, ...]:
    """The lines of the clause that a question names or, when it names none, that best fits it; else empty."""
    named = bool(_labels(turn.question)) and bool(named_documents(turn))
    root = _named_clause(turn, base) if named else _found_clause(turn, base)
    return tuple(_lines(root, base)) if root else ()


def named_documents(turn: Turn) -> frozenset[str]:
    """Ids of the documents that the question names, the likeliest for each number."""
    return frozenset(document.id for reference in turn.references for document in reference.documents[:1])


def _named_clause(turn: Turn, base: Base) -> str:
    """The clause that the question gives by number in a document it names, or ``""``."""
    wanted = tuple(slug(label) for label in _labels(turn.question))
    documents = named_documents(turn)
    if not wanted:
        return ""
    for id_ in base.index.passages.ids:
        document, *path = clause_id(id_).split("/")
        if document in documents and tuple(path[-len(wanted) :]) == wanted:
            return clause_id(id_)
    return ""


def _cited_documents(turn: Turn) -> frozenset[str]:
    return named_documents(turn) | ({CHARTER_ID} if names_charter(turn.question) else set())


def cited_lines(turn: Turn, base: Base) -> tuple[AnswerLine, ...]:
    """Lines of cards that cite the very clause that a question names, for a document whose text is not held."""
    return _citing(_labels(turn.question), _cited_documents(turn), base)


def lines_of_article(turn: Turn, base: Base) -> tuple[AnswerLine, ...]:
    """Lines of cards that cite the article around the clause that a question names."""
    return _citing(_labels(turn.question)[:1], _cited_documents(turn), base)


def _citing(labels: Sequence[str], documents: Collection[str], base: Base) -> tuple[AnswerLine, ...]:
    if not labels or not documents:
        return ()
    wanted = [re.compile(rf"(?<![\w.]){re.escape(normalise(label))}(?![\w.])") for label in labels]
    return tuple(
        answer_line(line, slot, base)
        for card in base.cards.values()
        for slot, lines in card.slots.items()
        for line in lines
        if any(
            citation.document in documents and all(label.search(normalise(citation.clause)) for label in wanted)
            for citation in line.citations
        )
    )


def unheld_clause(turn: Turn, base: Base) -> str:
    """Why the clause that a question names in a known document cannot be shown, or ``""`` when it names none."""
    label = clause_label(turn.question)
    documents = _cited_documents(turn)
    if not documents or not label or _named_clause(turn, base) or cited_lines(turn, base):
        return ""
    document = base.catalogue[min(documents)]
    held = any(id_.startswith(f"{document.id}/") for id_ in base.index.passages.ids)
    return text("answer.no_such_clause" if held else "answer.clause_not_held", clause=label, number=document.number)


def clause_label(question: str) -> str:
    """The clause as the question names it, innermost first: ``khoản 2 điều 10``."""
    decimal = _DECIMAL.search(question)
    named = [f"{_MARKED[fold(kind)]} {number}" for kind, number in _NAMED.findall(normalise(question))]
    return " ".join(named) or (text("answer.clause_numbered", number=decimal[1]) if decimal else "")


def _labels(question: str) -> tuple[str, ...]:
    """Labels as a document writes them, outer to inner: ``khoản 2 điều 10`` gives ``("Điều 10", "2")``."""
    found = dict(_NAMED.findall(normalise(question)))
    decimal = _DECIMAL.search(question)
    article = found.get("điều") or found.get("dieu")
    number = decimal[1] if decimal else found.get("khoản") or found.get("khoan") or found.get("mục") or found.get("muc")
    letter = found.get("điểm") or found.get("diem")
    labels = [f"Điều {article}" if article else "", number or "", letter if letter and letter.isalpha() else ""]
    return tuple(label for label in labels if label)


def _found_clause(turn: Turn, base: Base) -> str:
    """The best found clause, or the clause around it when that was found too."""
    if not turn.clauses:
        return ""
    best = clause_id(turn.clauses[0].passage)
    parent = best.rpartition("/")[0]
    beside = {clause_id(found.passage) for found in turn.clauses[:FOUND_BESIDE]}
    siblings = [id_ for id_ in beside if id_.rpartition("/")[0] == parent]
    return parent if parent in beside or (len(siblings) > 1 and "/" in parent) else best


def _lines(root: str, base: Base) -> Iterator[AnswerLine]:
    room = LONGEST
    for passage in _under(root, base):
        room -= len(passage.text)
        if room < 0:
            return
        document = base.catalogue[passage.document]
        mark = Mark.HISTORY if document.is_over else Mark.NONE
        cited = Cited(document, " › ".join(passage.path), passage.id)
        yield AnswerLine(passage.text, (cited,), mark=mark, quoted=True)


def _under(root: str, base: Base) -> Iterator[Passage]:
    """The clause and everything under it, in the document's order."""
    # 3.5.1 stands under 3.5 though its path does not say so.
    decimal = (f"{root}.",) if root[-1:].isdigit() else ()
    for number, id_ in enumerate(base.index.passages.ids):
        if clause_id(id_) == root or id_.startswith((f"{root}/", *decimal)):
            yield base.index.passages[number]
