"""Footnotes printed at the foot of a page stand with the clause that refers to them, and nothing else is moved."""

from collections import Counter
from pathlib import Path

import pytest

from knowledge.readers.reading import fetch, read
from knowledge.spelling import syllables
from knowledge.structure import Structure, structure
from tests.knowledge.papers import pdf, saved
from tests.knowledge.test_structure_words import kept_words, words_of

FIRST = """1. Điều kiện họp của chi bộ theo Điều lệ Đảng1 và hướng dẫn của cấp ủy cấp trên trực tiếp
a) Chi bộ họp mỗi tháng một lần vào ngày đầu của tháng, trừ khi cấp ủy cấp trên có quy định
khác cho nơi có đặc điểm riêng2; chi bộ ở xa thì họp khi có thể.
b) Chi bộ họp bất thường khi cần, theo quyết định của chi ủy hoặc của cấp ủy cấp trên, và"""
NOTES = """1 Điều lệ Đảng được Đại hội XI thông qua ngày 19/1/2011.
2 Quy định số 24-QĐ/TW ngày 30/7/2021 về thi hành Điều lệ Đảng; chi bộ ở vùng cao, biên giới,
hải đảo thì theo hướng dẫn riêng."""
SECOND = """phải báo cáo với cấp ủy cấp trên.
2. Trách nhiệm của bí thư (theo quy chế mẫu)3 là chuẩn bị nội dung."""


def taken(*pages: str) -> Structure:
    return structure("d", pages, True)


def texts(paper: Structure) -> dict[str, str]:
    return {clause.id: clause.text for clause in paper.clauses}


PAGES = (f"{FIRST}\n{NOTES}", f"{SECOND}\n3 Quy chế mẫu kèm theo.")


def test_each_note_stands_with_its_clause_and_breaks_no_sentence() -> None:
    found = texts(taken(*PAGES))
    assert found["d/1"].split("\n")[1:] == ["[1] Điều lệ Đảng được Đại hội XI thông qua ngày 19/1/2011."]
    assert "Điều lệ Đảng [1] và hướng dẫn" in found["d/1"]
    assert found["d/1/a"].endswith("\n" + NOTES.split("\n", 1)[1].replace("2 Quy", "[2] Quy").replace("\n", " "))
    assert found["d/1/b"].endswith("của cấp ủy cấp trên, và phải báo cáo với cấp ủy cấp trên.")
    assert found["d/2"].endswith("(theo quy chế mẫu) [3] là chuẩn bị nội dung.\n[3] Quy chế mẫu kèm theo.")


def test_no_word_is_lost_or_doubled() -> None:
    raised = "\n".join(PAGES).replace("Đảng1", "Đảng 1").replace("riêng2", "riêng 2")
    assert Counter(words_of(taken(*PAGES))) == Counter(syllables(raised))


@pytest.mark.parametrize("form", ["({})", "[{}]"])
def test_other_ways_of_printing_the_number(form: str) -> None:
    page = PAGES[0]
    for number in "12":
        page = page.replace(f"Đảng{number}", f"Đảng{form.format(number)}").replace(
            f"riêng{number}", f"riêng{form.format(number)}"
        )
        page = page.replace(f"\n{number} ", f"\n{form.format(number)} ")
    assert texts(taken(page, SECOND))["d/1/a"].count("[2] Quy định số 24-QĐ/TW") == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Đảng1", "Đảng"),
        ("Đảng1", "Đảng 1"),
        ("\n1 Điều", "\n5 Điều"),
        ("\n1 Điều lệ Đảng được", "\n1 đồng chí được"),
        ("hướng dẫn của cấp ủy cấp trên trực tiếp", "Đảng1 hướng dẫn của cấp ủy cấp trên trực tiếp"),
    ],
)
def test_without_proof_nothing_is_moved(before: str, after: str) -> None:
    page = PAGES[0].replace(before, after)
    assert words_of(taken(page, SECOND)) == kept_words((page, SECOND), True)


def test_a_real_pdf(tmp_path: Path) -> None:
    found = read(fetch(saved(tmp_path, "a.pdf", pdf(PAGES))))
    assert "[1] Điều lệ Đảng được" in texts(structure("d", found.pages, found.wrapped))["d/1"]


def test_a_note_of_the_title_is_kept() -> None:
    paper = taken(
        f"Số 15-QĐ/TU\nLào Cai, ngày 05 tháng 3 năm 2026\nQUY ĐỊNH\nVỀ CHẾ ĐỘ HỌP1\n{SECOND}\n1 Văn bản hợp nhất."
    )
    assert "[1] Văn bản hợp nhất." in "\n".join(texts(paper).values())
