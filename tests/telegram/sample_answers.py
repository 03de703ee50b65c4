"""A small assistant for chat tests: real records, answers fixed in advance, nothing searched."""

import threading
from collections.abc import Mapping, Sequence

from bot.answering.answer import Answer, AnswerLine, AnswerStatus, Cited
from bot.answering.base import Base
from knowledge.records import CENTRAL, Document, Mark, Slot, Status

RULE = Document(
    id="qd-208-qd-tw-2026",
    number="208-QĐ/TW",
    kind="quy-dinh",
    date="2026-07-26",
    issuer="Ban Chấp hành Trung ương",
    title="Quy định thi hành Điều lệ Đảng",
    scope=CENTRAL,
    status=Status.IN_FORCE,
    status_as_of="2026-10-01",
    sources=("https://example.org/208?a=1&b=2",),
)
GUIDE = Document(
    id="hd-01-hd-tw-2026",
    number="01-HD/TW",
    kind="huong-dan",
    date="2026-08-15",
    issuer="Ban Tổ chức Trung ương",
    title="Hướng dẫn về công tác đảng viên",
    scope=CENTRAL,
    status=Status.IN_FORCE,
    status_as_of="2026-10-01",
)
TITLE = "Thời hạn lễ kết nạp"
SHORT = AnswerLine("Chi bộ làm lễ trong 30 ngày làm việc.", (Cited(RULE, "4.1"),), Slot.SHORT)
STEPS = (
    AnswerLine("Chào cờ, giới thiệu đại biểu.", (Cited(GUIDE),), Slot.STEPS),
    AnswerLine("Bí thư đọc quyết định <kết nạp> & trao.", (Cited(GUIDE, "2"),), Slot.STEPS, Mark.NEEDS_CHECK),
)
LONG = tuple(AnswerLine(f"Điểm cần nhớ thứ {n}: " + "rất dài " * 40, (Cited(RULE),), Slot.NOTES) for n in range(30))
QUESTIONS = ("Chương trình lễ kết nạp gồm những gì?", "Quá hạn làm lễ thì xin phép ai?")
CARD = "le-ket-nap"
_BY_SLOT = {Slot.SHORT: (SHORT,), Slot.STEPS: STEPS, Slot.NOTES: LONG}


class SampleAnswers:
    """Remembers what it was asked. ``slow`` questions wait for ``go``; ``broken`` ones raise."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.localities: list[str] = []
        self.shelves: Mapping[str, Mapping[str, str]] = {"Kết nạp đảng viên": {CARD: TITLE}}
        self.go = threading.Event()

    def ask(self, question: str, context: Sequence[str] = (), as_of: str = "", locality: str = "") -> Answer:
        self.asked.append((question, tuple(context)))
        self.localities.append(locality)
        if "chậm" in question:
            self.go.wait(30)
        if "hỏng" in question:
            raise RuntimeError(f"không xử lý được: {question}")
        if "thời tiết" in question:
            return Answer(AnswerStatus.REFUSED_OUT_OF_SCOPE, lead="Tôi chỉ trả lời về công tác Đảng.")
        if "không rõ" in question:
            return Answer(AnswerStatus.REFUSED_NOT_FOUND, lead="Tôi chưa có căn cứ.")
        if "dài" in question:
            return Answer(AnswerStatus.ANSWERED, lines=LONG, card=CARD, slots=tuple(_BY_SLOT), suggestions=QUESTIONS)
        return Answer(
            AnswerStatus.ANSWERED,
            lead=f"Về câu: {question}",
            lines=(SHORT,),
            suggestions=QUESTIONS,
            card=CARD,
            slots=tuple(_BY_SLOT),
            details=STEPS,
        )

    def card(self, card_id: str, slot: Slot | None = None) -> Answer:
        if card_id != CARD:
            return Answer(AnswerStatus.REFUSED_NOT_FOUND)
        lines = _BY_SLOT[slot or Slot.SHORT]
        details = () if slot else STEPS
        return Answer(AnswerStatus.ANSWERED, lines=lines, card=CARD, slots=tuple(_BY_SLOT), details=details)

    def topics(self) -> Mapping[str, Mapping[str, str]]:
        return self.shelves
