"""What the records say about themselves."""

from dataclasses import FrozenInstanceError, replace

import pytest

from knowledge.records import PRACTICE, Document, Passage, PassageKind, Status

_RULE = Document(
    "qd", "1-QĐ/TW", "quy-dinh", "2026-01-02", "Ban Bí thư", "Thử", "trung-uong", Status.IN_FORCE, "2026-09"
)


@pytest.mark.parametrize(
    ("status", "in_force", "over"),
    [
        (Status.IN_FORCE, True, False),
        (Status.AMENDED, True, False),
        (Status.REPLACED, False, True),
        (Status.EXPIRED, False, True),
        (Status.UNKNOWN, False, False),
    ],
)
def test_a_status_says_whether_the_document_stands(status: Status, in_force: bool, over: bool) -> None:
    document = replace(_RULE, status=status)
    assert (document.in_force, document.is_over) == (in_force, over)


def test_a_province_and_a_practice_source_are_told_apart() -> None:
    assert _RULE.is_central
    assert _RULE.is_rule
    assert not replace(_RULE, scope="Lào Cai").is_central
    assert not replace(_RULE, kind=PRACTICE).is_rule


def test_records_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        _RULE.title = "Khác"  # type: ignore[misc]


def test_what_is_searched_has_name_and_headings_in_front() -> None:
    passage = Passage("x", PassageKind.CLAUSE, "294-QĐ/TW", ("Kết nạp", ""), "Người vào Đảng")
    assert passage.searchable == "294-QĐ/TW\nKết nạp\nNgười vào Đảng"
