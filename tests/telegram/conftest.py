"""The fake Bot API and a bot that really polls it, both on the test's own event loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.answering.base import Base
from bot.settings import Settings
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
    service = build_service(settings_for(api.url, data, **others), answers)
    running = asyncio.create_task(run(service))
    try:
        yield service
    finally:
        service.connection.end()
        await running


@pytest.fixture
def answers(base: Base) -> SampleAnswers:
    return SampleAnswers(base)


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as fake:
        yield fake


@pytest.fixture
async def lan(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> AsyncIterator[Person]:
    """Somebody in a private chat with the running bot."""
    async with serving(api, answers, tmp_path):
        yield api.person("Lan")
