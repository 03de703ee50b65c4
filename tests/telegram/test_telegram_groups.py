"""In a group the bot speaks when it is called, and only then."""

from typing import Any

from bot.texts import text
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.botapi.state import BOT
from tests.telegram.sample_answers import SampleAnswers


async def test_talk_among_members_is_not_answered(api: FakeBotApi, lan: Person, answers: SampleAnswers) -> None:
    group = api.group()
    for talk in ("chào các đồng chí", "@SoTayBotKhac lễ kết nạp?", "SoTayBot ơi", "/hoi@BotKhac một", "/lenhla"):
        lan.send(talk, group)
    lan.send(chat=group, sticker=STICKER)
    await lan.ask("@SoTayBot một", group)
    assert [question for question, _ in answers.asked] == ["một"]


async def test_a_mention_is_answered_with_the_question_quoted(api: FakeBotApi, lan: Person) -> None:
    group = api.group()
    question = lan.send("đồng chí @sotaybot cho hỏi lễ kết nạp", group)
    reply = await lan.reply(group)
    assert "Về câu: đồng chí cho hỏi lễ kết nạp" in reply.text
    assert reply.reply_to == question["message_id"]


async def test_a_mention_by_name_is_answered(api: FakeBotApi, lan: Person, answers: SampleAnswers) -> None:
    named = [{"type": "text_mention", "offset": 0, "length": 6, "user": BOT}]
    lan.send(chat=(group := api.group()), text="Sổ tay một", entities=named)
    await lan.reply(group)
    assert answers.asked[-1][0] == "một"


async def test_a_reply_to_the_bot_goes_on(api: FakeBotApi, lan: Person, answers: SampleAnswers) -> None:
    group = api.group()
    first = await lan.ask("@SoTayBot một", group)
    lan.send("còn hồ sơ?", group, reply_to_message=api.state.message_json(first))
    await lan.reply(group)
    assert answers.asked[-1] == ("còn hồ sơ?", ("một",))


async def test_hoi_answers_the_message_it_replies_to(api: FakeBotApi, lan: Person, answers: SampleAnswers) -> None:
    group, hoa = api.group(), api.person("Hoa")
    asked = hoa.send("lễ kết nạp bao lâu?", group)
    lan.send("/hoi@SoTayBot", group, reply_to_message=asked)
    await lan.reply(group)
    assert answers.asked[-1][0] == "lễ kết nạp bao lâu?"


async def test_a_bare_mention_is_invited_to_ask(api: FakeBotApi, lan: Person) -> None:
    assert (await lan.ask("@SoTayBot", api.group())).text == text("telegram.ask_me")


async def test_a_deleted_question_is_answered_without_quotation(api: FakeBotApi, lan: Person) -> None:
    group = api.group()
    question = lan.send("@SoTayBot một", group)
    group.ids.discard(question["message_id"])
    assert (await lan.reply(group)).reply_to == 0


async def test_help_in_a_group_lists_what_works_there(api: FakeBotApi, lan: Person) -> None:
    reply = await lan.ask("/help@SoTayBot", api.group())
    assert "/hoi" in reply.text
    assert "/chude" not in reply.text


async def test_an_anonymous_admin_is_answered_and_a_linked_channel_is_not(api: FakeBotApi, lan: Person) -> None:
    group, channel = api.group(), {"id": -1009, "type": "channel", "title": "Kênh"}
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    lan.send("@SoTayBot kênh", group, sender_chat=channel, is_automatic_forward=True)
    message: dict[str, Any] = {"from": anonymous, "sender_chat": group.json}
    lan.send("@SoTayBot một", group, **message)
    assert "một" in (await lan.reply(group)).text


STICKER = {
    "file_id": "s",
    "file_unique_id": "s",
    "type": "regular",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
}
