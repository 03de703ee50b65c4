"""Pages to lines: page numbers and running heads set aside, and wrapped lines rejoined into paragraphs.

The text is kept word for word; only blanks and the place of line breaks change.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.spelling import tidy

# Word's bullets are private use characters of the Symbol font; ``tidy`` would drop them.
_BULLETS = str.maketrans({"\uf0b7": "•", "\uf0a7": "▪", "\uf02d": "-", "\uf0d8": "➢", "\uf076": "❖", "\uf0fc": "✓"})
BULLET = re.compile(r"[-–—+•●○▪■➢❖✓*]\s+(?=\S)")
# A note of the document as the readers set it: "[1] Theo Quy định …".
NOTE = re.compile(r"\[\*?\d{1,3}\]\s")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:Trang\s+)?(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_CLOSED = re.compile(r"[.;:!?…][\"”’')\]]*$")
_OPENS = re.compile(r"[\"“(\[]*[A-ZĐÀ-ỸƯƠĂÂÊÔ0-9]")
# What is numbered or listed is a clause, however often it stands at a page's edge.
_NUMBERED = re.compile(r"\d+(?:\.\d+)*[.)]|[a-zđ]\)|[-+•]\s|(?:Điều|Chương|Mục|Phần)\s")
# A running head stands on most pages, at the edge, and is short.
_HEAD_SHARE, _HEAD_PAGES, _HEAD_CHARACTERS, _EDGE = 0.6, 3, 120, 2
_HEAD_SURE, _HEAD_WIDTH = 40, 0.75


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line that is not blank; ``page`` counts from 1."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's lines in reading order, the furniture of its pages, and how wide a full line is.

    ``width`` is in characters; 0 when each line is a paragraph already.
    """

    lines: tuple[TextLine, ...]
    furniture: tuple[TextLine, ...]
    width: int


def sheet(pages: Sequence[str], wrapped: bool) -> Sheet:
    """Lines of all pages, with page numbers and repeated heads and feet set aside."""
    split = [list(_lines(page, number)) for number, page in enumerate(pages, 1)]
    aside = _page_numbers(split)
    aside |= _running_heads([[line for line in page if line not in aside] for page in split])
    lines = [line for page in split for line in page]
    kept = tuple(line for line in lines if line not in aside)
    return Sheet(kept, tuple(line for line in lines if line in aside), _width(kept) if wrapped else 0)


@dataclass(frozen=True, slots=True)
class _Numbered(TextLine):
    place: int


def _lines(page: str, number: int) -> Iterator[TextLine]:
    # ``place`` tells two equal lines of one page apart.
    for place, line in enumerate(tidy(page.translate(_BULLETS)).split("\n")):
        if text := " ".join(line.split()):
            yield _Numbered(text, number, place)


def _page_numbers(pages: list[list[TextLine]]) -> set[TextLine]:
    """Numbers alone at a page's edge that keep one distance to the page's place in the file."""
    found: list[tuple[TextLine, int]] = []
    for page in pages:
        for line in {id(line): line for line in (*page[:1], *page[-1:])}.values():
            if match := _PAGE_NUMBER.fullmatch(line.text):
                found.append((line, int(match[1]) - line.page))
    distances = Counter(distance for _, distance in found)
    usual = distances.most_common(1)[0][0] if distances else 0
    return {line for line, distance in found if distance == usual}


def _running_heads(pages: list[list[TextLine]]) -> set[TextLine]:
    """Short lines that stand at the top, or at the foot, of most pages, figures apart."""
    found: set[TextLine] = set()
    widest = max((len(line.text) for page in pages for line in page), default=0)
    enough = max(_HEAD_PAGES, _HEAD_SHARE * len(pages))
    for edge in (slice(None, _EDGE), slice(-_EDGE, None)):
        lines = [line for page in pages for line in page[edge] if _may_head(line.text, widest)]
        count = Counter(re.sub(r"\d+", "#", line.text) for line in lines)
        found |= {line for line in lines if count[re.sub(r"\d+", "#", line.text)] >= enough}
    return found


def _may_head(line: str, widest: int) -> bool:
    """Short, no number of a clause, and no piece of a sentence: not its end, nor a full line out of its middle."""
    if len(line) > _HEAD_CHARACTERS or _NUMBERED.match(line) or line[:1].islower() or is_closed(line):
        return False
    return len(line) <= max(_HEAD_SURE, _HEAD_WIDTH * widest)


def _width(lines: Sequence[TextLine]) -> int:
    """The length that one line in twenty exceeds: full lines of proportional type differ by a tenth."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[len(lengths) * 19 // 20] if lengths else 0


def is_closed(line: str) -> bool:
    """Whether a line ends as a sentence or an item of a list does."""
    return bool(_CLOSED.search(line))


def breaks(before: str, after: str, width: int) -> bool:
    """Whether a paragraph ends between two lines: the next word had room, yet a new line was begun.

    Full lines of one text vary with the letters in them, so room must be plain: 6 % of the width after
    the end of a sentence, 15 % elsewhere, and what follows begins with a capital.
    """
    if width == 0 or NOTE.match(after):
        return True
    if BULLET.match(after) and (is_closed(before) or after[BULLET.match(after).end() :][:1].isupper()):  # type: ignore[union-attr]
        return True
    needed = len(before) + 1 + len(after.split(" ", 1)[0])
    share = 0.94 if is_closed(before) else 0.85
    return needed <= share * width and bool(_OPENS.match(after))


def paragraphs(lines: Sequence[str], width: int) -> tuple[str, ...]:
    """Lines rejoined into paragraphs, words untouched."""
    joined: list[str] = []
    previous = ""
    for line in lines:
        if joined and not breaks(previous, line, width):
            joined[-1] += " " + line
        else:
            joined.append(line)
        previous = line
    return tuple(joined)
