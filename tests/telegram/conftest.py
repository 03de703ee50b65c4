"""The fake Bot API and a bot that really polls it, both on the test's own event loop."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot import store_updates
from bot.answering.base import Base
from bot.settings import Settings
from bot.store import Store
from bot.telegram.app import build_service
from bot.telegram.house import CardAnswers
from bot.telegram.polling import run
from bot.telegram.service import Service
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.botapi.state import TOKEN
from tests.telegram.sample_answers import SampleAnswers


def settings_for(url: str, data: Path, token: str = TOKEN, **others: object) -> Settings:
    given = {"telegram_token": SecretStr(token), "telegram_api": url, "data": data, **others}
    return Settings.model_validate(given)


@asynccontextmanager
async def serving(api: FakeBotApi, answers: CardAnswers, data: Path, **others: object) -> AsyncIterator[Service]:
    """The bot between its start and its graceful end, which the test may cause earlier itself."""
    told = len(api.calls("setWebhook"))
    service = build_service(settings_for(api.url, data, **others), answers)
    running = asyncio.create_task(run(service))
    try:
        if service.webhook:
            await api.until(lambda: len(api.calls("setWebhook")) > told or running.done(), "the webhook to be set")
            api.state.webhook.port = service.listeners[0].port
        yield service
    finally:
        service.connection.end()
        await running


def left_unconfirmed(api: FakeBotApi, message: dict[str, Any], data: Path) -> None:
    """As if a run of the bot was killed while its answer to ``message``, which waits in the queue, was leaving."""
    (update,) = (one for one in api.state.updates.pending if one.get("message") == message)
    api.state.updates.confirm(update)
    store = Store(data)
    store.apply([store_updates.record([(update["update_id"], json.dumps(update))], date.today())])
    store.apply([store_updates.mark(update["update_id"], store_updates.State.SENDING)])
    store.close()


@pytest.fixture
def answers(base: Base) -> SampleAnswers:
    return SampleAnswers(base)


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as fake:
        yield fake


POLLING: dict[str, object] = {}
WEBHOOK: dict[str, object] = {"webhook_url": "https://bot.example/telegram", "webhook_port": 0}
# The scenarios that must be the same whether updates are fetched or brought.
_BOTH_WAYS = (
    "questions",
    "buttons",
    "groups",
    "bad_input",
    "network",
    "counting",
    "officers",
    "shelving",
    "commands",
    "every_button",
    "members",
    "office",
    "reading",
    "rich",
    "parity",
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "way" in metafunc.fixturenames and metafunc.module.__name__.endswith(_BOTH_WAYS):
        metafunc.parametrize("way", [POLLING, WEBHOOK], ids=["polling", "webhook"], indirect=True)


@pytest.fixture
def way(request: pytest.FixtureRequest) -> dict[str, object]:
    """The settings by which updates come; polling where a test does not say."""
    return getattr(request, "param", POLLING)


@pytest.fixture
async def lan(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path, way: dict[str, object]) -> AsyncIterator[Person]:
    """Somebody in a private chat with the running bot."""
    async with serving(api, answers, tmp_path, **way):
        yield api.person("Lan")
