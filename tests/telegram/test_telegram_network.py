"""The network between: each message once, refused calls again, people who left let go."""

import pytest

from bot.telegram import delivery, order
from bot.telegram.press_codes import encode
from bot.telegram.presses import Suggested
from tests.botapi.faults import BAD_GATEWAY, BLOCKED, Dropped, bad_request, too_many_requests
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_WAITS", (0.0, 0.0))


async def test_a_refused_call_is_repeated(api: FakeBotApi, lan: Person) -> None:
    api.fail("sendMessage", BAD_GATEWAY, BAD_GATEWAY)
    assert "một" in (await lan.ask("một")).text
    assert len(api.calls("sendMessage")) == 3


async def test_a_flood_is_waited_out(api: FakeBotApi, lan: Person) -> None:
    api.fail("sendMessage", too_many_requests(1))
    assert "một" in (await lan.ask("một")).text


async def test_a_reply_lost_on_the_way_is_not_sent_twice(api: FakeBotApi, lan: Person) -> None:
    api.fail("sendMessage", Dropped(accepted=True))
    await lan.ask("một")
    assert "hai" in (await lan.ask("hai")).text


async def test_the_rest_of_a_long_answer_follows_a_lost_reply(api: FakeBotApi, lan: Person) -> None:
    api.fail("sendMessage", Dropped(accepted=True))
    message = await lan.ask("câu trả lời dài")
    while not message.rows:
        message = await lan.reply()


async def test_a_gateway_that_stays_down_is_given_up(api: FakeBotApi, lan: Person) -> None:
    api.fail("sendMessage", BAD_GATEWAY, BAD_GATEWAY, BAD_GATEWAY)
    lan.send("một")
    assert "hai" in (await lan.ask("hai")).text


async def test_an_outage_is_waited_out_and_then_answered_once(
    api: FakeBotApi, lan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order, "_AGAIN", (0.0, 0.0))
    api.fail("sendMessage", *[BAD_GATEWAY] * 5)
    assert "một" in (await lan.ask("một")).text
    assert "hai" in (await lan.ask("hai")).text
    assert len(lan.chat.messages) == 2


async def test_an_outage_in_the_middle_of_a_long_answer_repeats_nothing(
    api: FakeBotApi, lan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order, "_AGAIN", (0.0,))
    api.fail("sendMessage", None, *[BAD_GATEWAY] * 3)
    await lan.ask("câu trả lời dài")
    assert "hai" in (await lan.ask("hai")).text
    assert len(lan.chat.messages) == 2


async def test_someone_who_blocked_the_bot_is_let_go(api: FakeBotApi, lan: Person) -> None:
    api.fail("sendMessage", BLOCKED)
    lan.send("một")
    assert "hai" in (await lan.ask("hai")).text


async def test_a_refused_message_is_apologised_for(api: FakeBotApi, lan: Person) -> None:
    api.fail("sendMessage", bad_request("something we did not foresee"))
    assert "trục trặc" in (await lan.ask("một")).text


async def test_polling_goes_on_after_a_break(api: FakeBotApi, lan: Person) -> None:
    await lan.ask("một")
    api.fail("getUpdates", BAD_GATEWAY, Dropped(accepted=False))
    lan.send("hai")
    assert "hai" in (await lan.reply()).text


async def test_a_press_answered_too_late_is_no_failure(api: FakeBotApi, lan: Person) -> None:
    message = await lan.ask("một")
    api.fail("answerCallbackQuery", bad_request("query is too old and response timeout expired"))
    lan.press_data(message, encode(Suggested(1)))
    await lan.reply()
    assert "hai" in (await lan.ask("hai")).text
