"""Answers from documents that the operator added: verbatim, whole, with what became of the document."""

import pytest

from bot.answering.answer import Answer, AnswerStatus
from bot.answering.assistant import Assistant
from bot.answering.base import Base, build_base
from bot.terminal import plain
from bot.texts import text
from index.encoder import StaticEncoder
from index.search import Index
from knowledge.library import Library
from knowledge.records import Mark
from tests.knowledge.papers import LETTERHEAD, SIGNATURES, pdf, saved

OLD_BODY = """3. Kết nạp đảng viên
3.5. Kết nạp lại người vào Đảng
3.5.1. Người được xét kết nạp lại phải có đủ các điều kiện sau:
a) Có đủ tiêu chuẩn và điều kiện của người vào Đảng theo Điều lệ.
b) Ít nhất 36 tháng kể từ khi ra khỏi Đảng, làm đơn xin kết nạp lại, được cấp ủy
có thẩm quyền đồng ý bằng văn bản.
3.5.2. Đối tượng không xem xét kết nạp lại
Người tự bỏ sinh hoạt đảng; người làm đơn xin ra khỏi Đảng vì lý do cá nhân."""
FUND_BODY = """Điều 1. Phạm vi áp dụng
1. Quy định này áp dụng cho quỹ khuyến học của các chi bộ trong tỉnh.
2. Mỗi chi bộ lập một quỹ khuyến học riêng.
Điều 2. Mức hỗ trợ
1. Con đảng viên nghèo vượt khó được quỹ khuyến học hỗ trợ 731.000 đồng mỗi năm học.
2. Quỹ khuyến học xét hỗ trợ vào tháng 9 hằng năm.
a) Chi ủy lập danh sách học sinh được hỗ trợ.
b) Chi bộ biểu quyết danh sách ấy."""
OLD_HEAD = (
    LETTERHEAD.replace("TỈNH ỦY LÀO CAI", "BAN CHẤP HÀNH TRUNG ƯƠNG")
    .replace("Số 15-QĐ/TU", "Số 294-QĐ/TW")
    .replace("Lào Cai, ngày 05 tháng 3 năm 2026", "Hà Nội, ngày 26 tháng 5 năm 2025")
)
FUND_HEAD = LETTERHEAD.replace("15-QĐ/TU", "77-QĐ/TU").replace("CHẾ ĐỘ HỌP CỦA CHI BỘ", "QUỸ KHUYẾN HỌC CỦA CHI BỘ")
FUND, OLD = "qd-77-qd-tu-lao-cai-2026", "qd-294-qd-tw-2025"
Made = tuple[Assistant, Library]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, encoder: StaticEncoder) -> Made:
    """An assistant over the bundled knowledge and two added PDFs: a replaced rule and one of Lào Cai."""
    folder = tmp_path_factory.mktemp("added")
    shelf = Library(folder / "library")
    for name, pages in (("cũ", (OLD_HEAD, OLD_BODY, SIGNATURES)), ("quỹ", (FUND_HEAD, FUND_BODY, SIGNATURES))):
        shelf.add(saved(folder, f"{name}.pdf", pdf(["\n".join(pages)])))
    build_base(folder / "index", encoder, shelf.added(), shelf.fingerprint())
    return Assistant(Base(Index.open(folder / "index", encoder))), shelf


@pytest.fixture(scope="module")
def with_added(made: Made) -> Assistant:
    return made[0]


def quoted(answer: Answer) -> list[str]:
    return [line.text for line in answer.lines if line.quoted]


@pytest.mark.parametrize(
    "question",
    [
        "kết nạp lại cần điều kiện gì theo quy định 294",
        "theo 294-QĐ/TW muốn kết nạp lại phải có điều kiện gì?",
        "mục 3.5.1 quy định 294 nói gì",
        "ket nap lai can dieu kien gi theo qd 294",
    ],
)
def test_the_whole_clause_is_shown_and_nothing_of_the_next(question: str, with_added: Assistant) -> None:
    shown = "\n".join(quoted(with_added.ask(question)))
    assert "phải có đủ các điều kiện sau:" in shown
    assert "cấp ủy có thẩm quyền đồng ý bằng văn bản." in shown
    assert "3.5.2" not in shown
    assert "tự bỏ sinh hoạt" not in shown


def test_every_quoted_line_is_the_clause_it_cites(made: Made) -> None:
    assistant, shelf = made
    held = {clause.id: clause for id_ in (OLD, FUND) for clause in shelf.clauses(id_)}
    for question in ("điểm b mục 3.5.1 quy định 294", "Quỹ khuyến học của chi bộ là gì?", "điều 2 quy định 77-QĐ/TU"):
        lines = [line for line in assistant.ask(question, locality="Lào Cai").lines if line.quoted]
        assert lines
        for line in lines:
            (cited,) = line.citations
            clause = held[cited.passage]
            assert (line.text, cited.clause) == (clause.text, " › ".join(clause.path))


def test_a_replaced_document_says_so_and_by_what(with_added: Assistant) -> None:
    answer = with_added.ask("kết nạp lại cần điều kiện gì theo quy định 294")
    assert answer.status == AnswerStatus.ANSWERED_OUTDATED_PREMISE
    assert {line.mark for line in answer.lines if line.quoted} == {Mark.HISTORY}
    shown = plain(answer)
    assert text("answer.quoted_replaced") in shown
    assert "208-QĐ/TW" in answer.lines[0].text
    assert "đã bị thay thế" in shown


def test_the_rule_of_today_stands_beside_a_replaced_clause(with_added: Assistant) -> None:
    answer = with_added.ask("kết nạp lại cần điều kiện gì theo quy định 294")
    today = [line for line in answer.lines if not line.quoted and line.slot is not None]
    assert today
    assert all(any(not cited.document.is_over for cited in line.citations) for line in today)


def test_a_replaced_clause_is_not_shown_unless_named(with_added: Assistant) -> None:
    answer = with_added.ask("Kết nạp lại người vào Đảng cần điều kiện gì?")
    assert not answer.refused
    assert [cited for line in answer.lines if line.quoted for cited in line.citations if cited.document.is_over] == []


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("khoản 1 điều 2 quy định 77-QĐ/TU", f"{FUND}/dieu-2/1"),
        ("điểm b khoản 2 điều 2 quy định 77-QĐ/TU", f"{FUND}/dieu-2/2/b"),
        ("diem b khoan 2 dieu 2 qd 77", f"{FUND}/dieu-2/2/b"),
        ("điểm b mục 3.5.1 quy định 294", f"{OLD}/3.5.1/b"),
        ("quy định 294 mục 3.5.2", f"{OLD}/3.5.2"),
    ],
)
def test_a_named_clause_is_opened(question: str, clause: str, with_added: Assistant) -> None:
    answer = with_added.ask(question)
    lines = [line for line in answer.lines if line.quoted]
    assert [cited.passage for line in lines for cited in line.citations] == [clause]
    assert answer.status in (AnswerStatus.ANSWERED, AnswerStatus.ANSWERED_OUTDATED_PREMISE)


def test_a_named_article_is_opened_whole(with_added: Assistant) -> None:
    shown = "\n".join(quoted(with_added.ask("Điều 2 quy định 77-QĐ/TU quy định gì?")))
    assert all(words in shown for words in ("731.000 đồng", "tháng 9", "Chi ủy lập danh sách", "biểu quyết danh sách"))
    assert "Phạm vi áp dụng" not in shown


def test_a_named_heading_is_opened_with_all_under_it(with_added: Assistant) -> None:
    shown = "\n".join(quoted(with_added.ask("mục 3.5 quy định 294 nói gì?")))
    assert all(words in shown for words in ("Kết nạp lại người vào Đảng", "Ít nhất 36 tháng", "tự bỏ sinh hoạt đảng"))


@pytest.mark.parametrize("question", ["khoản 9 điều 2 quy định 77-QĐ/TU nói gì?", "điều 55 quy định 77-QĐ/TU"])
def test_for_a_clause_that_is_not_there_no_other_is_shown(question: str, with_added: Assistant) -> None:
    clauses = {c.clause for line in with_added.ask(question).lines if line.quoted for c in line.citations}
    assert {clause for clause in clauses if not clause.startswith("Điều 2")} == set()


def test_an_added_document_answers_its_own_members(with_added: Assistant) -> None:
    answer = with_added.ask("Quỹ khuyến học của chi bộ hỗ trợ con đảng viên nghèo bao nhiêu?", locality="Lào Cai")
    assert "731.000 đồng" in " ".join(quoted(answer))
    assert answer.cited[0].document.number == "77-QĐ/TU"
    assert f"“{quoted(answer)[0]}”" in plain(answer)


def test_a_document_of_a_province_does_not_answer_another(with_added: Assistant) -> None:
    answer = with_added.ask("Quỹ khuyến học của chi bộ hỗ trợ con đảng viên nghèo bao nhiêu?", locality="Cà Mau")
    assert "77-QĐ/TU" not in [cited.document.number for cited in answer.cited]


def test_questions_on_cards_are_answered_as_before(with_added: Assistant, assistant: Assistant) -> None:
    for question in ("Bao lâu phải làm lễ kết nạp?", "Đảng viên hưu trí đóng đảng phí bao nhiêu?"):
        assert with_added.ask(question).card == assistant.ask(question).card != ""


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Điều 99 Quy định 208 nói gì?", "Điều 99"),
        ("dieu 99 qd 21 quy dinh gi", "Điều 99"),
        ("Khoản 2 Điều 10 Điều lệ Đảng nói gì?", "khoản 2 Điều 10"),
        ("Mục 77.3 Quy định 21 quy định gì?", "mục 77.3"),
    ],
)
def test_a_clause_that_is_not_held_is_said_to_be_missing(assistant: Assistant, question: str, named: str) -> None:
    answer = assistant.ask(question)
    assert named in answer.lead
    assert not answer.card


def test_a_clause_that_a_held_text_has_not_is_said_to_be_missing_from_it(with_added: Assistant) -> None:
    assert "không có Điều 55" in with_added.ask("điều 55 quy định 77-QĐ/TU nói gì?").lead
