"""A card's figure must stand in the clause it cites; citations are found however people write them."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.citing import cited_ids, is_readable
from knowledge.library import Library
from knowledge.records import CENTRAL, Card, Citation, Line, Mark, Slot
from knowledge.structure import structure
from knowledge.verbatim import card_figures, figures_missing, stated_figures
from tests.knowledge.papers import PAPER, saved

ID = "qd-15-qd-tu-lao-cai-2026"
OUTLINE = """I. MỤC ĐÍCH
II. NỘI DUNG
4. Bốn
4.3. Ba
4.3.1. Một
a) Trong 30 ngày làm việc.
b) Trong ba mươi mốt ngày.
III. HẾT
Điều 5. Năm
8. Tám ngày.
9. Chín ngày."""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path / "library")
    library.add(saved(tmp_path, "a.txt", PAPER.replace("khi cần.", "trong vòng 05 ngày, khi có hai phần ba đề nghị.")))
    return library


def card(text: str, *clauses: str, mark: Mark = Mark.NONE, document: str = ID) -> Card:
    line = Line(text, tuple(Citation(document, clause) for clause in clauses), mark)
    return Card("the-mau", "", "", (), CENTRAL, "", (), {Slot.SHORT: (line,)})


@pytest.mark.parametrize(
    ("citation", "ids"),
    [
        ("mục II.4.3.1a", ("ii/4.3.1/a",)),
        ("điểm 4.3.1 Mục II", ("ii/4.3.1",)),
        ("mục II, điểm 4.3.1b", ("ii/4.3.1/b",)),
        ("khoản 8, 9 Điều 5", ("dieu-5/8", "dieu-5/9")),
        ("Điều 5 khoản 8-9", ("dieu-5/8", "dieu-5/9")),
        ("4.3", ("ii/4.3",)),
        ("Điều 6", ()),
        ("Mục III", ("iii",)),
    ],
)
def test_a_citation_as_people_write_it(citation: str, ids: tuple[str, ...]) -> None:
    clauses = structure("d", [OUTLINE], False).clauses
    assert cited_ids(citation, clauses) == tuple(f"d/{id_}" for id_ in ids)


def test_what_names_no_clause_is_not_judged(library: Library) -> None:
    assert not is_readable("tiêu chí 4")
    assert figures_missing([card("Trong 99 ngày.", "tiêu chí 4")], library) == []


def test_figures_in_digits_or_words() -> None:
    assert stated_figures("ba mươi mốt ngày, mười hai tháng; 1.000 đồng") >= {"31", "12", "1000"}
    assert card_figures("Trong 05 ngày theo Điều 5, 24-QĐ/TW ngày 3/4/2026: 1,5% và 2/3.") == ("5", "1,5")


@pytest.mark.parametrize(
    "text", ["Họp trong 5 ngày.", "Họp khi cần.", "Theo khoản 7, họp trong 5 ngày.", "Chưa có hạn 9 ngày."]
)
def test_a_card_that_agrees_is_left_alone(library: Library, text: str) -> None:
    assert figures_missing([card(text, "1.1b")], library) == []


def test_a_figure_that_the_clause_lacks_is_told(library: Library) -> None:
    (finding,) = figures_missing([card("Họp trong 15 ngày.", "1.1b")], library)
    assert str(finding) == f"the-mau: dòng «Họp trong 15 ngày.…» ghi 15, không có trong {ID} 1.1b"


def test_the_figure_may_stand_in_any_cited_clause(library: Library) -> None:
    assert figures_missing([card("Họp trong 5 ngày.", "2", "1.1b")], library) == []


def test_a_clause_that_is_not_there_is_told(library: Library) -> None:
    (finding,) = figures_missing([card("Họp trong 5 ngày.", "khoản 9 Điều 99")], library)
    assert "văn bản không có điểm này" in finding.what


def test_what_cannot_be_looked_into_is_not_judged(library: Library) -> None:
    other = card("Họp trong 15 ngày.", "1.1", document="qd-208-qd-tw-2026")
    both = replace(
        other, slots={Slot.SHORT: (replace(other.lines[0], citations=(Citation(ID, "1.1b"), Citation("x", "1"))),)}
    )
    unsettled = card("Họp trong 15 ngày.", "1.1b", mark=Mark.UNSETTLED)
    assert figures_missing([other, both, unsettled], library) == []
