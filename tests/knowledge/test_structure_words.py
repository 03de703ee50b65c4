"""No word is lost or doubled, whatever outline a document has and wherever its lines are wrapped."""

import textwrap
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.lines import sheet
from knowledge.spelling import syllables
from knowledge.structure import UNWRITTEN, Structure, structure

_TEXT = "chi bộ đảng viên cấp ủy họp mỗi tháng xét kết nạp điều khoản 2 số và quy định Trung ương (nếu có) 30 ngày"
_WORDS = _TEXT.split()
_LETTERS = "abcdđeghi"
_MARKED = (
    "1. Một",
    "2. Hai",
    "1.1. Ba",
    "a) Bốn",
    "b) Năm",
    "I. SÁU",
    "Điều 1. Bảy",
    "Điều 2. Tám",
    "Chương I",
    "Phụ lục",
)

# A sentence does not end in a figure: wrapped, a line of nothing but «2.» cannot be told from a clause's number.
sentences = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=40).map(lambda words: f"Việc {' '.join(words)} này.")
points = st.lists(sentences, max_size=4)
clauses = st.lists(st.tuples(sentences, points), max_size=4)
outlines = st.lists(st.tuples(sentences, clauses), min_size=1, max_size=5)
Outline = Sequence[tuple[str, Sequence[tuple[str, Sequence[str]]]]]


def numbered(outline: Outline) -> list[tuple[str, str]]:
    """Each clause of an outline as the id it should get and its text with its number."""
    found = []
    for top, (text, inner) in enumerate(outline, 1):
        found.append((f"d/{top}", f"{top}. {text}"))
        for middle, (words, letters) in enumerate(inner, 1):
            found.append((f"d/{top}.{middle}", f"{top}.{middle}. {words}"))
            pairs = zip(_LETTERS, letters, strict=False)
            found += [(f"d/{top}.{middle}/{letter}", f"{letter}) {point}") for letter, point in pairs]
    return found


def words_of(paper: Structure) -> list[str]:
    """Every word of a structure in order, with the labels that the document wrote."""
    parts = [*paper.head]
    for clause in paper.clauses:
        parts += [] if clause.path[-1] in UNWRITTEN else [clause.path[-1]]
        parts.append(clause.text)
    return syllables("\n".join((*parts, *paper.tail)))


def kept_words(pages: Sequence[str], wrapped: bool) -> list[str]:
    """Every word of the pages but page numbers and running heads."""
    return syllables("\n".join(line.text for line in sheet(pages, wrapped).lines))


@settings(deadline=None)
@given(outlines)
def test_every_clause_of_an_unwrapped_outline_is_found(outline: Outline) -> None:
    expected = numbered(outline)
    paper = structure("d", ["\n".join(text for _, text in expected)], False)
    assert [clause.id for clause in paper.clauses] == [id_ for id_, _ in expected]
    assert paper.gaps == ()


@settings(deadline=None)
@given(outlines, st.integers(60, 100), st.integers(5, 40))
def test_no_word_of_a_wrapped_outline_is_lost(outline: Outline, width: int, height: int) -> None:
    lines = [line for _, text in numbered(outline) for line in textwrap.wrap(text, width)]
    pages = ["\n".join(lines[start : start + height]) for start in range(0, len(lines), height)]
    assert words_of(structure("d", pages, True)) == kept_words(pages, True) == syllables("\n".join(pages))


@settings(deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=60), max_size=12), st.booleans())
def test_no_word_of_any_text_is_lost(lines: list[str], wrapped: bool) -> None:
    pages = ["\n".join(lines)]
    paper = structure("d", pages, wrapped)
    if not paper.gaps:
        assert words_of(paper) == kept_words(pages, wrapped)


@settings(deadline=None)
@given(st.lists(st.sampled_from(_MARKED)))
def test_ids_never_collide(lines: list[str]) -> None:
    ids = [clause.id for clause in structure("d", ["\n".join(lines)], False).clauses]
    assert len(ids) == len(set(ids))
