"""What a file that was read is: a ruling the catalogue knows, a new ruling, or an article; and its clauses."""

from dataclasses import dataclass, replace

from knowledge.articles import article, is_article, news_clauses, news_document
from knowledge.catalogue import Catalogue
from knowledge.gate import admit, refuse_marked
from knowledge.head import matched, proposed
from knowledge.readers.reading import Reading
from knowledge.records import Clause, Document
from knowledge.structure import structure


@dataclass(frozen=True, slots=True)
class Taken:
    """A file taken apart. ``is_new`` marks a ruling that the catalogue does not list; ``gaps`` its odd numbering."""

    document: Document
    clauses: tuple[Clause, ...]
    gaps: tuple[str, ...] = ()
    is_new: bool = False


def taken(reading: Reading, catalogue: Catalogue) -> Taken:
    """Which document a file is and its clauses; raises ``RefusedError`` for what may not enter."""
    paper = structure("", reading.pages, reading.wrapped)
    if is_article(reading.kind, paper):
        refuse_marked(paper, reading.source.name)
        found = article(reading.pages, reading.wrapped)
        document = news_document(found)
        return Taken(document, _named(document, tuple(news_clauses(found))))
    head = admit(paper, reading.source.name, lambda head: matched(head, catalogue) is not None)
    known = matched(head, catalogue)
    document = known or proposed(head, catalogue)
    return Taken(document, _named(document, paper.clauses), paper.gaps, is_new=known is None)


def _named(document: Document, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    return tuple(replace(clause, id=document.id + clause.id, document=document.id) for clause in clauses)
