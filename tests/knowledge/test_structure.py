"""Clauses are found where a document numbers them, and nowhere else."""

from knowledge.records import Clause
from knowledge.structure import Structure, headings_above, parents, structure, whole
from tests.knowledge.papers import BODY, LETTERHEAD, PAPER, SIGNATURES

ARTICLES = """Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy định này áp dụng với chi bộ và đảng viên theo khoản 2
Điều 5. Trường hợp khác thực hiện theo điểm a,
b) và c) khoản này; nhiệm kỳ đại hội khoá
XIII. Việc khác do cấp ủy quyết định, kinh phí hỗ trợ không quá
10. 000 đồng mỗi lần họp.
Điều 2. Nguyên tắc
1. Tập trung dân chủ.
2. Đối tượng gồm:
a) Đảng viên;
b) Cán bộ.
Chương II
TỔ CHỨC THỰC HIỆN
Mục 1. Của chi bộ
Điều 3 (Khoản 1, 2). Chi bộ
Chi bộ tổ chức thực hiện."""


def taken(body: str, wrapped: bool = False) -> Structure:
    return structure("d", [body], wrapped)


def ids(paper: Structure) -> list[str]:
    return [clause.id for clause in paper.clauses]


def clause(paper: Structure, id_: str) -> Clause:
    return next(clause for clause in paper.clauses if clause.id == id_)


def test_head_body_and_signatures_are_parted() -> None:
    paper = structure("d", [PAPER], True)
    assert paper.head == tuple(LETTERHEAD.split("\n")[:7])
    assert paper.tail == tuple(SIGNATURES.split("\n"))
    assert ids(paper) == ["d/mo-dau", "d/1", "d/1.1", "d/1.1/a", "d/1.1/b", "d/1.2", "d/2"]


def test_columns_printed_side_by_side_end_the_body_too() -> None:
    paper = taken("1. Một.\nNơi nhận: T/M BAN THƯỜNG VỤ\n- Lưu Văn phòng. Nguyễn Văn An")
    assert (ids(paper), len(paper.tail)) == (["d/1"], 2)


def test_a_wrapped_point_is_one_line_and_a_list_stays_with_its_clause() -> None:
    paper = taken(BODY, wrapped=True)
    assert clause(paper, "d/1.1/a").text.endswith("có quy định khác cho nơi có đặc điểm riêng.")
    assert clause(paper, "d/2").text == "Trách nhiệm của bí thư chi bộ\n- Chuẩn bị nội dung.\n- Chủ trì cuộc họp."


def test_headings_lead_what_stands_under_them() -> None:
    headings = {clause.id: clause.heading for clause in taken(BODY, wrapped=True).clauses}
    assert headings["d/1.1"] == "Về thời gian."
    assert headings["d/2"] == "Trách nhiệm của bí thư chi bộ"
    assert headings["d/1.1/b"] == ""


def test_articles_are_cited_without_their_chapter() -> None:
    paper = taken(ARTICLES, wrapped=True)
    assert ids(paper) == [
        *("d/chuong-i", "d/dieu-1", "d/dieu-2", "d/dieu-2/1", "d/dieu-2/2", "d/dieu-2/2/a", "d/dieu-2/2/b"),
        *("d/chuong-ii", "d/chuong-ii/muc-1", "d/dieu-3"),
    ]
    assert clause(paper, "d/dieu-3").path == ("Điều 3",)
    assert paper.gaps == ()


def test_numbers_at_the_start_of_a_wrapped_line_open_nothing() -> None:
    text = " ".join(clause(taken(ARTICLES, wrapped=True), "d/dieu-1").text.split())
    assert "khoản 2 Điều 5. Trường hợp" in text
    assert "điểm a, b) và c)" in text
    assert "khoá XIII. Việc khác" in text
    assert "không quá 10. 000 đồng" in text


def test_numbers_without_their_point_are_known_by_their_place() -> None:
    assert ids(taken("1. Một\n1.1. Hai\n1.2 Ba\n1.3. Theo mục\n1.9 của Điều lệ")) == ["d/1", "d/1.1", "d/1.2", "d/1.3"]


def test_letters_in_the_vietnamese_order() -> None:
    body = "1. Gồm:\n" + "\n".join(f"{letter}) Điểm này." for letter in "abcdđeghiklmnopqrstuvxy")
    paper = taken(body)
    assert len(paper.clauses) == 24
    assert paper.gaps == ()


def test_roman_parts_keep_their_own_counts() -> None:
    paper = taken("I. MỤC ĐÍCH\n1. Một.\nII- NỘI DUNG\n1. Hai.\n1.1. Ba.\na) Bốn.\nIII. HẾT")
    assert ids(paper) == ["d/i", "d/i/1", "d/ii", "d/ii/1", "d/ii/1.1", "d/ii/1.1/a", "d/iii"]


def test_parts_spelled_out() -> None:
    assert ids(taken("Phần thứ nhất\nMỘT\nI. Một\nPhần thứ hai\nHAI\nI. Hai")) == [
        *("d/phan-thu-nhat", "d/phan-thu-nhat/i", "d/phan-thu-hai", "d/phan-thu-hai/i")
    ]


def test_a_list_inside_a_point() -> None:
    paper = taken("1. Hồ sơ\na) Gồm có:\n1. Đơn.\n2. Lý lịch.\nb) Thời hạn.\n2. Thủ tục")
    assert ids(paper) == ["d/1", "d/1/a", "d/1/a/1", "d/1/a/2", "d/1/b", "d/2"]


def test_a_skip_is_told_and_not_mended() -> None:
    paper = taken("1. Một.\n2. Hai.\n4. Bốn.\na) A.\nc) C.")
    assert ids(paper) == ["d/1", "d/2", "d/4", "d/4/a", "d/4/c"]
    assert [gap.partition(" đứng")[0] for gap in paper.gaps] == ["trang 1: 4", "trang 1: 4 › c"]


def test_a_restart_is_told_and_gets_an_id_of_its_own() -> None:
    paper = taken("1. Một.\n2. Hai.\n1. Lại một.")
    assert ids(paper) == ["d/1", "d/2", "d/1-2"]
    assert len(paper.gaps) == 1


def test_the_closing_is_no_part_of_the_last_clause() -> None:
    body = f"1. {'Chi bộ thực hiện nghiêm túc. ' * 8}\nQuy định này có hiệu lực từ ngày ký.\nViệc khác do cấp ủy xét."
    assert clause(taken(body), "d/phan-cuoi").text == "\n".join(body.split("\n")[1:])


def test_a_clause_on_effect_keeps_its_sentence() -> None:
    assert ids(taken("Điều 1. Hiệu lực\nQuy định này có hiệu lực từ ngày ký.")) == ["d/dieu-1"]


def test_appendices_and_forms_are_units() -> None:
    paper = taken(f"1. Một.\n{SIGNATURES}\nPhụ lục 1\nDANH MỤC\n1. Đơn.\nMẫu 1-KNĐ\nĐƠN XIN VÀO ĐẢNG\nT/M CHI BỘ")
    assert ids(paper) == ["d/1", "d/phu-luc-1", "d/phu-luc-1/1", "d/mau-1-knd"]
    assert clause(paper, "d/mau-1-knd").text == "ĐƠN XIN VÀO ĐẢNG\nT/M CHI BỘ"
    assert paper.tail == tuple(SIGNATURES.split("\n"))


def test_a_text_attached_to_a_decision_counts_by_itself() -> None:
    paper = taken(f"Điều 1. Ban hành.\n{SIGNATURES}\nQUY CHẾ\nlàm việc\nĐiều 1. Phạm vi.")
    assert ids(paper) == ["d/dieu-1", "d/van-ban-kem-theo", "d/van-ban-kem-theo/dieu-1"]


def test_page_numbers_and_running_heads_are_set_aside() -> None:
    pages = [f"Văn bản của Tỉnh ủy\n{n}. Mục này có\n{n}" for n in range(1, 5)]
    paper = structure("d", [*pages, "Văn bản của Tỉnh ủy\nchữ nối tiếp.\n5"], True)
    assert [clause.text for clause in paper.clauses] == ["Mục này có"] * 3 + ["Mục này có chữ nối tiếp."]
    assert len(paper.furniture) == 10
    assert [clause.page for clause in paper.clauses] == [1, 2, 3, 4]


def test_a_figure_alone_at_a_page_end_is_text_when_it_is_no_page_number() -> None:
    assert structure("d", ["1. Một\n1", "2. Hai\n2", "3. Ba\n30"], True).clauses[-1].text.split() == ["Ba", "30"]


def test_a_clause_is_shown_with_all_under_it() -> None:
    clauses = taken("1. Một\n1.1. Hai:\na) Ba.\nb) Bốn.\n1.2. Năm.\n10. Mười.").clauses
    assert whole(clauses, "d/1.1") == "1.1. Hai:\na) Ba.\nb) Bốn."
    assert whole(clauses, "d/1") == "1. Một\n1.1. Hai:\na) Ba.\nb) Bốn.\n1.2. Năm."
    assert whole(clauses, "d/9") == ""


def test_parents_go_by_the_figures() -> None:
    assert parents(("3.5.1", "b")) == (("3",), ("3.5",), ("3.5.1",))
    assert parents(("Điều 6", "1", "1.2")) == (("Điều 6",), ("Điều 6", "1"), ("Điều 6", "1", "1"))
    assert parents(("Mở đầu",)) == ()


def test_headings_above_go_through_chapters_and_figures() -> None:
    above = headings_above(taken(ARTICLES, wrapped=True).clauses)
    assert above["d/dieu-2/2/a"] == ("QUY ĐỊNH CHUNG", "Nguyên tắc", "Đối tượng gồm:")
    assert above["d/dieu-3"] == ("TỔ CHỨC THỰC HIỆN", "Của chi bộ")
    above = headings_above(taken("1. Một\n1.1. Hai:\na) Ba.\n2. Bốn.").clauses)
    assert above == {"d/1": (), "d/1.1": ("Một",), "d/1.1/a": ("Một", "Hai:"), "d/2": ()}
