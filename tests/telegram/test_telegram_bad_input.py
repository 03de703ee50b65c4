"""What is not a question gets its own sentence, or is passed over on purpose; nothing raises."""

from typing import Any

import pytest

from bot.telegram.other_messages import KINDS
from bot.texts import text
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.telegram.sample_answers import SampleAnswers
from tests.telegram.test_telegram_groups import STICKER

FILE = {"file_id": "f", "file_unique_id": "f", "file_size": 99_000_000}
SIZED = {**FILE, "width": 1, "height": 1}
LASTING = {**FILE, "duration": 1}
PLACE = {"latitude": 21.0, "longitude": 105.8}
POLL = {
    "id": "1",
    "question": "?",
    "options": [],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
CONTENT: dict[str, Any] = {
    "sticker": STICKER,
    "animation": {**SIZED, "duration": 1},
    "photo": [SIZED],
    "voice": LASTING,
    "audio": LASTING,
    "video_note": {**LASTING, "length": 1},
    "video": {**SIZED, "duration": 1},
    "document": {**FILE, "file_name": "../../etc/passwd"},
    "contact": {"phone_number": "+84", "first_name": "Lan"},
    "venue": {"location": PLACE, "title": "Trụ sở", "address": "Xã"},
    "location": PLACE,
    "poll": POLL,
    "other": {"emoji": "🎲", "value": 3},
}


@pytest.mark.parametrize("kind", [*KINDS, "other"])
async def test_each_kind_has_its_sentence(lan: Person, answers: SampleAnswers, kind: str) -> None:
    lan.send(**{"dice" if kind == "other" else kind: CONTENT[kind]}, caption="lễ kết nạp")
    assert (await lan.reply()).text == text(f"telegram_media.{kind}")
    assert answers.asked == []


async def test_an_unknown_command(lan: Person) -> None:
    assert (await lan.ask("/xinchao")).text == text("telegram.unknown_command")


async def test_an_edited_question_is_not_answered_anew(lan: Person, answers: SampleAnswers) -> None:
    message = lan.send("một")
    await lan.reply()
    lan.edit(message, "hai")
    assert (await lan.reply()).text == text("telegram.edited")
    assert len(answers.asked) == 1


@pytest.mark.parametrize("question", ["😀", "x" * 4096, "đ\u200b\u202e\u0007", "<b>", "https://a.vn?a=1&b=2"])
async def test_any_text_gets_an_answer(lan: Person, answers: SampleAnswers, question: str) -> None:
    await lan.ask(question)
    assert answers.asked[0][0] == question


@pytest.mark.parametrize(
    "origin",
    [
        {"type": "hidden_user", "date": 1, "sender_user_name": "Ai đó"},
        {"type": "channel", "date": 1, "message_id": 3, "chat": {"id": -1009, "type": "channel", "title": "Kênh"}},
    ],
    ids=["from a person", "from a channel"],
)
async def test_a_forwarded_text_is_the_question_of_whoever_forwards_it(
    lan: Person, answers: SampleAnswers, origin: dict[str, object]
) -> None:
    lan.send("lễ kết nạp bao lâu?", forward_origin=origin)
    assert "lễ kết nạp bao lâu?" in (await lan.reply()).text
    assert [question for question, _ in answers.asked] == ["lễ kết nạp bao lâu?"]


async def test_a_forwarded_picture_has_the_sentence_of_pictures(lan: Person, answers: SampleAnswers) -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Ai đó"}
    lan.send(photo=[SIZED], caption="lễ kết nạp", forward_origin=origin)
    assert (await lan.reply()).text == text("telegram_media.photo")
    assert answers.asked == []


async def test_an_edited_caption_and_an_edited_place_are_passed_over(lan: Person, answers: SampleAnswers) -> None:
    """A live location is edited every few seconds; nobody wants a sentence for each."""
    for content in ({"photo": [SIZED], "caption": "một"}, {"location": PLACE}):
        message = lan.send(**content)
        await lan.reply()
        lan.api.state.updates.add(edited_message={**message, "edit_date": 1_790_000_002})
    assert "cuối" in (await lan.ask("cuối")).text
    assert len(lan.chat.messages) == 3


async def test_passed_over_on_purpose(api: FakeBotApi, lan: Person, answers: SampleAnswers) -> None:
    """Other bots, inserted results, channel posts, service messages, edits in groups, updates of unknown kinds."""
    updates, channel = api.state.updates, {"id": -1009, "type": "channel", "title": "Kênh"}
    api.person("Bot", is_bot=True).send("một")
    lan.send("một", via_bot={"id": 5, "is_bot": True, "first_name": "Khác"})
    lan.send(new_chat_members=[lan.json])
    lan.edit(lan.send("một", api.group()), "hai")
    post = {"message_id": 1, "date": 1, "chat": channel, "text": "một"}
    # These kinds are not asked for; ones that were pending before may come all the same.
    updates.repeat({"update_id": 5001, "channel_post": post})
    updates.repeat({"update_id": 5002, "edited_channel_post": post})
    updates.repeat({"update_id": 5003, "something_of_next_year": {}})
    assert "cuối" in (await lan.ask("cuối")).text
    assert [question for question, _ in answers.asked] == ["cuối"]


async def test_a_failure_is_one_reviewed_sentence(lan: Person) -> None:
    assert (await lan.ask("câu hỏng")).text == text("status.error_internal")
    assert "một" in (await lan.ask("một")).text


async def test_a_failure_after_a_press_is_told_in_the_chat(lan: Person, answers: SampleAnswers) -> None:
    message = await lan.ask("lễ kết nạp")
    answers.card = None  # type: ignore[assignment,method-assign]
    lan.press(message, "Các bước")
    assert (await lan.reply()).text == text("status.error_internal")
