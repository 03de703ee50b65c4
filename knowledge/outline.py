"""Which markers open clauses, and where each clause hangs.

A marker is believed when it is what the numbering expects next (the successor or the first child of what is
open), or when the line before it has ended and the marker stands apart. Everything else at the start of a line
is a wrapped reference such as "theo quy định tại / Điều 5. …". What is believed though it was not expected is
told in ``gaps``; nothing is renumbered.
"""

import re
from dataclasses import dataclass, field

from knowledge.lines import TextLine
from knowledge.numbering import Kind, Marker, markers, slug

Labels = tuple[str, ...]
_CAPITAL = re.compile(r"[\"“(\[]*[A-ZĐÀ-ỸƯƠĂÂÊÔ0-9]")
# A full line that ends so goes on with the number of another clause, a date or a congress.
_REFERENCE = re.compile(
    r"\b(?:điều|khoản|điểm|tiết|mục|phần|chương|phụ lục|mẫu|số|và|hoặc|đến|tại|ngày|tháng|khoá|khóa|thứ)$",
    re.IGNORECASE,
)
_POINTS_NAMED = re.compile(r"(?:điểm|tiết)\s+(?:[a-zđ],?\s*)+$", re.IGNORECASE)
# A jump further than this is a figure in the text, not a number of a clause.
_FARTHEST = 20


@dataclass
class Node:
    """An open or finished clause: where it hangs, how it is numbered, the page and the lines of its own."""

    kind: Kind
    path: Labels
    value: tuple[int, ...]
    page: int
    lines: list[TextLine] = field(default_factory=list)


@dataclass
class Outline:
    """The clauses of one document as its lines go by."""

    nodes: list[Node] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    _open: list[Node] = field(default_factory=list)
    _last: dict[tuple[Labels, Kind], tuple[int, ...]] = field(default_factory=dict)
    _paths: set[Labels] = field(default_factory=set)

    def take(self, line: TextLine, before: str, ended: bool) -> bool:
        """Open a clause when ``line`` begins one; ``ended`` tells that the line ``before`` closes its paragraph."""
        if not ended and (_REFERENCE.search(before) or _POINTS_NAMED.search(before)):
            return False
        for marker in markers(line.text):
            kind, parent = self._place(marker)
            if self._believed(marker, kind, parent, ended):
                self._grow(marker, kind, parent, line.page)
                return True
        return False

    def add(self, label: str, kind: Kind, page: int) -> None:
        """Open a unit that the text itself does not number (its opening, its closing, what is attached)."""
        self._grow(Marker(kind, label, (0,), ""), kind, (), page)

    def _place(self, marker: Marker) -> tuple[Kind, Labels]:
        """The level of a marker and the path it hangs from, given what is open."""
        if marker.kind is Kind.NUMBER and self._is_inner(marker):
            inner = next((n for n in reversed(self._open) if n.kind is Kind.LETTER), None)
            return (Kind.INNER, inner.path) if inner else (Kind.NUMBER, ())
        above = [node for node in self._open if node.kind < marker.kind]
        if marker.kind is Kind.ARTICLE:
            # Articles are counted through all chapters and are cited without them.
            above = [node for node in above if node.kind is Kind.APPENDIX]
        return marker.kind, above[-1].path if above else ()

    def _is_inner(self, marker: Marker) -> bool:
        """Whether a number belongs to a list inside a point: 1. after a), 2. after that 1."""
        if not self._open or len(marker.value) > 1:
            return False
        open_ = self._open[-1]
        if open_.kind is Kind.INNER:
            return marker.value == (open_.value[0] + 1,)
        return open_.kind is Kind.LETTER and marker.value == (1,) and self._number_above(open_) is not None

    def _number_above(self, letter: Node) -> Node | None:
        return next((n for n in self._open if n.kind is Kind.NUMBER and n is not letter), None)

    def _believed(self, marker: Marker, kind: Kind, parent: Labels, ended: bool) -> bool:
        stands = bool(_CAPITAL.match(marker.rest)) or not marker.rest
        if self._expected(marker.value, self._last.get((parent, kind)), kind):
            return ended or (stands and kind >= Kind.NUMBER)
        return ended and stands and self._near(marker.value, self._last.get((parent, kind)), kind)

    @staticmethod
    def _expected(value: tuple[int, ...], last: tuple[int, ...] | None, kind: Kind) -> bool:
        if last is None:
            return set(value) == {1} or kind in (Kind.APPENDIX, Kind.PART)
        if value == (*last, 1) or kind is Kind.APPENDIX:
            return True
        return any(value == (*last[:depth], last[depth] + 1) for depth in range(len(last)))

    @staticmethod
    def _near(value: tuple[int, ...], last: tuple[int, ...] | None, kind: Kind) -> bool:
        if kind in (Kind.ROMAN, Kind.CAPITAL, Kind.INNER) and last is None:
            return False
        if kind is Kind.CAPITAL:
            return False
        return abs(value[0] - (last or (0,))[0]) <= _FARTHEST

    def _grow(self, marker: Marker, kind: Kind, parent: Labels, page: int) -> None:
        last = self._last.get((parent, kind))
        path = self._unused((*parent, marker.label))
        if marker.value != (0,) and not self._expected(marker.value, last, kind):
            self.gaps.append(_told(path, marker, last, page))
        elif path[-1] != marker.label:
            self.gaps.append(f"trang {page}: «{marker.label}» được đánh số lại, ghi là {' › '.join(path)}")
        while self._open and self._open[-1].kind >= kind:
            self._open.pop()
        node = Node(kind, path, marker.value, page, [TextLine(marker.rest, page)] if marker.rest else [])
        self._open.append(node)
        self.nodes.append(node)
        self._paths.add(_key(path))
        self._last[parent, kind] = marker.value

    def _unused(self, path: Labels) -> Labels:
        """The path, under the container that is open or with a count where it is taken: ids never collide."""
        containers = [n.path for n in self._open if Kind.APPENDIX < n.kind < Kind.ARTICLE]
        tries = [path, *((*containers[-1], path[-1]),)] if containers and len(path) == 1 else [path]
        count = 2
        while _key(tries[0]) in self._paths:
            tries.pop(0)
            if not tries:
                tries.append((*path[:-1], f"{path[-1]} ({count})"))
                count += 1
        return tries[0]


def _key(path: Labels) -> Labels:
    return tuple(slug(label) for label in path)


def _told(path: Labels, marker: Marker, last: tuple[int, ...] | None, page: int) -> str:
    place = f"trang {page}: {' › '.join(path)}"
    if last is None:
        return f"{place} mở đầu một dãy mà không phải số đầu"
    written = ".".join(map(str, last)) if marker.kind is not Kind.LETTER else f"điểm thứ {last[0]}"
    return f"{place} đứng sau {written}: nhảy số hoặc đánh số lại"
