"""Documents that a question names: ``QĐ 24``, ``hướng dẫn 06-HD/TW năm 2025``, ``quy định số 7777-QĐ/TW``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.text import short_kind
from knowledge.catalogue import Catalogue
from knowledge.records import Document
from knowledge.spelling import fold, normalise

_KIND = r"quy dinh|quyet dinh|huong dan|chi thi|nghi quyet|ket luan|cong van|thong tri|ke hoach|qd|hd|ct|nq|kl|cv"
_FULL = re.compile(r"(?<![\d/-])0*(\d{1,5}[a-z]?-[a-z]+(?:/[a-z]+)+)(?!\w)")
_STATE = re.compile(r"(?<![\w-])0*(\d+/\d{4}/[a-z]+(?:-[a-z]+)*\d*)")
# A bare number is a document's only where the sentence goes on as behind one: "quy định 7 nhiệm vụ" is a figure.
_GOES_ON = (
    r"\s*(?:$|[?!;:)\]\"]|[.,](?!\d)|(?:ve|cua|noi|con|thi|co|da|bi|hay|va|ban hanh|nay|cu|moi|hien|duoc|thay)\b"
    r"|(?:ap dung|het|la|khong|theo|voi|trong|o|nao|gi|cho|tai|nhu|neu|quy dinh|huong dan|khoa|tw|trung uong)\b"
    r"|ngay\s+\d|(?:nam\s+)?(?:19|20)\d\d\b|(?:dieu|khoan|muc|diem|chuong|phan)\s+(?:\d|[a-z]\b))"
)
_PARTIAL = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND})[\s.-]*(?:so\s*)?(?P<number>0*(?!(?:19|20)\d\d\b)\d{{1,5}})"
    rf"(?:-(?P<suffix>qdi|qd|hd|ct|nq|kl|cv)\b|(?={_GOES_ON}))(?![\d/%-])"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_CHARTER = re.compile(r"(?<!thi hanh )dieu le(?: dang)?\b")
_STATUS = re.compile(
    r"con (?:hieu luc|dung|ap dung|gia tri|hoat dong)|het hieu luc|bi thay|thay the|thay bang|thay (?:cho|boi)|ban moi"
    r"|van (?:theo|dung|ap dung|con)|hien (?:nay|hanh)|hieu luc|moi nhat|bai bo|da thay|cu hay|duoc thay"
)
_ABOUT = re.compile(
    r"(?:noi|quy dinh|neu) (?:gi|ve|nhung gi)|la van ban (?:gi|nao)|ten (?:la )?gi|ban hanh|ve (?:viec|van de) gi"
)
CHARTER_ID = "dieu-le-dang-2011"


@dataclass(frozen=True, slots=True)
class Reference:
    """A document as a question names it, and the catalogue's documents it may be, likeliest first."""

    written: str
    documents: tuple[Document, ...]
    full: bool

    @property
    def is_party(self) -> bool:
        """Whether the number has a party document's form; a law or decree that we lack is no reason to refuse."""
        return "/20" not in self.written and "/19" not in self.written

    @property
    def known(self) -> bool:
        return bool(self.documents)


def references(question: str, catalogue: Catalogue) -> tuple[Reference, ...]:
    """Documents that ``question`` names, each once, in the order of the text."""
    written = normalise(question)
    plain = "".join(map(_plain, written))
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, Reference]] = []
    for pattern in (_FULL, _STATE, _PARTIAL):
        for match in pattern.finditer(plain):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            found.append((match.start(), _reference(match, written, plain, catalogue, full=pattern is not _PARTIAL)))
    once: dict[str, Reference] = {}
    for _, reference in sorted(found, key=lambda pair: pair[0]):
        once.setdefault(_identity(reference), reference)
    return tuple(once.values())


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """One character without its diacritics, so that places in the folded text are places in the written one."""
    return fold(character)[:1] or " "


def _identity(reference: Reference) -> str:
    return reference.documents[0].id if reference.known else reference.written


def _reference(match: re.Match[str], written: str, plain: str, catalogue: Catalogue, full: bool) -> Reference:
    if full:
        wanted = match[1]
        documents = [d for d in catalogue.values() if _key(d.number) == wanted]
        shown = written[match.start() : match.end()].upper()
        return Reference(shown, _likeliest(documents, _year_after(plain, match)), full)
    number = match["number"].lstrip("0") or "0"
    short = short_kind(match["suffix"] or match["kind"])
    kind = fold(short)
    documents = [d for d in catalogue.values() if re.match(rf"{number}-{kind}i?(?:/|$)", _key(d.number))]
    return Reference(f"{number}-{short}".upper(), _likeliest(documents, _year_after(plain, match)), full)


def _year_after(plain: str, match: re.Match[str]) -> str:
    year = _YEAR.search(plain, match.end(), match.end() + 30)
    return year[1] if year else ""


def _likeliest(documents: Sequence[Document], year: str) -> tuple[Document, ...]:
    """Central before provincial, of the named year, in force, then the newest."""
    named = [d for d in documents if year and d.date.startswith(year)]
    return tuple(
        sorted(named or documents, key=lambda d: (d.is_central, d.in_force, d.date), reverse=True),
    )


@lru_cache(maxsize=1024)
def _key(number: str) -> str:
    return re.sub(r"^0+", "", fold(number))


def names_charter(question: str) -> bool:
    return bool(_CHARTER.search(fold(question)))


def asks_status(question: str) -> bool:
    """Whether the question is about a document being in force or replaced."""
    return bool(_STATUS.search(fold(question)))


def asks_about_document(question: str) -> bool:
    return bool(_ABOUT.search(fold(question)))
