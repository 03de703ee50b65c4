"""The text of scanned pages: as OCR first read it, with what a person put right, and the figures to look at."""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace

from knowledge.errors import DocumentError
from knowledge.readers.problems import shown_name

# A figure, with letters that stick to it ("3O", "l5"), and letters that may be figures or are Roman ones.
_FIGURE = re.compile(r"\w*\d\w*(?:[.,/-]\w*\d\w*)*|\b[IVXLlOo|]{1,5}\b")
_WRITTEN = re.compile(r"\s*(?:trang\s+)?(\d{1,4})\s*:\s*(\S.*?)\s*(?:→|->|=>)\s*(\S.*?)\s*", re.IGNORECASE)
_LONGEST, _AROUND, _SHOWN = 300, 30, 4


@dataclass(frozen=True, slots=True)
class Correction:
    """On ``page`` (from 1) OCR read ``wrong`` where the paper says ``right``; ``who`` and ``when`` once it is made."""

    page: int
    wrong: str
    right: str
    who: str = ""
    when: str = ""

    def __str__(self) -> str:
        return f"trang {self.page}: «{self.wrong}» → «{self.right}»"


def correction(written: str) -> Correction:
    """``2: 3O ngày -> 30 ngày`` as a correction; raises ``DocumentError`` for any other form."""
    match = _WRITTEN.fullmatch(unicodedata.normalize("NFC", written))
    if match is None or len(written) > _LONGEST or not written.isprintable():
        raise DocumentError(
            f"Không hiểu chỗ sửa «{shown_name(written[:60])}». "
            "Viết dạng 'TRANG: SAI -> ĐÚNG', ví dụ '2: 3O ngày -> 30 ngày'."
        )
    return Correction(int(match[1]), match[2], match[3])


@dataclass(frozen=True, slots=True)
class Scan:
    """A file some of whose pages OCR read. ``read`` is what it read first, ``pages`` the text as it stands now.

    ``scanned`` names the pages, from 1, that are pictures; only these are ever corrected.
    """

    read: tuple[str, ...]
    pages: tuple[str, ...]
    wrapped: bool
    scanned: tuple[int, ...]
    corrections: tuple[Correction, ...] = field(default=())

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    def corrected(self, wanted: Sequence[Correction]) -> "Scan":
        """All of ``wanted`` in turn; raises ``DocumentError`` for one that fits no place or several."""
        pages = list(self.pages)
        for one in wanted:
            if one.page not in self.scanned:
                known = ", ".join(map(str, self.scanned))
                raise DocumentError(f"Trang {one.page} không phải trang quét nên không sửa. Trang quét: {known}.")
            pages[one.page - 1] = _put_right(pages[one.page - 1], one)
        return replace(self, pages=tuple(pages), corrections=(*self.corrections, *wanted))

    def doubtful(self) -> Iterator[tuple[int, int, str]]:
        """Page, line (both from 1) and text of every line with figures, each figure marked."""
        for page in self.scanned:
            for number, line in enumerate(self.pages[page - 1].split("\n"), 1):
                if _FIGURE.search(line):
                    yield page, number, unapproved(" ".join(line.split()))


def scan_from(row: bytes) -> Scan:
    """The record again from ``as_json``."""
    found = json.loads(row)
    lists = {key: tuple(found[key]) for key in ("read", "pages", "scanned")}
    made = tuple(Correction(**one) for one in found["corrections"])
    return Scan(**lists, wrapped=bool(found["wrapped"]), corrections=made)


def figures(text: str) -> int:
    """How many numbers and dates a text holds."""
    return len(_FIGURE.findall(text))


def unapproved(text: str) -> str:
    """A text with every number and date marked as not yet approved: ``trong ⟦30⟧ ngày``."""
    return _FIGURE.sub(lambda match: f"⟦{match[0]}⟧", text)


def _put_right(page: str, one: Correction) -> str:
    page = unicodedata.normalize("NFC", page)
    # Words as wholes, whatever blanks or line breaks part them: "3" is not a piece of "30".
    words = r"\s+".join(map(re.escape, one.wrong.split()))
    places = list(re.finditer(rf"(?<!\w){words}(?!\w)", page))
    if len(places) == 1:
        return page[: places[0].start()] + one.right + page[places[0].end() :]
    if not places:
        raise DocumentError(
            f"Trang {one.page} không có chỗ nào ghi «{one.wrong}». Xem lại từng dòng: thêm --look, rồi chép đúng chữ."
        )
    seen = "; ".join(f"«…{_around(page, place)}…»" for place in places[:_SHOWN])
    raise DocumentError(
        f"Trang {one.page} có {len(places)} chỗ ghi «{one.wrong}»: {seen}. Nêu thêm chữ ở bên cạnh để chỉ còn một chỗ."
    )


def _around(page: str, place: re.Match[str]) -> str:
    return " ".join(page[max(0, place.start() - _AROUND) : place.end() + _AROUND].split())
