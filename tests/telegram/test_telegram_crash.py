"""kill -9 in the middle of the work: after the restart nobody was left without an answer, nobody has two."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.texts import text
from tests.botapi.chats import Message
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.telegram.test_telegram_meters import free_port

# A process of its own imports the libraries anew, on a machine that may be busy.
PATIENCE = 60.0


@asynccontextmanager
async def process(api: FakeBotApi, data: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    port = api.state.webhook.port
    command = (sys.executable, "-m", "tests.telegram.echo_bot", api.url, str(data), *([str(port)] if port else []))
    bot = await asyncio.create_subprocess_exec(*command, cwd=Path(__file__).parents[2])
    try:
        yield bot
    finally:
        if bot.returncode is None:
            bot.terminate()
        await bot.wait()


def kill_at(bot: asyncio.subprocess.Process, method: str, number: int) -> Callable[[str], None]:
    """Kill the bot when its ``number``-th call of ``method`` arrives; the call itself is still carried out."""
    seen = 0

    def on_call(called: str) -> None:
        nonlocal seen
        seen += called == method
        if called == method and seen == number:
            os.kill(bot.pid, signal.SIGKILL)

    return on_call


def answers(person: Person) -> list[Message]:
    return [message for message in person.chat.messages if message.text.startswith("Về câu")]


async def killed(api: FakeBotApi, data: Path, method: str, number: int) -> None:
    async with process(api, data) as bot:
        api.on_call = kill_at(bot, method, number)
        await asyncio.wait_for(bot.wait(), PATIENCE)
    assert bot.returncode == -signal.SIGKILL
    api.on_call = lambda _: None


async def all_told(api: FakeBotApi, people: list[Person]) -> None:
    """Wait until everyone has an answer, pressing the button of those whose answer is not confirmed."""
    await api.until(lambda: all(person.chat.messages for person in people), "a message to everyone", PATIENCE)
    unsure = [person for person in people if not answers(person)]
    for person in unsure:
        person.press(person.chat.messages[-1], text("telegram.again"))
    await api.until(lambda: all(answers(person) for person in people), "an answer to everyone", PATIENCE)


@pytest.mark.parametrize(("method", "number"), [("getUpdates", 2), ("sendMessage", 1), ("sendMessage", 9)])
async def test_a_killed_bot_loses_none_and_repeats_none(
    api: FakeBotApi, tmp_path: Path, method: str, number: int
) -> None:
    people = [api.person() for _ in range(20)]
    for person in people:
        person.send("một")
    await killed(api, tmp_path, method, number)
    async with process(api, tmp_path):
        await all_told(api, people)
    assert [len(answers(person)) for person in people] == [1] * len(people)


@pytest.mark.parametrize("number", [1, 9])
async def test_the_same_where_telegram_brings_the_updates(api: FakeBotApi, tmp_path: Path, number: int) -> None:
    api.state.webhook.port = free_port()
    people = [api.person() for _ in range(20)]
    for person in people:
        person.send("một")
    await killed(api, tmp_path, "sendMessage", number)
    async with process(api, tmp_path):
        await all_told(api, people)
    assert [len(answers(person)) for person in people] == [1] * len(people)


async def test_what_waits_for_its_turn_is_answered_and_not_asked_about(api: FakeBotApi, tmp_path: Path) -> None:
    """Telegram takes 30 at once: what the limiter still held back when the bot died had not left."""
    people = [api.person() for _ in range(90)]
    for person in people:
        person.send("một")
    await killed(api, tmp_path, "sendMessage", 9)
    async with process(api, tmp_path):
        await all_told(api, people)
    assert [len(answers(person)) for person in people] == [1] * len(people)
    # Each message beside an answer is the note; of the 30 or so that might leave, some had not arrived.
    assert sum(len(person.chat.messages) - 1 for person in people) < 60


async def test_an_answer_that_may_have_left_is_asked_about_and_not_repeated(api: FakeBotApi, tmp_path: Path) -> None:
    lan = api.person("Lan")
    asked = lan.send("một")
    await killed(api, tmp_path, "sendMessage", 1)
    await api.until(lambda: bool(lan.chat.messages), "the answer that the bot never saw confirmed")
    async with process(api, tmp_path):
        await api.until(lambda: len(lan.chat.messages) == 2, "the note", PATIENCE)
    note = lan.chat.messages[1]
    assert (note.text, note.reply_to) == (text("telegram.unconfirmed"), asked["message_id"])
    assert len(answers(lan)) == 1


async def test_what_was_answered_is_not_answered_again_when_telegram_repeats_it(
    api: FakeBotApi, tmp_path: Path
) -> None:
    lan = api.person("Lan")
    lan.send("một")
    (update,) = api.state.updates.pending
    async with process(api, tmp_path):
        await api.until(lambda: bool(answers(lan)), "an answer", PATIENCE)
    api.state.updates.repeat(update)
    async with process(api, tmp_path):
        lan.send("hai")
        await api.until(lambda: len(answers(lan)) == 2, "the second answer", PATIENCE)
    assert ["một" in answers(lan)[0].text, "hai" in answers(lan)[1].text] == [True, True]
