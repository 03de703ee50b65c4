"""Scans and new rulings wait for a person; nothing of them is served before, and nothing is read twice."""

from pathlib import Path

import pytest

from knowledge.errors import DocumentError
from knowledge.library import ADDED, HELD, REPLACED, UNCHANGED, Library
from knowledge.readers.reading import Reading, Source
from knowledge.scanned import correction, scan_from
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


MISREAD = PAPER.replace("bất thường khi cần", "trong 3O ngày, xong trước 5/3/2026")


def test_a_misread_figure_is_corrected_before_it_is_cut(library: Library, tmp_path: Path) -> None:
    library.put(scanned(MISREAD), "an")
    intake = library.correct(ID, [correction("1: 3O ngày -> 30 ngày"), correction("1: 5/3/2026 -> 6/3/2026")], "bình")
    assert (intake.outcome, intake.clauses, library.documents()) == (HELD, 7, ())
    assert "trong ⟦30⟧ ngày, xong trước ⟦6/3/2026⟧." in library.show_held(ID)
    library.approve(ID, "chi")
    library.release(ID, "chi")
    assert library.show(f"{ID}/1.1/b") == "b) Chi bộ họp trong 30 ngày, xong trước 6/3/2026."
    told = [(line["what"], line["who"], line.get("changes")) for line in library.history(ID)]
    changes = ["trang 1: «3O ngày» → «30 ngày»", "trang 1: «5/3/2026» → «6/3/2026»"]
    rest = [("approved", "chi", None), ("released", "chi", None)]
    assert told == [("held", "an", None), ("corrected", "bình", changes), *rest]


def test_what_ocr_read_is_kept_beside_the_corrected_text(library: Library, tmp_path: Path) -> None:
    library.put(scanned(MISREAD), "an")
    library.correct(ID, [correction("1: 3O -> 31")], "an")
    library.correct(ID, [correction("1: 31 -> 30")], "bình")
    library.approve(ID)
    (file,) = (tmp_path / "library" / "documents").rglob("scan.json")
    scan = scan_from(file.read_bytes())
    assert scan.read == (MISREAD,)
    assert scan.pages == (MISREAD.replace("3O", "30"),)
    assert [(one.wrong, one.right, one.who, bool(one.when)) for one in scan.corrections] == [
        ("3O", "31", "an", True),
        ("31", "30", "bình", True),
    ]


@pytest.mark.parametrize("written", ["1: 99 -> 9", "1: Chi bộ -> chi bộ", "2: 3O -> 30", "1: 15-QĐ/TU -> mười lăm"])
def test_a_correction_that_cannot_be_made_changes_nothing(library: Library, tmp_path: Path, written: str) -> None:
    library.put(scanned(MISREAD))
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    with pytest.raises(DocumentError):
        library.correct(ID, [correction("1: 3O -> 30"), correction(written)])
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_a_misread_number_of_the_document_itself(library: Library) -> None:
    library.put(scanned(PAPER.replace("15-QĐ/TU", "16-QĐ/TU")))
    (wrong,) = (document.id for document, _ in library.waiting())
    assert library.correct(wrong, [correction("1: Số 16 -> Số 15")], "an").document.id == ID
    assert [document.id for document, _ in library.waiting()] == [ID]
    assert library.approve(ID).document.number == "15-QĐ/TU"
    assert [line["what"] for line in library.history(wrong)] == ["held", "released"]


def test_a_new_ruling_with_a_text_layer_has_nothing_to_correct(library: Library, tmp_path: Path) -> None:
    library.add(saved(tmp_path, "a.pdf", pdf([PAPER])), accept=lambda new: False)
    assert library.scan(ID) is None
    with pytest.raises(DocumentError, match="không có trang quét"):
        library.correct(ID, [correction("1: 15 -> 16")])


@needs_ocr
def test_a_real_page_is_corrected_by_what_the_operator_sees(library: Library, tmp_path: Path) -> None:
    library.add(saved(tmp_path, "quét.pdf", scan([SCAN_TEXT])))
    found = library.scan(ID)
    assert found is not None
    (seen,) = (text for page, _, text in found.doubtful() if "⟦90⟧ phút" in text)
    words = seen.replace("⟦", "").replace("⟧", "")
    library.correct(ID, [correction(f"1: {words} -> {words.replace('90 phút', '60 phút')}")])
    library.approve(ID)
    assert "ít nhất là 60 phút" in library.show(f"{ID}/dieu-2/1")


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
