"""Updates brought by Telegram: checked, written down, put in the queue, and only then confirmed."""

import hmac
import json
import secrets
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from telegram import Update

from bot.telegram.ledger import Ledger
from bot.telegram.listener import Reply, Request, Route
from bot.telegram.service import Bot

_HEADER = "x-telegram-bot-api-secret-token"


class Webhook:
    """The secret is made anew at each start and told to Telegram with the address; nobody else ever sees it."""

    def __init__(self, url: str, application: Bot, ledger: Ledger) -> None:
        self.url = url
        self.secret = secrets.token_urlsafe(32)
        self._application = application
        self._ledger = ledger

    @property
    def routes(self) -> dict[tuple[str, str], Route]:
        return {("POST", urlsplit(self.url).path or "/"): self.receive}

    async def receive(self, request: Request) -> Reply:
        """A refusal says nothing; a disk that refuses lets Telegram keep the update and bring it again."""
        given = request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode("latin-1"), self.secret.encode()):
            return Reply(HTTPStatus.FORBIDDEN)
        update = _update(request.body)
        if update is None:
            return Reply(HTTPStatus.BAD_REQUEST)
        await self._ledger.take([update])
        await self._application.update_queue.put(Update.de_json(update, self._application.bot))
        return Reply()


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        given = json.loads(body)
    except ValueError:
        return None
    return given if isinstance(given, dict) and isinstance(given.get("update_id"), int) else None
