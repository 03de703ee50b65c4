"""As much of HTTP/1.1 as a reverse proxy and a health check need, on loopback only, with limits on everything.

The library's own webhook server needs another web framework, logs paths and compares the secret in plain time.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeAlias

_LOGGER = logging.getLogger(__name__)
LOOPBACK = "127.0.0.1"
_HEAD = 16 * 1024
# An update with a message of 4096 characters and its entities is far below.
_BODY = 1024 * 1024
# How long a connection may stay silent, and how long a request may take to arrive.
_SECONDS = 75.0
_CONNECTIONS = 128


@dataclass(frozen=True, slots=True)
class Request:
    """``headers`` by lower-case name."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    status: HTTPStatus = HTTPStatus.OK
    body: str = ""
    kind: str = "text/plain; charset=utf-8"


Route: TypeAlias = Callable[[Request], Awaitable[Reply]]


class _BadRequestError(Exception):
    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Listener:
    """Routes by method and path, such as ``("GET", "/health")``; port 0 takes a free one."""

    def __init__(self, port: int, routes: Mapping[tuple[str, str], Route]) -> None:
        self.wanted = port
        self._routes = routes
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def start(self) -> None:
        """Raises ``OSError`` where the port is taken."""
        self._server = await asyncio.start_server(self._accept, LOOPBACK, self.wanted, limit=_HEAD)

    async def stop(self) -> None:
        """Take no more connections; requests in hand are answered first."""
        if self._server is None:
            return
        self._server.close()
        for connection in self._open:
            connection.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        if len(self._open) < _CONNECTIONS:
            self._open.add(task)
            with suppress(ConnectionError, TimeoutError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._talk(reader, writer)
            self._open.discard(task)
        writer.close()
        with suppress(ConnectionError, asyncio.CancelledError):
            await writer.wait_closed()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                async with asyncio.timeout(_SECONDS):
                    request = await _read(reader)
            except _BadRequestError as error:
                writer.write(_written(Reply(error.status), last=True))
                await writer.drain()
                return
            writer.write(_written(await asyncio.shield(self._answer(request))))
            await writer.drain()

    async def _answer(self, request: Request) -> Reply:
        route = self._routes.get((request.method, request.path))
        if route is None:
            return Reply(HTTPStatus.NOT_FOUND)
        try:
            return await route(request)
        except Exception as error:
            _LOGGER.error("a request failed with %s", type(error).__name__)
            return Reply(HTTPStatus.INTERNAL_SERVER_ERROR)


async def _read(reader: asyncio.StreamReader) -> Request:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.LimitOverrunError:
        raise _BadRequestError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE) from None
    first, *lines = head.removesuffix("\r\n\r\n").split("\r\n")
    parts = first.split(" ")
    if len(parts) != 3 or not parts[2].startswith("HTTP/1."):
        raise _BadRequestError(HTTPStatus.BAD_REQUEST)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if "transfer-encoding" in headers:
        raise _BadRequestError(HTTPStatus.LENGTH_REQUIRED)
    body = await reader.readexactly(_length(headers.get("content-length", "0")))
    return Request(parts[0], parts[1].partition("?")[0], headers, body)


def _length(given: str) -> int:
    if not (given.isascii() and given.isdigit()):
        raise _BadRequestError(HTTPStatus.BAD_REQUEST)
    if len(given) > 9 or int(given) > _BODY:
        raise _BadRequestError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return int(given)


def _written(reply: Reply, last: bool = False) -> bytes:
    body = reply.body.encode()
    head = [f"HTTP/1.1 {reply.status.value} {reply.status.phrase}", f"Content-Type: {reply.kind}"]
    head += [f"Content-Length: {len(body)}", *(["Connection: close"] if last else [])]
    return ("\r\n".join(head) + "\r\n\r\n").encode() + body
