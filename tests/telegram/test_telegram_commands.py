"""The registry of commands: what README lists, what Telegram is told, and that each one is answered."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.answering.assistant import Assistant
from bot.telegram.commands import COMMANDS, Command
from bot.telegram.service import Service
from bot.texts import text
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.telegram.conftest import serving

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
# Name, what it is for, where it works.
ROWS = re.findall(r"^\| `/(\w+)` \| (.+) \| (.+) \|$", README, re.MULTILINE)
ALONE, EVERYWHERE, ADMINS = "chat riêng", "chat riêng, nhóm", "quản trị, chat riêng"
ADMIN = 101


def test_readme_lists_the_registry_and_nothing_else() -> None:
    places = {(False, False): ALONE, (True, False): EVERYWHERE, (False, True): ADMINS}
    listed = [(one.name, one.description, places[one.in_groups, one.for_admins]) for one in COMMANDS]
    assert listed == ROWS


def test_every_command_that_readme_mentions_is_there() -> None:
    mentioned = set(re.findall(r"`/(\w+)", README)) - {"newbot"}
    assert mentioned == {command.name for command in COMMANDS}


@pytest.fixture
async def running(
    api: FakeBotApi, assistant: Assistant, tmp_path: Path, way: dict[str, object]
) -> AsyncIterator[tuple[Person, Service]]:
    """An admin of a bot over the real knowledge, whose renewal takes no time."""
    admin = api.person("Quản trị")
    async with serving(api, assistant, tmp_path, admins=str(ADMIN), **way) as service:
        yield admin, service


async def test_each_kind_of_chat_is_told_what_readme_lists_for_it(
    api: FakeBotApi, running: tuple[Person, Service]
) -> None:
    await running[0].ask("/help")
    menus = {scope: {c["command"]: c["description"] for c in menu} for scope, menu in api.state.commands.items()}
    assert menus == {
        "all_private_chats": {name: use for name, use, where in ROWS if where != ADMINS},
        "all_group_chats": {name: use for name, use, where in ROWS if where == EVERYWHERE},
        f"chat:{ADMIN}": {name: use for name, use, _ in ROWS},
    }


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
async def test_every_command_is_answered_in_a_private_chat(running: tuple[Person, Service], command: Command) -> None:
    admin, service = running
    reply = await admin.ask(f"/{command.name}")
    assert reply.text not in (text("telegram.unknown_command"), text("status.error_internal"))
    assert not service.meters.errors


@pytest.mark.parametrize(
    "command", [command for command in COMMANDS if command.in_groups], ids=lambda command: command.name
)
async def test_every_command_of_groups_is_answered_there(
    api: FakeBotApi, running: tuple[Person, Service], command: Command
) -> None:
    admin, service = running
    reply = await admin.ask(f"/{command.name}@SoTayBot", api.group())
    assert reply.text != text("status.error_internal")
    assert reply.reply_to
    assert not service.meters.errors
