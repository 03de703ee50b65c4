"""PDFs with a text layer are read page by page; every other PDF gets its one line."""

import io
import unicodedata
import zlib
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from knowledge.errors import DocumentError
from knowledge.readers.reading import fetch, read
from tests.knowledge.papers import PAPER, pdf, saved


def refusal(path: Path) -> str:
    with pytest.raises(DocumentError) as error:
        read(fetch(path))
    assert unicodedata.normalize("NFC", path.name) in str(error.value)
    assert "\n" not in str(error.value)
    return str(error.value)


def drawn_page(content: bytes, extra: bytes = b"") -> bytes:
    """A PDF of one page with this content stream, told in ``extra`` how to unpack it."""
    page = pdf(["x"])
    stream = b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)
    start = page.rindex(b"6 0 obj\n") + len(b"6 0 obj\n")
    return page[:start] + stream + page[page.index(b"\nendobj", start) :]


def test_pages_and_lines_come_as_printed(tmp_path: Path) -> None:
    reading = read(fetch(saved(tmp_path, "a.pdf", pdf([PAPER, "Trang hai\nđữ ợ ỵ Ẫ"]))))
    assert (reading.kind, reading.wrapped, len(reading.pages)) == ("pdf", True, 2)
    assert [line.strip() for line in reading.pages[0].splitlines()] == PAPER.split("\n")
    assert reading.pages[1].split() == ["Trang", "hai", "đữ", "ợ", "ỵ", "Ẫ"]


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    assert read(fetch(saved(tmp_path, "a.docx", pdf(["Xin chào"])))).kind == "pdf"


def test_a_text_named_pdf_is_no_pdf(tmp_path: Path) -> None:
    assert "không phải PDF" in refusal(saved(tmp_path, "a.pdf", "Xin chào"))


def test_a_truncated_file(tmp_path: Path) -> None:
    content = pdf([PAPER])
    assert "cắt cụt" in refusal(saved(tmp_path, "a.pdf", content[: len(content) // 2]))


def test_a_file_of_no_pages(tmp_path: Path) -> None:
    assert "không có trang nào" in refusal(saved(tmp_path, "a.pdf", pdf([])))


def encrypted(user: str, owner: str) -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(["Xin chào"])))), io.BytesIO()
    writer.encrypt(user, owner, algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def test_a_password_to_read(tmp_path: Path) -> None:
    assert "mật khẩu" in refusal(saved(tmp_path, "a.pdf", encrypted("bí mật", "chủ")))


def test_a_password_to_print_only_is_no_hindrance(tmp_path: Path) -> None:
    assert read(fetch(saved(tmp_path, "a.pdf", encrypted("", "chủ")))).pages[0].split() == ["Xin", "chào"]


def test_a_decompression_bomb_costs_one_file(tmp_path: Path) -> None:
    bomb = zlib.compress(b" " * 400_000_000, 9)
    assert "độc hại" in refusal(saved(tmp_path, "a.pdf", drawn_page(bomb, b"/Filter /FlateDecode")))


def test_ten_thousand_nested_objects(tmp_path: Path) -> None:
    nested = b"/Resources " + b"[" * 10_000 + b"]" * 10_000
    refusal(saved(tmp_path, "a.pdf", pdf(["x"]).replace(b"/Resources << /Font << /F 3 0 R >> >>", nested)))


def test_pages_that_contain_themselves(tmp_path: Path) -> None:
    refusal(saved(tmp_path, "a.pdf", pdf(["x"]).replace(b"/Kids [7 0 R]", b"/Kids [2 0 R]")))
