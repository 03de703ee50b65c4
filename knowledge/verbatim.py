"""Cards held against the clauses they cite: a figure that a card gives must stand in the clause, or the card is told.

Only documents in the library can be looked into. A citation is read as people write it: ``Điều 11 khoản 1``,
``khoản 8, 9 Điều 5``, ``điểm 3.1 Mục II``, ``mục II.4.3.1a``, ``6.3``; what cannot be found by its number is told as well.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

from knowledge.errors import DocumentError
from knowledge.library import Library
from knowledge.lint import Finding
from knowledge.records import Card, Clause, Line, Mark
from knowledge.spelling import fold, normalise
from knowledge.structure import whole

_FIGURE = re.compile(r"(?<![\w/.-])\d+(?:[.,]\d+)*(?![\w/-])")
_DATE_OR_NUMBER = re.compile(r"\d+-[A-ZĐa-zđ]+(?:/[A-ZĐ]+)?|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}/\d{4}|\bnăm \d{4}")
_LABELLED = re.compile(r"(dieu|khoan|diem|muc|chuong|phan|phu luc)\s+((?:[0-9ivx]+[0-9a-z.]*|[a-zđ])(?:\s*,\s*[0-9a-zđ.]+)*)")
_BARE = re.compile(r"^[0-9]+(?:\.[0-9]+)*[a-zđ]?$")
# Outer labels first, so that "khoản 2 Điều 10" and "Điều 10 khoản 2" are one path.
_ORDER = ("phu luc", "phan", "chuong", "dieu", "muc", "khoan", "diem")
_WORDS = {
    **dict(zip("một hai ba bốn năm sáu bảy tám chín mười".split(), range(1, 11), strict=True)),
    **{"tư": 4, "nửa": 0},
}


def figures_missing(cards: Sequence[Card], library: Library) -> list[Finding]:
    """Card lines whose figures do not stand in the cited clause of a document in the library."""
    held = set(library.ids())
    found = []
    for card in cards:
        for line in card.lines:
            if line.mark is Mark.NONE and any(citation.document in held for citation in line.citations):
                found += [Finding(card.id, what) for what in _missing(line, library, held)]
    return found


def _missing(line: Line, library: Library, held: set[str]) -> Iterator[str]:
    texts = []
    for citation in line.citations:
        if citation.document not in held or not citation.clause:
            return  # a figure may stand in what cannot be looked into
        clauses = _clauses(library, citation.document)
        cited = list(cited_ids(citation.clause, clauses))
        if not cited:
            yield f"dòng «{line.text[:50]}…» dẫn {citation.document} {citation.clause}: không có điểm này trong văn bản"
            return
        texts += [whole(clauses, id_) for id_ in cited]
    said = figures("\n".join(texts))
    if lost := [figure for figure in figures(line.text, of_card=True) if figure not in said]:
        where = ", ".join(f"{citation.document} {citation.clause}" for citation in line.citations)
        yield f"dòng «{line.text[:50]}…» ghi {', '.join(lost)}, không có trong {where}"
