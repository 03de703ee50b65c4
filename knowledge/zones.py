"""Which lines are letterhead, body, signature block, or a text attached after the signatures."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import takewhile

from knowledge.lines import BULLET, NOTE, Sheet, TextLine
from knowledge.numbering import Kind, markers

KINDS = (
    "QUY ĐỊNH|HƯỚNG DẪN|QUYẾT ĐỊNH|KẾT LUẬN|NGHỊ QUYẾT|CHỈ THỊ|KẾ HOẠCH|THÔNG TRI|THÔNG BÁO|QUY CHẾ|QUY TRÌNH|"
    "ĐIỀU LỆ|ĐỀ ÁN|CHƯƠNG TRÌNH|BÁO CÁO|TỜ TRÌNH|NGHỊ ĐỊNH|THÔNG TƯ|PHÁP LỆNH|LUẬT|LỜI KÊU GỌI|QUY ƯỚC"
)
_TITLE = re.compile(rf"(?:{KINDS})\b[^a-zà-ỹđ]*$")
_TITLE_ENDS = re.compile(r"[-–+•*]?\s*(?:Căn cứ|Thực hiện|Xét|Theo|Để|Kính gửi|Ban |Bộ |Tỉnh |Đảng )|.*[.:;,]$")
_RULE = re.compile(r"[-–—_=*\s]+")
NUMBER_LINE = re.compile(r"(?:Luật số|Số|SỐ)\s*[:.]?\s*\d+\s*[-–/]")
DATE_LINE = re.compile(r"ngày\s+\d{0,2}\s*tháng\s+\d{0,2}\s*năm\s+\d{4}", re.IGNORECASE)
_SIGNED = re.compile(r"(?:T/?M|K/?T|T/?L|T/?U/?Q)\b\.?\s*[A-ZĐÀ-Ỹ]{2}")
_ADDRESSEES = re.compile(r"Nơi nhận\s*(?::.*)?", re.IGNORECASE)
_CLOSING = re.compile(
    rf"(?:{KINDS}) này (?:được|có hiệu lực|thay thế|phổ biến|áp dụng)|Trong quá trình (?:tổ chức )?thực hiện",
    re.IGNORECASE,
)
_HEAD_LINES, _TITLE_LINES, _TAIL_LINES = 40, 8, 60


_NATION = re.compile(r"ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM")
_DATED = re.compile(rf"[\W_]*(?:[^,]{{2,40}},\s*)?{DATE_LINE.pattern}\W*", re.IGNORECASE)
_TOP_LINES = 15


class Zone(Enum):
    HEAD = auto()
    BODY = auto()
    TAIL = auto()
    ATTACHED = auto()


def is_closing(line: str) -> bool:
    """Whether a line begins what a document says of itself at its end."""
    return bool(_CLOSING.match(line))


def is_official(lines: Sequence[str]) -> bool:
    """Whether the first lines are a letterhead or the title of a ruling: number, nation, date line or kind."""
    return any(
        NUMBER_LINE.match(line) or _NATION.search(line) or _DATED.fullmatch(line) or _TITLE.match(line)
        for line in lines[:_TOP_LINES]
    )


def zones(paper: Sheet) -> list[tuple[TextLine, Zone]]:
    """Each line with its zone, in reading order."""
    head = _head_end([line.text for line in paper.lines[:_HEAD_LINES]])
    return [*((line, Zone.HEAD) for line in paper.lines[:head]), *_after_head(paper.lines[head:])]


def _head_end(lines: Sequence[str]) -> int:
    """The place after the title; after number and date where a letter has no title; 0 where there is neither."""
    # What is numbered is past the head, whatever capitals follow ("QUY ĐỊNH CHUNG").
    lines = list(takewhile(lambda line: next(markers(line), None) is None, lines))
    title = next((place for place, line in enumerate(lines) if _TITLE.match(line)), None)
    dated = [place for place, line in enumerate(lines) if NUMBER_LINE.search(line) or DATE_LINE.search(line)]
    if title is None:
        return _after_subject(lines, dated[-1] + 1) if dated else 0
    end = title + 1
    while end < len(lines) and end <= title + _TITLE_LINES and _goes_on(lines[end]):
        end += 1
    return end


def _after_subject(lines: Sequence[str], end: int) -> int:
    while end < len(lines) and _RULE.fullmatch(lines[end]):
        end += 1
    return end


def _goes_on(line: str) -> bool:
    return bool(_RULE.fullmatch(line)) or not (
        _TITLE_ENDS.match(line)
        or BULLET.match(line)
        or NOTE.match(line)
        or next(markers(line), None)
        or DATE_LINE.search(line)
    )


def _after_head(lines: Sequence[TextLine]) -> Iterator[tuple[TextLine, Zone]]:
    zone, left = Zone.BODY, 0
    for place, line in enumerate(lines):
        if zone is Zone.BODY and not left and _ends_body(lines, place):
            zone, left = Zone.TAIL, _TAIL_LINES
        elif zone is Zone.TAIL:
            zone = _beyond_tail(line.text)
            # Behind the signatures of the main text the forms have signature lines of their own.
            left = left if zone is Zone.TAIL else 1
        yield line, zone


def _ends_body(lines: Sequence[TextLine], place: int) -> bool:
    """A signature block: it stays short until the file ends or an appendix begins."""
    if not (_ADDRESSEES.fullmatch(lines[place].text) or _SIGNED.match(lines[place].text)):
        return False
    rest = lines[place : place + _TAIL_LINES + 1]
    return len(rest) <= _TAIL_LINES or any(_beyond_tail(line.text) is not Zone.TAIL for line in rest)


def _beyond_tail(line: str) -> Zone:
    if any(marker.kind is Kind.APPENDIX for marker in markers(line)):
        return Zone.BODY
    return Zone.ATTACHED if _TITLE.match(line) else Zone.TAIL
