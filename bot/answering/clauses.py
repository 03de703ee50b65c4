"""Answers from clauses of added documents: verbatim, whole, under the clause's own number."""

import re
from collections.abc import Iterator

from bot.answering.answer import AnswerLine, Cited
from bot.answering.base import Base
from bot.answering.turn import Turn
from knowledge.records import Mark, Passage
from knowledge.spelling import fold, normalise
from knowledge.splitting import clause_id

# A clause is shown whole; a longer one ends with a line that says where to read on.
LONGEST = 2400
FOUND_BESIDE = 8
_DECIMAL = re.compile(r"(?<![\d./-])(\d{1,2}(?:\.\d{1,2})+)(?![\d./%-])")
_NAMED = re.compile(r"(?<!\w)(dieu|khoan|muc|chuong|diem)\s+([0-9]+(?:\.[0-9]+)*|[ivx]+|[a-zđ])(?!\w)")


def clause_answer(turn: Turn, base: Base) -> tuple[AnswerLine, ...]:
    """The lines of the clause that a question names or that best fits it; empty when no clause does."""
    root = _named_clause(turn, base) or _found_clause(turn, base)
    return tuple(_lines(root, base)) if root else ()


def _named_clause(turn: Turn, base: Base) -> str:
    """The clause that the question gives by number in a document it names, or ``""``."""
    labels = _labels(turn.question)
    documents = {document.id for reference in turn.references for document in reference.documents[:1]}
    if not labels:
        return ""
    for id_ in base.index.passages.ids:
        document, _, path = id_.partition("/")
        if document in documents and _is_at(fold(path), labels):
            return clause_id(id_)
    return ""


def _labels(question: str) -> tuple[str, ...]:
    """Labels as written from the outer to the inner: ``khoản 2 điều 10`` gives ``("dieu 10", "2")``."""
    plain = fold(question)
    found = dict(_NAMED.findall(plain))
    decimal = _DECIMAL.search(plain)
    labels = [f"dieu {found['dieu']}"] if "dieu" in found else []
    labels += [decimal[1]] if decimal else [found[kind] for kind in ("muc", "khoan") if kind in found][:1]
    return tuple(labels + ([_letter(question)] if "diem" in found and not decimal else []))


def _letter(question: str) -> str:
    match = re.search(r"điểm\s+([a-zđ])(?!\w)", normalise(question))
    return match[1] if match else ""


def _is_at(path: str, labels: tuple[str, ...]) -> bool:
    parts = path.split("/")
    return len(parts) >= len(labels) and tuple(parts[-len(labels) :]) == labels


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
    for number, id_ in enumerate(base.index.passages.ids):
        if clause_id(id_) == root or id_.startswith(f"{root}/"):
            yield base.index.passages[number]
