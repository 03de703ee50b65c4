"""What OCR misread is put right at exactly one place, and every figure of a scan is shown with its line."""

import pytest

from knowledge.errors import DocumentError
from knowledge.scanned import Correction, Scan, correction, figures, scan_from, unapproved

PAGES = ("Trang chữ, 30 ngày.", "Họp trong 3O ngày,\nchậm nhất 05/3;\nvắng 3 buổi, sau 3 buổi\nthì báo cáo.")
SCAN = Scan(PAGES, PAGES, True, (2,))


@pytest.mark.parametrize("arrow", ["->", "→", "=>", " -> "])
def test_a_correction_as_it_is_typed(arrow: str) -> None:
    assert correction(f"2: 3O ngày{arrow}30 ngày") == Correction(2, "3O ngày", "30 ngày")
    assert correction(f" Trang 2 :3O ngày{arrow}30 ngày ") == Correction(2, "3O ngày", "30 ngày")


@pytest.mark.parametrize(
    "written", ["", "30", "2: 30", "2: ->30", "2: 3O ->", "x: a -> b", "2: a\n -> b", "2: a ->" + "b" * 400]
)
def test_anything_else_is_told_with_an_example(written: str) -> None:
    with pytest.raises(DocumentError, match=r"Không hiểu chỗ sửa.*ví dụ") as error:
        correction(written)
    assert "\n" not in str(error.value)


def test_a_word_is_put_right_where_it_stands_once() -> None:
    mended = SCAN.corrected([correction("2: 3O -> 30"), correction("2: sau 3 buổi thì -> sau 5 buổi thì")])
    assert mended.pages[1] == "Họp trong 30 ngày,\nchậm nhất 05/3;\nvắng 3 buổi, sau 5 buổi thì báo cáo."
    assert mended.read == PAGES
    assert [str(one) for one in mended.corrections] == [
        "trang 2: «3O» → «30»",
        "trang 2: «sau 3 buổi thì» → «sau 5 buổi thì»",
    ]
    assert scan_from(mended.as_json()) == mended


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2: 31 -> 30", "không có chỗ nào ghi «31»"),
        ("2: O -> 0", "không có chỗ nào"),
        ("2: 3 buổi -> 5 buổi", "có 2 chỗ ghi «3 buổi»: .*vắng 3 buổi.*Nêu thêm chữ"),
        ("1: 30 -> 36", "Trang 1 không phải trang quét.*Trang quét: 2"),
        ("9: 30 -> 36", "Trang 9 không phải trang quét"),
        ("0: 30 -> 36", "Trang 0 không phải trang quét"),
    ],
)
def test_what_fits_no_place_or_several_is_refused(written: str, told: str) -> None:
    with pytest.raises(DocumentError, match=told) as error:
        SCAN.corrected([correction("2: 3O -> 30"), correction(written)])
    assert "\n" not in str(error.value)


def test_letters_composed_otherwise_are_the_same_word() -> None:
    pages = ("trong 3O ngày",)
    assert Scan(pages, pages, True, (1,)).corrected([correction("1: 3O ngày -> 30 ngày")]).pages == ("trong 30 ngày",)


def test_lines_with_figures_are_shown_with_page_and_line() -> None:
    assert list(SCAN.doubtful()) == [
        (2, 1, "Họp trong ⟦3O⟧ ngày,"),
        (2, 2, "chậm nhất ⟦05/3⟧;"),
        (2, 3, "vắng ⟦3⟧ buổi, sau ⟦3⟧ buổi"),
    ]


def test_what_counts_as_a_figure() -> None:
    assert unapproved("Số 15-QĐ/TU, Chương II, l0 ngày, 1.000 đồng, điểm a") == (
        "Số ⟦15⟧-QĐ/TU, Chương ⟦II⟧, ⟦l0⟧ ngày, ⟦1.000⟧ đồng, điểm a"
    )
    assert figures("ngày 5/3/2026 và Ô. Lê, Ủy ban") == 1
