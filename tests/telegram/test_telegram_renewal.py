"""/capnhat for real: the index is built by a process of its own and opened; a build that fails is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.startup import is_fresh, library
from bot.telegram.house import CardAnswers, in_process, opened, reopened
from knowledge.errors import SotayError
from tests.knowledge.papers import PAPER, pdf
from tests.telegram.conftest import settings_for

URL = "http://127.0.0.1:9"


@pytest.mark.parametrize("how", [opened, reopened])
def test_stale_knowledge_is_built_and_opened(tmp_path: Path, how: Callable[[Settings], CardAnswers]) -> None:
    settings = settings_for(URL, tmp_path)
    assert not is_fresh(settings)
    assert not how(settings).ask("Bao lâu phải làm lễ kết nạp?").refused
    assert is_fresh(settings)


def test_a_document_is_approved_by_a_process_of_its_own_and_answered_from(tmp_path: Path) -> None:
    settings = settings_for(URL, tmp_path)
    (tmp_path / "quy-dinh.pdf").write_bytes(pdf([PAPER]))
    held = library(settings).add(tmp_path / "quy-dinh.pdf", accept=lambda _: False).document.id
    in_process(settings, "approve", held)
    assert (library(settings).ids(), library(settings).waiting()) == ((held,), ())
    assert is_fresh(settings)
    shown = reopened(settings).ask("Quy định 15-QĐ/TU chi bộ họp mỗi tháng mấy lần?")
    assert held in {cited.document.id for cited in shown.cited}
    with pytest.raises(SotayError, match="khong-co"):
        in_process(settings, "approve", "khong-co")


def test_a_build_that_fails_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("not a folder", encoding="utf-8")
    with pytest.raises((SotayError, OSError)) as raised:
        reopened(settings_for(URL, tmp_path))
    assert "\n" not in str(raised.value)
