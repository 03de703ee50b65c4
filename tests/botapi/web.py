"""As much of HTTP/1.1 as a Bot API client speaks: requests with a form body, connections that stay open."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    form: dict[str, str]


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """The next request of a connection, or ``None`` where the client has closed it."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    method, path, _ = first.split(" ")
    return Request(method, path, _form(headers.get("content-type", ""), body))


def _form(kind: str, body: bytes) -> dict[str, str]:
    assert not body or kind.startswith("application/x-www-form-urlencoded"), f"the fake reads no «{kind}» yet"
    return dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=bool(body)))


def json_response(code: int, body: dict[str, Any]) -> bytes:
    return response(code, json.dumps(body).encode(), "application/json")


def response(code: int, body: bytes, kind: str = "application/octet-stream") -> bytes:
    return f"HTTP/1.1 {code} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
