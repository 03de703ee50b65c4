"""Number, date, issuer, title and effect are read where documents write them, and matched with the catalogue."""

import pytest

from knowledge.catalogue import Catalogue, bundled_catalogue
from knowledge.head import Cited, Head, matched, proposed, read_head
from knowledge.records import Status
from knowledge.structure import structure
from tests.knowledge.papers import PAPER

CENTRAL_PAPER = """BAN CHẤP HÀNH TRUNG ƯƠNG ĐẢNG CỘNG SẢN VIỆT NAM
* Hà Nội, ngày 09 tháng 6 năm 2026
Số: 77 - HD/TW
HƯỚNG DẪN
một số vấn đề về thẻ đảng viên
-----
- Căn cứ Quy định số 294-QĐ/TW, ngày 26/5/2025 của Ban Chấp hành Trung ương;
1. Chi bộ phát thẻ.
Hướng dẫn này có hiệu lực kể từ ngày ký và thay thế Hướng dẫn số 01-HD/TW, ngày 28/9/2021 của Ban Bí thư và \
Hướng dẫn số 06-HD/TW, ngày 09/6/2025; bãi bỏ khoản 3 Điều 5 Quy định số 24-QĐ/TW, ngày 30/7/2021.
T/M BAN BÍ THƯ
Trần Cẩm Tú"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return bundled_catalogue()


def head(paper: str) -> Head:
    return read_head(structure("d", [paper], False))


def letterhead(*lines: str, signed: str = "") -> Head:
    return head("\n".join((*lines, "QUY ĐỊNH", "VỀ CHI BỘ", "1. Một.", signed or "Nơi nhận:")))


def test_a_province_says_who_it_is() -> None:
    found = head(PAPER)
    assert (found.number, found.date, found.kind) == ("15-QĐ/TU", "2026-03-05", "quy-dinh")
    assert (found.issuer, found.province) == ("Ban Thường vụ Tỉnh ủy Lào Cai", "Lào Cai")
    assert (found.title, found.signer) == ("Quy định về chế độ họp của chi bộ", "Nguyễn Văn An")


def test_the_signature_tells_the_body_that_issued() -> None:
    found = head(CENTRAL_PAPER)
    assert (found.number, found.date, found.issuer) == ("77-HD/TW", "2026-06-09", "Ban Bí thư")
    assert found.title == "Hướng dẫn một số vấn đề về thẻ đảng viên"


def test_its_effect_is_read_from_its_closing() -> None:
    found = head(CENTRAL_PAPER)
    assert found.effective_from == "2026-06-09"
    assert found.ends == (Cited("01-HD/TW", "2021-09-28"), Cited("06-HD/TW", "2025-06-09"))


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (("THÀNH ỦY HÀ NỘI", "BAN TỔ CHỨC", "Số 12-HD/BTCTU"), "Ban Tổ chức Thành ủy Hà Nội"),
        (("ĐẢNG BỘ TỈNH LÀO CAI", "ĐẢNG ỦY PHƯỜNG CAM ĐƯỜNG", "Số 3-KH/ĐU"), "Đảng ủy phường Cam Đường"),
        (("BAN TỔ CHỨC TRUNG ƯƠNG", "*", "Số 38-HD/BTCTW"), "Ban Tổ chức Trung ương"),
        (("CHÍNH PHỦ", "Số: 335/2025/NĐ-CP"), "Chính phủ"),
    ],
)
def test_bodies_in_running_case(lines: tuple[str, ...], issuer: str) -> None:
    assert letterhead(*lines).issuer == issuer


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số 294-QĐ/TW Hà Nội, ngày 26 tháng 5 năm 2025", "294-QĐ/TW"),
        ("Số: 29 - QĐ/TW", "29-QĐ/TW"),
        ("Số: 335/2025/NĐ-CP", "335/2025/NĐ-CP"),
        ("Luật số: 117/2025/QH15", "117/2025/QH15"),
        ("SỐ 02-QĐi/TU", "02-QĐi/TU"),
        ("Số     -HD/TW", ""),
    ],
)
def test_numbers_as_they_are_written(line: str, number: str) -> None:
    assert letterhead("BỘ CHÍNH TRỊ", line).number == number


def test_a_date_left_open_is_no_date() -> None:
    assert letterhead("TỈNH ỦY LÀO CAI", "Số 1-QĐ/TU", "Lào Cai, ngày    tháng 5 năm 2026").date == ""


def test_dates_of_other_documents_are_not_its_own() -> None:
    paper = "BỘ CHÍNH TRỊ\nSố 1-QĐ/TW\nQUY ĐỊNH\nVỀ CHI BỘ\n- Căn cứ Quy định ngày 26 tháng 5 năm 2025;\n1. Một."
    assert head(paper).date == ""


def test_the_catalogue_knows_it_by_number_and_date(catalogue: Catalogue) -> None:
    lines = "BAN CHẤP HÀNH TRUNG ƯƠNG", "Số 294-QĐ/TW", "Hà Nội, ngày 26 tháng 5 năm 2025"
    found = matched(letterhead(*lines), catalogue)
    assert found is catalogue["qd-294-qd-tw-2025"]
    assert matched(letterhead(*lines[:2], "Hà Nội, ngày 26 tháng 5 năm 2026"), catalogue) is None


def test_provinces_with_one_number_and_date_are_told_apart(catalogue: Catalogue) -> None:
    document = catalogue["lc-03-qd-tu-2025"]
    year, month, day = (int(part) for part in document.date.split("-"))
    lines = f"Số {document.number}", f"Nơi đây, ngày {day:02d} tháng {month} năm {year}"
    assert matched(letterhead("TỈNH ỦY LÀO CAI", *lines), catalogue) is document
    assert matched(letterhead("TỈNH ỦY CÀ MAU", *lines), catalogue) is None


def test_a_new_document_is_proposed_with_what_it_ends(catalogue: Catalogue) -> None:
    new = proposed(head(CENTRAL_PAPER), catalogue)
    assert (new.id, new.scope, new.status) == ("hd-77-hd-tw-2026", "trung-uong", Status.UNKNOWN)
    assert new.replaces == ("hd-01-hd-tw-2021", "hd-06-hd-tw-2025")


def test_a_province_stands_in_the_id(catalogue: Catalogue) -> None:
    new = proposed(head(PAPER), catalogue)
    assert (new.id, new.scope) == ("qd-15-qd-tu-lao-cai-2026", "Lào Cai")
