"""The fake's own behaviour over HTTP: tokens, polling, presses, faults."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.botapi.faults import BAD_GATEWAY, Dropped, too_many_requests
from tests.botapi.server import FakeBotApi
from tests.botapi.state import TOKEN


class Client:
    """A bot of two lines."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def __call__(self, method: str, token: str = TOKEN, **form: object) -> dict[str, Any]:
        answer: dict[str, Any] = (await self.http.post(f"/bot{token}/{method}", data=form)).json()
        return answer


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as fake:
        yield fake


@pytest.fixture
async def call(api: FakeBotApi) -> AsyncIterator[Client]:
    async with httpx.AsyncClient(base_url=api.url) as http:
        yield Client(http)


async def test_a_wrong_token_is_refused(call: Client) -> None:
    assert (await call("getMe", token="1:wrong"))["error_code"] == 401
    assert (await call("getMe"))["result"]["is_bot"]


async def test_an_offset_confirms(api: FakeBotApi, call: Client) -> None:
    lan = api.person()
    lan.send("một")
    lan.send("hai")
    first, second = (await call("getUpdates"))["result"]
    assert (await call("getUpdates"))["result"] == [first, second]
    assert (await call("getUpdates", offset=second["update_id"]))["result"] == [second]
    assert (await call("getUpdates", offset=second["update_id"] + 1))["result"] == []


async def test_a_long_poll_is_woken(api: FakeBotApi, call: Client) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    while not api.state.updates.polls:
        await asyncio.sleep(0)
    api.person().send("một")
    assert len((await poll)["result"]) == 1


async def test_a_second_poller_ends_the_first(api: FakeBotApi, call: Client) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    while not api.state.updates.polls:
        await asyncio.sleep(0)
    assert (await call("getUpdates"))["ok"]
    assert (await poll)["error_code"] == 409


async def test_unwanted_kinds_are_not_queued(api: FakeBotApi, call: Client) -> None:
    await call("getUpdates", allowed_updates='["callback_query"]')
    api.person().send("một")
    assert (await call("getUpdates"))["result"] == []


async def test_a_webhook_excludes_polling(call: Client) -> None:
    await call("setWebhook", url="https://a.vn/bot")
    assert (await call("getUpdates"))["error_code"] == 409
    await call("deleteWebhook")
    assert (await call("getUpdates"))["ok"]


async def test_unknown_and_blocking_people(api: FakeBotApi, call: Client) -> None:
    lan = api.person()
    lan.chat.reachable = False
    assert (await call("sendMessage", chat_id=1, text="a"))["description"] == "Bad Request: chat not found"
    assert (await call("sendMessage", chat_id=lan.chat.id, text="a"))["error_code"] == 403


@pytest.mark.parametrize("data", ["", "x" * 65, "đ" * 33])
async def test_button_data_is_1_to_64_bytes(api: FakeBotApi, call: Client, data: str) -> None:
    markup = json.dumps({"inline_keyboard": [[{"text": "a", "callback_data": data}]]})
    sent = await call("sendMessage", chat_id=api.person().chat.id, text="a", reply_markup=markup)
    assert "BUTTON_DATA_INVALID" in sent["description"]


async def test_an_edit_must_change_something(api: FakeBotApi, call: Client) -> None:
    chat = api.person().chat.id
    sent = (await call("sendMessage", chat_id=chat, text="a"))["result"]
    edit = await call(
        "editMessageText", chat_id=chat, message_id=sent["message_id"], text="<b></b>a", parse_mode="HTML"
    )
    assert "message is not modified" in edit["description"]


async def test_a_press_is_answered_once(api: FakeBotApi, call: Client) -> None:
    lan = api.person()
    markup = json.dumps({"inline_keyboard": [[{"text": "a", "callback_data": "x"}]]})
    await call("sendMessage", chat_id=lan.chat.id, text="a", reply_markup=markup)
    press = lan.press(await lan.reply(), "a")
    assert (await call("answerCallbackQuery", callback_query_id=press))["ok"]
    assert not (await call("answerCallbackQuery", callback_query_id=press))["ok"]


async def test_scripted_faults(api: FakeBotApi, call: Client) -> None:
    api.fail("getMe", too_many_requests(3), BAD_GATEWAY)
    assert (await call("getMe"))["parameters"] == {"retry_after": 3}
    assert (await call("getMe"))["error_code"] == 502
    assert (await call("getMe"))["ok"]


@pytest.mark.parametrize("accepted", [True, False])
async def test_a_dropped_line(api: FakeBotApi, call: Client, accepted: bool) -> None:
    lan = api.person()
    api.fail("sendMessage", Dropped(accepted))
    with pytest.raises(httpx.RemoteProtocolError):
        await call("sendMessage", chat_id=lan.chat.id, text="a")
    assert len(lan.chat.messages) == accepted


async def test_files_are_served_where_getfile_says_and_nowhere_else(api: FakeBotApi, call: Client) -> None:
    api.state.files["f1"] = b"%PDF"
    path = (await call("getFile", file_id="f1"))["result"]["file_path"]
    assert (await call.http.get(f"/file/bot{TOKEN}/{path}")).content == b"%PDF"
    for wrong in (f"/file/bot1:wrong/{path}", f"/file/bot{TOKEN}/f1", f"/file/bot{TOKEN}/documents/f1"):
        assert (await call.http.get(wrong)).status_code == 404
    assert not (await call("getFile", file_id="f2"))["ok"]


async def test_a_large_file_is_not_handed_out(api: FakeBotApi, call: Client) -> None:
    api.state.files["f1"] = b"x" * 20_000_001
    assert "file is too big" in (await call("getFile", file_id="f1"))["description"]


async def test_the_message_replied_to_comes_along_but_not_its_own(api: FakeBotApi, call: Client) -> None:
    lan = api.person()
    asked = lan.send("một", reply_to_message=lan.send("không"))
    sent = []
    for replied in (asked["message_id"], asked["message_id"] + 1):
        reply = json.dumps({"message_id": replied})
        sent.append((await call("sendMessage", chat_id=lan.chat.id, text="a", reply_parameters=reply))["result"])
    assert "reply_to_message" not in sent[0]["reply_to_message"]
    assert sent[0]["reply_to_message"]["text"] == "một"
    assert "reply_to_message" not in sent[1]["reply_to_message"]


@pytest.mark.parametrize("markup", [{"force_reply": True}, {"keyboard": [[{"text": "a"}]]}])
async def test_reply_markup_is_inline_buttons_or_an_invitation_to_reply(
    api: FakeBotApi, call: Client, markup: dict[str, object]
) -> None:
    sent = await call("sendMessage", chat_id=api.person().chat.id, text="a", reply_markup=json.dumps(markup))
    assert sent["ok"] == ("force_reply" in markup)
