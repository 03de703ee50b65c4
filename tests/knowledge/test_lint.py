"""Each rule of the lint with a card that breaks exactly it, and the bundled knowledge that breaks none."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.cards_file import bundled_cards
from knowledge.catalogue import Catalogue, bundled_catalogue
from knowledge.lint import COPIED_SYLLABLES, LONGEST_LINE, check_catalogue, counts, lint
from knowledge.records import CENTRAL, Card, Citation, Document, Line, Mark, Slot, Status

RULE = Document("qd-2", "2-QĐ/TW", "quy-dinh", "2026-01-02", "Ban Bí thư", "Mới", CENTRAL, Status.IN_FORCE, "2026-09")
NEW = replace(RULE, replaces=("qd-1",))
OLD = replace(RULE, id="qd-1", number="1-QĐ/TW", status=Status.REPLACED, replaced_by=("qd-2",))
LOCAL = replace(RULE, id="hd-3", number="3-HD/TU", scope="Lào Cai")
CATALOGUE = Catalogue([NEW, OLD, LOCAL])
LINE = Line("Trong 30 ngày.", (Citation("qd-2", "4"),))
CARD = Card("le", "Kết nạp", "Lễ", ("Một?", "Hai?", "Ba?"), CENTRAL, "2026-07-26", (), {Slot.SHORT: (LINE,)})
OTHER = replace(CARD, id="khac", questions=("Bốn?", "Năm?", "Sáu?"))
DOCUMENTS = Path(__file__).parents[2].parent / "shared" / "data" / "party-docs"


def findings(*cards: Card, others: tuple[str, ...] = ()) -> list[str]:
    return [str(finding) for finding in lint(cards, CATALOGUE, others)]


def with_line(text: str = LINE.text, document: str = "qd-2", mark: Mark = Mark.NONE, scope: str = CENTRAL) -> Card:
    return replace(CARD, scope=scope, slots={Slot.SHORT: (Line(text, (Citation(document),), mark),)})


def only(found: list[str], where: str, says: str) -> None:
    assert len(found) == 1, found
    assert found[0].startswith(f"{where}: ")
    assert says in found[0]


def test_sound_cards_have_no_findings() -> None:
    assert findings(CARD, OTHER) == []


def test_a_card_needs_a_short_answer() -> None:
    only(findings(replace(CARD, slots={Slot.STEPS: (LINE,)})), "le", "Trả lời ngắn")
    only(findings(replace(CARD, slots={Slot.SHORT: ()})), "le", "Trả lời ngắn")


@pytest.mark.parametrize("questions", [("Một?", "Hai?"), ("Một?", "Một?", "Hai?")])
def test_a_card_needs_three_wordings(questions: tuple[str, ...]) -> None:
    only(findings(replace(CARD, questions=questions)), "le", "cách hỏi")


def test_an_id_serves_one_card() -> None:
    only(findings(CARD, replace(OTHER, id="le")), "le", "mã thẻ dùng 2 lần")


def test_related_cards_must_exist() -> None:
    assert findings(replace(CARD, related=("khac",)), OTHER) == []
    only(findings(replace(CARD, related=("mat",))), "le", "«mat» không có")


def test_a_question_is_answered_by_one_card() -> None:
    only(findings(CARD, replace(OTHER, questions=("MOT ?", "Năm?", "Sáu?"))), "khac", "thẻ le")


def test_a_province_may_answer_the_same_question() -> None:
    local = replace(with_line(document="hd-3", scope="Lào Cai"), id="khac")
    assert findings(CARD, local) == []


def test_two_cards_must_not_differ_in_a_figure() -> None:
    other = replace(OTHER, slots=with_line("Trong 60 ngày.").slots)
    only(findings(CARD, other), "khac", "ghi số khác thẻ le")


def test_history_may_tell_another_figure() -> None:
    old = with_line("Trong 60 ngày.", mark=Mark.HISTORY).slots
    assert findings(CARD, replace(OTHER, slots=old)) == []


@pytest.mark.parametrize("day", ["2026-13-01", "26/7/2026", "2026"])
def test_applies_from_is_a_date(day: str) -> None:
    only(findings(replace(CARD, applies_from=day)), "le", day)


def test_a_province_must_be_known() -> None:
    only(findings(with_line(scope="Lao Cai")), "le", "scope «Lao Cai»")


def test_a_line_is_short() -> None:
    assert findings(with_line("a" * LONGEST_LINE)) == []
    only(findings(with_line("a" * (LONGEST_LINE + 1))), "le", "tách làm hai")


@pytest.mark.parametrize("day", ["30/2/2026", "1/13/2026", "00/01/2026"])
def test_a_date_in_a_line_is_real(day: str) -> None:
    only(findings(with_line(f"Từ ngày {day}.")), "le", "ngày không có thật")


def test_a_citation_resolves() -> None:
    only(findings(with_line(document="qd-9")), "le", "«qd-9», không có trong sổ văn bản")


def test_a_replaced_document_is_cited_only_as_history() -> None:
    assert findings(with_line(document="qd-1", mark=Mark.HISTORY)) == []
    only(findings(with_line(document="qd-1")), "le", "1-QĐ/TW đã hết hiệu lực")


def test_a_central_card_does_not_rest_on_a_province() -> None:
    only(findings(with_line(document="hd-3")), "le", "văn bản của Lào Cai")


def test_no_line_is_copied() -> None:
    copied = " ".join(f"tiếng{n}" for n in range(COPIED_SYLLABLES + 1))
    text = f"Trước đó. {copied.upper()} sau đó."
    assert findings(with_line(copied.rpartition(" ")[0]), others=(text,)) == []
    only(findings(with_line(copied), others=(text,)), "le", "chép nguyên văn")


@pytest.mark.parametrize(
    ("documents", "where", "says"),
    [
        ([replace(NEW, replaces=())], "qd-1", "không nêu lại"),
        ([NEW, replace(RULE, id="qd-4", replaces=("mat",))], "qd-4", "chưa có trong sổ"),
        ([NEW, replace(RULE, id="qd-4", amends=("hd-3",))], "qd-4", "amended_by của hd-3"),
        ([NEW, replace(RULE, id="qd-4", status=Status.REPLACED)], "qd-4", "không khớp replaced_by"),
        ([NEW, replace(RULE, id="qd-4", date="2026-13-45")], "qd-4", "2026-13-45"),
    ],
)
def test_the_catalogue_agrees_with_itself(documents: list[Document], where: str, says: str) -> None:
    only([str(found) for found in check_catalogue(Catalogue([OLD, LOCAL, *documents]))], where, says)


def test_a_circle_of_replacements_is_found() -> None:
    circle = Catalogue(
        [replace(OLD, replaces=("qd-2",)), replace(OLD, id="qd-2", replaces=("qd-1",), replaced_by=("qd-1",))]
    )
    assert {str(found) for found in check_catalogue(circle)} == {
        "qd-1: chuỗi thay thế quay vòng",
        "qd-2: chuỗi thay thế quay vòng",
    }


def test_cards_are_counted_by_topic_scope_and_mark() -> None:
    counted = counts([CARD, with_line(mark=Mark.NEEDS_CHECK)])
    assert counted["topic"] == {"Kết nạp": 2}
    assert counted["scope"] == {CENTRAL: 2}
    assert counted["mark"] == {"đã khớp nguồn": 1, "cần đối chiếu": 1}


def test_the_bundled_knowledge_has_no_findings() -> None:
    assert [str(finding) for finding in lint(bundled_cards(), bundled_catalogue())] == []


def test_no_bundled_card_copies_a_regulation() -> None:
    files = sorted(DOCUMENTS.glob("*.txt"))
    if not files:
        pytest.skip(f"không có văn bản nào ở {DOCUMENTS}")
    texts = [file.read_text(encoding="utf-8") for file in files]
    cards, catalogue = bundled_cards(), bundled_catalogue()
    copied = set(lint(cards, catalogue, texts)) - set(lint(cards, catalogue))
    assert sorted(map(str, copied)) == []
