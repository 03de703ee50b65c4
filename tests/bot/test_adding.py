"""``sotay add``: a folder goes in past its bad files, the index is built once, and a failed build undoes all."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.adding import Adder, Item, Report, add_files
from bot.settings import Settings
from bot.startup import Say, index_folder, is_fresh, library
from index import generation
from knowledge.errors import SotayError
from tests.knowledge.papers import PAPER, pdf, saved

ID = "qd-15-qd-tu-lao-cai-2026"


@pytest.fixture
def data(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", _env_file=None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A good paper, a refused one and a broken one, links that run in circles, and a hidden file."""
    inner = tmp_path / "văn bản" / "năm 2026"
    inner.mkdir(parents=True)
    saved(inner, "a.pdf", pdf([PAPER]))
    saved(inner, ".ẩn.pdf", "")
    saved(inner.parent, "hỏng.pdf", "")
    saved(inner.parent, "mật.txt", f"MẬT\n{PAPER}")
    (inner / "vòng").symlink_to(inner.parent)
    (inner / "tự trỏ.pdf").symlink_to(inner / "tự trỏ.pdf")
    return inner.parent


def added(data: Settings, items: Sequence[Item], say: Say = str) -> Report:
    return add_files(data, items, Adder(library(data), say))


def outcomes(report: Report) -> dict[str, str]:
    return {Path(row.name).name: row.outcome for row in report.rows}


def test_a_folder_is_added_past_its_bad_files_and_built_once(data: Settings, folder: Path) -> None:
    said: list[str] = []
    report = added(data, [folder], said.append)
    assert outcomes(report) == {"hỏng.pdf": "failed", "mật.txt": "refused", "a.pdf": "added", "tự trỏ.pdf": "failed"}
    assert is_fresh(data)
    assert said.count("Đã dựng xong chỉ mục.") == 1
    assert report.summary == "đã thêm: 1; từ chối: 1; không đọc được: 2"


def test_adding_again_builds_nothing(data: Settings, folder: Path) -> None:
    added(data, [folder])
    serving, said = generation.current(index_folder(data)), list[str]()
    assert outcomes(added(data, [folder], said.append))["a.pdf"] == "unchanged"
    assert (generation.current(index_folder(data)), said) == (serving, [])


def test_one_bad_file_leaves_no_trace(data: Settings, tmp_path: Path) -> None:
    report = added(data, [tmp_path / "không-có.pdf"])
    assert [(row.outcome, row.intake) for row in report.rows] == [("failed", None)]
    assert report.failures == report.rows
    assert "«không-có.pdf» không có tệp này" in report.rows[0].line
    assert not data.data.exists()


def test_a_build_that_fails_puts_the_library_back(data: Settings, folder: Path) -> None:
    broken = data.model_copy(update={"encoder": str(folder / "không có mô hình")})
    with pytest.raises(SotayError):
        added(broken, [folder])
    assert library(data).added() == ()
    assert [line["what"] for line in library(data)._shelf.journal()] == ["added", "restored"]


def test_a_build_that_fails_leaves_what_another_added_meanwhile(
    data: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(settings: Settings, say: Say) -> None:
        library(data).add(saved(tmp_path, "khác.txt", PAPER.replace("15-QĐ/TU", "16-QĐ/TU")))
        raise OSError("đĩa đầy")

    monkeypatch.setattr("bot.adding.rebuild", fails)
    said: list[str] = []
    with pytest.raises(OSError, match="đĩa đầy"):
        added(data, [saved(tmp_path, "a.txt", PAPER)], said.append)
    assert [document.number for document in library(data).documents()] == ["16-QĐ/TU"]
    assert "thư viện được trả lại như trước" in said[-1]


def test_a_row_tells_what_entered(data: Settings, folder: Path) -> None:
    row = next(row for row in added(data, [folder]).rows if row.intake)
    assert f"15-QĐ/TU ngày 5/3/2026, Quy định về chế độ họp của chi bộ ({ID}); 7 mục" in row.line


def test_odd_numbering_is_said(data: Settings, tmp_path: Path) -> None:
    said: list[str] = []
    added(data, [saved(tmp_path, "a.txt", PAPER.replace("2. Trách", "3. Trách"))], said.append)
    assert any("3 đứng sau 1.2: nhảy số" in line for line in said)
