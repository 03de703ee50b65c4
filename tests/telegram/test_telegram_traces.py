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
    """Which of the person's words, name and number can be read in any file of the data folder."""
    found = b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())
    return [trace for trace in (str(ID), NAME, SECRET) if trace.encode() in found]


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
