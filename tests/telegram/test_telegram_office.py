"""What admins ask and tell, and that nobody else can."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.telegram.commands import COMMANDS
from bot.telegram.service import Service
from bot.texts import text
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.telegram.conftest import serving
from tests.telegram.sample_answers import SampleAnswers

ADMIN = 101
ADMIN_COMMANDS = [command.name for command in COMMANDS if command.for_admins]


@pytest.fixture
async def office(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path, way: dict[str, object]
) -> AsyncIterator[Person]:
    """The admin of the running bot."""
    admin = api.person("Quản trị")
    assert admin.chat.id == ADMIN
    async with serving(api, answers, tmp_path, admins=str(ADMIN), **way):
        yield admin


@pytest.mark.parametrize("command", ADMIN_COMMANDS)
async def test_to_anybody_else_it_is_an_unknown_command(api: FakeBotApi, office: Person, command: str) -> None:
    assert (await api.person("Lan").ask(f"/{command}")).text == text("telegram.unknown_command")


async def test_an_admin_sees_and_gets_the_whole_menu(api: FakeBotApi, office: Person) -> None:
    shown = (await office.ask("/help")).text
    assert [f"/{name} – " in shown for name in ADMIN_COMMANDS] == [True] * len(ADMIN_COMMANDS)
    menu = [command["command"] for command in api.state.commands[f"chat:{ADMIN}"]]
    assert menu == [command.name for command in COMMANDS]
    assert f"/{ADMIN_COMMANDS[0]}" not in (await office.ask("/help", api.group())).text


async def test_figures_count_answers_refusals_and_thumbs(api: FakeBotApi, office: Person) -> None:
    lan = api.person("Lan")
    message = await lan.ask("lễ kết nạp")
    await lan.ask("thời tiết")
    lan.press(message, "👎")
    await lan.reply()
    await lan.ask("/gopy thêm ví dụ")
    shown = (await office.ask("/thongke")).text
    assert text("telegram_office.figures", answered=1, refused=1, waiting=1) in shown
    assert text("telegram_office.thumbs", up=0, down=1) in shown
    assert "– thêm ví dụ" in shown


async def test_questions_sent_to_the_officers_are_counted(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path
) -> None:
    admin, lan, group = api.person("Quản trị"), api.person("Lan"), api.group()
    async with serving(api, answers, tmp_path, admins=str(ADMIN), officers_chat=group.id):
        for _ in range(2):
            lan.press(await lan.ask("không rõ"), text("telegram_officers.ask"))
            lan.press(await lan.reply(), text("telegram_officers.send"))
            post = await lan.reply(group)
        lan.answer(post, "Đóng theo quý.")
        await lan.reply(group)
        assert text("telegram_office.cases", sent=2, waiting=1) in (await admin.ask("/thongke")).text


async def test_unanswered_questions_are_shown_only_with_consent(api: FakeBotApi, office: Person) -> None:
    lan, hoa = api.person("Lan"), api.person("Hoa")
    assert (await office.ask("/chuatraloi")).text == text("telegram_office.none_unanswered")
    lan.press(await lan.ask("/start"), text("telegram.consent_yes"))
    await lan.reply()
    await lan.ask("không rõ của Lan")
    await hoa.ask("không rõ của Hoa")
    shown = (await office.ask("/chuatraloi")).text
    assert text("telegram_office.topic", topic=text("telegram_office.no_topic"), number=2) in shown
    assert "– không rõ của Lan" in shown
    assert "Hoa" not in shown


async def test_a_pause_is_told_and_outlives_a_restart(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    admin, lan = api.person("Quản trị"), api.person("Lan")
    async with serving(api, answers, tmp_path, admins=str(ADMIN)):
        assert (await admin.ask("/tamdung")).text == text("telegram_office.paused")
        assert (await lan.ask("một")).text == text("telegram.paused")
    async with serving(api, answers, tmp_path, admins=str(ADMIN)):
        assert (await lan.ask("một")).text == text("telegram.paused")
        assert (await lan.ask("/xoadulieu")).text == text("telegram.forgotten")
        assert "Về câu: hai" in (await admin.ask("hai")).text
        assert (await admin.ask("/tieptuc")).text == text("telegram_office.resumed")
        assert "Về câu: ba" in (await lan.ask("ba")).text


async def test_renewal_answers_from_the_new_knowledge(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed = SampleAnswers(answers.base)
    monkeypatch.setattr("bot.telegram.app.reopened", lambda _: renewed)
    admin = api.person("Quản trị")
    async with serving(api, answers, tmp_path, admins=str(ADMIN)):
        assert (await admin.ask("/capnhat")).text == text("telegram_office.renewing")
        assert (await admin.reply()).text == text("telegram_office.renewed", cards=len(answers.base.cards))
        await admin.ask("một")
    assert ([question for question, _ in renewed.asked], answers.asked) == (["một"], [])


async def test_a_renewal_that_fails_keeps_the_old_knowledge(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> SampleAnswers:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.telegram.app.reopened", broken)
    admin = api.person("Quản trị")
    async with serving(api, answers, tmp_path, admins=str(ADMIN)):
        await admin.ask("/capnhat")
        assert "No space left" in (await admin.reply()).text
        assert "Về câu: một" in (await admin.ask("một")).text


async def test_everybody_may_ask_for_the_sources(lan: Person, answers: SampleAnswers) -> None:
    shown = (await lan.ask("/nguon")).text
    assert f"{len(answers.base.cards)} thẻ nghiệp vụ" in shown
    assert "0 văn bản có toàn văn" in shown


async def test_service_keeps_what_it_was_given(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    async with serving(api, answers, tmp_path, admins=" 1, 2 ,") as service:
        assert isinstance(service, Service)
        assert service.settings.admins == {1, 2}
