"""Files that are no document, or cannot be had, get one line each; reading waits for nothing and leaks nothing."""

import os
import unicodedata
from pathlib import Path

import pytest

from knowledge.errors import DocumentError
from knowledge.readers import limits
from knowledge.readers.reading import fetch, read
from tests.knowledge.papers import pdf, saved
from tests.knowledge.test_readers_pdf import refusal

REFUSED = {
    b"": "rỗng",
    b" \n\0": "rỗng",
    b"\xd0\xcf\x11\xe0 workbook": "không nhận ra",
    b"{\\rtf1 xin}": "RTF",
    b"GIF89a": "ảnh động",
    b"PK\x05\x06" + bytes(18): "không phải .docx",
    b"PK\x03\x04 nothing": "cắt cụt",
    b"Qu\xfd \xfe": "UTF-8",
    b"MZ\x90\0\3\0\0\0": "không",
}


@pytest.mark.parametrize("content", REFUSED, ids=REFUSED.values())
def test_what_is_no_document(tmp_path: Path, content: bytes) -> None:
    assert REFUSED[content] in refusal(saved(tmp_path, "a.txt", content))


def test_a_kind_that_no_reader_takes(tmp_path: Path) -> None:
    assert "không nhận ra" in refusal(saved(tmp_path, "bảng.csv", "a,b"))


def test_a_missing_file(tmp_path: Path) -> None:
    assert "không có tệp này" in refusal(tmp_path / "không-có.pdf")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "không phải tệp thường" in refusal(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ống.pdf")
    assert "không phải tệp thường" in refusal(tmp_path / "ống.pdf")


def test_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "vòng.pdf").symlink_to(tmp_path / "vòng.pdf")
    assert "không có tệp này" in refusal(tmp_path / "vòng.pdf")


def test_a_file_without_permission(tmp_path: Path) -> None:
    saved(tmp_path, "a.txt", "x").chmod(0)
    if os.access(tmp_path / "a.txt", os.R_OK):
        pytest.skip("this account reads everything")
    assert "quyền" in refusal(tmp_path / "a.txt")


def test_a_file_over_the_limit_is_not_loaded(tmp_path: Path) -> None:
    with (tmp_path / "lớn.pdf").open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)
    assert "tối đa 64 MB" in refusal(tmp_path / "lớn.pdf")


def test_names_in_nfd_or_with_newlines_stay_on_one_line(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "quyết định") + "\n2.pdf"
    with pytest.raises(DocumentError, match=r"định\?2.pdf") as error:
        read(fetch(saved(tmp_path, name, b"")))
    assert "\n" not in str(error.value)


def test_a_module_in_the_working_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(tmp_path, "json.py", "raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert read(fetch(saved(tmp_path, "a.pdf", pdf(["Xin chào"])))).pages[0].strip() == "Xin chào"


def test_plain_text_by_form_feeds(tmp_path: Path) -> None:
    line = "Chi bộ họp mỗi tháng một lần vào ngày đầu của tháng, trừ khi cấp ủy"
    reading = read(fetch(saved(tmp_path, "a.txt", f"\ufeff{line}\r\nhai\f ba\n\f")))
    assert (reading.pages, reading.wrapped) == ((f"{line}\nhai", " ba\n"), True)


def test_plain_text_of_paragraphs_is_not_wrapped(tmp_path: Path) -> None:
    assert not read(fetch(saved(tmp_path, "a.txt", "Một đoạn văn. " * 20))).wrapped


def test_utf_16_with_its_mark(tmp_path: Path) -> None:
    assert read(fetch(saved(tmp_path, "a.txt", "Điều lệ Đảng".encode("utf-16")))).pages == ("Điều lệ Đảng",)
