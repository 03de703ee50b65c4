"""Side by side, but each in their turn. A slow answer is held by the test, not by a clock."""

from pathlib import Path

from bot.store import Store
from bot.telegram.ledger import Ledger
from bot.telegram.meters import Meters
from bot.telegram.order import InTurn
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.telegram.sample_answers import SampleAnswers


async def test_a_slow_answer_holds_up_nobody_else(api: FakeBotApi, lan: Person, answers: SampleAnswers) -> None:
    slow = [api.person() for _ in range(12)]
    for person in slow:
        person.send("chậm")
    assert "nhanh" in (await lan.ask("nhanh")).text
    answers.go.set()
    for person in slow:
        assert "chậm" in (await person.reply()).text


async def test_one_person_is_answered_in_order(lan: Person, answers: SampleAnswers) -> None:
    lan.send("chậm")
    lan.send("nhanh")
    answers.go.set()
    assert ["chậm" in (await lan.reply()).text, "nhanh" in (await lan.reply()).text] == [True, True]
    assert answers.asked[-1] == ("nhanh", ("chậm",))


async def test_a_slow_answer_shows_that_we_write(api: FakeBotApi, lan: Person, answers: SampleAnswers) -> None:
    lan.send("chậm")
    await api.until(lambda: bool(api.calls("sendChatAction")), "the typing sign")
    answers.go.set()
    await lan.reply()


async def test_a_fast_answer_shows_no_sign(api: FakeBotApi, lan: Person) -> None:
    await lan.ask("nhanh")
    assert api.calls("sendChatAction") == []


async def test_many_at_once_are_answered_once_each(api: FakeBotApi, lan: Person) -> None:
    people = [api.person() for _ in range(25)]
    for person in people:
        person.send("một")
    for person in people:
        await person.reply()
    await lan.ask("hai")
    assert [len(person.chat.messages) for person in people] == [1] * 25


async def test_what_is_no_update_is_handled_all_the_same(tmp_path: Path) -> None:
    done = []

    async def work() -> None:
        done.append(True)

    await InTurn(2, Ledger(Store(tmp_path), 30), Meters()).do_process_update("không phải cập nhật", work())
    assert done == [True]
