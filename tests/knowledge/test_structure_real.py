"""The two real regulations: every numbered clause, every word. They are not shipped, so elsewhere this is skipped."""

import re
from pathlib import Path

import pytest

from knowledge.readers.reading import Reading, fetch, read
from knowledge.spelling import syllables
from knowledge.structure import Structure, structure, whole
from tests.knowledge.test_structure_words import words_of

PAPERS = Path(__file__).parents[3] / "shared" / "data" / "party-docs"
NAMES = {"quy-dinh-294-qd-tw-2025.pdf": 357, "huong-dan-06-hd-tw-2025.pdf": 183}
pytestmark = pytest.mark.skipif(not PAPERS.is_dir(), reason=f"the real regulations are not at {PAPERS}")


@pytest.fixture(scope="module", params=NAMES)
def reading(request: pytest.FixtureRequest) -> Reading:
    return read(fetch(PAPERS / request.param))


@pytest.fixture(scope="module")
def paper(reading: Reading) -> Structure:
    return structure("d", reading.pages, reading.wrapped)


def test_every_numbered_clause_is_found_without_a_gap(reading: Reading, paper: Structure) -> None:
    text = "\n".join(reading.pages)
    # "1.000 đảng viên" begins a wrapped line of 06-HD/TW; nothing else in the two texts misleads this pattern.
    written = re.findall(r"^(?!1\.000)(\d+(?:\.\d+)+|\d+(?=\.)|[a-zđ](?=\)))", text, re.MULTILINE)
    labels = [clause.path[-1] for clause in paper.clauses if clause.path[-1] not in ("Mở đầu", "Phần cuối")]
    assert labels == written
    assert paper.gaps == ()
    assert len(paper.clauses) == NAMES[reading.source.name]


def test_no_word_is_lost_or_doubled(reading: Reading, paper: Structure) -> None:
    furniture = syllables(" ".join(paper.furniture))
    assert all(word.isdigit() for word in furniture)
    pages = [re.sub(r"\A\d+ *\n", "", page) for page in reading.pages]
    assert words_of(paper) == syllables("\n".join(pages))


def test_no_paragraph_begins_inside_a_sentence(paper: Structure) -> None:
    parts = [part for clause in paper.clauses for part in clause.text.split("\n")]
    assert [part for part in parts if part[:1].islower()] == []


def test_a_point_holds_its_own_words_only() -> None:
    reading = read(fetch(PAPERS / "quy-dinh-294-qd-tw-2025.pdf"))
    clauses = structure("qd", reading.pages, reading.wrapped).clauses
    point = next(clause for clause in clauses if clause.id == "qd/3.5.1/b")
    assert point.text.startswith("Ít nhất là 36 tháng kể từ khi ra khỏi Đảng (riêng")
    assert point.text.endswith("cấp ủy có thẩm quyền quyết định kết nạp đảng viên xem xét, quyết định.")
    assert "\n" not in point.text
    assert whole(clauses, "qd/3.5.1").count("\n") == 3
