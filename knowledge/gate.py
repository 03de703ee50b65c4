"""What may enter the library: no secrecy marking, no notice against spreading, and a number and date to cite by."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from knowledge.errors import DocumentError
from knowledge.head import Head, read_head
from knowledge.readers.problems import shown_name
from knowledge.structure import Structure

# A marking stands alone on its line, or in capitals in the letterhead; a body may speak of secrets freely.
_ALONE = re.compile(r"[\W_]*(?:(?:Đ[ỘỌ] MẬT|Mức độ mật)\W*)?(TUYỆT MẬT|TỐI MẬT|MẬT)[\W_]*", re.IGNORECASE)
_IN_LETTERHEAD = re.compile(r"\b(TUYỆT MẬT|TỐI MẬT|(?<!BÍ )(?<!BẢO )(?<!BẢO VỆ BÍ )MẬT)\b")
_INTERNAL = re.compile(
    r"lưu hành nội bộ|chỉ (?:dùng|sử dụng|phổ biến) trong nội bộ|không phổ biến ra ngoài", re.IGNORECASE
)
_SPREADING = re.compile(
    r"(?:việc|mọi hành vi|hành vi)?\s*(?:phát tán|tán phát|sao chép|sao chụp)[^.]{0,120}?(?:bị\s+)?nghiêm cấm"
    r"|(?:nghiêm cấm|cấm|không được)\s+(?:việc\s+|mọi hành vi\s+)?(?:sao chép|sao chụp|phát tán|tán phát)"
    r"[^.]{0,80}?(?:văn bản|tài liệu|hướng dẫn|quy định) này"
    r"|(?:văn bản|tài liệu|hướng dẫn|quy định) này[^.]{0,80}?"
    r"(?:nghiêm cấm|cấm|không được) (?:sao chép|sao chụp|phát tán|tán phát)",
    re.IGNORECASE,
)
_SPREADING_ALONE = re.compile(
    r"[\W_]*(?:nghiêm cấm|cấm|không được)\s+(?:sao chép|sao chụp|phát tán|tán phát)", re.IGNORECASE
)
_NOTICE_CHARACTERS = 100


class RefusedError(DocumentError):
    """The file could be read, but must not enter: it is marked, or nothing tells which document it is."""


@dataclass(frozen=True, slots=True)
class Marking:
    """The words that stop a document, as they stand in it."""

    words: str


def admit(paper: Structure, name: str, is_known: Callable[[Head], bool] = lambda head: False) -> Head:
    """The head of a document that may enter; ``is_known`` tells of one that is cited without a number.

    Raises ``RefusedError`` for a marking, and for a paper without number, date or clauses.
    """
    refuse_marked(paper, name)
    head = read_head(paper)
    missing = [what for what, value in (("số", head.number), ("ngày ban hành", head.date)) if not value]
    if missing and not is_known(head):
        raise RefusedError(
            f"Tệp «{shown_name(name)}» không có {' và '.join(missing)} ở phần đầu văn bản. "
            "Dùng bản chính thức có dòng «Số …» và dòng «…, ngày … tháng … năm …»."
        )
    if not any(clause.text for clause in paper.clauses):
        raise RefusedError(f"Tệp «{shown_name(name)}» không có nội dung sau phần đầu. Lấy lại bản đầy đủ.")
    return head


def refuse_marked(paper: Structure, name: str) -> None:
    """Raises ``RefusedError`` with the words of the first marking of secrecy or against spreading."""
    if marking := next(markings(paper), None):
        raise RefusedError(
            f"Tệp «{shown_name(name)}» có dấu «{marking.words}» nên không được đưa vào thư viện. "
            "Chỉ thêm văn bản được phép phổ biến công khai."
        )


def markings(paper: Structure) -> Iterator[Marking]:
    """Every marking of secrecy or against spreading, in reading order."""
    for line in paper.head:
        if match := _IN_LETTERHEAD.search(line) if line.isupper() else None:
            yield Marking(match[1])
    for line in _notices(paper):
        if match := _ALONE.fullmatch(line):
            yield Marking(match[1].upper())
        elif match := _INTERNAL.search(line) or _SPREADING_ALONE.match(line):
            yield Marking(match[0].strip())
    # A notice may run over several lines, and stand at a page's foot between two lines of a clause.
    for text in (" ".join((*paper.head, *paper.tail, *paper.furniture)), *(c.text for c in paper.clauses)):
        if match := _SPREADING.search(" ".join(text.split())):
            yield Marking(match[0].strip())


def _notices(paper: Structure) -> Iterator[str]:
    """Lines that can be a marking by themselves: short, and outside the sentences of a clause."""
    yield from (*paper.head, *paper.tail, *paper.furniture)
    for clause in paper.clauses:
        yield from (part for part in clause.text.split("\n") if len(part) <= _NOTICE_CHARACTERS and _bare(part))


def _bare(part: str) -> bool:
    """Not an item of a list and not a sentence: "Hồ sơ đảng viên là tài liệu mật của Đảng." is no marking."""
    return part.isupper() or not (part.startswith(("-", "+", "•")) or part.endswith((";", ".")))
