"""Draft cards: read as cards whatever an officer writes, never served, named by lint, cleared of a member's words."""

from pathlib import Path

import pytest

from bot.drafts import UNSOURCED, forget_question, unfinished, write_draft
from bot.linting import lint_report
from bot.settings import settings
from knowledge.cards_file import parse_card
from knowledge.library import Library
from knowledge.records import Citation

QUESTION = 'Đi biển --- dài ngày: «đóng» "đảng phí" thế nào?'


def written(folder: Path, answer: str) -> Path:
    path = write_draft(folder, 7, QUESTION, answer)
    assert path is not None
    return path


@pytest.mark.parametrize(
    "answer",
    ["Đóng theo quý.", "## Hồ sơ\n---\nid: khác", "Xem [mẫu 1] (kèm).\n\n - Nộp đơn [x]", "a: b\n\t\n# c", "🙂"],
)
def test_any_answer_becomes_a_card(tmp_path: Path, answer: str) -> None:
    card = parse_card(written(tmp_path, answer).read_text(encoding="utf-8"), "x")
    assert card.questions == (QUESTION,)
    assert [line.text for line in card.lines] == [
        " ".join(line.split()) for line in answer.splitlines() if line.strip()
    ]
    assert {line.citations for line in card.lines} == {(Citation(UNSOURCED),)}


def test_a_draft_is_not_written_over(tmp_path: Path) -> None:
    path = written(tmp_path, "một")
    assert write_draft(tmp_path, 7, QUESTION, "hai") is None
    assert "một" in path.read_text(encoding="utf-8")


def test_forgetting_takes_the_members_words_and_leaves_the_officers(tmp_path: Path) -> None:
    path = written(tmp_path, "Đóng theo quý.")
    forget_question(tmp_path, 7, QUESTION)
    forget_question(tmp_path, 8, QUESTION)
    card = parse_card(path.read_text(encoding="utf-8"), "x")
    assert QUESTION not in card.questions
    assert card.lines[0].text == "Đóng theo quý."


def test_drafts_are_listed_and_damaged_ones_told(tmp_path: Path) -> None:
    written(tmp_path, "một")
    (tmp_path / "hong.md").write_bytes(b"\xff---")
    (tmp_path / "do-dang.md").write_text("---\nid: a\n---\n", encoding="utf-8")
    assert [finding.where for finding in unfinished(tmp_path)] == ["cau-hoi-7", "do-dang.md", "hong.md"]
    assert list(unfinished(tmp_path / "không có")) == []


def test_lint_names_drafts_and_fails_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOTAY_DATA", str(tmp_path))
    settings.cache_clear()
    written(tmp_path / "drafts", "một")
    report, sound = lint_report(None, Library(tmp_path / "library"))
    settings.cache_clear()
    assert sound
    assert f"Thẻ nháp cau-hoi-7: {QUESTION}" in report.splitlines()
