"""Every kind of button there is, found under a message of the bot, pressed and honoured.

A new kind of press without a way to it here fails the first test.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest

from bot.answering.assistant import Assistant
from bot.startup import library
from bot.telegram import shelving
from bot.telegram.press_codes import decode
from bot.telegram.presses import AskOfficers, Press, Shelf, Shelving, Step
from bot.telegram.service import Service
from bot.texts import text
from tests.botapi.chats import Button, Chat, Message
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.knowledge.papers import PAPER, pdf
from tests.telegram.conftest import left_unconfirmed, serving

ADMIN = 101
STEPPED = {AskOfficers: Step, Shelving: Shelf}
KINDS = [
    *(kind.__name__ for kind in get_args(Press) if kind not in STEPPED),
    *(f"{kind.__name__}.{step.name}" for kind, steps in STEPPED.items() for step in steps),
]
LONG_PAPER = PAPER.replace("1.2. Về thành phần.", "1.2. Về thành phần.\n" + "Chi bộ họp đủ thành phần. " * 250)
REFUSED = "Quy định 9999-QĐ/TW nói gì?"


@dataclass
class Bot:
    """The running bot over the real knowledge, its admin and its officers' group."""

    api: FakeBotApi
    admin: Person
    group: Chat
    data: Path
    service: Service

    async def pressed(self, message: Message, label: str) -> Message:
        self.admin.press(message, label)
        return await self.admin.reply()


@pytest.fixture
async def bot(
    api: FakeBotApi,
    assistant: Assistant,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    way: dict[str, object],
) -> AsyncIterator[Bot]:
    admin, group = api.person("Quản trị"), api.group("Cán bộ")
    monkeypatch.setattr("bot.telegram.app.reopened", lambda _: assistant)
    if "Again" in request.node.name:
        left_unconfirmed(api, admin.send("Bao lâu phải làm lễ kết nạp?"), tmp_path)
    given = {"admins": str(ADMIN), "officers_chat": group.id, **way}
    async with serving(api, assistant, tmp_path, **given) as service:
        shelf = library(service.settings)
        monkeypatch.setattr(shelving, "in_process", lambda _, __, id_: (shelf.approve(id_), shelf.release(id_)))
        yield Bot(api, admin, group, tmp_path, service)


async def answer(bot: Bot) -> Message:
    return await bot.admin.ask("Bao lâu phải làm lễ kết nạp?")


async def table(bot: Bot) -> Message:
    return await bot.admin.ask("Chấm điểm sinh hoạt chi bộ theo những tiêu chí nào?")


async def welcome(bot: Bot) -> Message:
    return await bot.admin.ask("/start")


async def provinces(bot: Bot) -> Message:
    return await bot.admin.ask("/diaphuong")


async def topics(bot: Bot) -> Message:
    return await bot.admin.ask("/chude")


async def cards(bot: Bot) -> Message:
    shown = await topics(bot)
    return await bot.pressed(shown, shown.labels[0])


async def calculators(bot: Bot) -> Message:
    return await bot.admin.ask("/tinh")


async def reasons(bot: Bot) -> Message:
    return await bot.pressed(await answer(bot), "👎")


async def unconfirmed(bot: Bot) -> Message:
    return await bot.admin.reply()


async def clause(bot: Bot) -> Message:
    (bot.data / "quy-dinh.pdf").write_bytes(pdf([PAPER]))
    library(bot.service.settings).add(bot.data / "quy-dinh.pdf")
    return await bot.admin.ask("/dieu 15-QĐ/TU 1.1")


async def refusal(bot: Bot) -> Message:
    return await bot.admin.ask(REFUSED)


async def shown(bot: Bot) -> Message:
    return await bot.pressed(await refusal(bot), text("telegram_officers.ask"))


async def delivered(bot: Bot) -> Message:
    bot.admin.press(await shown(bot), text("telegram_officers.send"))
    bot.admin.answer(await bot.admin.reply(bot.group), "Chưa có văn bản này.")
    return await bot.admin.reply(bot.group)


async def report(bot: Bot) -> Message:
    bot.admin.send_file("quy-dinh.pdf", pdf([LONG_PAPER]))
    await bot.admin.reply()
    return await bot.admin.reply()


async def held(bot: Bot) -> Message:
    return await bot.pressed(await report(bot), text("telegram_shelving.show"))


WAYS: dict[str, Callable[[Bot], Awaitable[Message]]] = {
    "Again": unconfirmed,
    "Opening": answer,
    "Suggested": answer,
    "Thumb": answer,
    "Reason": reasons,
    "Tabled": table,
    "TopicChosen": topics,
    "TopicTurned": cards,
    "Reading": clause,
    "Consent": welcome,
    "ProvinceChosen": provinces,
    "Calculation": calculators,
    "DraftWanted": delivered,
    "AskOfficers.SHOW": refusal,
    "AskOfficers.SEND": shown,
    "AskOfficers.KEEP": shown,
    "Shelving.SHOW": report,
    "Shelving.TURN": held,
    "Shelving.APPROVE": report,
    "Shelving.DROP": held,
}


def kind_of(button: Button) -> str:
    press = decode(button.data)
    step = press.step if isinstance(press, AskOfficers) else press.what if isinstance(press, Shelving) else None
    return type(press).__name__ + (f".{step.name}" if step is not None else "")


def test_there_is_a_way_to_every_kind_of_button() -> None:
    assert sorted(WAYS) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_of_button_is_pressed_and_honoured(bot: Bot, kind: str) -> None:
    message = await WAYS[kind](bot)
    found = [button for row in message.rows for button in row if kind_of(button) == kind]
    assert found, f"no button of kind {kind} among {message.labels}"
    press = bot.admin.press(message, found[0].text)
    assert await bot.admin.notice(press) in ("", text("telegram.thanks"))
    await bot.api.sees(lambda: bot.service.meters.updates["callback_query"] > 0)
    assert not bot.service.meters.errors
