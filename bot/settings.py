"""The one place for configuration: environment variables ``SOTAY_…`` or a ``.env`` file, beside the program or here."""

import os
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from knowledge.errors import SettingsError


def _default_data() -> Path:
    root = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(root) / "sotay"


def _ids(given: object) -> object:
    """``"12, 34"`` as the numbers in it."""
    return [part.strip() for part in given.split(",") if part.strip()] if isinstance(given, str) else given


Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_ids)]


# The folder that holds the program, where README tells to put the file; one in the current folder counts more.
BESIDE = Path(__file__).resolve().parent.parent / ".env"


class Settings(BaseSettings):
    """Settings in force for this process; secrets hide themselves when printed."""

    model_config = SettingsConfigDict(
        env_prefix="SOTAY_", env_file=(BESIDE, ".env"), env_ignore_empty=True, extra="ignore", frozen=True
    )

    telegram_token: SecretStr = SecretStr("")
    telegram_api: str = Field(default="https://api.telegram.org", pattern=r"^https?://[^/\s]+")
    data: Path = Field(default_factory=_default_data)
    encoder: str = ""
    locality: str = ""
    admins: Ids = frozenset()
    members: Ids = frozenset()
    access: Literal["open", "code", "list"] = "open"
    access_code: SecretStr = SecretStr("")
    officers_chat: int = Field(default=0, le=0)
    webhook_url: str = Field(default="", pattern=r"^(https://[^/\s]+/\S+)?$")
    webhook_port: int = Field(default=8088, ge=0, le=65_535)
    health_port: int = Field(default=0, ge=0, le=65_535)
    retention_days: int = Field(default=30, ge=1, le=3650)


@cache
def settings() -> Settings:
    """Read the settings once; raises ``SettingsError`` naming the variable and the bad value."""
    try:
        return Settings()
    except UnicodeDecodeError as error:
        raise SettingsError(f"Tệp .env không phải mã UTF-8: {error}. Lưu lại tệp bằng UTF-8.") from error
    except ValidationError as error:
        first = error.errors()[0]
        name = "SOTAY_" + "_".join(str(part) for part in first["loc"]).upper()
        value = first.get("input")
        raise SettingsError(f"{name}: giá trị «{value}» không dùng được. Sửa biến này rồi chạy lại.") from error
