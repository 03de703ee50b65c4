"""Word files and saved web pages: text as a reader sees it, tables as rows, numbers that Word draws."""

import io
import zipfile
from pathlib import Path

import pytest

from knowledge.readers.reading import fetch, read
from tests.knowledge.papers import docx, paragraph, saved
from tests.knowledge.test_readers_pdf import refusal

NUMBERED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
LEVELS = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="2"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def lines(path: Path) -> list[str]:
    reading = read(fetch(path))
    assert not reading.wrapped
    return reading.pages[0].split("\n")


def test_paragraphs_and_rows(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Đối tượng", "Mức"))
    body = paragraph("Điều 1. Mức đóng") + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + paragraph("Hết.")
    assert lines(saved(tmp_path, "a.docx", docx(body))) == ["Điều 1. Mức đóng", "Đối tượng | Mức", "Hết."]


def test_drawn_numbers_are_written_out(tmp_path: Path) -> None:
    levels = (0, 1, 2, 2, 3, 1, 2, 0, 1)
    body = "".join(paragraph(str(place), NUMBERED.format(level)) for place, level in enumerate(levels))
    numbers = [line.rpartition(" ")[0] for line in lines(saved(tmp_path, "a.docx", docx(body, LEVELS)))]
    assert numbers == ["I.", "2.", "a)", "b)", "-", "3.", "a)", "II.", "2."]


def test_deleted_words_are_not_words(tmp_path: Path) -> None:
    body = paragraph("Còn") + "<w:p><w:del><w:r><w:delText>Đã bỏ</w:delText></w:r></w:del></w:p>"
    assert lines(saved(tmp_path, "a.docx", docx(body))) == ["Còn"]


def test_a_renamed_zip(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("a.txt", "x")
    assert "không phải .docx" in refusal(saved(tmp_path, "a.docx", buffer.getvalue()))


def test_entities_are_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]><w>&a;</w>')
    assert "độc hại" in refusal(saved(tmp_path, "a.docx", buffer.getvalue()))


def test_a_part_that_unpacks_without_end(tmp_path: Path) -> None:
    assert "độc hại" in refusal(saved(tmp_path, "a.docx", docx(" " * 140_000_000)))


def test_a_damaged_package(tmp_path: Path) -> None:
    content = docx(paragraph("Xin chào"))
    assert "hỏng" in refusal(saved(tmp_path, "a.docx", content.replace(b"document.xml", b"document.xmk", 1)))


def test_a_web_page_without_its_navigation(tmp_path: Path) -> None:
    page = """<!DOCTYPE html><html><head><title>Trang</title><style>p{}</style></head>
    <body><nav><ul><li>Tin</li></ul></nav>
    <form><h1>QUY ĐỊNH</h1><p>Chi bộ <b>họp</b> mỗi
    tháng.<br>Hết</p><table><tr><td><p>Mức</p></td><td>1 %</td></tr></table></form><script>x("<p>")</script>
    <footer>Bản quyền</footer></body></html>"""
    assert lines(saved(tmp_path, "a.htm", page)) == ["QUY ĐỊNH", "Chi bộ họp mỗi tháng.", "Hết", "Mức | 1 %"]


@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_a_web_page_by_its_content(tmp_path: Path, name: str) -> None:
    assert read(fetch(saved(tmp_path, name, "<html><p>Một</p><p>Hai</p>"))).pages == ("Một\nHai",)
