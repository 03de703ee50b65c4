"""What follows the last point of a list belongs to the clause that holds the list, where the list's stops prove it."""

import pytest

from knowledge.spelling import syllables
from knowledge.structure import structure, whole
from tests.knowledge.test_structure_words import words_of

LIST = """Điều 5. Kỷ luật
1. Hình thức kỷ luật gồm:
a) Khiển trách;
b) Cảnh cáo;
c) Khai trừ.
Việc kỷ luật do chi bộ quyết định.
2. Thời hiệu."""


def texts(body: str) -> dict[str, str]:
    return {clause.id: clause.text for clause in structure("d", [body], False).clauses}


def test_the_paragraph_after_a_list_is_no_part_of_its_last_point() -> None:
    found = texts(LIST)
    assert found["d/dieu-5/1/c"] == "Khai trừ."
    assert found["d/dieu-5/1/doan-cuoi"] == "Việc kỷ luật do chi bộ quyết định."
    assert list(found)[-2:] == ["d/dieu-5/1/doan-cuoi", "d/dieu-5/2"]


def test_the_clause_that_holds_the_list_shows_it_in_its_place() -> None:
    shown = whole(structure("d", [LIST], False).clauses, "d/dieu-5/1").split("\n")
    assert shown[-2:] == ["c) Khai trừ.", "Việc kỷ luật do chi bộ quyết định."]


def test_a_list_at_the_end_of_the_text() -> None:
    assert texts(LIST.removesuffix("\n2. Thời hiệu."))["d/dieu-5/1/c"] == "Khai trừ."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a) Khiển trách;", "a) Khiển trách."),
        ("b) Cảnh cáo;", "b) Cảnh cáo;\nĐoạn nữa của điểm b."),
        ("c) Khai trừ.", "c) Khai trừ:"),
        ("Việc kỷ luật", "- Việc kỷ luật"),
        ("a) Khiển trách;\nb) Cảnh cáo;\nc) Khai trừ.", "a) Khai trừ."),
    ],
)
def test_without_that_proof_it_stays_with_the_point(before: str, after: str) -> None:
    found = texts(LIST.replace(before, after))
    assert "d/dieu-5/1/doan-cuoi" not in found
    assert any(
        "Việc kỷ luật do chi bộ quyết định." in text
        for id_, text in found.items()
        if id_ in ("d/dieu-5/1/a", "d/dieu-5/1/c")
    )


def test_no_word_is_lost_or_doubled() -> None:
    for body in (LIST, LIST.replace("định.\n2.", "định.\nĐoạn nữa.\n2."), LIST + "\na) Một;\nb) Hai.\nBa.\nc) Bốn."):
        assert words_of(structure("d", [body], False)) == syllables(body)


def test_printed_lines_are_parted_where_a_line_was_left_short() -> None:
    body = LIST.replace(
        "Việc kỷ luật do chi bộ quyết định.",
        "Việc kỷ luật do chi bộ quyết định theo quy định của Điều lệ Đảng và hướng dẫn của\ncấp ủy cấp trên.",
    )
    found = {clause.id: clause.text for clause in structure("d", [body], True).clauses}
    assert found["d/dieu-5/1/c"] == "Khai trừ."
    assert found["d/dieu-5/1/doan-cuoi"].endswith("hướng dẫn của cấp ủy cấp trên.")
