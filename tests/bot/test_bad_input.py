"""Every bad file or address, given to the program itself: one line and exit status 1, library and index as before."""

import ctypes
import io
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.knowledge.papers import PAPER, docx, paragraph, pdf, saved
from tests.knowledge.test_readers_pdf import drawn_page, encrypted

ID = "qd-15-qd-tu-lao-cai-2026"
ROOT = Path(__file__).parents[2]
DROP_FROM_BOUNDING_SET, DAC_OVERRIDE, DAC_READ_SEARCH = 24, 1, 2


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library of one document and its index."""
    folder = tmp_path_factory.mktemp("home")
    assert sotay(folder, "add", "--yes", saved(folder, "a.pdf", pdf([PAPER]))).returncode == 0
    return folder


def sotay(home: Path, *arguments: str | Path, **how: object) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"SOTAY_DATA": str(home / "data"), "SOTAY_ENCODER": ""} | how.pop("env", {})  # type: ignore[operator]
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, **how
    )


def everything(home: Path) -> dict[str, bytes]:
    data = home / "data"
    return {str(file.relative_to(data)): file.read_bytes() for file in data.rglob("*") if file.is_file()}


def refused(home: Path, *items: str | Path, **how: object) -> str:
    """The one line that ``add --yes`` says of a bad item; nothing has changed after it."""
    before = everything(home)
    done = sotay(home, "add", "--yes", *items, **how)
    assert (done.returncode, done.stdout) == (1, ""), done
    assert everything(home) == before
    (line,) = done.stderr.splitlines()
    assert "Traceback" not in line
    return line


def renamed_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("quyết định.txt", PAPER)
    return buffer.getvalue()


NESTED = b"/Resources " + b"[" * 10_000 + b"]" * 10_000
BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "encrypted": ("a.pdf", lambda: encrypted("bí mật", "chủ"), "có đặt mật khẩu"),
    "truncated": ("a.pdf", lambda: pdf([PAPER])[:2000], "bị cắt cụt"),
    "truncated docx": ("a.docx", lambda: docx(paragraph(PAPER) * 50)[:300], "bị cắt cụt"),
    "empty": ("a.pdf", lambda: b"", "rỗng"),
    "no pages": ("a.pdf", lambda: pdf([]), "không có trang nào"),
    "wrong extension": ("a.pdf", PAPER.encode, "nội dung không phải PDF"),
    "no document at all": ("a.docx", lambda: b"MZ\x90\0" + bytes(200), "không nhận ra loại tệp"),
    "bomb": ("a.pdf", lambda: drawn_page(zlib.compress(b" " * 400_000_000, 9), b"/Filter /FlateDecode"), "độc hại"),
    "bomb docx": ("a.docx", lambda: docx(" " * 140_000_000), "độc hại"),
    "nested objects": (
        "a.pdf",
        lambda: pdf(["x"]).replace(b"/Resources << /Font << /F 3 0 R >> >>", NESTED),
        "bị hỏng",
    ),
    "nested elements": ("a.docx", lambda: docx("<w:sdt>" * 10_000 + "</w:sdt>" * 10_000), "bị hỏng"),
    "renamed zip": ("a.docx", renamed_zip, "là tệp nén, không phải .docx"),
    "no number": ("a.txt", lambda: b"QUY \xc4\x90\xe1\xbb\x8aNH\n1. X.", "không có số và ngày ban hành"),
    "secret": ("a.txt", lambda: f"TUYỆT MẬT\n{PAPER}".encode(), "có dấu «TUYỆT MẬT»"),
    "nul bytes": ("a.txt", lambda: PAPER.encode("utf-16-le"), "không"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file(home: Path, tmp_path: Path, name: str) -> None:
    file, content, told = BAD[name]
    assert told in refused(home, saved(tmp_path, file, content()))


def test_a_scan_without_ocr(home: Path, tmp_path: Path) -> None:
    told = refused(home, saved(tmp_path, "a.pdf", pdf([""])), env={"PATH": str(tmp_path)})
    assert "apt-get install tesseract-ocr" in told


@pytest.mark.parametrize(
    "name", [unicodedata.normalize("NFD", "quyết định") + ".pdf", "hai\ndòng.pdf", "\x1b[31mđỏ.pdf"]
)
def test_odd_names_stay_on_one_line(home: Path, tmp_path: Path, name: str) -> None:
    told = refused(home, saved(tmp_path, name, b""))
    assert told.isprintable()
    assert unicodedata.is_normalized("NFC", told)


def test_a_good_file_under_an_odd_name_is_known_again(home: Path, tmp_path: Path) -> None:
    done = sotay(home, "add", saved(tmp_path, "hai\ndòng.pdf", pdf([PAPER])))
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)
    assert "đã có, không đổi" in done.stdout


@pytest.mark.parametrize("name", ["không-có.pdf", "x" * 5000, "a.pdf/b.pdf"])
def test_what_is_not_there(home: Path, tmp_path: Path, name: str) -> None:
    saved(tmp_path, "a.pdf", b"")
    assert "không có tệp này" in refused(home, tmp_path / name)


def test_a_pipe_and_a_device(home: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ống.pdf")
    assert "không phải tệp thường" in refused(home, tmp_path / "ống.pdf")
    assert "không phải tệp thường" in refused(home, Path("/dev/zero"))


def test_links_in_a_circle(home: Path, tmp_path: Path) -> None:
    inner = tmp_path / "trong"
    inner.mkdir()
    (inner / "lên").symlink_to(tmp_path)
    (inner / "mình.pdf").symlink_to(inner / "mình.pdf")
    assert "mình.pdf» không có tệp này" in refused(home, tmp_path)


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o111])
def test_a_folder_without_permission(home: Path, mode: int) -> None:
    shut = home / f"đóng-{mode}"
    shut.mkdir()
    saved(shut, "a.pdf", pdf([PAPER]))
    shut.chmod(mode)
    try:
        assert "không có quyền đọc" in refused(home, shut, preexec_fn=without_privilege)
    finally:
        shut.chmod(0o755)


def without_privilege() -> None:
    """root may read everything, unless it gives that capability up for the program that starts next."""
    libc = ctypes.CDLL(None)
    for capability in (DAC_OVERRIDE, DAC_READ_SEARCH):
        libc.prctl(DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)


def limited(kilobytes: int) -> Callable[[], None]:
    """No file may grow larger than this: what a program meets on a full disk."""

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes << 10, kilobytes << 10))

    return limit


@pytest.mark.parametrize("kilobytes", [0, 2, 200])
def test_a_full_disk(home: Path, tmp_path: Path, kilobytes: int) -> None:
    """At 0 the copy of the file cannot be written, at 2 and 200 some part of the index: all of it is undone."""
    newer = saved(tmp_path, "mới.txt", PAPER.replace("bất thường", "đột xuất"))
    before = {name: content for name, content in everything(home).items() if "journal" not in name}
    shelf = before["library/shelf.json"]
    done = sotay(home, "add", "--yes", newer, preexec_fn=limited(kilobytes))
    assert done.returncode == 1
    assert re.search(r"(too large|không ghi hết được)\. Kiểm tra quyền và dung lượng", done.stderr.splitlines()[-1])
    assert ("thư viện được trả lại như trước" in done.stderr) == (kilobytes > 0)
    assert "Traceback" not in done.stderr
    after = everything(home)
    assert {name for name in before if after.get(name) != before[name]} == set()
    assert after["library/shelf.json"] == shelf
    assert "bất thường" in sotay(home, "show", ID).stdout


def test_an_address_of_this_machine(home: Path) -> None:
    for address in ("http://127.0.0.1:9/a.pdf", "http://localhost/a.pdf", "http://[::1]/", "http://0x7f.1/a.pdf"):
        assert "mạng nội bộ" in refused(home, address)
