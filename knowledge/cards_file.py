"""Reading knowledge cards: Markdown with a front matter, fixed headings, a citation on every line.

    ---
    id: le-ket-nap
    topic: Kết nạp đảng viên
    title: Thời hạn tổ chức lễ kết nạp
    questions:
      - Bao lâu phải làm lễ kết nạp?
    scope: trung-uong
    applies_from: 2026-07-26
    related: [ho-so-ket-nap]
    ---

    ## Trả lời ngắn
    - Trong 30 ngày làm việc kể từ ngày nhận quyết định. [qd-208-qd-tw-2026 4.1] (cần đối chiếu)
      ? Cầm quyết định rồi mà chi bộ chần chừ chưa làm lễ thì để được tới lúc nào?

Several citations stand in one bracket, parted by ``;``. The mark in parentheses is optional and one
of ``Mark``. A line that opens with ``?`` is a question that the line above it answers. ``history`` in the
front matter is for editors and is not read here.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from knowledge.errors import KnowledgeError
from knowledge.records import CENTRAL, Card, Citation, Line, Mark, Slot

CARDS = files("knowledge") / "cards"
ASKS = "? "
_MARKS = "|".join(re.escape(mark) for mark in Mark if mark)
_LINE = re.compile(rf"^[-*]\s+(?P<text>.+?)\s*\[(?P<citations>[^\[\]]+)\]\s*(?:\((?P<mark>{_MARKS})\))?\s*$")
_FRONT = re.compile(r"\A---\n(?P<front>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_KEYS = {"id", "topic", "title", "questions", "scope", "applies_from", "related", "history"}


def parse_citations(text: str) -> tuple[Citation, ...]:
    """``"qd-208-qd-tw-2026 6.3; hd-01-hd-tw-2026"`` as citations; the first word of each part is the document."""
    parts = (part.strip().partition(" ") for part in text.split(";") if part.strip())
    return tuple(Citation(document, clause.strip()) for document, _, clause in parts)


def parse_line(text: str, where: str) -> Line:
    match = _LINE.match(text)
    if match is None or not parse_citations(match["citations"]):
        raise KnowledgeError(
            f"{where}: dòng «{text[:60]}» thiếu căn cứ. Viết «- Nội dung. [mã-văn-bản điều-khoản]» ở mỗi dòng."
        )
    return Line(match["text"], parse_citations(match["citations"]), Mark(match["mark"] or ""))


def _slots(body: str, name: str) -> dict[Slot, tuple[Line, ...]]:
    slots: dict[Slot, list[Line]] = {}
    slot: Slot | None = None
    for number, raw in enumerate(body.splitlines(), 1):
        text, where = raw.strip(), f"{name}, dòng {number} của thân thẻ"
        if not text:
            continue
        if text.startswith("## "):
            slot = _slot(text[3:].strip(), where)
            slots.setdefault(slot, [])
        elif slot is None:
            raise KnowledgeError(f"{where}: «{text[:60]}» đứng trước đề mục. Đặt nó dưới một đề mục «## …».")
        elif text.startswith(ASKS):
            slots[slot][-1:] = [_with_question(slots[slot][-1:], text, where)]
        else:
            slots[slot].append(parse_line(text, where))
    return {slot: tuple(lines) for slot, lines in slots.items()}


def _with_question(above: list[Line], text: str, where: str) -> Line:
    if not above:
        raise KnowledgeError(f"{where}: «{text[:60]}» không có dòng trả lời ở trên. Đặt nó ngay dưới dòng trả lời nó.")
    return replace(above[0], questions=(*above[0].questions, text.removeprefix(ASKS)))


def _slot(heading: str, where: str) -> Slot:
    try:
        return Slot(heading)
    except ValueError:
        known = ", ".join(Slot)
        raise KnowledgeError(f"{where}: đề mục «{heading}» không có. Chọn một trong: {known}.") from None


def _front(text: str, name: str) -> dict[str, Any]:
    try:
        front = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{name}: phần đầu thẻ không đọc được ({error}). Kiểm tra dấu hai chấm, gạch.") from error
    if not isinstance(front, dict):
        raise KnowledgeError(f"{name}: phần đầu thẻ trống. Viết id, topic, title, questions giữa hai dòng «---».")
    wrong = set(front) - _KEYS or {"id", "topic", "title", "questions"} - set(front)
    if wrong:
        raise KnowledgeError(f"{name}: mục đầu thẻ thừa hoặc thiếu: {', '.join(sorted(wrong))}.")
    for key in ("questions", "related"):
        if not isinstance(front.get(key) or [], list):
            raise KnowledgeError(f"{name}: mục {key} phải là danh sách, mỗi dòng một gạch «-».")
    return front


def parse_card(text: str, name: str) -> Card:
    """Read one card; raises ``KnowledgeError`` naming the file, the line and what to write instead."""
    match = _FRONT.match(text)
    if match is None:
        raise KnowledgeError(f"{name}: thẻ phải mở đầu bằng phần giữa hai dòng «---».")
    front = _front(match["front"], name)
    return Card(
        id=str(front["id"]),
        topic=str(front["topic"]),
        title=str(front["title"]),
        questions=tuple(str(question) for question in front["questions"] or ()),
        scope=str(front.get("scope") or CENTRAL),
        applies_from=str(front.get("applies_from") or ""),
        related=tuple(str(id_) for id_ in front.get("related") or ()),
        slots=_slots(match["body"], name),
    )


def card_files(root: Traversable = CARDS) -> Iterator[Traversable]:
    """Every ``*.md`` under ``root``, in the order of its names."""
    for entry in sorted(root.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from card_files(entry)
        elif entry.name.endswith(".md"):
            yield entry


def bundled_cards(root: Traversable = CARDS) -> tuple[Card, ...]:
    return tuple(parse_card(file.read_text(encoding="utf-8"), file.name) for file in card_files(root))
