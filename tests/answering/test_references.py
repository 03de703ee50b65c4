"""Documents that a question names: recognised however they are typed, and never seen where there is none."""

import re

import pytest

from bot.answering.answer import AnswerStatus
from bot.answering.assistant import Assistant
from bot.answering.references import asks_about_document, asks_status, names_charter, references
from knowledge.catalogue import Catalogue, bundled_catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return bundled_catalogue()


@pytest.mark.parametrize(
    ("question", "id_"),
    [
        ("QĐ 24", "qd-24-qd-tw-2021"),
        ("qd24 con dung khong", "qd-24-qd-tw-2021"),
        ("Quy định số 24", "qd-24-qd-tw-2021"),
        ("quy định 24-QĐ/TW", "qd-24-qd-tw-2021"),
        ("QUY ĐỊNH 024-QĐ/TW", "qd-24-qd-tw-2021"),
        ("quy dinh 294 nam 2025", "qd-294-qd-tw-2025"),
        ("294–QĐ/TW", "qd-294-qd-tw-2025"),
        ("HD 01 năm 2026", "hd-01-hd-tw-2026"),
        ("HD 01 năm 2021", "hd-01-hd-tw-2021"),
        ("01-HD/TW ngày 28/9/2021", "hd-01-hd-tw-2021"),
        ("hướng dẫn 1-hd/tw", "hd-01-hd-tw-2026"),
        ("hd 01", "hd-01-hd-tw-2026"),
        ("hướng dẫn 06-HD/TW năm 2025", "hd-06-hd-tw-2025"),
        ("Chỉ thị 50", "ct-50-ct-tw-2025"),
        ("CT50", "ct-50-ct-tw-2025"),
        ("điểm b khoản 3.5.1 quy định 294", "qd-294-qd-tw-2025"),
        ("quy định 294 mục 3.5.2", "qd-294-qd-tw-2025"),
        ("QĐ 24 điều 5", "qd-24-qd-tw-2021"),
        ("NĐ 73/2024/NĐ-CP", "nd-73-2024-nd-cp"),
    ],
)
def test_a_document_is_known_however_it_is_typed(question: str, id_: str, catalogue: Catalogue) -> None:
    (reference,) = references(question, catalogue)
    assert reference.documents[0].id == id_


@pytest.mark.parametrize("around", ["{}", "theo {} thì sao", "({})", "{}, ạ?", "“{}”"])
def test_every_document_is_known_by_its_number_and_year(around: str, catalogue: Catalogue) -> None:
    numbered = [document for document in catalogue.values() if re.match(r"\d+.*/", document.number)]
    for document in numbered:
        (reference,) = references(around.format(f"{document.number} năm {document.date[:4]}"), catalogue)
        alike = {other.number for other in reference.documents if other.date[:4] == document.date[:4]}
        assert document.number in alike


@pytest.mark.parametrize(
    "question",
    [
        "quy định 3 tháng",
        "quy định 30 ngày làm việc",
        "quy định 5 năm một lần",
        "quy định 2/3 số phiếu",
        "quy định 1% lương",
        "quy định 0,5%",
        "quy định 100.000 đồng",
        "quy định 02 người giới thiệu",
        "quyết định 3 đảng viên",
        "hướng dẫn 3 bước",
        "kế hoạch 6 tháng đầu năm",
        "quy định 19 điều đảng viên không được làm",
        "quy định 7 nhiệm vụ",
        "quyết định 2 bản",
        "quyết định 15 đồng chí",
        "kế hoạch 2026",
        "nghị quyết năm 2026",
        "khoản 2 điều 10 điều lệ",
        "chi bộ 5 họp",
        "",
    ],
)
def test_a_figure_is_no_document(question: str, catalogue: Catalogue) -> None:
    assert references(question, catalogue) == ()


@pytest.mark.parametrize(
    "question",
    [
        "Chi bộ lập kế hoạch 2026 như thế nào?",
        "Nghị quyết 2026 của chi bộ ai ký?",
        "Quyết định kết nạp in 2 bản hay quyết định 3 bản?",
        "Quy định 3 tháng không đóng đảng phí thì bị gì?",
    ],
)
def test_a_figure_is_no_unknown_document(question: str, assistant: Assistant) -> None:
    assert assistant.ask(question).status != AnswerStatus.REFUSED_UNKNOWN_DOCUMENT


def test_several_documents_are_seen_in_their_order(catalogue: Catalogue) -> None:
    found = references("QĐ 294 thay 24-QĐ/TW, rồi HD 12 và Quy định 24?", catalogue)
    assert [reference.documents[0].number for reference in found] == ["294-QĐ/TW", "24-QĐ/TW", "12-HD/BTCTW"]


@pytest.mark.parametrize(
    ("question", "party"),
    [("quy định số 7777-QĐ/TW", True), ("Nghị định 9999/2025/NĐ-CP", False), ("Luật 1/2099/QH20", False)],
)
def test_a_document_we_lack_is_seen_as_unknown(question: str, party: bool, catalogue: Catalogue) -> None:
    (reference,) = references(question, catalogue)
    assert (reference.known, reference.is_party) == (False, party)
    assert reference.written in question.upper()


@pytest.mark.parametrize("question", ["khoản 2 điều 10 điều lệ", "dieu le dang", "Điều lệ Đảng nói gì"])
def test_the_charter_is_named(question: str) -> None:
    assert names_charter(question)


@pytest.mark.parametrize("question", ["quy định thi hành Điều lệ Đảng", "điều kiện", "lễ kết nạp"])
def test_its_rule_is_not_the_charter(question: str) -> None:
    assert not names_charter(question)


@pytest.mark.parametrize(
    "question",
    ["còn hiệu lực không", "da bi thay the chua", "thay bằng văn bản nào", "còn áp dụng không", "bản mới là số mấy"],
)
def test_a_question_for_the_standing_is_seen(question: str) -> None:
    assert asks_status(f"QĐ 24 {question}?")
    assert not asks_about_document(f"QĐ 24 {question}?")


@pytest.mark.parametrize("question", ["QĐ 208 quy định về gì?", "208-QĐ/TW do ai ban hành?"])
def test_a_question_for_the_contents_is_seen(question: str) -> None:
    assert asks_about_document(question)
