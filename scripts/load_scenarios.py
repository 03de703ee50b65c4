"""What the bot is put through: a steady stream, everybody at once, and kill -9 in the middle of a stream."""

import asyncio
import json
import os
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from bot.texts import text
from scripts.load_bot import ROOT, Bot
from tests.botapi.chats import Message
from tests.botapi.people import Person
from tests.botapi.server import Call, FakeBotApi

# A bot that falls behind still gets this long for what it owes.
_PATIENCE = 180.0
EACH = 2_000
# What asks whether an answer arrived, and what it becomes when its button is pressed.
NOTES = (text("telegram.unconfirmed"), text("telegram.again_asked"))


@dataclass(frozen=True, slots=True)
class Steady:
    """Latency from the moment a message is there to be fetched until its answer arrived, in milliseconds."""

    messages: int
    seconds: float
    median: float
    p99: float
    worst: float
    share: float
    memory: Sequence[float]
    signs: int
    machine: float


@dataclass(frozen=True, slots=True)
class Told:
    """How many people were answered once, more than once and never.

    ``signs`` counts "typing" calls; ``asked`` the people asked whether an answer arrived, ``pressed`` those of them
    who had none and pressed the button.
    """

    people: int
    once: int
    twice: int
    never: int
    seconds: float
    signs: int
    asked: int
    pressed: int


class Watch:
    """When each message was written and when the first message of its answer came."""

    def __init__(self, api: FakeBotApi) -> None:
        self.written: dict[int, list[float]] = {}
        self.latencies: list[float] = []
        api.on_record = self.recorded

    def recorded(self, call: Call) -> None:
        if call.method == "sendMessage" and not call.refused:
            waiting = self.written.get(int(call.form["chat_id"]), [])
            if waiting:
                self.latencies.append(1000 * (time.perf_counter() - waiting.pop(0)))


def questions() -> list[str]:
    """Questions whose answers take one message, so that answers can be counted."""
    lines = (ROOT / "tests" / "questions" / "members-a.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines if line.strip()]


async def steady(bot: Bot, count: int, rate: int, people: int) -> Steady:
    """``count`` messages, ``rate`` a second, of ``people`` in turn; memory is read every ``EACH`` messages."""
    api, watch, asked = bot.api, Watch(bot.api), questions()
    crowd = [api.person(f"P{number}") for number in range(people)]
    started, cpu, memory = time.perf_counter(), bot.cpu_seconds(), [bot.resident()]
    async for number in paced(count, rate):
        person = crowd[number % people]
        watch.written.setdefault(person.chat.id, []).append(time.perf_counter())
        person.send(asked[number % len(asked)])
        if number % EACH == EACH - 1:
            memory.append(bot.resident())
            forget(api, crowd)
    await api.until(lambda: len(watch.latencies) >= count, "an answer to everything", _PATIENCE)
    seconds, ordered = time.perf_counter() - started, sorted(watch.latencies)
    return Steady(
        count,
        seconds,
        statistics.median(ordered),
        ordered[int(0.99 * (count - 1))],
        ordered[-1],
        100 * (bot.cpu_seconds() - cpu) / seconds,
        [*memory, bot.resident()],
        len(api.calls("sendChatAction")),
        os.getloadavg()[0],
    )


async def paced(count: int, rate: int) -> AsyncIterator[int]:
    """Numbers from 0, each when its time has come, whatever became of those before."""
    started = time.perf_counter()
    for number in range(count):
        await asyncio.sleep(max(0.0, started + number / rate - time.perf_counter()))
        yield number


def forget(api: FakeBotApi, crowd: Sequence[Person]) -> None:
    """The fake keeps every message for its tests; here that would only slow it down."""
    api.transcript.clear()
    for person in crowd:
        person.chat.messages.clear()
        person.chat.ids.clear()
        person.chat.written.clear()


async def at_once(bot: Bot, people: int) -> Told:
    """Everybody asks in the same instant."""
    asked, crowd, started = questions(), [bot.api.person(f"P{number}") for number in range(people)], time.perf_counter()
    for number, person in enumerate(crowd):
        person.send(asked[number % len(asked)])
    await bot.api.until(lambda: all(person.chat.messages for person in crowd), "an answer to everybody", _PATIENCE)
    return await told(bot, crowd, time.perf_counter() - started)


async def killed(bot: Bot, people: int, rate: int, kills: int) -> Told:
    """People ask one after the other; ``kills`` times meanwhile the bot is killed as it sends, and started again."""
    asked, crowd, started = questions(), [bot.api.person(f"P{number}") for number in range(people)], time.perf_counter()
    killing = asyncio.create_task(_kill_and_start(bot, kills, people / rate / kills))
    async for number in paced(people, rate):
        crowd[number].send(asked[number % len(asked)])
    await killing
    await bot.api.until(lambda: all(person.chat.messages for person in crowd), "a message to everybody", _PATIENCE)
    unsure = [person for person in crowd if not answers(person)]
    for person in unsure:
        person.press(person.chat.messages[-1], text("telegram.again"))
    await bot.api.until(lambda: all(map(answers, crowd)), "an answer to everybody", _PATIENCE)
    return await told(bot, crowd, time.perf_counter() - started, len(unsure))


async def _kill_and_start(bot: Bot, kills: int, every: float) -> None:
    for _ in range(kills):
        await asyncio.sleep(every / 2)
        await _sending(bot.api)
        await bot.kill()
        await bot.start()
        await asyncio.sleep(every / 2)


async def _sending(api: FakeBotApi) -> None:
    """Wait until an answer arrives: its sender does not know that yet."""
    arrived = asyncio.Event()
    before, api.on_call = api.on_call, lambda method: arrived.set() if method == "sendMessage" else None
    await arrived.wait()
    api.on_call = before


async def told(bot: Bot, crowd: Sequence[Person], seconds: float, pressed: int = 0) -> Told:
    """Counted after a while in which an answer too many would come."""
    await asyncio.sleep(3.0)
    counts = [len(answers(person)) for person in crowd]
    once, never = counts.count(1), counts.count(0)
    signs = len(bot.api.calls("sendChatAction"))
    asked = sum(shown.text in NOTES for person in crowd for shown in person.chat.messages)
    return Told(len(crowd), once, len(crowd) - once - never, never, seconds, signs, asked, pressed)


def answers(person: Person) -> list[Message]:
    """What a person got, without the note that asks whether an answer arrived."""
    return [shown for shown in person.chat.messages if shown.text not in NOTES]
