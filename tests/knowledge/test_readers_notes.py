"""Notes of Word files stand with the clause that refers to them, every word once."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from knowledge.readers.reading import Reading, fetch, read
from knowledge.spelling import syllables
from knowledge.structure import structure
from tests.knowledge.papers import BODY, LETTERHEAD, SIGNATURES, docx, note, noted, paragraph, saved
from tests.knowledge.test_structure_words import words_of

OPENING = "".join(map(paragraph, LETTERHEAD.split("\n")))
ENDING = "".join(map(paragraph, SIGNATURES.split("\n")))


def reading(folder: Path, body: str, **notes: str) -> Reading:
    return read(fetch(saved(folder, "a.docx", docx(OPENING + body + ENDING, **notes))))


def texts(found: Reading) -> dict[str, str]:
    return {clause.id: clause.text for clause in structure("d", found.pages, found.wrapped).clauses}


def test_a_note_stands_with_its_clause(tmp_path: Path) -> None:
    body = (
        paragraph("1. Điều kiện")
        + noted("a) Đủ tuổi", 2, " theo quy định.")
        + noted("b) Có đơn.", 3)
        + paragraph("2. Khác.")
    )
    notes = note(3, "Theo mẫu số 1.") + note(2, "Đủ 18 tuổi tính theo tháng.")
    assert texts(reading(tmp_path, body, footnotes=notes)) == {
        "d/mo-dau": "- Căn cứ Điều lệ Đảng;\nBan Thường vụ Tỉnh ủy quy định như sau:",
        "d/1": "Điều kiện",
        "d/1/a": "Đủ tuổi [1] theo quy định.\n[1] Đủ 18 tuổi tính theo tháng.",
        "d/1/b": "Có đơn. [2]\n[2] Theo mẫu số 1.",
        "d/2": "Khác.",
    }


def test_a_note_of_several_paragraphs_opens_no_clause(tmp_path: Path) -> None:
    body = noted("1. Điều kiện", 1) + paragraph("2. Khác.")
    found = texts(reading(tmp_path, body, footnotes=note(1, "Gồm:", "1. Một.", "a) Hai.", "Điều 3. Ba.")))
    assert found["d/1"] == "Điều kiện [1]\n[1] Gồm: 1. Một. a) Hai. Điều 3. Ba."
    assert list(found) == ["d/mo-dau", "d/1", "d/2"]


def test_notes_in_a_table_follow_their_row(tmp_path: Path) -> None:
    cells = [f"<w:tc>{noted('Lương', 1)}</w:tc><w:tc>{noted('1 %', 2)}</w:tc>", f"<w:tc>{paragraph('Khác')}</w:tc>"]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
    found = texts(
        reading(tmp_path, paragraph("1. Mức đóng") + table, footnotes=note(1, "Cả phụ cấp.") + note(2, "Làm tròn."))
    )
    assert found["d/1"].split("\n") == [
        "Mức đóng",
        "Lương [1] | 1 % [2]",
        "[1] Cả phụ cấp.",
        "[2] Làm tròn.",
        "Khác",
    ]


def test_endnotes_are_counted_apart(tmp_path: Path) -> None:
    body = noted("1. Một.", 1) + noted("2. Hai.", 1, kind="endnote")
    found = texts(reading(tmp_path, body, footnotes=note(1, "Chân trang."), endnotes=note(1, "Cuối.", kind="endnote")))
    assert (found["d/1"], found["d/2"]) == ("Một. [1]\n[1] Chân trang.", "Hai. [*1]\n[*1] Cuối.")


def test_a_note_on_the_title_is_no_part_of_it(tmp_path: Path) -> None:
    head = "".join(map(paragraph, LETTERHEAD.split("\n")[:6])) + noted("VỀ CHẾ ĐỘ HỌP CỦA CHI BỘ", 1)
    rest = "".join(map(paragraph, [*LETTERHEAD.split("\n")[7:], *BODY.split("\n")]))
    found = read(fetch(saved(tmp_path, "a.docx", docx(head + rest, footnotes=note(1, "Văn bản hợp nhất Quy định 15")))))
    paper = structure("d", found.pages, found.wrapped)
    assert paper.head[-1] == "VỀ CHẾ ĐỘ HỌP CỦA CHI BỘ [1]"
    assert paper.clauses[0].text.startswith("[1] Văn bản hợp nhất Quy định 15\n- Căn cứ")


@pytest.mark.parametrize("label", ["Điều 1", "1", "1.1"])
def test_a_mark_inside_a_number_does_not_hide_it(tmp_path: Path, label: str) -> None:
    found = texts(
        reading(
            tmp_path,
            paragraph("1. Một.") * (label == "1.1") + noted(label, 1, ". Phạm vi"),
            footnotes=note(1, "Đã sửa."),
        )
    )
    assert list(found.values())[-1] == "[1] Phạm vi\n[1] Đã sửa."


def test_a_note_is_told_once_and_a_deleted_reference_not_at_all(tmp_path: Path) -> None:
    gone = '<w:p><w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:del><w:r><w:t>2. Hai.</w:t></w:r></w:p>'
    body = noted("1. Một.", 1) + gone + noted("3. Ba.", 1) + noted("4. Bốn.", 9)
    page = reading(tmp_path, body, footnotes=note(1, "Chú thích.") + note(2, "Đã bỏ.")).pages[0]
    assert page.count("Chú thích.") == 1
    assert "3. Ba. [1]" in page
    assert "Đã bỏ" not in page
    assert "4. Bốn." in page


def test_no_word_is_lost_or_doubled(tmp_path: Path) -> None:
    body = "".join(noted(line, place) for place, line in enumerate(BODY.split("\n"), 1))
    notes = "".join(note(place, f"Chú thích số {place} của dòng này.", "Đoạn sau.") for place in range(1, 10))
    found = reading(tmp_path, body, footnotes=notes)
    paper = structure("d", found.pages, found.wrapped)
    assert words_of(paper) == syllables(found.pages[0])
    for place in range(1, 10):
        wanted = ("của dòng này. Đoạn sau.", f"[{place}] Chú thích số {place}")
        (holder,) = (clause for clause in paper.clauses if wanted[1] in clause.text)
        assert holder.text.count(wanted[1]) == 1
        assert f" [{place}]\n{wanted[1]} {wanted[0]}" in holder.text


def test_a_marking_in_a_note_is_seen(tmp_path: Path) -> None:
    page = reading(tmp_path, noted("1. Một.", 1), footnotes=note(1, "Lưu hành nội bộ.")).pages[0]
    assert "[1] Lưu hành nội bộ." in page


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('TRONG KHUNG')}{paragraph('Dòng hai')}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = (
        f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    page = read(
        fetch(saved(tmp_path, "a.docx", docx(f"<w:p><w:r><w:t>Trước</w:t>{both}<w:t>sau</w:t></w:r></w:p>")))
    ).pages[0]
    assert page.split("\n") == ["Trước", "TRONG KHUNG", "Dòng hai", "sau"]


def test_a_table_in_a_table_and_a_cell_in_a_control_are_read_once(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('trong một')}</w:tc><w:tc>{paragraph('trong hai')}</w:tc></w:tr></w:tbl>"
    controlled = f"<w:sdt><w:sdtContent><w:tc>{paragraph('có điều khiển')}</w:tc></w:sdtContent></w:sdt>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph('ngoài')}{inner}</w:tc>{controlled}</w:tr></w:tbl>"
    found = read(fetch(saved(tmp_path, "a.docx", docx(table))))
    assert found.pages == ("ngoài trong một | trong hai | có điều khiển",)


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs: apt-get install libreoffice-writer-nogui")
def test_a_file_that_an_office_program_wrote(tmp_path: Path) -> None:
    """LibreOffice writes its own .docx, with relationships, styles and note ids of its own, out of a flat file."""
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    body = "<text:note-body><text:p>Nguồn ở mẫu 1.</text:p></text:note-body>"
    cited = f'<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>{body}</text:note>'
    flat = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document xmlns:office="{office}" xmlns:text="{text}" office:version="1.2"'
        ' office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
        f"<text:p>1. Mức đóng{cited} là một phần trăm.</text:p><text:p>2. Khác.</text:p>"
        "</office:text></office:body></office:document>"
    )
    saved(tmp_path, "a.fodt", flat)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.fodt"),
    ]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    assert "word/footnotes.xml" in zipfile.ZipFile(io.BytesIO((tmp_path / "a.docx").read_bytes())).namelist()
    found = read(fetch(tmp_path / "a.docx"))
    assert found.pages[0].split("\n") == ["1. Mức đóng [1] là một phần trăm.", "[1] Nguồn ở mẫu 1.", "2. Khác."]
