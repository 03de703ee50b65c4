"""The commands of the library as an operator runs them, in a process of their own without a terminal."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.knowledge.papers import PAPER, pdf, saved
from tests.knowledge.scans import SCAN_TEXT, needs_ocr, scan

ID = "qd-15-qd-tu-lao-cai-2026"
ENDING = PAPER.replace(
    "- Chủ trì cuộc họp.",
    f"- Chủ trì {'cuộc họp ' * 20}.\nQuy định này thay thế Quy định số 208-QĐ/TW, ngày 26/7/2026.",
)
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def sotay(tmp_path: Path) -> Run:
    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"SOTAY_DATA": str(tmp_path / "data"), "SOTAY_ENCODER": ""}
        command = [sys.executable, "-m", "bot", *map(str, arguments)]
        here = Path(__file__).parents[2]
        return subprocess.run(
            command, cwd=here, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )

    return run


def test_a_new_document_is_proposed_held_listed_shown_and_approved(sotay: Run, tmp_path: Path) -> None:
    paper = saved(tmp_path, "a.pdf", pdf([ENDING]))
    added = sotay("add", paper)
    assert added.returncode == 0
    assert "Văn bản mới, chưa có trong sổ văn bản: 15-QĐ/TU ngày 5/3/2026" in added.stderr
    assert "Thay thế: 208-QĐ/TW ngày 26/7/2026" in added.stderr
    assert f"chờ duyệt. 15-QĐ/TU ngày 5/3/2026, Quy định về chế độ họp của chi bộ ({ID})" in added.stdout
    assert not (tmp_path / "data" / "index").exists()
    assert sotay("list").stdout.startswith(
        f"CHỜ DUYỆT 15-QĐ/TU ngày 5/3/2026, Quy định về chế độ họp của chi bộ ({ID})"
    )
    assert "Chi bộ họp bất thường khi cần." in sotay("show", "--held", ID).stdout
    assert sotay("show", ID).returncode == 1
    approved = sotay("approve", ID)
    assert (approved.returncode, approved.stdout.split(".")[0]) == (0, f"{ID}: đã thêm")
    assert sotay("show", f"{ID}/1.1/b").stdout == "b) Chi bộ họp bất thường khi cần.\n"
    assert "a.pdf" in sotay("list").stdout


def test_yes_accepts_and_a_second_time_changes_nothing(sotay: Run, tmp_path: Path) -> None:
    paper = saved(tmp_path, "a.pdf", pdf([PAPER]))
    assert "đã thêm" in sotay("add", "--yes", paper).stdout
    assert "đã có, không đổi" in sotay("add", paper).stdout
    assert sotay("remove", ID).returncode == 0
    assert sotay("list").stdout == ""


def test_a_folder_ends_with_a_table_and_a_status(sotay: Run, tmp_path: Path) -> None:
    inner = tmp_path / "văn bản"
    inner.mkdir()
    saved(inner, "a.pdf", pdf([PAPER]))
    saved(inner, "b.txt", f"MẬT\n{PAPER}")
    saved(inner, "c.pdf", "")
    done = sotay("add", "--yes", inner)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "đã thêm: 1; từ chối: 1; không đọc được: 1"
    assert [line.partition(":")[0][-5:] for line in done.stderr.splitlines() if ": từ chối" in line] == ["b.txt"]


def test_export_gives_the_file_and_its_text_back(sotay: Run, tmp_path: Path) -> None:
    paper = saved(tmp_path, "a.pdf", pdf([PAPER]))
    sotay("add", "--yes", paper)
    out = tmp_path / "ra"
    assert sotay("export", out).returncode == 0
    assert sorted(file.name for file in out.iterdir()) == [f"{ID}.json", f"{ID}.pdf", f"{ID}.text.txt"]
    assert (out / f"{ID}.pdf").read_bytes() == paper.read_bytes()
    again = sotay("export", out)
    assert (again.returncode, "Đã có tệp" in again.stderr) == (1, True)
    assert sotay("export", tmp_path / "khác", "x").returncode == 1


def test_replace_keeps_the_older_and_builds_once(sotay: Run, tmp_path: Path) -> None:
    sotay("add", "--yes", saved(tmp_path, "a.pdf", pdf([PAPER])))
    newer = saved(tmp_path, "b.txt", PAPER.replace("bất thường", "đột xuất"))
    done = sotay("replace", ID, newer)
    assert (done.returncode, done.stdout.split(".")[1]) == (0, "txt: đã thay bản cũ")
    assert sotay("show", f"{ID}/1.1/b").stdout == "b) Chi bộ họp đột xuất khi cần.\n"
    serving = (tmp_path / "data" / "index" / "current").read_text()
    assert "đã có, không đổi" in sotay("replace", ID, newer).stdout
    other = saved(tmp_path, "c.txt", PAPER.replace("15-QĐ/TU", "16-QĐ/TU"))
    refused = sotay("replace", ID, other)
    assert (refused.returncode, refused.stdout, len(refused.stderr.splitlines())) == (1, "", 1)
    assert "16-QĐ/TU" in refused.stderr
    assert "không phải 15-QĐ/TU" in refused.stderr
    assert "đột xuất" in sotay("show", ID).stdout
    assert (tmp_path / "data" / "index" / "current").read_text() == serving


@pytest.mark.parametrize(
    "command", [("approve", "x"), ("show", "--held", "x"), ("remove", "x"), ("replace", "x", "a.pdf")]
)
def test_an_unknown_document_is_told_in_one_line(sotay: Run, command: tuple[str, ...]) -> None:
    done = sotay(*command)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert "«x»" in done.stderr


def test_an_address_on_this_machine_is_refused(sotay: Run, tmp_path: Path) -> None:
    done = sotay("add", "http://localhost:8081/a.pdf")
    assert done.returncode == 1
    assert "mạng nội bộ" in done.stderr
    assert not (tmp_path / "data").exists()


@needs_ocr
def test_a_scan_is_read_with_progress_and_waits_even_with_yes(sotay: Run, tmp_path: Path) -> None:
    done = sotay("add", "--yes", saved(tmp_path, "quét.pdf", scan([SCAN_TEXT])))
    assert "quét.pdf: nhận dạng chữ trang 1/1" in done.stderr
    assert "1 trang quét" in done.stdout
    assert f"sotay approve {ID}" in done.stdout
    assert "⟦90⟧ phút" in sotay("show", "--held", ID).stdout
    looked = sotay("approve", ID, "--look", "--fix", "1: là 90 phút -> là 60 phút")
    assert looked.returncode == 0
    assert re.search(r"^trang 1, dòng \d+: .*là ⟦60⟧ phút", looked.stdout, re.MULTILINE)
    assert "đã sửa trang 1: «là 90 phút» → «là 60 phút»" in looked.stderr
    assert not (tmp_path / "data" / "index").exists()
    unsure = sotay("approve", ID, "--fix", "1: trang 99 -> trang 9")
    assert (unsure.returncode, len(unsure.stderr.splitlines())) == (1, 1)
    assert sotay("show", ID).returncode == 1
    assert sotay("approve", ID, "--fix", "1: trước 3 ngày -> trước 5 ngày").returncode == 0
    assert "ít nhất là 60 phút" in sotay("show", ID).stdout
    assert "trước 5 ngày" in sotay("show", ID).stdout
