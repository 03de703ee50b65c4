"""Scans and new rulings wait for a person; nothing of them is served before, and nothing is read twice."""

from pathlib import Path

import pytest

from knowledge.errors import DocumentError
from knowledge.library import ADDED, HELD, REPLACED, UNCHANGED, Library
from knowledge.readers.reading import Reading, Source
from tests.knowledge.papers import PAPER, pdf, saved
from tests.knowledge.scans import SCAN_TEXT, needs_ocr, scan

ID = "qd-15-qd-tu-lao-cai-2026"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


def scanned(text: str = PAPER) -> Reading:
    """What reading a scan of one page gives, whatever OCR is installed."""
    return Reading(Source("quét.pdf", ".pdf", text.encode()), "pdf", (text,), True, (1,))


def test_a_scan_waits_with_its_figures_counted(library: Library) -> None:
    intake = library.put(scanned(), "an")
    assert (intake.outcome, intake.document.id, library.added(), library.fingerprint()) == (HELD, ID, (), "")
    assert intake.held is not None
    assert (intake.held.reason, intake.held.pages, intake.held.file) == ("scanned", (1,), "quét.pdf")
    assert intake.held.figures == 8
    assert [document.id for document, _ in library.waiting()] == [ID]


def test_its_figures_are_marked_until_it_is_approved(library: Library) -> None:
    library.put(scanned(PAPER.replace("bất thường khi cần", "trong 30 ngày, xong trước 5/3/2026")))
    assert "trong ⟦30⟧ ngày, xong trước ⟦5/3/2026⟧." in library.show_held(ID)
    library.approve(ID)
    assert "trong 30 ngày, xong trước 5/3/2026." in library.show(ID)


def test_approval_puts_it_in_the_library_and_the_journal(library: Library) -> None:
    library.put(scanned(), "an")
    intake = library.approve(ID, "bình")
    library.release(ID, "bình")
    assert (intake.outcome, intake.clauses, library.waiting()) == (ADDED, 7, ())
    assert len(library.clauses(ID)) == 7
    told = [(line["what"], line["who"]) for line in library.history(ID)]
    assert told == [("held", "an"), ("approved", "bình"), ("released", "bình")]


def test_a_scan_never_pushes_out_what_stands(library: Library, tmp_path: Path) -> None:
    library.add(saved(tmp_path, "a.pdf", pdf([PAPER])))
    before = library.fingerprint()
    assert library.put(scanned(PAPER.replace("bất thường", "đột xuất"))).outcome == HELD
    assert library.fingerprint() == before
    assert library.approve(ID).outcome == REPLACED


def test_a_scan_that_waits_is_not_read_again(library: Library, tmp_path: Path) -> None:
    library.put(scanned())
    # These bytes are no PDF: reading them would fail.
    assert library.add(saved(tmp_path, "lại.pdf", PAPER)).outcome == HELD


def test_a_new_ruling_waits_for_a_yes(library: Library, tmp_path: Path) -> None:
    paper = saved(tmp_path, "a.pdf", pdf([PAPER]))
    intake = library.add(paper, accept=lambda new: False)
    assert intake.held is not None
    assert (intake.outcome, intake.held.reason, library.documents()) == (HELD, "new", ())
    assert library.add(paper).outcome == ADDED
    assert library.waiting() == ()


def test_what_the_catalogue_knows_is_not_asked_about(library: Library, tmp_path: Path) -> None:
    known = PAPER.replace("TỈNH ỦY LÀO CAI", "BAN CHẤP HÀNH TRUNG ƯƠNG").replace("15-QĐ/TU", "294-QĐ/TW")
    known = known.replace("Lào Cai, ngày 05 tháng 3 năm 2026", "Hà Nội, ngày 26 tháng 5 năm 2025")
    intake = library.add(saved(tmp_path, "a.pdf", pdf([known])), accept=lambda new: False)
    assert intake.outcome == ADDED


def test_a_newer_file_of_a_document_accepted_before_is_not_asked_about(library: Library, tmp_path: Path) -> None:
    library.add(saved(tmp_path, "a.pdf", pdf([PAPER])))
    newer = saved(tmp_path, "b.txt", PAPER.replace("bất thường", "đột xuất"))
    assert library.add(newer, accept=lambda new: False).outcome == REPLACED


def test_a_person_may_throw_a_waiting_document_out(library: Library) -> None:
    library.put(scanned())
    library.release(ID, "an")
    assert library.waiting() == ()
    with pytest.raises(DocumentError, match="Không có văn bản"):
        library.approve(ID)


def test_the_text_before_an_old_encoding_was_repaired_is_kept(library: Library, tmp_path: Path) -> None:
    reading = Reading(Source("a.txt", ".txt", b"x"), "txt", (PAPER,), False, original=("QUY ®Þnh",))
    library.put(reading)
    assert [file.read_text() for file in (tmp_path / "library").rglob("original.txt")] == ["QUY ®Þnh"]


@needs_ocr
def test_a_real_scan_from_file_to_clause(library: Library, tmp_path: Path) -> None:
    paper = saved(tmp_path, "quét.pdf", scan([SCAN_TEXT]))
    heard: list[tuple[int, int]] = []
    intake = library.add(paper, told=lambda done, count: heard.append((done, count)))
    assert (intake.outcome, intake.document.id, heard) == (HELD, ID, [(1, 1)])
    assert "ít nhất là ⟦90⟧ phút" in library.show_held(ID)
    assert library.add(paper, told=lambda done, count: heard.append((done, count))).outcome == HELD
    assert heard == [(1, 1)]
    library.approve(ID)
    assert "ít nhất là 90 phút" in library.show(f"{ID}/dieu-2/1")
    assert library.add(paper).outcome == UNCHANGED
