"""Text in the fonts of before Unicode is repaired on the evidence of a font or of a whole document, and only then."""

from pathlib import Path

import pytest

from knowledge.errors import DocumentError
from knowledge.readers.legacy import encoding_of_document, encoding_of_font, is_capitals, repaired
from knowledge.readers.reading import fetch, read
from tests.knowledge.papers import PAPER, docx, pdf, saved

tables = pytest.importorskip("viparse.normalize.encodings", reason="needs: pip install viparse")


def typed(text: str, encoding: str) -> str:
    """Unicode text as it was typed with an old font."""
    back: dict[str, str] = {}
    for stored, letter in tables.CHARMAPS[encoding].pairs:
        back.setdefault(letter, stored)
    # TCVN3 has no capitals with a tone: its capital fonts draw the small letters large.
    return "".join(back.get(c, back.get(c.lower(), c)) for c in text)


def in_font(text: str, font: str) -> str:
    run = f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr><w:t>{text}</w:t></w:r>'
    return f"<w:p>{run}</w:p>"


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        ("ABCDEF+.VnArialH", "tcvn3"),
        ("/VNI-Times", "vni"),
        ("Times New Roman", ""),
        ("Vnexpress", ""),
        ("", ""),
    ],
)
def test_the_font_tells_the_encoding(font: str, encoding: str) -> None:
    assert encoding_of_font(font) == encoding


def test_fonts_that_draw_capitals() -> None:
    assert [is_capitals(font) for font in (".VnTimeH", ".VnTime", "VNI-HelveH")] == [True, False, False]


@pytest.mark.parametrize(("font", "encoding"), [(".VnTime", "tcvn3"), ("VNI-Times", "vni")])
def test_a_run_in_an_old_font(tmp_path: Path, font: str, encoding: str) -> None:
    sentence = "chi bộ họp mỗi tháng một lần, đảng viên dự đủ."
    body = in_font(typed(sentence, encoding), font) + in_font("Niño, điều 5 ®", "Arial")
    reading = read(fetch(saved(tmp_path, "a.docx", docx(body))))
    assert reading.pages == (f"{sentence}\nNiño, điều 5 ®",)
    assert reading.original == (f"{typed(sentence, encoding)}\nNiño, điều 5 ®",)


def test_a_vowel_and_its_tone_in_two_runs(tmp_path: Path) -> None:
    stored = typed("bộ", "vni")
    runs = "".join(in_font(letter, "VNI-Times")[5:-6] for letter in stored)
    assert read(fetch(saved(tmp_path, "a.docx", docx(f"<w:p>{runs}</w:p>")))).pages == ("bộ",)


def test_a_font_of_capitals(tmp_path: Path) -> None:
    body = in_font(typed("quy định", "tcvn3"), ".VnTimeH")
    assert read(fetch(saved(tmp_path, "a.docx", docx(body)))).pages == ("QUY ĐỊNH",)


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_a_pdf_in_an_old_font(tmp_path: Path, encoding: str) -> None:
    font = {"tcvn3": b".VnTime", "vni": b"VNI-Times"}[encoding]
    small = PAPER.lower()
    content = pdf([typed(small, encoding)]).replace(b"/Type0 /BaseFont /Sample", b"/Type0 /BaseFont /" + font)
    reading = read(fetch(saved(tmp_path, "a.pdf", content)))
    assert reading.pages[0].split() == small.split()
    assert reading.original[0].split() == typed(small, encoding).split()


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_a_whole_text_file_is_evidence(tmp_path: Path, encoding: str) -> None:
    stored = typed(PAPER.lower(), encoding)
    reading = read(fetch(saved(tmp_path, "a.txt", stored.encode("cp1252", "replace"))))
    assert reading.pages[0].split()[:30] == PAPER.lower().split()[:30]
    assert reading.original


def test_a_text_file_saved_as_unicode_by_an_editor_that_did_not_know(tmp_path: Path) -> None:
    assert read(fetch(saved(tmp_path, "a.txt", typed(PAPER.lower(), "tcvn3")))).pages == (PAPER.lower(),)


SPANISH = "El niño de España comió piñas y camarón en el jardín del señor Muñoz; mañana será otro día. " * 10


@pytest.mark.parametrize(
    "text",
    [
        SPANISH,
        "Der größte Bär läuft über die Straße und fährt für Geld nach Zürich, wo er öfter schläft. " * 10,
        "A plain English text without any accent. " * 20,
        PAPER,
        "Niño",
    ],
)
def test_nothing_else_is_touched(tmp_path: Path, text: str) -> None:
    reading = read(fetch(saved(tmp_path, "a.txt", text)))
    assert (reading.pages, reading.original) == ((text,), ())


def test_latin_bytes_that_are_no_vietnamese_are_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="UTF-8"):
        read(fetch(saved(tmp_path, "a.txt", SPANISH.encode("latin-1"))))


def test_a_short_string_is_no_evidence() -> None:
    assert encoding_of_document([typed("chi bộ họp", "tcvn3")]) == ""
    assert repaired(typed("chi bộ họp", "tcvn3"), "tcvn3") == "chi bộ họp"
