"""Configuration: where it comes from, what is refused, and what is never shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings, settings
from knowledge.errors import SettingsError

TOKEN = "123456:bi-mat-khong-duoc-in"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No setting of the person who runs the tests, and an empty folder to run in."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SOTAY_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_without_settings_there_are_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert settings().data == tmp_path / "sotay"
    assert settings().telegram_api == "https://api.telegram.org"
    assert not settings().telegram_token.get_secret_value()


def test_the_environment_sets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOTAY_DATA", str(tmp_path / "x"))
    monkeypatch.setenv("SOTAY_LOCALITY", "Lào Cai")
    assert (settings().data, settings().locality) == (tmp_path / "x", "Lào Cai")


def test_a_file_sets_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SOTAY_LOCALITY=Hà Nội\nSOTAY_ENCODER=mo-hinh\nKHAC=1\n", encoding="utf-8")
    monkeypatch.setenv("SOTAY_LOCALITY", "Lào Cai")
    assert (settings().locality, settings().encoder) == ("Lào Cai", "mo-hinh")


def test_the_token_hides_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOTAY_TELEGRAM_TOKEN", TOKEN)
    assert settings().telegram_token.get_secret_value() == TOKEN
    for shown in (repr(settings()), str(settings()), repr(settings().telegram_token), settings().model_dump_json()):
        assert "bi-mat" not in shown


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        settings().locality = "Hà Nội"  # type: ignore[misc]


@pytest.mark.parametrize("address", ["khong-phai-dia-chi", "ftp://127.0.0.1", "http://"])
def test_a_bad_address_is_named_with_its_value(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("SOTAY_TELEGRAM_API", address)
    with pytest.raises(SettingsError, match=f"SOTAY_TELEGRAM_API.*{address}"):
        settings()


def test_an_empty_data_folder_is_not_the_current_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("SOTAY_DATA", "")
    assert settings().data == tmp_path / "sotay"


def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"SOTAY_LOCALITY=\xff\xfe\n")
    with pytest.raises(SettingsError, match=r"\.env"):
        settings()
