"""Articles are told from rulings, cut by paragraphs with no word lost, and known as news with place, day and source."""

from pathlib import Path

import pytest

from knowledge.articles import NEWS, Article, article, is_article
from knowledge.errors import DocumentError
from knowledge.library import ADDED, UNCHANGED, Library
from knowledge.readers.reading import fetch, read
from knowledge.spelling import syllables
from knowledge.structure import structure
from tests.knowledge.papers import PAPER, SIGNATURES, saved

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
NEWS_TEXT = """Chờ...
Xã Mây Ngàn nâng cao chất lượng sinh hoạt chi bộ
Cập nhật ngày: 15/07/2025 08:30
(BLC) – Sáng 15/7, Đảng ủy xã Mây Ngàn, tỉnh Lào Cai tổ chức hội nghị sơ kết công tác xây dựng Đảng.
Kết quả năm 2024, toàn xã có 17 chi bộ hoàn thành xuất sắc nhiệm vụ, 40 chi bộ hoàn thành tốt nhiệm vụ, không có \
chi bộ nào không hoàn thành nhiệm vụ; kết nạp được 23 đảng viên mới, trong đó có 9 nữ.
Quang cảnh hội nghị.
1. Về phương hướng, các chi bộ tiếp tục thực hiện nền nếp sinh hoạt, mỗi tháng một lần theo đúng ngày đã định.
Bình luận"""


def taken(text: str) -> Article:
    return article([text], False)


def judged(text: str, kind: str = "txt") -> bool:
    return is_article(kind, structure("", [text], False))


def test_an_article_tells_what_it_is() -> None:
    found = taken(NEWS_TEXT)
    assert (found.title, found.source) == ("Xã Mây Ngàn nâng cao chất lượng sinh hoạt chi bộ", "BLC")
    assert (found.date, found.scope) == ("2025-07-15", "Lào Cai")
    assert [text.split()[0] for text in found.body] == ["(BLC)", "Kết", "1."]
    assert found.aside == ("Chờ...", "Cập nhật ngày: 15/07/2025 08:30", "Quang cảnh hội nghị.", "Bình luận")


def test_no_word_is_lost() -> None:
    found = taken(NEWS_TEXT)
    assert sorted(syllables("\n".join((found.title, *found.body, *found.aside)))) == sorted(syllables(NEWS_TEXT))


@pytest.mark.parametrize(
    ("opening", "scope"),
    [
        ("Quận ủy Tân Bình, TP. Hồ Chí Minh họp chi bộ.", "TP. Hồ Chí Minh"),
        ("Cả nước học tập đạo đức Hồ Chí Minh trong chi bộ.", ""),
        ("Chi bộ ở Hà Nội và Hải Phòng giao lưu.", ""),
        ("baolaocai.vn chi bộ họp.", "Lào Cai"),
    ],
)
def test_a_province_is_taken_only_when_it_is_plain(opening: str, scope: str) -> None:
    assert taken(f"Chi bộ bàn việc của chi bộ\n{opening}").scope == scope


def test_a_ruling_is_no_article_even_without_its_number() -> None:
    assert judged(NEWS_TEXT)
    assert not judged(PAPER)
    assert not judged(PAPER.replace("Số 15-QĐ/TU\n", ""))
    assert not judged(PAPER.replace("Số 15-QĐ/TU\n", "").replace("Lào Cai, ngày 05 tháng 3 năm 2026\n", ""))
    assert not judged(NEWS_TEXT, "pdf")


def test_a_text_on_something_else_is_no_article() -> None:
    assert not judged("Công thức nấu phở. " * 60)
    assert not judged("Chi bộ họp.")


def test_an_article_enters_as_news_and_is_known_again(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    intake = library.add(saved(tmp_path, "tin.txt", NEWS_TEXT), accept=lambda new: False)
    assert (intake.outcome, intake.document.kind, intake.document.number) == (ADDED, NEWS, "tin BLC")
    assert intake.document.id == "tin-xa-may-ngan-nang-cao-chat-luong-sinh-hoat-chi-2025-07-15"
    assert library.show(f"{intake.document.id}/doan-2").startswith("Đoạn 2. Kết quả năm 2024")
    assert library.add(saved(tmp_path, "khác.txt", NEWS_TEXT)).outcome == UNCHANGED


def test_two_articles_of_one_title_without_a_day_are_two(tmp_path: Path) -> None:
    library, plain = Library(tmp_path / "library"), NEWS_TEXT.replace("Cập nhật ngày: 15/07/2025 08:30\n", "")
    for name, text in (("a.txt", plain), ("b.txt", plain.replace("17 chi bộ", "18 chi bộ"))):
        library.add(saved(tmp_path, name, text))
    assert len(library.documents()) == 2


def test_a_marked_article_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="lưu hành nội bộ"):
        Library(tmp_path / "library").add(saved(tmp_path, "tin.txt", f"{NEWS_TEXT}\nTài liệu lưu hành nội bộ"))


CHARTER = f"""ĐIỀU LỆ
ĐẢNG CỘNG SẢN VIỆT NAM
(Do Đại hội đại biểu toàn quốc lần thứ XI của Đảng thông qua ngày 19/1/2011)
Chương I
VIỆC CHUNG
Điều 1.
1. Đây là câu mẫu của bài kiểm tra, không phải câu của Điều lệ.
2. Đây là câu mẫu thứ hai.
{SIGNATURES}"""


def test_the_charter_is_known_by_its_title(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    intake = library.add(saved(tmp_path, "điều lệ.txt", CHARTER), accept=lambda new: False)
    assert (intake.outcome, intake.document.id) == (ADDED, "dieu-le-dang-2011")
    assert library.show("dieu-le-dang-2011/dieu-1/2") == "2. Đây là câu mẫu thứ hai."


@pytest.mark.parametrize(("here", "other"), [("lần thứ XI", "lần thứ X"), ("19/1/2011", "25/4/2006")])
def test_the_charter_of_another_congress_is_not_taken_for_it(tmp_path: Path, here: str, other: str) -> None:
    with pytest.raises(DocumentError, match="không có số"):
        Library(tmp_path / "library").add(saved(tmp_path, "cũ.txt", CHARTER.replace(here, other)))


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the articles are not at {SEEDS}")
def test_the_five_articles_enter_whole(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    for file in sorted(SEEDS.glob("*.txt")):
        intake = library.add(file)
        clauses = library.clauses(intake.document.id)
        words = syllables("\n".join(clause.text for clause in clauses))
        missing = len(syllables("\n".join(read(fetch(file)).pages))) - len(words)
        assert (intake.outcome, intake.document.kind) == (ADDED, NEWS)
        assert missing in (0, len(syllables(intake.document.title)))
