"""The second step: what is asked for, abbreviations, and questions that lean on the one before."""

import pytest

from bot.answering.assistant import Assistant
from bot.answering.base import Base
from bot.answering.clean import clean
from bot.answering.slots import asked_slots, is_definition, is_yes_no
from bot.answering.turn import Turn
from bot.answering.understand import understand
from knowledge.records import Slot
from knowledge.spelling import fold

TRANSFER = "Chuyển sinh hoạt đảng chính thức cần những giấy tờ gì?"


def understood(question: str, base: Base, *context: str) -> Turn:
    turn = Turn(question, context)
    clean(turn, base)
    understand(turn, base)
    return turn


@pytest.mark.parametrize("written", [str, fold, str.upper])
@pytest.mark.parametrize(
    ("question", "slot"),
    [
        ("Chuyển sinh hoạt đảng mất bao lâu?", Slot.DEADLINE),
        ("Chậm nhất ngày nào phải nộp?", Slot.DEADLINE),
        ("Dự bị mấy tháng?", Slot.DEADLINE),
        ("Hồ sơ gồm những gì?", Slot.DOSSIER),
        ("Kết nạp cần giấy tờ gì?", Slot.DOSSIER),
        ("Dùng mẫu nào?", Slot.DOSSIER),
        ("Ai ký quyết định?", Slot.AUTHORITY),
        ("Cấp nào quyết định kỷ luật?", Slot.AUTHORITY),
        ("Đảng viên hưu trí đóng bao nhiêu?", Slot.AMOUNT),
        ("Mức đóng đảng phí?", Slot.AMOUNT),
        ("Cần mấy người giới thiệu?", Slot.AMOUNT),
        ("Điều kiện kết nạp lại?", Slot.CONDITIONS),
        ("Trường hợp nào được miễn sinh hoạt?", Slot.CONDITIONS),
        ("Trình tự xem xét kỷ luật?", Slot.STEPS),
        ("Các bước tổ chức đại hội chi bộ?", Slot.STEPS),
        ("Mất thẻ thì phải làm gì?", Slot.STEPS),
    ],
)
def test_the_slot_asked_for_is_seen_however_it_is_typed(question: str, slot: Slot, written: type[str]) -> None:
    assert slot in asked_slots(written(question))


@pytest.mark.parametrize("statement", ["Kết nạp đảng viên", "chi bộ", "", "Lễ kết nạp đảng viên mới"])
def test_a_statement_asks_for_no_slot(statement: str) -> None:
    assert asked_slots(statement) == ()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Đảng viên dự bị có được biểu quyết không?", True),
        ("dang vien du bi co duoc bau cu ko", True),
        ("Kết nạp xong phải nộp ảnh đúng không ạ?", True),
        ("Đã nộp hồ sơ chưa?", True),
        ("Bí thư bảo thế có đúng không em?", True),
        ("Bao lâu phải làm lễ kết nạp?", False),
        ("Ai ký quyết định?", False),
        ("Không đóng đảng phí bị xử lý thế nào?", False),
    ],
)
def test_a_question_for_yes_or_no_is_seen(question: str, expected: bool) -> None:
    assert is_yes_no(question) is expected


@pytest.mark.parametrize(
    ("question", "expected"), [("Đảng viên dự bị là gì?", True), ("khien trach nghia la sao", True), ("Ai ký?", False)]
)
def test_a_question_for_the_meaning_is_seen(question: str, expected: bool) -> None:
    assert is_definition(question) is expected


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("đv dự bị", "đảng viên"), ("cb họp", "chi bộ"), ("đc kết nạp ko", "không"), ("UBKT làm gì", "ủy ban kiểm tra")],
)
def test_abbreviations_are_written_out(typed: str, meant: str, base: Base) -> None:
    assert meant in understood(typed, base).query


@pytest.mark.parametrize(
    "question",
    [
        "ai ký?",
        "thế mất bao lâu?",
        "vậy nộp ở đâu",
        "còn tạm thời thì sao?",
        "Giấy đó lấy ở đâu vậy các đồng chí cho em hỏi với ạ",
    ],
)
def test_a_follow_up_is_completed_from_the_turn_before(question: str, base: Base) -> None:
    turn = understood(question, base, "Mức đóng đảng phí?", TRANSFER)
    assert "chuyển sinh hoạt đảng" in turn.query
    assert "đảng phí" not in turn.query


def test_without_a_turn_before_nothing_is_added(base: Base) -> None:
    assert understood("ai ký?", base).query == "ai ký?"


@pytest.mark.parametrize(
    ("question", "about"),
    [("thế mất bao lâu?", "chuyển"), ("ai ký?", "chuyển"), ("vậy còn chuyển tạm thời thì sao?", "tạm thời")],
)
def test_a_follow_up_is_answered_about_its_subject(question: str, about: str, assistant: Assistant, base: Base) -> None:
    answer = assistant.ask(question, [TRANSFER])
    assert about in base.cards[answer.card].title.lower() + " ".join(line.text for line in answer.lines)


@pytest.mark.parametrize(
    "question",
    [
        "Bao lâu phải làm lễ kết nạp kể từ ngày nhận được quyết định kết nạp?",
        "Đảng viên đã nghỉ hưu thì mỗi tháng đóng đảng phí bao nhiêu tiền?",
        "Đảng viên dự bị có được biểu quyết khi chi bộ xét kỷ luật không?",
    ],
)
def test_a_change_of_subject_is_noticed(question: str, assistant: Assistant) -> None:
    assert assistant.ask(question, [TRANSFER]).card == assistant.ask(question).card != ""


@pytest.mark.parametrize("question", ["Thế còn chuyển hộ khẩu thì sao?", "Còn giá vàng hôm nay?"])
def test_a_follow_up_out_of_the_field_is_refused(question: str, assistant: Assistant) -> None:
    assert assistant.ask(question, [TRANSFER]).refused
