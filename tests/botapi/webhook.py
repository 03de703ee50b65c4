"""Telegram bringing updates: one after the other, again until they are confirmed, with the secret in the header."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tests.botapi.updates import UpdateQueue

HEADER = "X-Telegram-Bot-Api-Secret-Token"
_AGAIN = 0.02


@dataclass
class Address:
    """What setWebhook was told; ``port`` is where the reverse proxy in front of the bot passes it on to."""

    url: str = ""
    secret: str = ""
    port: int = 0


async def post(port: int, path: str, body: bytes, headers: dict[str, str]) -> int:
    """One request over a connection of its own; the status of the reply."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [f"POST {path} HTTP/1.1", "Host: bot.example", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode() + body)
    try:
        await writer.drain()
        return int((await reader.readline()).split()[1])
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def bring(updates: UpdateQueue, address: Address) -> None:
    """Runs as long as the fake does."""
    while True:
        if not (address.url and address.port and updates.pending):
            await asyncio.sleep(_AGAIN)
            continue
        update = updates.pending[0]
        if await _brought(update, address):
            updates.confirm(update)
        else:
            await asyncio.sleep(_AGAIN)


async def _brought(update: dict[str, Any], address: Address) -> bool:
    path = "/" + address.url.partition("://")[2].partition("/")[2]
    try:
        return await post(address.port, path, json.dumps(update).encode(), {HEADER: address.secret}) == 200
    except (OSError, IndexError):
        return False
