"""The library takes a file in, knows it again, replaces, removes and shows it, and tells who did what."""

from pathlib import Path

import pytest

from knowledge.errors import DocumentError
from knowledge.gate import RefusedError
from knowledge.library import ADDED, REPLACED, UNCHANGED, Library, merged
from knowledge.readers.reading import fetch
from knowledge.records import CENTRAL, Document, Status
from tests.knowledge.papers import PAPER, pdf, saved

ID = "qd-15-qd-tu-lao-cai-2026"
RULE_294 = (
    PAPER.replace("TỈNH ỦY LÀO CAI", "BAN CHẤP HÀNH TRUNG ƯƠNG")
    .replace("Số 15-QĐ/TU", "Số 294-QĐ/TW")
    .replace("Lào Cai, ngày 05 tháng 3 năm 2026", "Hà Nội, ngày 26 tháng 5 năm 2025")
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return saved(tmp_path, "quy-định.pdf", pdf([PAPER]))


def test_an_empty_library_leaves_no_trace(library: Library, tmp_path: Path) -> None:
    assert (library.fingerprint(), library.added(), library.documents()) == ("", (), ())
    assert list(tmp_path.iterdir()) == []


def test_a_new_document_enters_under_the_number_it_bears(library: Library, paper: Path) -> None:
    intake = library.add(paper, "an")
    assert (intake.outcome, intake.document.id, intake.clauses) == (ADDED, ID, 7)
    assert [added.document.id for added in library.added()] == [ID]
    assert library.catalogue()[ID].title == "Quy định về chế độ họp của chi bộ"


def test_a_known_document_keeps_what_the_catalogue_says(library: Library, tmp_path: Path) -> None:
    library.add(saved(tmp_path, "294.pdf", pdf([RULE_294])))
    added = library.added()[0]
    assert added.document.status is Status.REPLACED
    assert added.clauses[1].id == "qd-294-qd-tw-2025/1"


def test_the_same_file_is_known_again_under_any_name(library: Library, paper: Path, tmp_path: Path) -> None:
    library.add(paper)
    before = library.snapshot(), library.fingerprint()
    assert library.add(saved(tmp_path, "khác.bin", paper.read_bytes())).outcome == UNCHANGED
    assert (library.snapshot(), library.fingerprint()) == before
    assert len(library.history(ID)) == 1


def test_a_newer_file_replaces_and_the_older_is_history(library: Library, paper: Path, tmp_path: Path) -> None:
    library.add(paper, "an")
    first = library.fingerprint()
    assert library.add(saved(tmp_path, "mới.txt", f"{PAPER}"), "bình").outcome == REPLACED
    assert library.fingerprint() != first
    told = [(line["what"], line["who"], line["file"]) for line in library.history(ID)]
    assert told == [("added", "an", "quy-định.pdf"), ("replaced", "bình", "mới.txt")]
    assert len(list((tmp_path / "library" / "documents" / ID).iterdir())) == 2


def test_replace_takes_a_newer_file_of_that_document_only(library: Library, paper: Path, tmp_path: Path) -> None:
    library.add(paper, "an")
    newer = fetch(saved(tmp_path, "mới.txt", PAPER.replace("bất thường", "đột xuất")))
    assert library.replace(ID, newer, "bình").outcome == REPLACED
    assert "đột xuất" in library.show(ID)
    before = library.snapshot(), library.history(ID)
    assert library.replace(ID, newer, "bình").outcome == UNCHANGED
    other = saved(tmp_path, "khác.txt", PAPER.replace("15-QĐ/TU", "16-QĐ/TU"))
    with pytest.raises(RefusedError, match=r"là văn bản khác: 16-QĐ/TU ngày 2026-03-05 .*không phải 15-QĐ/TU"):
        library.replace(ID, fetch(other))
    with pytest.raises(DocumentError, match="không có văn bản «x»"):
        library.replace("x", newer)
    assert (library.snapshot(), library.history(ID)) == before
    assert [line["what"] for line in before[1]] == ["added", "replaced"]


def test_replacing_by_a_file_that_stands_as_another_document_is_refused(
    library: Library, paper: Path, tmp_path: Path
) -> None:
    library.add(paper)
    other = saved(tmp_path, "khác.txt", PAPER.replace("15-QĐ/TU", "16-QĐ/TU"))
    library.add(other)
    before = library.snapshot()
    with pytest.raises(RefusedError, match="văn bản khác: 16-QĐ/TU"):
        library.replace(ID, fetch(other))
    assert library.snapshot() == before


def test_a_clause_is_shown_word_for_word(library: Library, paper: Path) -> None:
    library.add(paper)
    assert library.show(f"{ID}/1.1/b") == "b) Chi bộ họp bất thường khi cần."
    assert library.show(f"{ID}/1.1").split("\n")[0] == "1.1. Về thời gian."
    assert library.show(ID).endswith("2. Trách nhiệm của bí thư chi bộ\n- Chuẩn bị nội dung.\n- Chủ trì cuộc họp.")


def test_what_is_not_there_is_told(library: Library, paper: Path) -> None:
    library.add(paper)
    with pytest.raises(DocumentError, match="không có điểm «9"):
        library.show(f"{ID}/9.9")
    with pytest.raises(DocumentError, match="không có văn bản «x»"):
        library.show("x/1")
    with pytest.raises(DocumentError, match="không có văn bản «x»"):
        library.remove("x")


def test_removal_and_its_undoing(library: Library, paper: Path) -> None:
    library.add(paper)
    before, fingerprint = library.snapshot(), library.fingerprint()
    library.remove(ID, "an")
    assert (library.added(), library.fingerprint()) == ((), "")
    library.restore(before, [ID])
    assert library.fingerprint() == fingerprint
    assert len(library.clauses(ID)) == 7


def test_a_refused_file_changes_nothing(library: Library, paper: Path, tmp_path: Path) -> None:
    library.add(paper)
    before = sorted((tmp_path / "library").rglob("*")), library.snapshot(), library.history(ID)
    for bad in (saved(tmp_path, "mật.txt", f"MẬT\n{PAPER}"), saved(tmp_path, "rỗng.pdf", "")):
        with pytest.raises(DocumentError):
            library.add(bad)
    assert (sorted((tmp_path / "library").rglob("*")), library.snapshot(), library.history(ID)) == before


def test_a_refusal_is_not_a_failure(library: Library, tmp_path: Path) -> None:
    with pytest.raises(RefusedError):
        library.add(saved(tmp_path, "mật.txt", f"MẬT\n{PAPER}"))


def test_fingerprints_go_by_content_not_by_order(paper: Path, tmp_path: Path) -> None:
    other = saved(tmp_path, "294.pdf", pdf([RULE_294]))
    one, two = Library(tmp_path / "one"), Library(tmp_path / "two")
    for library, files in ((one, (paper, other)), (two, (other, paper))):
        for file in files:
            library.add(file)
    assert one.fingerprint() == two.fingerprint() != ""


def test_what_a_new_document_replaces_is_replaced_for_all(library: Library, tmp_path: Path) -> None:
    closing = "Quy định này có hiệu lực từ ngày ký, thay thế Quy định số 208-QĐ/TW, ngày 26/7/2026.\nNơi nhận:"
    newer = RULE_294.replace("294-QĐ/TW", "300-QĐ/TW").replace("năm 2025", "năm 2027").replace("Nơi nhận:", closing)
    newer = newer.replace("- Chủ trì cuộc họp.", f"- Chủ trì {'cuộc họp ' * 20}.")
    assert library.add(saved(tmp_path, "300.txt", newer)).ends == ("qd-208-qd-tw-2026",)
    catalogue = library.catalogue()
    assert catalogue["qd-208-qd-tw-2026"].status is Status.REPLACED
    assert [document.number for document in catalogue.current("qd-294-qd-tw-2025")] == ["300-QĐ/TW"]


def document(id_: str, date: str, *replaces: str) -> Document:
    return Document(id_, id_, "quy-dinh", date, "", id_, CENTRAL, Status.UNKNOWN, "", replaces=replaces)


def test_two_documents_that_replace_each_other_make_no_circle() -> None:
    catalogue = merged({}, (document("a", "2025-01-01", "b"), document("b", "2026-01-01", "a")))  # type: ignore[arg-type]
    assert catalogue.current("a") == (catalogue["b"],)
