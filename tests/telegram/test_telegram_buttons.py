"""Pressed buttons: parts of a card in place, pages, related questions, and data that is not ours."""

import pytest

from bot.telegram.press_codes import encode
from bot.telegram.presses import Opening, Suggested, TopicChosen
from bot.texts import text
from knowledge.records import Slot
from tests.botapi.chats import Message
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.telegram.sample_answers import CARD, QUESTIONS, RULE, SHORT, STEPS, SampleAnswers


async def pressed(lan: Person, message: Message, label: str) -> None:
    """Press and wait until the message shows something new."""
    before = message.versions
    lan.press(message, label)
    await lan.sees(lambda: message.versions > before, "an edit")


async def test_a_part_opens_in_place(lan: Person) -> None:
    message = await lan.ask("lễ kết nạp")
    await pressed(lan, message, "Các bước")
    assert STEPS[0].text in message.text
    assert "• Các bước" in message.labels
    await pressed(lan, message, "Trả lời ngắn")
    assert SHORT.text in message.text
    assert len(lan.chat.messages) == 1


async def test_sources_open_in_place(lan: Person) -> None:
    message = await lan.ask("lễ kết nạp")
    await pressed(lan, message, "Căn cứ")
    assert RULE.title in message.text
    assert "• Căn cứ" in message.labels


async def test_a_long_part_has_pages(lan: Person) -> None:
    message = await lan.ask("lễ kết nạp")
    await pressed(lan, message, "Lưu ý")
    first = message.text
    await pressed(lan, message, "Trang 2 ›")
    assert message.text != first
    await pressed(lan, message, "‹ Trang 1")
    assert message.text == first


async def test_parts_of_an_answer_in_several_messages_open_below(lan: Person) -> None:
    message = await lan.ask("câu trả lời dài")
    while not message.rows:
        message = await lan.reply()
    lan.press(message, "Các bước")
    below = await lan.reply()
    assert STEPS[0].text in below.text
    assert message.versions == 1
    await pressed(lan, below, "Trả lời ngắn")


async def test_the_same_part_twice_changes_nothing(lan: Person) -> None:
    message = await lan.ask("lễ kết nạp")
    await pressed(lan, message, "Các bước")
    assert await lan.notice(lan.press(message, "• Các bước")) == ""
    assert message.versions == 2


async def test_a_related_question_is_asked(lan: Person, answers: SampleAnswers) -> None:
    message = await lan.ask("lễ kết nạp")
    lan.press(message, "Câu 2")
    await lan.reply()
    assert answers.asked[-1] == (QUESTIONS[1], ("lễ kết nạp",))


@pytest.mark.parametrize(
    "data",
    [
        "x",
        "1:zz",
        "0:o:t0.le-ket-nap",
        encode(Opening("the-da-bo", Slot.STEPS)),
        encode(Opening(CARD, Slot.STEPS, page=9)),
        encode(Suggested(7)),
        encode(TopicChosen(7)),
    ],
)
async def test_data_that_leads_nowhere_is_told_politely(lan: Person, data: str) -> None:
    message = await lan.ask("lễ kết nạp")
    assert await lan.notice(lan.press_data(message, data)) == text("telegram.old_button")
    assert message.versions == 1


async def test_a_message_too_old_to_be_read_is_told_politely(lan: Person) -> None:
    message = await lan.ask("lễ kết nạp")
    press = lan.press_data(message, encode(Suggested(1)), accessible=False)
    assert await lan.notice(press) == text("telegram.old_button")


async def test_another_member_may_press(api: FakeBotApi, lan: Person, answers: SampleAnswers) -> None:
    group, hoa = api.group(), api.person("Hoa")
    message = await lan.ask("@SoTayBot lễ kết nạp", group)
    hoa.press(message, "Câu 1")
    await lan.reply(group)
    assert answers.asked[-1] == (QUESTIONS[0], ())
