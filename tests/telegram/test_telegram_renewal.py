"""/capnhat for real: the index is built by a process of its own and opened; a build that fails is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.startup import is_fresh
from bot.telegram.house import CardAnswers, opened, reopened
from knowledge.errors import SotayError
from tests.telegram.conftest import settings_for

URL = "http://127.0.0.1:9"


@pytest.mark.parametrize("how", [opened, reopened])
def test_stale_knowledge_is_built_and_opened(tmp_path: Path, how: Callable[[Settings], CardAnswers]) -> None:
    settings = settings_for(URL, tmp_path)
    assert not is_fresh(settings)
    assert not how(settings).ask("Bao lâu phải làm lễ kết nạp?").refused
    assert is_fresh(settings)


def test_a_build_that_fails_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("not a folder", encoding="utf-8")
    with pytest.raises((SotayError, OSError)) as raised:
        reopened(settings_for(URL, tmp_path))
    assert "\n" not in str(raised.value)
