"""Pages of a scan by tesseract with its Vietnamese model: a page is drawn by pdftoppm, then read.

What comes out is a guess. Figures are what it misreads most often, so a document read this way waits for a person.
"""

import os
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from knowledge.readers.problems import Problem, ReadError
from knowledge.readers.programs import installed, run

PageRead = Callable[[int, int], None]
# A page of 200 dpi turned by 1°, drawn at 300: 99.6 % of the characters right; at 200: 99.5 %, small print far worse.
_DPI = 300
_SECONDS = 120
# "QĐÐĐ/TU": the Icelandic eth is no Vietnamese letter, and đ never stands twice.
_D, _SMALL_D = re.compile("[ĐÐ]+"), re.compile("[đð]+")


@cache
def can_read() -> bool:
    """Whether pdftoppm, tesseract and its Vietnamese model are installed."""
    if not (installed("pdftoppm") and installed("tesseract")):
        return False
    with tempfile.TemporaryDirectory() as folder:
        try:
            return b"\nvie\n" in run(["tesseract", "--list-langs"], Path(folder), _SECONDS) + b"\n"
        except ReadError:
            return False


def read_scan(content: bytes, pages: Sequence[int], told: PageRead) -> dict[int, str]:
    """The text of these pages of a PDF; ``told`` hears how many are read, of how many. Raises ``ReadError``."""
    with tempfile.TemporaryDirectory(prefix="sotay-") as folder:
        source = Path(folder) / "scan.pdf"
        source.write_bytes(content)
        return dict(_each(pages, lambda page: _recognised(_drawn(source, page)), told))


def read_picture(content: bytes, told: PageRead) -> str:
    """The text of a picture; raises ``ReadError``."""
    with tempfile.TemporaryDirectory(prefix="sotay-") as folder:
        picture = Path(folder) / "picture"
        picture.write_bytes(content)
        return dict(_each([1], lambda _: _recognised(picture), told))[1]


def _each(pages: Sequence[int], read: Callable[[int], str], told: PageRead) -> Iterator[tuple[int, str]]:
    """Pages side by side on all cores, given back in order."""
    from concurrent.futures import ThreadPoolExecutor  # asking a question needs none of it

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for done, (page, text) in enumerate(zip(pages, pool.map(read, pages), strict=True), 1):
            told(done, len(pages))
            yield page, text


def _drawn(source: Path, page: int) -> Path:
    picture = source.with_name(f"page-{page}")
    number = str(page)
    command = ["pdftoppm", "-r", str(_DPI), "-gray", "-png", "-singlefile", "-f", number, "-l", number]
    try:
        run([*command, str(source), str(picture)], source.parent, _SECONDS)
    except ReadError as error:
        raise ReadError(Problem.OCR_FAILED, f" (trang {page})") from error
    return picture.with_name(f"{picture.name}.png")


def _recognised(picture: Path) -> str:
    try:
        text = run(["tesseract", str(picture), "-", "-l", "vie", "--psm", "3"], picture.parent, _SECONDS)
    except ReadError as error:
        raise ReadError(Problem.OCR_FAILED) from error
    finally:
        picture.unlink(missing_ok=True)
    return _D.sub("Đ", _SMALL_D.sub("đ", text.decode("utf-8", "replace").replace("\f", "")))
