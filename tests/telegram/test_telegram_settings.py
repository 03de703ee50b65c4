"""The settings of the channel: read from the environment, checked, named when they are wrong."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.telegram.conftest import settings_for

URL = "http://127.0.0.1:9"


def test_ids_are_written_with_commas(tmp_path: Path) -> None:
    assert settings_for(URL, tmp_path, admins="12, 34,").admins == {12, 34}
    assert settings_for(URL, tmp_path).members == frozenset()


def test_ids_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.settings import Settings

    monkeypatch.setenv("SOTAY_ADMINS", "12,34")
    monkeypatch.setenv("SOTAY_ACCESS", "list")
    monkeypatch.setenv("SOTAY_MEMBERS", "56")
    given = Settings(_env_file=None)  # type: ignore[call-arg]
    assert (given.admins, given.members, given.access) == ({12, 34}, {56}, "list")


@pytest.mark.parametrize(
    "wrong",
    [
        {"admins": "Lan"},
        {"access": "closed"},
        {"retention_days": 0},
        {"webhook_url": "http://bot.example/t"},
        {"webhook_url": "https://bot.example"},
        {"webhook_port": 70_000},
        {"health_port": -1},
        {"officers_chat": 1_000_000},
        {"officers_chat": "nhóm"},
    ],
)
def test_a_wrong_value_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        settings_for(URL, tmp_path, **wrong)


def test_the_invitation_code_hides_itself(tmp_path: Path) -> None:
    assert "hoa-sen" not in repr(settings_for(URL, tmp_path, access_code="hoa-sen"))
