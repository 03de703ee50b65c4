"""Open, by code, or by list: who is answered, how one gets in, and what everybody may do all the same."""

from pathlib import Path

import pytest

from bot.texts import text
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.telegram.conftest import serving
from tests.telegram.sample_answers import SampleAnswers

CODE = "hoa-sen-2026"


@pytest.mark.parametrize("written", [CODE, f"/start {CODE}", f"  {CODE} "])
async def test_the_code_admits_once_and_over_restarts(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path, written: str
) -> None:
    lan = api.person("Lan")
    async with serving(api, answers, tmp_path, access="code", access_code=CODE):
        assert (await lan.ask("một")).text == text("telegram.needs_code")
        assert (await lan.ask("hoa-sen-2025")).text == text("telegram.needs_code")
        assert (await lan.ask(written)).text == text("telegram.admitted")
        assert "Về câu: hai" in (await lan.ask("hai")).text
    async with serving(api, answers, tmp_path, access="code", access_code=CODE):
        assert "Về câu: ba" in (await lan.ask("ba")).text
        assert "Về câu: bốn" in (await lan.ask("bốn")).text
    assert [question for question, _ in answers.asked] == ["hai", "ba", "bốn"]


async def test_forgetting_ends_the_admission(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    lan = api.person("Lan")
    async with serving(api, answers, tmp_path, access="code", access_code=CODE):
        await lan.ask(CODE)
        assert (await lan.ask("/xoadulieu")).text == text("telegram.forgotten")
        assert (await lan.ask("một")).text == text("telegram.needs_code")


async def test_the_list_admits_those_on_it_and_admins(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    listed, admin, other = api.person(), api.person(), api.person()
    given = {"access": "list", "members": str(listed.chat.id), "admins": str(admin.chat.id)}
    async with serving(api, answers, tmp_path, **given):
        assert "Về câu: một" in (await listed.ask("một")).text
        assert "Về câu: một" in (await admin.ask("một")).text
        assert (await other.ask("một")).text == text("telegram.needs_listing")


async def test_without_access_one_may_learn_and_leave(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    lan: Person = api.person("Lan")
    async with serving(api, answers, tmp_path, access="list"):
        assert "Sổ tay" in (await lan.ask("/start")).text
        assert "/hoi" in (await lan.ask("/help")).text
        assert (await lan.ask("/xoadulieu")).text == text("telegram.forgotten")
        for command in ("/hoi một", "/dieu 1-QĐ/TW", "/tinh", "/homnay"):
            assert (await lan.ask(command)).text == text("telegram.needs_listing")


async def test_in_a_group_each_member_needs_access_and_other_bots_commands_are_left_alone(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path
) -> None:
    listed, other, group = api.person(), api.person(), api.group()
    async with serving(api, answers, tmp_path, access="list", members=str(listed.chat.id)):
        other.send("/hoi@BotKhac một", group)
        other.send("/lenhla", group)
        other.send("chào các đồng chí", group)
        assert (await other.ask("/hoi một", group)).text == text("telegram.needs_listing")
        listed.send("@SoTayBot một", group)
        await api.until(lambda: len(group.messages) == 2, "an answer in the group")
    assert "Về câu: một" in group.messages[1].text


async def test_a_button_of_somebody_without_access_gets_a_notice(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path
) -> None:
    listed, other, group = api.person(), api.person(), api.group()
    async with serving(api, answers, tmp_path, access="list", members=str(listed.chat.id)):
        message = await listed.ask("@SoTayBot một", group)
        assert await other.notice(other.press(message, "Câu 1")) == text("telegram.needs_listing")
    assert len(answers.asked) == 1
