"""Marked papers are stopped with the mark; papers that only speak of secrets pass."""

import pytest

from knowledge.gate import RefusedError, admit
from knowledge.head import Head
from knowledge.structure import structure
from tests.knowledge.papers import BODY, LETTERHEAD, PAPER, SIGNATURES

NOTICE = "Văn bản này là tài liệu của Đảng, việc phát tán khi chưa được phép\nbị nghiêm cấm dưới mọi hình thức."


def admitted(*pages: str) -> Head:
    return admit(structure("", pages, True), "quy-định.pdf")


@pytest.mark.parametrize(
    ("paper", "mark"),
    [
        (f"MẬT\n{PAPER}", "MẬT"),
        (PAPER.replace("*", "TỐI MẬT"), "TỐI MẬT"),
        (PAPER.replace("ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM TUYỆT MẬT"), "TUYỆT MẬT"),
        (PAPER.replace("Nơi nhận:", "Độ mật: Mật\nNơi nhận:"), "MẬT"),
        (PAPER.replace("\n*\n", "\n(Lưu hành nội bộ)\n"), "Lưu hành nội bộ"),
        (f"{PAPER}\nTài liệu lưu hành nội bộ", "lưu hành nội bộ"),
        (f"{LETTERHEAD}\n{BODY}\n{NOTICE}\n{SIGNATURES}", "việc phát tán"),
        (f"{PAPER}\n{NOTICE}", "việc phát tán"),
        (f"{PAPER}\nCấm phát tán", "Cấm phát tán"),
        (PAPER.replace("- Chủ trì", "- Nghiêm cấm sao chép tài liệu này.\n- Chủ trì"), "Nghiêm cấm sao chép"),
    ],
)
def test_a_marked_paper_is_refused_with_its_mark(paper: str, mark: str) -> None:
    with pytest.raises(RefusedError, match=mark) as error:
        admitted(paper)
    assert "quy-định.pdf" in str(error.value)


def test_a_mark_at_the_foot_of_each_page() -> None:
    with pytest.raises(RefusedError, match="lưu hành nội bộ"):
        admitted(*(f"{page}\nTài liệu lưu hành nội bộ" for page in (PAPER, "3. Ba.", "4. Bốn.")))


@pytest.mark.parametrize(
    "sentence",
    [
        "- Hồ sơ đảng viên là tài liệu mật của Đảng, không được tẩy xoá.",
        "- Đảng viên giữ bí mật của Đảng; không phát tán thông tin sai sự thật.",
        "- Nghiêm cấm đảng viên phát tán tin giả trên mạng xã hội.",
        "- Cấp ủy thực hiện đúng chế độ bảo mật, quản lý tài liệu lưu hành nội bộ.",
    ],
)
def test_speaking_of_secrets_is_no_mark(sentence: str) -> None:
    assert admitted(PAPER.replace("- Chủ trì cuộc họp.", sentence)).number == "15-QĐ/TU"


def test_a_title_about_secrets_is_no_mark() -> None:
    assert admitted(PAPER.replace("VỀ CHẾ ĐỘ HỌP", "VỀ BẢO VỆ BÍ MẬT NHÀ NƯỚC")).number == "15-QĐ/TU"


@pytest.mark.parametrize(
    ("lost", "told"),
    [("Số 15-QĐ/TU\n", "không có số"), ("Lào Cai, ngày 05 tháng 3 năm 2026\n", "không có ngày ban hành")],
)
def test_without_number_or_date_there_is_nothing_to_cite(lost: str, told: str) -> None:
    with pytest.raises(RefusedError, match=f"{told}.*Dùng bản chính thức"):
        admitted(PAPER.replace(lost, ""))


def test_a_letterhead_alone_is_no_document() -> None:
    with pytest.raises(RefusedError, match="không có nội dung"):
        admitted("\n".join(LETTERHEAD.split("\n")[:7]))
