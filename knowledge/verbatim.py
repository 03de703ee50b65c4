"""Cards held against the clauses they cite: a figure that a card gives must stand in the clause, or the card is told.

Only documents in the library can be looked into, and only a line all of whose citations lead there is judged.
"""

import re
from collections.abc import Container, Iterator, Sequence
from functools import partial

from knowledge.citing import cited_ids, is_readable
from knowledge.library import Library
from knowledge.lint import Finding
from knowledge.records import Card, Citation, Clause, Line, Mark
from knowledge.spelling import normalise
from knowledge.structure import whole

_FIGURE = re.compile(r"(?<![\w/.,-])\d+(?:[.,]\d+)*(?![\w/-]|[.,]\d)")
_DENIED = re.compile(r"(?:chưa|không) (?:có|nêu|quy định)[^;.]*", re.IGNORECASE)
# Figures of a card that name a document, a day or a place in it are no rule that the clause could state.
_LABELS = "điều|khoản|điểm|mục|mẫu|năm|bước|phụ lục"
_NAMES = re.compile(
    rf"\d+-[A-ZĐa-zđ]+(?:/[A-ZĐ]+)?|(?:\d{{1,2}}/)?\d{{1,2}}/\d{{4}}|(?:{_LABELS})\s+\d[\d.]*", re.IGNORECASE
)
_UNITS = {"một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5}
_UNITS |= {"sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
_WORDS = "|".join(_UNITS)
_TENS = re.compile(rf"\b(?:({_WORDS}) mươi|(mười))(?: ({_WORDS}))?\b")


def figures_missing(cards: Sequence[Card], library: Library) -> list[Finding]:
    """Card lines whose figures do not stand in the cited clauses, or which cite a clause that the document lacks."""
    clauses = {id_: library.clauses(id_) for id_ in library.ids()}
    judged = [(card, line) for card in cards for line in card.lines if _may_judge(line, clauses.keys())]
    return [Finding(card.id, what) for card, line in judged for what in _wrong(line, clauses)]


def _may_judge(line: Line, held: Container[str]) -> bool:
    """Whether everything that a line rests on can be looked into; what nobody is sure of is no claim."""
    known = all(citation.document in held and is_readable(citation.clause) for citation in line.citations)
    return known and line.mark not in (Mark.UNSETTLED, Mark.UNKNOWN)


def _wrong(line: Line, clauses: dict[str, tuple[Clause, ...]]) -> Iterator[str]:
    start, stated = f"dòng «{line.text[:50]}…»", set[str]()
    for citation in line.citations:
        texts = _cited(citation, clauses[citation.document])
        if not texts:
            yield f"{start} dẫn {citation.document} {citation.clause}, mà văn bản không có điểm này"
            return
        stated |= stated_figures("\n".join(texts))
    if lost := [figure for figure in card_figures(line.text) if figure not in stated]:
        where = "; ".join(f"{citation.document} {citation.clause}" for citation in line.citations)
        yield f"{start} ghi {', '.join(lost)}, không có trong {where}"


def _cited(citation: Citation, clauses: Sequence[Clause]) -> list[str]:
    return list(map(partial(whole, clauses), cited_ids(citation.clause, clauses)))


def card_figures(text: str) -> tuple[str, ...]:
    """The figures of a card line that a rule states, each once, without leading zeros and thousands' dots."""
    return tuple(dict.fromkeys(map(_plain, _FIGURE.findall(_NAMES.sub(" ", _DENIED.sub(" ", text))))))


def stated_figures(text: str) -> set[str]:
    """Every figure of a clause, written in digits or in words (``ba mươi``, ``mười hai``, ``sáu``)."""
    words = normalise(text)
    found = {_plain(figure) for figure in re.findall(r"\d+(?:[.,]\d+)*", words)}
    for tens, ten, unit in _TENS.findall(words):
        found.add(str((1 if ten else _UNITS[tens]) * 10 + _UNITS.get(unit, 0)))
    return found | {str(number) for word, number in _UNITS.items() if re.search(rf"\b{word}\b", words)}


def _plain(figure: str) -> str:
    """``1.000`` is 1000, ``05`` is 5, ``1,5`` stays."""
    whole_, _, rest = re.sub(r"\.(?=\d{3}\b)", "", figure).partition(",")
    return f"{whole_.lstrip('0') or '0'}{',' + rest if rest else ''}"
