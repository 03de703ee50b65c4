"""Scans are read page by page where a page has no usable text, or refused with the packages that are missing."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from knowledge.readers.ocr import can_read
from knowledge.readers.reading import Source, fetch, read
from tests.knowledge.papers import PAPER, pdf, saved
from tests.knowledge.scans import SCAN_TEXT, needs_ocr, picture, scan
from tests.knowledge.test_readers_pdf import refusal

PICTURE = b"/XObject << /I << /Subtype /Image >> >> /Font"


def characters_right(wanted: str, found: str) -> float:
    """1 less the edit distance by the length of what is wanted; runs of blanks count as one."""
    a, b = " ".join(wanted.split()), " ".join(found.split())
    row = list(range(len(b) + 1))
    for place, letter in enumerate(a, 1):
        before, row = row, [place]
        for other, seen in enumerate(b, 1):
            row.append(min(before[other] + 1, row[-1] + 1, before[other - 1] + (letter != seen)))
    return 1 - row[-1] / len(a)


@needs_ocr
@pytest.mark.parametrize("degrees", [1.0, -1.0])
def test_a_skewed_scan_is_read_nearly_whole(degrees: float) -> None:
    found = read(Source("a.pdf", ".pdf", scan([SCAN_TEXT], degrees)))
    assert (found.kind, found.scanned, found.wrapped) == ("pdf", (1,), True)
    assert characters_right(SCAN_TEXT, found.pages[0]) >= 0.97


@needs_ocr
def test_only_pages_without_text_are_read_by_ocr(tmp_path: Path) -> None:
    writer, out = PdfWriter(), io.BytesIO()
    for part in (pdf([PAPER]), scan(["Điều 4. Hiệu lực thi hành của quy định này"])):
        writer.append(PdfReader(io.BytesIO(part)))
    writer.write(out)
    heard: list[tuple[int, int]] = []
    found = read(fetch(saved(tmp_path, "a.pdf", out.getvalue())), lambda done, count: heard.append((done, count)))
    assert (found.scanned, heard) == ((2,), [(1, 1)])
    assert found.pages[0].split()[:3] == PAPER.split()[:3]
    assert "Hiệu lực thi hành" in found.pages[1]


@needs_ocr
def test_a_text_layer_of_lost_letters_is_read_from_its_picture(tmp_path: Path) -> None:
    found = read(fetch(saved(tmp_path, "a.pdf", pdf([PAPER.replace("ộ", "\ue123")]))))
    assert found.scanned == (1,)
    assert "\ue123" not in found.pages[0]


@needs_ocr
def test_a_photograph_of_a_page() -> None:
    out = io.BytesIO()
    picture(SCAN_TEXT).save(out, "PNG", dpi=(200, 200))
    found = read(Source("ảnh.png", ".png", out.getvalue()))
    assert (found.kind, found.scanned) == ("picture", (1,))
    assert characters_right(SCAN_TEXT, found.pages[0]) >= 0.97


@needs_ocr
def test_a_broken_picture_costs_its_file_only(tmp_path: Path) -> None:
    assert "không nhận dạng được" in refusal(saved(tmp_path, "a.png", b"\x89PNG\r\n\x1a\n broken"))


@needs_ocr
def test_an_empty_page_has_nothing_to_read(tmp_path: Path) -> None:
    assert "không nhận ra chữ nào" in refusal(saved(tmp_path, "a.pdf", pdf([""])))


@pytest.fixture
def without_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("PATH", str(tmp_path))
    can_read.cache_clear()
    yield
    can_read.cache_clear()


def with_scanned_page(kept: str) -> bytes:
    return pdf([kept, "Ký bởi: A"]).replace(b"/Resources << /Font", b"/Resources << " + PICTURE)


@pytest.mark.usefixtures("without_programs")
def test_without_ocr_the_pages_and_the_packages_are_named(tmp_path: Path) -> None:
    told = refusal(saved(tmp_path, "a.pdf", with_scanned_page(PAPER)))
    assert "cần nhận dạng chữ (OCR) ở trang 2" in told
    assert "apt-get install tesseract-ocr tesseract-ocr-vie poppler-utils" in told


@pytest.mark.usefixtures("without_programs")
@pytest.mark.parametrize("content", [pdf([""]), b"\x89PNG\r\n\x1a\n"])
def test_without_ocr_no_scan_is_half_read(tmp_path: Path, content: bytes) -> None:
    assert "apt-get install" in refusal(saved(tmp_path, "a.bin", content))
