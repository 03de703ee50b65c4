"""Card files: what an editor writes, and what each mistake is told as."""

from pathlib import Path

import pytest

from knowledge.cards_file import bundled_cards, card_files, parse_card, parse_citations, parse_line
from knowledge.errors import KnowledgeError
from knowledge.records import CENTRAL, Citation, Mark, Slot
from knowledge.serial import CardShelf, cards_to_json

FRONT = """---
id: le-ket-nap
topic: Kết nạp
title: Lễ kết nạp
questions:
  - Bao lâu phải làm lễ?
---
"""
SHORT = "## Trả lời ngắn\n- Trong 30 ngày. [qd-208 4.1] (cần đối chiếu)\n"


def refused(text: str) -> str:
    with pytest.raises(KnowledgeError) as caught:
        parse_card(text, "le.md")
    return str(caught.value)


def test_a_card_is_read_whole() -> None:
    card = parse_card(FRONT + SHORT + "\n## Lưu ý\n* Ghi ngày. [qd-208; hd-01 3.2]\n", "le.md")
    assert (card.id, card.scope, card.questions) == ("le-ket-nap", CENTRAL, ("Bao lâu phải làm lễ?",))
    assert card.slots[Slot.SHORT][0].mark == Mark.NEEDS_CHECK
    assert card.slots[Slot.NOTES][0].citations == (Citation("qd-208"), Citation("hd-01", "3.2"))
    assert card.lines == (*card.slots[Slot.SHORT], *card.slots[Slot.NOTES])


def test_a_question_under_a_line_belongs_to_it() -> None:
    asked = "  ? Bao giờ làm lễ?\n  ? Chậm thì sao?\n"
    card = parse_card(f"{FRONT}{SHORT}{asked}- Ghi ngày. [qd-208]\n", "le.md")
    assert [line.questions for line in card.lines] == [("Bao giờ làm lễ?", "Chậm thì sao?"), ()]
    assert card.wordings == (*card.questions, *card.lines[0].questions)


@pytest.mark.parametrize("body", ["## Trả lời ngắn\n? Bao giờ?\n", "? Bao giờ?\n"])
def test_a_question_without_a_line_above_it_is_told(body: str) -> None:
    assert "«? Bao giờ?»" in refused(FRONT + body)


def test_a_clause_keeps_its_spaces() -> None:
    assert parse_citations("qd-1 Điều 6, khoản 3 ; hd-2") == (Citation("qd-1", "Điều 6, khoản 3"), Citation("hd-2"))


@pytest.mark.parametrize("mark", [mark for mark in Mark if mark])
def test_each_mark_is_read(mark: Mark) -> None:
    assert parse_line(f"- Nội dung. [qd-1] ({mark})", "").mark == mark


def test_brackets_inside_a_sentence_stay_in_it() -> None:
    line = parse_line("- Mẫu [cũ] không dùng nữa. [qd-1 2]", "")
    assert line.text == "Mẫu [cũ] không dùng nữa."
    assert line.citations == (Citation("qd-1", "2"),)


@pytest.mark.parametrize(
    "line",
    ["- Không có căn cứ.", "Không có gạch. [qd-1]", "- [qd-1]", "- Căn cứ trống. [ ]", "- Căn cứ trống. [;]"],
)
def test_a_line_without_a_citation_is_told_with_its_line(line: str) -> None:
    told = refused(f"{FRONT}## Hồ sơ\n\n{line}\n")
    assert "le.md, dòng 3" in told
    assert "[mã-văn-bản điều-khoản]" in told


def test_an_unknown_mark_is_told_with_its_line() -> None:
    assert "le.md, dòng 2" in refused(f"{FRONT}## Hồ sơ\n- Nội dung. [qd-1] (chắc chắn)\n")


def test_an_unknown_heading_is_told_with_the_known_ones() -> None:
    told = refused(f"{FRONT}\n## Giấy tờ\n")
    assert "le.md, dòng 2" in told
    assert all(slot in told for slot in Slot)


def test_a_line_before_any_heading_is_told() -> None:
    told = refused(f"{FRONT}- Nội dung. [qd-1]\n")
    assert "le.md, dòng 1" in told
    assert "## …" in told


@pytest.mark.parametrize("text", ["", SHORT, "---\nid: le\n", "---\nid: le\n" + SHORT])
def test_a_card_without_front_matter_is_told(text: str) -> None:
    told = refused(text)
    assert "le.md" in told
    assert "---" in told


@pytest.mark.parametrize(("front", "says"), [("id: [", "không đọc được"), ("chỉ chữ", "id, topic, title, questions")])
def test_an_unreadable_front_matter_is_told(front: str, says: str) -> None:
    told = refused(f"---\n{front}\n---\n{SHORT}")
    assert told.startswith("le.md")
    assert says in told


@pytest.mark.parametrize("key", ["id", "topic", "title", "questions"])
def test_a_missing_key_is_named(key: str) -> None:
    assert key in refused(FRONT.replace(f"{key}:", "related:", 1) + SHORT)


def test_a_key_too_many_is_named() -> None:
    assert "chu_de" in refused(FRONT.replace("topic: Kết nạp", "topic: Kết nạp\nchu_de: x") + SHORT)


@pytest.mark.parametrize("value", ["Bao lâu phải làm lễ?", "5"])
def test_questions_must_be_a_list(value: str) -> None:
    front = FRONT.replace("questions:\n  - Bao lâu phải làm lễ?", f"questions: {value}")
    assert "questions" in refused(front + SHORT)


def test_files_are_found_in_folders_by_name(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.md", "b/1.md", "a.md", "ghi-chu.txt"):
        (tmp_path / name).write_text(FRONT + SHORT, encoding="utf-8")
    assert [file.name for file in card_files(tmp_path)] == ["a.md", "1.md", "2.md"]
    assert len(bundled_cards(tmp_path)) == 3


def test_every_bundled_card_parses_and_rests_on_citations() -> None:
    cards = bundled_cards()
    assert len(cards) >= 180
    assert [card.id for card in cards if not card.lines] == []
    assert all(line.citations for card in cards for line in card.lines)


def test_a_card_goes_through_json_and_back() -> None:
    card = parse_card(FRONT + SHORT, "le.md")
    assert CardShelf(cards_to_json([card]))["le-ket-nap"] == card
