"""What a document says of itself: number, date, issuer, kind, title, signer, effect; and which document it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.catalogue import Catalogue
from knowledge.issuers import issuer_of, province_of
from knowledge.records import CENTRAL, Document, Status
from knowledge.spelling import fold
from knowledge.structure import CLOSING, Structure
from knowledge.titles import recased
from knowledge.zones import KINDS

_SIGN = r"[0-9A-ZĐa-zđ]*[A-ZĐ][0-9A-ZĐa-zđ]*"
# 294-QĐ/TW, 35/2024/NĐ-CP, 117/2025/QH15; drafts leave blanks around the dash.
_NUMBER = rf"\d+[a-z]?(?:\s*[-–/]\s*\d{{4}})?\s*[-–/]\s*{_SIGN}(?:\s*[-–/]\s*{_SIGN})*"
_OWN_NUMBER = re.compile(rf"(?:Luật số|Số|SỐ)\s*[:.]?\s*({_NUMBER})")
_DAY = r"(\d{1,2})\s*(?:/|-|\.|tháng)\s*(\d{1,2})\s*(?:/|-|\.|năm)\s*(\d{4})"
_OWN_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_EFFECT = re.compile(rf"có hiệu lực(?: thi hành)?\s+(?:kể )?từ ngày\s+(?:(ký)|(?:ngày\s+)?{_DAY})", re.IGNORECASE)
_ENDS = re.compile(r"(?:thay thế|bãi bỏ)(?P<what>\s[^.]*)", re.IGNORECASE)
# "bãi bỏ khoản 3 Điều 5 Quy định số …" ends a part of that document only.
_PART = re.compile(r"\b(?:khoản|điều|điểm|mục|tiết|cụm từ)\s+[\d\"“a-zđ]", re.IGNORECASE)
_CITED = re.compile(rf"({_NUMBER})(?:,?\s*ngày\s+{_DAY})?")
_MARK = re.compile(r"\s*\[\*?\d{1,3}\]")
_NAME = re.compile(r"(?:[A-ZĐÀ-ỸƯƠĂÂÊÔ][a-zà-ỹđưăâêôơ]+\s?){2,5}")


@dataclass(frozen=True, slots=True)
class Cited:
    """A document named in a text; ``date`` is ISO or empty."""

    number: str
    date: str


@dataclass(frozen=True, slots=True)
class Head:
    """Fields are empty where the document does not tell; dates are ISO; ``kind`` is the catalogue's (``quy-dinh``)."""

    number: str
    date: str
    kind: str
    issuer: str
    title: str
    signer: str
    province: str
    effective_from: str
    ends: tuple[Cited, ...]


def read_head(paper: Structure) -> Head:
    """Read letterhead, closing and signatures; the catalogue is not asked."""
    letterhead = "\n".join(paper.head)
    date = _iso(_OWN_DATE.search(letterhead))
    kind, title = _kind_and_title(paper)
    return Head(
        number=_tidy_number(match[1]) if (match := _OWN_NUMBER.search(letterhead)) else "",
        date=date,
        kind=kind,
        issuer=issuer_of(paper.head, paper.tail),
        title=title,
        signer=next((line for line in reversed(paper.tail) if _NAME.fullmatch(line)), ""),
        province=province_of(paper.head),
        effective_from=_effective_from(paper, date),
        ends=tuple(_ended(paper)),
    )


def _kind_and_title(paper: Structure) -> tuple[str, str]:
    body = "\n".join(clause.text for clause in paper.clauses)
    for place, line in enumerate(paper.head):
        if match := re.match(KINDS, line):
            rest = [_MARK.sub("", part) for part in (line[match.end() :], *paper.head[place + 1 :])]
            subject = " ".join(" ".join(part for part in rest if re.search(r"\w", part)).split())
            title = (
                recased(f"{match[0]} {subject}", body) if subject.isupper() else f"{match[0].capitalize()} {subject}"
            )
            return fold(match[0]).replace(" ", "-"), title.strip()
    subject = next((line for line in paper.head if re.match(r"V/v|Về việc", line, re.IGNORECASE)), "")
    return ("cong-van", f"Công văn {subject}") if subject else ("", "")


def _tidy_number(written: str) -> str:
    return re.sub(r"\s*[-–]\s*", "-", re.sub(r"\s*/\s*", "/", written)).strip()


def _iso(match: re.Match[str] | None, first: int = 1) -> str:
    if match is None or not match[first]:
        return ""
    day, month, year = (int(match[first + offset]) for offset in range(3))
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def _about_itself(paper: Structure) -> Iterator[str]:
    """The last places where a document speaks of its own effect: closing, and clauses named for it."""
    for clause in paper.clauses:
        if clause.path == (CLOSING,) or re.search(r"(?:này|Điều lệ) (?:được|có hiệu lực|thay thế)", clause.text):
            yield clause.text


def _effective_from(paper: Structure, date: str) -> str:
    found = [match for text in _about_itself(paper) for match in _EFFECT.finditer(text)]
    if not found:
        return ""
    return date if found[-1][1] else _iso(found[-1], 2)


def _ended(paper: Structure) -> Iterator[Cited]:
    for text in _about_itself(paper):
        for clause in _ENDS.finditer(text):
            place = 0
            for cited in _CITED.finditer(clause["what"]):
                if not _PART.search(clause["what"], place, cited.start()):
                    yield Cited(_tidy_number(cited[1]), _iso(cited, 2))
                place = cited.end()


def matched(head: Head, catalogue: Catalogue) -> Document | None:
    """The catalogue's document of this number and date; a province's is told apart by its name.

    What bears no number at all (Điều lệ Đảng) is known by its title and the congress that passed it.
    """
    if not head.number:
        return next((d for d in catalogue.values() if not re.search(r"\d", d.number) and _is_titled(head, d)), None)
    for document in catalogue.numbered(head.number):
        same_day = document.date and head.date.startswith(document.date)
        if same_day and (document.is_central or fold(document.scope) in fold(f"{head.province} {head.issuer}")):
            return document
    return None


def _is_titled(head: Head, document: Document) -> bool:
    """Whether a title begins as the catalogue's, of a rule, and names no other congress or year."""
    plain, _, passed = fold(document.title).partition("(")
    if not document.is_rule or head.kind != document.kind or not fold(head.title).startswith(plain.strip()):
        return False
    congress = re.search(r"lan thu ([ivx]+)\b|dai hoi ([ivx]+)\b", fold(head.title))
    known = re.search(r"dai hoi ([ivx]+)\b", passed)
    year = re.search(r"ngay \d+\D+\d+\D+(\d{4})", fold(head.title))
    if congress and known and known[1] not in congress.groups():
        return False
    return not year or document.date.startswith(year[1])


def proposed(head: Head, catalogue: Catalogue) -> Document:
    """A new entry for the catalogue; whether it is in force nobody has confirmed yet."""
    scope = CENTRAL if _is_central(head) else head.province or head.issuer
    return Document(
        id=_new_id(head, scope),
        number=head.number,
        kind=head.kind or "van-ban",
        date=head.date,
        issuer=head.issuer,
        title=head.title or head.number,
        scope=scope,
        status=Status.UNKNOWN,
        status_as_of=head.date[:7],
        effective_from=head.effective_from,
        replaces=tuple(dict.fromkeys(old.id for old in ended_documents(head, catalogue))),
    )


def ended_documents(head: Head, catalogue: Catalogue) -> Iterator[Document]:
    """Documents of the catalogue that this one replaces or repeals, by number and, where given, date."""
    for cited in head.ends:
        if cited.number == head.number and cited.date in ("", head.date):
            continue
        found = [d for d in catalogue.numbered(cited.number) if not cited.date or cited.date.startswith(d.date or "?")]
        # A number without a date fits several years: only a number that stands once is taken.
        yield from found if len(found) == 1 else ()


def _is_central(head: Head) -> bool:
    return bool(re.search(r"/(?:\w*TW|QH\d*|NĐ-CP|QĐ-TTg|UBTVQH\d*)$", head.number))


def _new_id(head: Head, scope: str) -> str:
    number = _slug(head.number)
    prefix = "".join(word[0] for word in head.kind.split("-")) or "vb"
    place = () if scope == CENTRAL else (_slug(scope),)
    year = () if head.date[:4] in number.split("-") else (head.date[:4],)
    return "-".join((prefix, number, *place, *year))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
