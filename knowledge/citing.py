"""Clauses as cards cite them, found in a document: ``Điều 11 khoản 1``, ``khoản 8, 9 Điều 5``, ``mục II.4.3.1a``."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from knowledge.records import Clause
from knowledge.spelling import fold

Wanted = tuple[str, ...]
_VALUE = r"[ivx]+(?:\.[0-9.]*[0-9][a-z]?)?\b|[0-9]+(?:\.[0-9]+)*[a-z]?\b|[a-z]\b"
_LIST = rf"(?:{_VALUE})(?:\s*(?:,|va|-)\s*(?:{_VALUE}))*"
_LABELLED = re.compile(rf"\b(phu luc|chuong|dieu|muc|khoan|diem|tiet)\s+({_LIST})")
_BARE = re.compile(rf"\s*({_VALUE})\s*")
_PARTS = re.compile(r"[ivx]+(?=\.|$)|[0-9]+(?:\.[0-9]+)*|[a-z]")
# Outer labels first: "khoản 2 Điều 10" and "Điều 10 khoản 2" are one path.
_OUTER = ("phu luc", "chuong", "dieu", "muc", "khoan", "diem", "tiet")


def cited_ids(citation: str, clauses: Sequence[Clause]) -> tuple[str, ...]:
    """The ids of the clauses that a citation names, empty when the document has none of that number."""
    wanted = list(_wanted(fold(citation)))
    return tuple(clause.id for clause in clauses if any(_fits(one, _path(clause)) for one in wanted))


def is_readable(citation: str) -> bool:
    """Whether a citation names a clause by number at all ("tiêu chí 4" and "Biểu 2" do not)."""
    return next(_wanted(fold(citation)), None) is not None


def _wanted(citation: str) -> Iterator[Wanted]:
    """Each clause that a citation names as labels from outside in; "khoản 8, 9 Điều 5" names two."""
    found = {label: _listed(label, values) for label, values in _LABELLED.findall(citation)}
    if not found and (bare := _BARE.fullmatch(citation)):
        found = {"diem": _listed("diem", bare[1])}
    ordered = [found[label] for label in _OUTER if label in found]
    for choice in product(*ordered) if ordered else ():
        yield tuple(part for labels in choice for part in labels)


def _listed(label: str, values: str) -> list[Wanted]:
    """The values after one label: a list "8, 9" or a range "1-5"."""
    if span := re.fullmatch(r"(\d+)\s*-\s*(\d+)", values.strip()):
        values = ", ".join(map(str, range(int(span[1]), int(span[2]) + 1)))
    parts = [_PARTS.findall(value) for value in re.split(r"\s*(?:,|va)\s*", values)]
    prefix = f"{label} " if label in ("dieu", "chuong", "phu luc") else ""
    return [(prefix + first, *rest) for first, *rest in filter(None, parts)]


def _path(clause: Clause) -> Wanted:
    return tuple(re.sub(r"^muc ", "", fold(label)) for label in clause.path)


def _fits(wanted: Wanted, path: Wanted) -> bool:
    """Whether a path ends with the last label wanted and holds the others before it, in order."""
    if not path or path[-1] != wanted[-1]:
        return False
    above = iter(path[:-1])
    return all(label in above for label in wanted[:-1])
