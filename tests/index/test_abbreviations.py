"""Abbreviations with several meanings, told apart by the company they keep in the bundled knowledge."""

import pytest

from bot.answering.base import Base
from index.abbreviations import Company
from index.lexical import build_field
from knowledge.spelling import fold

IN_CONTEXT = [
    ("họp CB hàng tháng", "họp chi bộ"),
    ("quy hoạch CB", "quy hoạch cán bộ"),
    ("ĐB dự đại hội gồm những ai", "đại biểu dự đại hội"),
    ("ĐB cơ sở có bao nhiêu chi bộ", "đảng bộ cơ sở"),
    ("lễ KN tổ chức ở đâu", "lễ kết nạp"),
    ("giải quyết KN kỷ luật đảng", "giải quyết khiếu nại"),
    ("hình thức KL", "hình thức kỷ luật"),
    ("KL số 21 của Trung ương", "kết luận số 21"),
    ("đơn TC nặc danh", "đơn tố cáo"),
    ("ra QĐ kỷ luật", "ra quyết định kỷ luật"),
    ("QĐ 208 nói gì", "quy định 208"),
    ("CT 50 về sinh hoạt chi bộ", "chỉ thị 50"),
    ("chuyển CT cho đảng viên dự bị", "chuyển chính thức"),
    ("giới thiệu QC vào đảng", "quần chúng"),
    ("mức đóng ĐP", "đảng phí"),
    ("về ĐP sinh hoạt", "địa phương"),
    ("có đk không sinh hoạt không", "được"),
    ("đk hoãn chuyển chính thức", "điều kiện"),
]


@pytest.mark.parametrize(("typed", "meant"), IN_CONTEXT)
def test_the_neighbours_choose_the_meaning(base: Base, typed: str, meant: str) -> None:
    assert meant in base.expander.expand(typed)


@pytest.mark.parametrize(("typed", "meant"), [IN_CONTEXT[1], IN_CONTEXT[3], IN_CONTEXT[5], IN_CONTEXT[13]])
def test_they_do_without_diacritics_too(base: Base, typed: str, meant: str) -> None:
    assert fold(meant) in fold(base.expander.expand(fold(typed)))


def test_without_neighbours_the_usual_meaning_stands(base: Base) -> None:
    assert base.expander.expand("CB") == "chi bộ"


def test_words_that_no_passage_holds_change_nothing(base: Base) -> None:
    assert base.expander.expand("CB xyzt") == "chi bộ xyzt"


def test_an_empty_index_leaves_the_usual_meaning() -> None:
    assert Company(build_field([])).choose(["họp"], ["chi bộ", "cán bộ"], ["xã"]) == "chi bộ"


def test_company_on_the_left_and_on_the_right_counts() -> None:
    texts = ["hop chi bo thang nay", "quy hoach can bo xa", "hop chi bo ky nay", "bo nhiem can bo tre"]
    company = Company(build_field([text.split() for text in texts] * 5))
    assert company.choose(["quy", "hoạch"], ["chi bộ", "cán bộ"], []) == "cán bộ"
    assert company.choose([], ["cán bộ", "chi bộ"], ["tháng", "này"]) == "chi bộ"
