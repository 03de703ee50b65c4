"""Start and end of the service: what the operator is told, and that nothing taken is left undone."""

import asyncio
import os
import signal
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from bot.telegram.app import build_service, serve
from bot.telegram.commands import COMMANDS
from bot.telegram.polling import run
from bot.texts import text
from knowledge.errors import SettingsError
from tests.botapi.faults import BAD_GATEWAY, CONFLICT, UNAUTHORIZED
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.telegram.conftest import serving, settings_for
from tests.telegram.sample_answers import SampleAnswers

NOBODY = "http://127.0.0.1:9"


Attempt = Callable[..., Awaitable[None]]


@pytest.fixture
def attempt(answers: SampleAnswers, tmp_path: Path) -> Attempt:
    """Runs the service once, with little patience."""

    async def run_once(url: str, token: str = "7:wrong", waits: tuple[float, ...] = (0.0,), end: bool = False) -> None:
        service = build_service(settings_for(url, tmp_path, token), answers)
        service.connection.conflicts_allowed = 2
        if end:
            asyncio.get_running_loop().call_soon(service.connection.end)
        await run(service, waits)

    return run_once


def test_no_token(answers: SampleAnswers, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="SOTAY_TELEGRAM_TOKEN"):
        build_service(settings_for(NOBODY, tmp_path, ""), answers)


async def test_a_wrong_token_is_one_line(api: FakeBotApi, attempt: Attempt) -> None:
    with pytest.raises(SettingsError) as raised:
        await attempt(api.url)
    assert str(raised.value) == text("telegram_service.wrong_token")
    assert raised.value.__cause__ is None


async def test_nobody_there_is_one_line(attempt: Attempt) -> None:
    with pytest.raises(SettingsError, match=r"127\.0\.0\.1:9"):
        await attempt(NOBODY)


async def test_an_interrupted_start_waits_no_longer(attempt: Attempt) -> None:
    await attempt(NOBODY, waits=(600.0,), end=True)


async def test_a_second_poller_ends_the_service(api: FakeBotApi, attempt: Attempt) -> None:
    api.fail("getUpdates", CONFLICT, CONFLICT)
    with pytest.raises(SettingsError, match="cùng token"):
        await attempt(api.url, api.state.token)


async def test_one_conflict_is_forgiven(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    api.fail("getUpdates", CONFLICT)
    async with serving(api, answers, tmp_path):
        assert "một" in (await api.person().ask("một")).text


async def test_a_token_revoked_while_serving_ends_the_service(api: FakeBotApi, attempt: Attempt) -> None:
    api.fail("getUpdates", UNAUTHORIZED)
    with pytest.raises(SettingsError, match="không nhận token"):
        await attempt(api.url, api.state.token)


async def test_a_bad_moment_at_the_start_is_survived(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    api.fail("setMyCommands", BAD_GATEWAY)
    async with serving(api, answers, tmp_path):
        assert "một" in (await api.person().ask("một")).text


async def test_stopping_finishes_what_was_taken(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    hoa = api.person("Hoa")
    async with serving(api, answers, tmp_path) as service:
        hoa.send("chậm")
        await api.until(lambda: bool(api.calls("sendChatAction")), "the question to be taken")
        service.connection.end()
        asyncio.get_running_loop().call_later(0.05, answers.go.set)
    assert "chậm" in (await hoa.reply()).text
    assert api.state.updates.pending == []


async def test_a_restart_answers_nothing_twice(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    hoa = api.person("Hoa")
    for question in ("một", "hai"):
        async with serving(api, answers, tmp_path):
            await hoa.ask(question)
    assert len(hoa.chat.messages) == 2


@pytest.fixture
def api_beside() -> Iterator[FakeBotApi]:
    """The fake on a thread of its own, for a bot that takes the main thread for itself."""
    api, loop = FakeBotApi(), asyncio.new_event_loop()
    loop.run_until_complete(api.__aenter__())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield api
    asyncio.run_coroutine_threadsafe(api.__aexit__(None, None, None), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def test_serve_ends_quietly_on_a_signal(api_beside: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    api_beside.on_call = lambda method: os.kill(os.getpid(), signal.SIGTERM) if method == "getUpdates" else None
    serve(settings_for(api_beside.url, tmp_path), answers)
    assert api_beside.calls("deleteWebhook")


def test_serve_tells_a_wrong_token(api_beside: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="không nhận token"):
        serve(settings_for(api_beside.url, tmp_path, "1:wrong"), answers)


async def test_commands_are_published_per_kind_of_chat(api: FakeBotApi, lan: Person) -> None:
    await lan.ask("một")
    menus = {scope: [command["command"] for command in menu] for scope, menu in api.state.commands.items()}
    assert menus == {
        "all_private_chats": [command.name for command in COMMANDS if not command.for_admins],
        "all_group_chats": ["help", "hoi", "vanban", "dieu", "tinh", "homnay", "diaphuong", "nguon"],
    }
