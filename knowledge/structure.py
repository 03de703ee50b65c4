"""Pages to clauses: every word of the body in one clause, every clause under the number its document gives it.

head      letterhead and title                      (knowledge.head reads it)
body      opening, numbered clauses, closing, appendices
tail      "Nơi nhận" and signatures
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from knowledge.footnotes import parted, refers
from knowledge.lines import BULLET, NOTE, Sheet, TextLine, breaks, is_closed, paragraphs, sheet
from knowledge.numbering import Kind, marked, slug
from knowledge.outline import Labels, Node, Outline
from knowledge.records import Clause
from knowledge.zones import Zone, is_closing, zones

OPENING, CLOSING, ATTACHED, AFTER_LIST = "Mở đầu", "Phần cuối", "Văn bản kèm theo", "Đoạn cuối"
# Raised when the same pages would be cut otherwise, so that files added before are read again when added again.
RECIPE = 3
# Labels of ours: they are not words of the document.
UNWRITTEN = frozenset((OPENING, CLOSING, ATTACHED, AFTER_LIST))
_CONTAINERS, _ARTICLE = ("Phần", "Chương", "Mục"), ("Điều", "ĐIỀU")
_HEADING, _LEAD = 150, 300


@dataclass(frozen=True, slots=True)
class Structure:
    """A document taken apart. ``gaps`` tells in Vietnamese where its numbering skips or restarts.

    ``head``, the clauses' labels and texts, and ``tail`` in this order are the file's words;
    ``furniture`` (page numbers, running heads) stands apart.
    """

    head: tuple[str, ...]
    clauses: tuple[Clause, ...]
    tail: tuple[str, ...]
    furniture: tuple[str, ...]
    gaps: tuple[str, ...]


def structure(document: str, pages: Sequence[str], wrapped: bool = True) -> Structure:
    """Take the pages of a document apart; ``wrapped`` tells that lines are those of the paper.

    Ids begin with ``document``, which may be empty while it is not known yet.
    """
    # Where the file keeps paragraphs its reader has put the notes in their place.
    paper, notes = parted(sheet(pages, wrapped)) if wrapped else (sheet(pages, wrapped), [])
    outline, zoned = Outline(), zones(paper)
    _grow(outline, zoned, paper.width)
    _part_closing(outline, paper.width)
    outline.nodes[:] = _lists_parted(outline.nodes, paper.width)
    _put_notes(outline, notes)
    texts = {zone: tuple(line.text for line, where in zoned if where is zone) for zone in (Zone.HEAD, Zone.TAIL)}
    return Structure(
        texts[Zone.HEAD],
        _clauses(document, outline.nodes, paper),
        texts[Zone.TAIL],
        tuple(line.text for line in paper.furniture),
        tuple(outline.gaps),
    )


def _grow(outline: Outline, zoned: Iterable[tuple[TextLine, Zone]], width: int) -> None:
    before, last_zone = "", Zone.HEAD
    for line, zone in zoned:
        if zone is Zone.ATTACHED and last_zone is not zone:
            outline.add(ATTACHED, Kind.APPENDIX, line.page)
        if zone in (Zone.BODY, Zone.ATTACHED):
            ended = zone is not last_zone or is_closed(before) or breaks(before, line.text, width)
            if not outline.take(line, before if zone is last_zone else "", ended):
                if not outline.nodes:
                    outline.add(OPENING, Kind.NUMBER, line.page)
                outline.nodes[-1].lines.append(line)
            before = line.text
        last_zone = zone


def _part_closing(outline: Outline, width: int) -> None:
    """What follows the last clause about the document itself ("… có hiệu lực từ …") is no part of that clause."""
    body = [node for node in outline.nodes if node.path[0] != ATTACHED and not _in_appendix(node, outline.nodes)]
    if not body or body[-1].path == (OPENING,):
        return
    node = body[-1]
    for index in range(1, len(node.lines)):
        before, line = node.lines[index - 1].text, node.lines[index]
        own = sum(len(part.text) for part in node.lines[:index])
        starts = is_closed(before) or breaks(before, line.text, width)
        if starts and is_closing(line.text) and (node.kind is Kind.LETTER or own > _HEADING):
            closing = Node(Kind.NUMBER, (CLOSING,), (0,), line.page, node.lines[index:])
            del node.lines[index:]
            outline.nodes.insert(outline.nodes.index(node) + 1, closing)
            return


def _put_notes(outline: Outline, notes: Iterable[TextLine]) -> None:
    """Each note at the end of the clause that refers to it; one of the letterhead or the signatures in the last clause
    that had begun."""
    for note in notes:
        if not outline.nodes:
            outline.add(OPENING, Kind.NUMBER, note.page)
        begun = [node for node in outline.nodes if node.page <= note.page] or outline.nodes[:1]
        own = (node for node in outline.nodes if any(refers(line, note) for line in node.lines))
        next(own, begun[-1]).lines.append(note)


def _lists_parted(nodes: Sequence[Node], width: int) -> Iterator[Node]:
    """What follows a list "a) …; b) …; c) …." is no part of its last point, but of the clause that holds the list.

    Only the list's own stops prove it: points that end with full stops may have several paragraphs each.
    """
    points: list[Node] = []
    for node, following in zip_longest(nodes, nodes[1:]):
        points = [point for point in points if point.path[:-1] == node.path[:-1] and point.kind is node.kind]
        points.append(node)
        yield node
        ends = following is None or (len(following.path) <= len(node.path) and following.path[:-1] != node.path[:-1])
        if ends and node.kind is Kind.LETTER and len(node.path) > 1 and all(_is_item(p, width) for p in points[:-1]):
            yield from _after_list(node, width) if len(points) > 1 else ()


def _is_item(point: Node, width: int) -> bool:
    texts = [line.text for line in point.lines if not NOTE.match(line.text)]
    return bool(texts) and texts[-1].endswith((";", ",")) and len(paragraphs(texts, width)) == 1


def _after_list(last: Node, width: int) -> Iterator[Node]:
    """The lines behind the paragraph of the last point, taken from it as a clause of their own."""
    for place in range(1, len(last.lines)):
        before, line = last.lines[place - 1].text, last.lines[place]
        if NOTE.match(line.text) or not breaks(before, line.text, width):
            continue
        if before.endswith(".") and not BULLET.match(line.text):
            yield Node(Kind.NUMBER, (*last.path[:-1], AFTER_LIST), (0,), line.page, last.lines[place:])
            del last.lines[place:]
        return


def _in_appendix(node: Node, nodes: Iterable[Node]) -> bool:
    return any(other.kind is Kind.APPENDIX and other.path == node.path[:1] for other in nodes)


def _clauses(document: str, nodes: Sequence[Node], paper: Sheet) -> tuple[Clause, ...]:
    found = []
    for node, following in zip_longest(nodes, nodes[1:]):
        parts = paragraphs([line.text for line in node.lines], paper.width)
        leads = following is not None and node.path in parents(following.path)
        id_ = "/".join((document, *map(slug, node.path)))
        found.append(Clause(id_, document, node.path, _heading(parts, leads), "\n".join(parts), node.page))
    return tuple(found)


def _heading(parts: Sequence[str], leads: bool) -> str:
    """The first paragraph where it is short and more comes under it: clauses of its own, or other paragraphs."""
    parts = [part for part in parts if not NOTE.match(part)]
    if not parts or BULLET.match(parts[0]) or not (leads or len(parts) > 1):
        return ""
    return parts[0] if len(parts[0]) <= (_LEAD if leads else _HEADING) else ""


def parents(path: Labels) -> tuple[Labels, ...]:
    """Every path above, outermost first: ``3.5.1 › b`` hangs from ``3``, ``3.5`` and ``3.5.1``."""
    above: list[Labels] = []
    for depth, label in enumerate(path, 1):
        figures = label.split(".")
        if all(figure.isdigit() for figure in figures):
            above += [(*path[: depth - 1], ".".join(figures[:count])) for count in range(1, len(figures))]
        above.append(path[:depth])
    return tuple(above[:-1])


def headings_above(clauses: Iterable[Clause]) -> dict[str, tuple[str, ...]]:
    """For each clause id the headings over it, outermost first; an article stands under its chapter's too."""
    named: dict[Labels, str] = {}
    containers: list[Clause] = []
    found = {}
    for clause in clauses:
        if clause.path[-1].split()[0].capitalize() in _CONTAINERS:
            containers = [c for c in containers if c.path in parents(clause.path)] + [clause]
        chapters = [c.heading or c.text for c in containers] if clause.path[0].startswith(_ARTICLE) else []
        named[clause.path] = clause.heading
        above = (*chapters, *(named.get(path, "") for path in parents(clause.path)))
        found[clause.id] = tuple(heading for heading in above if heading)
    return found


def whole(clauses: Sequence[Clause], id_: str) -> str:
    """A clause and all under it as a reader expects it, each with its number; ``""`` for an unknown id."""
    top = next((clause for clause in clauses if clause.id == id_), None)
    if top is None:
        return ""
    under = [clause for clause in clauses if clause is top or top.path in parents(clause.path)]
    return "\n".join(map(written, under))


def written(clause: Clause) -> str:
    """A clause's own text with its number before it."""
    label = clause.path[-1]
    return clause.text if label in UNWRITTEN else f"{marked(label)} {clause.text}".rstrip()
