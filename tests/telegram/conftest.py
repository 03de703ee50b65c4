"""The fake Bot API and a bot that really polls it, both on the test's own event loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.telegram.app import build_application
from bot.telegram.connection import Connection
from bot.telegram.desk import CardAnswers
from bot.telegram.polling import run
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.botapi.state import TOKEN
from tests.telegram.sample_answers import SampleAnswers


def settings_for(url: str, token: str = TOKEN) -> Settings:
    return Settings(telegram_token=SecretStr(token), telegram_api=url)


@asynccontextmanager
async def serving(api: FakeBotApi, answers: CardAnswers) -> AsyncIterator[Connection]:
    """The bot between its start and its graceful end, which the test may cause earlier itself."""
    connection = Connection(api.url)
    application = build_application(settings_for(api.url), answers, connection)
    service = asyncio.create_task(run(application, connection))
    try:
        yield connection
    finally:
        connection.end()
        await service


@pytest.fixture
def answers() -> SampleAnswers:
    return SampleAnswers()


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as fake:
        yield fake


@pytest.fixture
async def lan(api: FakeBotApi, answers: SampleAnswers) -> AsyncIterator[Person]:
    """Somebody in a private chat with the running bot."""
    async with serving(api, answers):
        yield api.person("Lan")
