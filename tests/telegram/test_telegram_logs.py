"""Logs tell what failed, and never what was asked or the token."""

import logging

import pytest

from bot.telegram import delivery
from tests.botapi.faults import BAD_GATEWAY
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.botapi.state import TOKEN


async def test_no_token_and_no_question_at_any_level(
    api: FakeBotApi, lan: Person, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "_WAITS", ())
    caplog.set_level(logging.DEBUG)
    api.fail("sendMessage", BAD_GATEWAY)
    lan.send("bí mật thứ nhất")
    await lan.ask("bí mật thứ hai, hỏng")
    assert "RuntimeError" in caplog.text
    assert TOKEN not in caplog.text
    assert "bí mật" not in caplog.text
