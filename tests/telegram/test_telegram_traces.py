"""/xoadulieu: nothing of the person is left, neither in the tables nor in the log beside them, memory or logs."""

import logging
from pathlib import Path

import pytest

from bot.texts import text
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.telegram.conftest import serving
from tests.telegram.sample_answers import SampleAnswers

ID, NAME, SECRET = 987_654_321_007, "TRACE-OF-A-NAME", "TRACE-OF-A-QUESTION"


def traces(folder: Path) -> list[str]:
    """Which of the person's words, name and number can be read in any file of the data folder.

    SQLite writes a number of this size in six bytes.
    """
    found = b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())
    written = {str(ID): str(ID).encode(), NAME: NAME.encode(), SECRET: SECRET.encode(), "number": ID.to_bytes(6, "big")}
    return [trace for trace, as_bytes in written.items() if as_bytes in found]


async def test_nothing_is_left(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    traced = Person(api, ID, NAME)
    api.state.chats[ID] = traced.chat
    async with serving(api, answers, tmp_path):
        await traced.ask(f"{SECRET} thời tiết")
        await traced.ask(f"{SECRET} lễ kết nạp")
        assert traces(tmp_path)
        assert (await traced.ask("/xoadulieu")).text == text("telegram.forgotten")
        await api.person("Hoa").ask("một")
        await api.sees(lambda: traces(tmp_path) == [])
        await traced.ask("còn nhớ không")
        assert answers.asked[-1] == ("còn nhớ không", ())
    assert [trace for trace in (str(ID), NAME, SECRET) if trace in caplog.text] == []


async def test_a_quiet_minute_later_no_question_is_left(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path
) -> None:
    """Without /xoadulieu too: what was answered is erased, and tidying empties the log."""
    traced = Person(api, ID, NAME)
    api.state.chats[ID] = traced.chat
    async with serving(api, answers, tmp_path) as service:
        await traced.ask(SECRET)
        await api.person("Hoa").ask("một")
        await service.ledger.tidy()
        assert traces(tmp_path) == []


async def test_nothing_is_left_of_what_was_sent_to_the_officers(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path
) -> None:
    """Neither the question nor the way back to its member: in the tables, the draft card and the officers' group."""
    traced, officer, group = Person(api, ID, NAME), api.person("Cán bộ"), api.group()
    api.state.chats[ID] = traced.chat
    async with serving(api, answers, tmp_path, officers_chat=group.id) as service:
        traced.press(await traced.ask(f"{SECRET} không rõ"), text("telegram_officers.ask"))
        traced.press(await traced.reply(), text("telegram_officers.send"))
        post = await officer.reply(group)
        officer.answer(post, "Đóng theo quý.")
        told = await officer.reply(group)
        officer.press(told, text("telegram_officers.draft"))
        await officer.sees(lambda: told.versions == 2, "the draft")
        await service.ledger.scrub()
        assert set(traces(tmp_path)) >= {SECRET, "number"}
        await traced.reply()
        assert (await traced.ask("/xoadulieu")).text == text("telegram.forgotten")
        await api.sees(lambda: traces(tmp_path) == [])
        await api.until(lambda: post.versions == 2, "the question withdrawn")
    assert [NAME in message.text or SECRET in message.text for message in group.messages] == [False] * 2
    assert "Đóng theo quý." in (tmp_path / "drafts" / "cau-hoi-1.md").read_text(encoding="utf-8")
