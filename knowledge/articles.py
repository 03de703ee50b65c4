"""News and local articles: texts without a number, which tell what was done somewhere and rule nothing.

An article is cut by its paragraphs. Lines too short to say anything (captions, buttons of the page) are kept
together in one clause of their own, so that no word is lost and none of them is taken for news.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.lines import paragraphs, sheet
from knowledge.numbering import slug
from knowledge.provinces import province_in
from knowledge.records import NEWS, Clause, Document, Status
from knowledge.structure import Structure
from knowledge.zones import is_official

PARAGRAPH, ASIDE = "Đoạn", "Dòng ngoài bài"
_LEAST, _ASIDE_WORDS, _TITLE_WORDS, _TITLE, _TOP = 300, 8, 5, 160, 6
_FIELD = re.compile(r"chi bộ|đảng bộ|đảng viên|đảng ủy|đảng uỷ|cấp ủy|cấp uỷ|quận ủy|tỉnh ủy|thành ủy", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)")
_STAMP = re.compile(r"[^.]{0,60}\d{1,2}[/-]\d{1,2}[/-]\d{4}[^.]{0,30}")
_SITE = re.compile(r"(?:https?://)?((?:[\w-]+\.)+(?:com\.vn|gov\.vn|org\.vn|edu\.vn|vn|com|net|org))\b", re.IGNORECASE)
# "(VOH) – Sáng 26/2, …", "ĐTO - Cụ thể hóa …", "… (Thanhuytphcm.vn) – Vừa qua, …"
_BYLINE = re.compile(r"\(([\w.]{2,40})\)\s*[-–—]\s|^([A-ZĐ]{2,6})\s*[-–—]\s")


@dataclass(frozen=True, slots=True)
class Article:
    """A text taken apart; ``source`` and ``date`` (ISO) are empty where it does not tell."""

    title: str
    source: str
    date: str
    scope: str
    body: tuple[str, ...]
    aside: tuple[str, ...]


def is_article(kind: str, paper: Structure) -> bool:
    """Whether a file is a text on party work without the letterhead that every official document has."""
    body = "\n".join((*paper.head, *(clause.text for clause in paper.clauses)))
    plain = kind in ("txt", "html") and not is_official(paper.head) and not is_official(body.split("\n"))
    return plain and len(body) >= _LEAST and bool(_FIELD.search(body))


def article(pages: Sequence[str], wrapped: bool) -> Article:
    """Title, source, date and paragraphs of an article."""
    paper = sheet(pages, wrapped)
    lines = paragraphs([line.text for line in (*paper.lines, *paper.furniture)], paper.width)
    top = lines[:_TOP]
    place = next((n for n, line in enumerate(top) if _may_title(line)), 0)
    alone = len(lines[place]) <= _TITLE and not lines[place].endswith(".")
    rest = [line for n, line in enumerate(lines) if n != place or not alone]
    body = tuple(line for line in rest if not _is_aside(line))
    opening = " ".join((lines[place], *body[:1]))
    return Article(
        title=lines[place] if alone else _title_inside(lines[place]),
        source=_source(top),
        date=_date(top),
        scope=province_in(opening[:600], _SITE.findall(" ".join(top))),
        body=body,
        aside=tuple(line for line in rest if _is_aside(line)),
    )


def _is_aside(line: str) -> bool:
    return len(line.split()) < _ASIDE_WORDS or bool(_SITE.fullmatch(line.partition("/database")[0]))


def _may_title(line: str) -> bool:
    return len(line.split()) >= _TITLE_WORDS and not _STAMP.fullmatch(line)


def _title_inside(line: str) -> str:
    """A title run together with the text: what stands before the byline, or the first sentence, cut at a word."""
    byline = _BYLINE.search(line)
    title = line[: byline.start()].strip() if byline and byline.start() > 20 else re.split(r"(?<=[.!?;])\s", line)[0]
    return title if len(title) <= _TITLE else title[:_TITLE].rpartition(" ")[0] + "…"


def _source(top: Sequence[str]) -> str:
    for line in top:
        if match := _BYLINE.search(line):
            return (match[1] or match[2]).lower() if "." in (match[1] or "") else match[1] or match[2]
    site = _SITE.search(" ".join(top))
    return site[1].lower() if site else ""


def _date(top: Sequence[str]) -> str:
    """The day in a line of its own near the top; days inside the text are those of what it tells."""
    for line in top:
        if _STAMP.fullmatch(line) and (match := _DATE.search(line)):
            day, month, year = map(int, match.groups())
            if 1 <= month <= 12 and 1 <= day <= 31:
                return f"{year:04d}-{month:02d}-{day:02d}"
    return ""


def news_document(found: Article) -> Document:
    """The catalogue entry of an article; what told no day is told apart by a hash of its words."""
    words = "\n".join((found.title, *found.body))
    told = found.date or hashlib.sha256(words.encode()).hexdigest()[:8]
    name = f"{slug(found.title).replace('.', '-')}-"[:48].rpartition("-")[0] or "khong-ten"
    return Document(
        id=f"tin-{name}-{told}",
        number=f"tin {found.source}" if found.source else "tin báo chí",
        kind=NEWS,
        date=found.date,
        issuer=found.source,
        title=found.title,
        scope=found.scope,
        status=Status.UNKNOWN,
        status_as_of=found.date[:7],
    )


def news_clauses(found: Article) -> Iterator[Clause]:
    """Each paragraph under its place in the article, then what stands beside it."""
    for number, text in enumerate(found.body, 1):
        yield Clause(f"/doan-{number}", "", (f"{PARAGRAPH} {number}",), "", text, 1)
    if found.aside:
        yield Clause("/dong-ngoai-bai", "", (ASIDE,), "", "\n".join(found.aside), 1)
