"""Cards and clauses as passages to search."""

from collections import Counter

from knowledge.cards_file import bundled_cards
from knowledge.passages import WHOLE, WORDING, card_passages, clause_passages
from knowledge.records import Card, Citation, Clause, Document, Line, PassageKind, Slot, Status

_CITED = (Citation("qd", "1"),)
_CARD = Card(
    id="le",
    topic="Kết nạp",
    title="Lễ kết nạp",
    questions=("Khi nào làm lễ?", "Làm lễ ở đâu?"),
    scope="Lào Cai",
    applies_from="",
    related=(),
    slots={
        Slot.SHORT: (Line("Trong 30 ngày.", _CITED, questions=("Để lâu được không?",)),),
        Slot.STEPS: (Line("Chào cờ.", _CITED), Line("Đọc.", _CITED)),
    },
)
_DOCUMENT = Document(
    "qd-294", "294-QĐ/TW", "quy-dinh", "2025-05-26", "BCH", "Thi hành Điều lệ", "trung-uong", Status.REPLACED, "2026-09"
)


def test_a_card_is_found_whole_by_wording_and_by_line() -> None:
    found = {passage.id: passage.slot for passage in card_passages(_CARD)}
    assert found == {
        "le": WHOLE,
        "le/q1": WORDING,
        "le/q2": WORDING,
        "le/q3": WORDING,
        "le/short1": Slot.SHORT,
        "le/steps1": Slot.STEPS,
        "le/steps2": Slot.STEPS,
    }


def test_a_line_stands_under_its_title_and_heading() -> None:
    passage = next(p for p in card_passages(_CARD) if p.id == "le/steps1")
    assert passage.searchable == "Lễ kết nạp\nTrình tự\nChào cờ."
    assert (passage.kind, passage.card, passage.scope) == (PassageKind.CARD, "le", "Lào Cai")


def test_the_questions_of_lines_follow_those_of_the_card_and_lines_stand_last() -> None:
    texts = [passage.text for passage in card_passages(_CARD)]
    assert texts[1:] == [*_CARD.questions, "Để lâu được không?", "Trong 30 ngày.", "Chào cờ.", "Đọc."]


def test_every_bundled_line_has_its_passage() -> None:
    for card in bundled_cards():
        texts = [passage.text for passage in card_passages(card)]
        assert texts[1:] == [*card.wordings, *(line.text for line in card.lines)]


def test_passage_ids_of_the_bundled_cards_are_unique() -> None:
    ids = Counter(passage.id for card in bundled_cards() for passage in card_passages(card))
    assert [id_ for id_, count in ids.items() if count > 1] == []


def test_a_clause_stands_under_its_document_and_headings() -> None:
    clauses = [
        Clause("qd-294/3.5.1", "qd-294", ("3.5.1",), "Kết nạp lại", "", 7),
        Clause("qd-294/3.5.1/b", "qd-294", ("3.5.1", "b"), "", "Có đơn xin kết nạp lại.", 7),
    ]
    (passage,) = clause_passages(_DOCUMENT, clauses)
    assert passage.searchable == "294-QĐ/TW Thi hành Điều lệ\nKết nạp lại\nCó đơn xin kết nạp lại."
    assert (passage.id, passage.path, passage.page) == ("qd-294/3.5.1/b", ("3.5.1", "b"), 7)
