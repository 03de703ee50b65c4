"""Health and metrics on a port of their own; logs as JSON lines without texts."""

import asyncio
import json
import logging
import socket
from pathlib import Path

from bot.telegram.logs import JsonLines
from bot.telegram.meters import BUCKETS, Meters
from tests.botapi.server import FakeBotApi
from tests.botapi.state import TOKEN
from tests.telegram.conftest import serving
from tests.telegram.sample_answers import SampleAnswers


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        return int(opened.getsockname()[1])


async def get(port: int, path: str) -> tuple[int, str]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\n\r\n".encode())
    writer.write_eof()
    received = (await reader.read()).decode()
    writer.close()
    await writer.wait_closed()
    head, _, body = received.partition("\r\n\r\n")
    return int(head.split()[1]), body


async def test_health_and_metrics(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    port = free_port()
    async with serving(api, answers, tmp_path, health_port=port) as service:
        lan = api.person("Lan")
        await lan.ask("một")
        await lan.ask("thời tiết")
        await lan.ask("câu hỏng")
        await api.sees(lambda: service.meters.updates["message"] == 3)
        status, body = await get(port, "/health")
        assert (status, json.loads(body)["serving"]) == (200, True)
        _, shown = await get(port, "/metrics")
    wanted = (
        "sotay_serving 1",
        'sotay_updates_total{kind="message"} 3',
        'sotay_answers_total{status="answered"} 1',
        'sotay_answers_total{status="refused_out_of_scope"} 1',
        'sotay_errors_total{error="RuntimeError"} 1',
        "sotay_update_seconds_count 3",
    )
    assert [line for line in wanted if line not in shown.splitlines()] == []
    assert "một" not in shown


async def test_before_and_after_serving_health_says_so() -> None:
    reply = await Meters().health(None)  # type: ignore[arg-type]
    assert (reply.status.value, json.loads(reply.body)) == (503, {"serving": False, "queue": 0})


async def test_the_latency_is_counted_below_each_bound() -> None:
    meters = Meters()
    for seconds in (0.001, 0.2, 99.0):
        meters.took("message", seconds)
    lines = (await meters.metrics(None)).body.splitlines()  # type: ignore[arg-type]
    assert 'sotay_update_seconds_bucket{le="0.01"} 1' in lines
    assert 'sotay_update_seconds_bucket{le="0.2"} 2' in lines
    assert f'sotay_update_seconds_bucket{{le="{BUCKETS[-1]}"}} 2' in lines
    assert 'sotay_update_seconds_bucket{le="+Inf"} 3' in lines


def record(message: str, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("bot", logging.INFO, "", 0, message, (), None)
    for name, value in extra.items():
        setattr(made, name, value)
    return made


def test_a_log_line_is_json_with_known_fields_only() -> None:
    line = json.loads(JsonLines().format(record("update done", kind="message", ms=12, question="bí mật")))
    assert {key: line[key] for key in ("level", "logger", "event", "kind", "ms")} == {
        "level": "INFO",
        "logger": "bot",
        "event": "update done",
        "kind": "message",
        "ms": 12,
    }
    assert "question" not in line


def test_a_log_line_shows_neither_a_token_nor_the_message_of_an_error() -> None:
    made = record(f"POST https://api.telegram.org/bot{TOKEN}/sendMessage")
    made.exc_info = (ValueError, ValueError("bí mật"), None)
    line = JsonLines().format(made)
    assert TOKEN not in line
    assert "bí mật" not in line
    assert json.loads(line)["error"] == "ValueError"
