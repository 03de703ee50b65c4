"""PDF by pypdf: one text per page, lines as they stand on paper. Pages without usable text are told, not guessed."""

import io
import re
from typing import Any

from pypdf import PdfReader
from pypdf._page import PageObject
from pypdf.errors import LimitReachedError, PyPdfError

from knowledge.readers.legacy import encoding_of_font, mended_pieces
from knowledge.readers.limits import PAGES, TEXT_CHARACTERS
from knowledge.readers.page_text import PageText
from knowledge.readers.problems import Problem, ReadError

# A scanned page often carries a line of text all the same: the stamp of a digital signature.
_STAMP_CHARACTERS = 60
# One letter in two hundred leaves room for an ornament; a font without a map loses one in ten.
_GARBLED_SHARE = 0.005
# Private use and replacement characters come from fonts without a map to Unicode; U+F0B7 is Word's bullet.
_GARBLED = re.compile("[\ue000-\uf0b6\uf0b8-\uf8ff\ufffd]|\\(cid:\\d+\\)|/uni[0-9A-F]{4}")


def read_pdf(content: bytes) -> PageText:
    """Pages of text, wrapped as printed; pages without usable text are told. Raises ``ReadError``."""
    if b"%%EOF" not in content[-4096:]:
        raise ReadError(Problem.TRUNCATED)
    try:
        return _read(_opened(content))
    except LimitReachedError:
        raise ReadError(Problem.BOMB) from None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError):
        raise ReadError(Problem.DAMAGED) from None


def _opened(content: bytes) -> PdfReader:
    reader = PdfReader(io.BytesIO(content))
    # An owner's password alone forbids printing, not reading: the empty password opens such a file.
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadError(Problem.ENCRYPTED)
    count = len(reader.pages)
    if count == 0:
        raise ReadError(Problem.NO_PAGES)
    if count > PAGES:
        raise ReadError(Problem.TOO_MANY_PAGES, f"{count} trang, tối đa {PAGES}")
    return reader


def _read(reader: PdfReader) -> PageText:
    pages: list[str] = []
    original: list[str] = []
    scanned: list[int] = []
    for number, page in enumerate(reader.pages, 1):
        text, mended = _text(page)
        if sum(map(len, original)) + len(text) > TEXT_CHARACTERS:
            raise ReadError(Problem.BOMB)
        if _needs_ocr(mended, page):
            scanned.append(number)
        original.append(text)
        pages.append("" if number in scanned else mended)
    repairs = any(before != after for before, after in zip(original, pages, strict=True) if after)
    return PageText(tuple(pages), True, tuple(scanned), tuple(original) if repairs else ())


def _text(page: PageObject) -> tuple[str, str]:
    """The text of a page as stored, and with what is set in an old font repaired."""
    if not any(map(encoding_of_font, _fonts(page))):
        text = page.extract_text()
        return text, text
    pieces: list[tuple[str, str]] = []

    def gather(text: str, _user: object, _text: object, font: Any, _size: object) -> None:  # noqa: ANN401
        pieces.append((str(font.get("/BaseFont", "")) if font else "", text))

    text = page.extract_text(visitor_text=gather)
    return text, mended_pieces(pieces)


def _fonts(page: PageObject) -> list[str]:
    resources = page.get("/Resources")
    fonts = resources.get_object().get("/Font") if resources is not None else None
    entries = fonts.get_object().values() if fonts is not None else ()
    return [str(entry.get_object().get("/BaseFont", "")) for entry in entries]


def _needs_ocr(text: str, page: PageObject) -> bool:
    """A picture with a stamp's worth of text, no text at all, or text whose letters are lost."""
    if len("".join(text.split())) < _STAMP_CHARACTERS and (_has_picture(page) or not text.strip()):
        return True
    return len(_GARBLED.findall(text)) > _GARBLED_SHARE * len(text)


def _has_picture(page: PageObject) -> bool:
    resources = page.get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources is not None else None
    entries = drawn.get_object().values() if drawn is not None else ()
    return any(entry.get_object().get("/Subtype") == "/Image" for entry in entries)
