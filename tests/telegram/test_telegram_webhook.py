"""Webhook mode: only Telegram is listened to, nothing is confirmed before it is written down, nothing is lost."""

import json
import socket
from pathlib import Path

import pytest

from bot.telegram.app import build_service
from bot.telegram.listener import Listener, Reply, Request
from bot.telegram.polling import run
from bot.telegram.service import Service
from knowledge.errors import SettingsError
from tests.botapi.faults import BAD_GATEWAY
from tests.botapi.server import FakeBotApi
from tests.botapi.state import TOKEN
from tests.botapi.webhook import HEADER, post
from tests.telegram.conftest import WEBHOOK, serving, settings_for
from tests.telegram.sample_answers import SampleAnswers


def port_of(service: Service) -> int:
    return service.listeners[0].port


async def test_the_address_is_told_with_a_secret_and_without_the_token(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path
) -> None:
    async with serving(api, answers, tmp_path, **WEBHOOK):
        (call,) = api.calls("setWebhook")
    assert call.form["url"] == WEBHOOK["webhook_url"]
    assert len(call.form["secret_token"]) >= 32
    assert TOKEN not in json.dumps(call.form)
    assert "inline_query" in call.form["allowed_updates"]
    assert api.calls("getUpdates") == []


@pytest.mark.parametrize("headers", [{}, {HEADER: ""}, {HEADER: "x" * 43}, {HEADER: "đ".encode().decode("latin-1")}])
async def test_without_the_secret_nothing_is_taken(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path, headers: dict[str, str]
) -> None:
    lan = api.person("Lan")
    async with serving(api, answers, tmp_path, **WEBHOOK) as service:
        forged = {"update_id": 1, "message": lan.send("giả")}
        api.state.updates.clear()
        assert await post(port_of(service), "/telegram", json.dumps(forged).encode(), headers) == 403
        assert "một" in (await lan.ask("một")).text
    assert [question for question, _ in answers.asked if question == "giả"] == []


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/telegram", b"x", 400),
        ("/telegram", b"[]", 400),
        ("/telegram", b'{"update_id": "1"}', 400),
        ("/telegram", b'{"update_id": 7}', 200),
        ("/", b"{}", 404),
        ("/health", b"{}", 404),
    ],
)
async def test_what_is_no_update_is_refused(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path, path: str, body: bytes, status: int
) -> None:
    async with serving(api, answers, tmp_path, **WEBHOOK) as service:
        headers = {HEADER: api.state.webhook.secret}
        assert await post(port_of(service), path, body, headers) == status
        assert "một" in (await api.person().ask("một")).text


async def test_what_came_while_we_were_away_is_answered_after_the_start(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path
) -> None:
    lan = api.person("Lan")
    async with serving(api, answers, tmp_path, **WEBHOOK):
        await lan.ask("một")
    lan.send("hai")
    async with serving(api, answers, tmp_path, **WEBHOOK):
        assert "hai" in (await lan.reply()).text
    assert api.calls("deleteWebhook") == []


async def test_a_full_disk_leaves_the_update_with_telegram(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = api.person("Lan")
    async with serving(api, answers, tmp_path, **WEBHOOK) as service:
        take, failed = type(service.ledger).take, []

        async def full(self: object, updates: object) -> None:
            failed.append(updates)
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(type(service.ledger), "take", full)
        lan.send("một")
        await api.sees(lambda: len(failed) > 1)
        assert len(api.state.updates.pending) == 1
        monkeypatch.setattr(type(service.ledger), "take", take)
        assert "một" in (await lan.reply()).text
    assert len(lan.chat.messages) == 1


async def test_a_bad_moment_at_the_start_is_survived(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.polling.run.__defaults__", ((0.0, 0.0),))
    api.fail("setWebhook", BAD_GATEWAY)
    async with serving(api, answers, tmp_path, **WEBHOOK):
        assert "một" in (await api.person().ask("một")).text


async def test_polling_after_webhook_takes_the_address_back(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path
) -> None:
    lan = api.person("Lan")
    async with serving(api, answers, tmp_path, **WEBHOOK):
        await lan.ask("một")
    async with serving(api, answers, tmp_path):
        assert "hai" in (await lan.ask("hai")).text


async def test_a_token_in_the_address_is_refused(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="SOTAY_WEBHOOK_URL"):
        build_service(settings_for(api.url, tmp_path, webhook_url=f"https://bot.example/{TOKEN}"), answers)


async def test_a_taken_port_is_told(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = settings_for(api.url, tmp_path, **{**WEBHOOK, "webhook_port": port})
        with pytest.raises(SettingsError, match=str(port)):
            await run(build_service(settings, answers))


async def raw(listener: Listener, sent: bytes) -> bytes:
    import asyncio

    reader, writer = await asyncio.open_connection("127.0.0.1", listener.port)
    writer.write(sent)
    writer.write_eof()
    received = await reader.read()
    writer.close()
    await writer.wait_closed()
    return received


async def echo(request: Request) -> Reply:
    return Reply(body=request.body.decode())


async def broken(_: Request) -> Reply:
    raise RuntimeError("bí mật")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"POST /echo HTTP/1.1\r\nContent-Length: 2\r\n\r\nab", b"200"),
        (b"POST /echo?x=1 HTTP/1.1\r\ncontent-length:2\r\n\r\nab", b"200"),
        (b"GET /echo HTTP/1.1\r\n\r\n", b"404"),
        (b"GET /broken HTTP/1.1\r\n\r\n", b"500"),
        (b"POST /echo HTTP/1.1\r\nContent-Length: -2\r\n\r\n", b"400"),
        (b"POST /echo HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", b"413"),
        (b"POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"411"),
        (b"GET /" + b"x" * 40_000 + b" HTTP/1.1\r\n\r\n", b"431"),
        (b"nonsense\r\n\r\n", b"400"),
        (b"POST /echo HTTP/1.1\r\nContent-Length: 9\r\n\r\nab", b""),
        (b"", b""),
    ],
)
async def test_the_listener_answers_or_refuses(sent: bytes, status: bytes) -> None:
    listener = Listener(0, {("POST", "/echo"): echo, ("GET", "/broken"): broken})
    await listener.start()
    received = await raw(listener, sent)
    await listener.stop()
    assert received[9:12] == status
    assert "bí mật".encode() not in received
