"""PDF by pypdf: one text per page, lines as they stand on paper. A scan is refused, never half read."""

import io
import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf._page import PageObject
from pypdf.errors import LimitReachedError, PyPdfError

from knowledge.readers.limits import PAGES, TEXT_CHARACTERS
from knowledge.readers.problems import Problem, ReadError

# A scanned page often carries a line of text all the same: the stamp of a digital signature.
_STAMP_CHARACTERS = 60
# One letter in two hundred leaves room for an ornament; a font without a map loses one in ten.
_GARBLED_SHARE = 0.005
# Private use and replacement characters come from fonts without a map to Unicode; U+F0B7 is Word's bullet.
_GARBLED = re.compile("[\ue000-\uf0b6\uf0b8-\uf8ff\ufffd]|\\(cid:\\d+\\)|/uni[0-9A-F]{4}")


def read_pdf(content: bytes) -> tuple[list[str], bool]:
    """Pages of text, wrapped as printed; raises ``ReadError``."""
    if b"%%EOF" not in content[-4096:]:
        raise ReadError(Problem.TRUNCATED)
    try:
        pages = list(_pages(_opened(content)))
    except LimitReachedError:
        raise ReadError(Problem.BOMB) from None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError):
        raise ReadError(Problem.DAMAGED) from None
    _refuse_garbled(pages)
    return pages, True


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


def _pages(reader: PdfReader) -> Iterator[str]:
    scanned, texts, total = [], [], 0
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        total += len(text)
        if total > TEXT_CHARACTERS:
            raise ReadError(Problem.BOMB)
        if len("".join(text.split())) < _STAMP_CHARACTERS and _has_picture(page):
            scanned.append(number)
        texts.append(text)
    if scanned:
        raise ReadError(Problem.SCANNED, _which(scanned, len(texts)))
    if not any(text.strip() for text in texts):
        raise ReadError(Problem.SCANNED)
    yield from texts


def _has_picture(page: PageObject) -> bool:
    resources = page.get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources is not None else None
    entries = drawn.get_object().values() if drawn is not None else ()
    return any(entry.get_object().get("/Subtype") == "/Image" for entry in entries)


def _which(numbers: list[int], count: int) -> str:
    if len(numbers) == count:
        return ""
    named = ", ".join(map(str, numbers[:10])) + ("…" if len(numbers) > 10 else "")
    return f" ở trang {named}"


def _refuse_garbled(pages: list[str]) -> None:
    for number, page in enumerate(pages, 1):
        if len(_GARBLED.findall(page)) > _GARBLED_SHARE * len(page):
            raise ReadError(Problem.GARBLED, f" (trang {number})")
