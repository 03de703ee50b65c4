"""The report of ``sotay lint``: findings first, then counts, and whether nothing is to be mended."""

from pathlib import Path

import pytest

from bot.linting import lint_report
from knowledge.cards_file import bundled_cards
from knowledge.library import Library


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def bundled(shelf: Library) -> tuple[str, bool]:
    return lint_report(None, shelf)


def test_the_bundled_knowledge_is_sound(bundled: tuple[str, bool]) -> None:
    report, sound = bundled
    assert sound, report.splitlines()[:5]
    assert report.endswith(f"{len(bundled_cards())} thẻ, 0 chỗ phải sửa")


def test_the_cards_are_counted_by_topic_scope_and_confidence(bundled: tuple[str, bool]) -> None:
    lines = bundled[0].splitlines()
    topics = lines[lines.index("Chủ đề (thẻ)") + 1 : lines.index("Phạm vi (thẻ)")]
    assert sum(int(line.rpartition(": ")[2]) for line in topics) == len(bundled_cards())
    assert len(topics) >= 8
    assert "Độ tin (dòng)" in lines


def test_a_copied_line_is_found(tmp_path: Path, shelf: Library) -> None:
    card = bundled_cards()[0]
    longest = max((line.text for line in card.lines), key=lambda text: len(text.split()))
    (tmp_path / "nguồn.txt").write_text(f"Mở đầu. {longest} Kết.", encoding="utf-8")
    report, sound = lint_report(tmp_path, shelf)
    assert not sound
    assert any(line.startswith(f"{card.id}: ") for line in report.splitlines())


def test_a_folder_without_texts_changes_nothing(tmp_path: Path, shelf: Library, bundled: tuple[str, bool]) -> None:
    assert lint_report(tmp_path, shelf) == bundled
