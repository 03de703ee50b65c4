"""A question in a private chat, from the update to the message that is read."""

from pathlib import Path

from bot.telegram.commands import COMMANDS
from bot.telegram.keyboards import CARDS
from bot.telegram.memory import DEPTH
from bot.telegram.press_codes import encode
from bot.telegram.presses import TopicTurned
from bot.texts import text
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.telegram.conftest import serving
from tests.telegram.sample_answers import QUESTIONS, SHORT, SampleAnswers


async def test_a_question_is_answered_with_its_sources(lan: Person) -> None:
    reply = await lan.ask("bao lau phai lam le ket nap")
    assert reply.styled("bold")[0] == SHORT.text
    assert "[1] 208-QĐ/TW ngày 26/7/2026, 4.1 – còn hiệu lực" in reply.text
    assert reply.labels == ["Trả lời ngắn", "Các bước", "Lưu ý", "Căn cứ", "Câu 1", "Câu 2", "👍", "👎"]


async def test_markup_in_a_question_comes_back_as_text(lan: Person) -> None:
    reply = await lan.ask("<b>lễ</b> *kết* _nạp_ & </i>")
    assert "Về câu: <b>lễ</b> *kết* _nạp_ & </i>" in reply.text


async def test_a_refusal_is_one_sentence(lan: Person) -> None:
    reply = await lan.ask("thời tiết hôm nay")
    assert (reply.text, reply.labels) == ("Tôi chỉ trả lời về công tác Đảng.", [])


async def test_a_long_answer_comes_in_several_messages_with_buttons_under_the_last(lan: Person) -> None:
    pages = [await lan.ask("câu trả lời dài")]
    while not pages[-1].rows:
        pages.append(await lan.reply())
    assert len(pages) > 1
    assert QUESTIONS[1] in pages[-1].text


async def test_the_last_questions_go_along_as_context(lan: Person, answers: SampleAnswers) -> None:
    for question in ("một", "hai", "thời tiết", "ba", "bốn"):
        await lan.ask(question)
    assert answers.asked[-1] == ("bốn", ("hai", "ba"))
    assert len(answers.asked[-1][1]) == DEPTH


async def test_nobody_gets_the_context_of_another(api: FakeBotApi, lan: Person, answers: SampleAnswers) -> None:
    await lan.ask("một")
    await api.person("Hoa").ask("hai")
    assert answers.asked[-1] == ("hai", ())


async def test_xoadulieu_forgets_the_context(lan: Person, answers: SampleAnswers) -> None:
    await lan.ask("một")
    assert (await lan.ask("/xoadulieu")).text == text("telegram.forgotten")
    await lan.ask("hai")
    assert answers.asked[-1] == ("hai", ())


async def test_start_says_what_is_kept(lan: Person) -> None:
    reply = await lan.ask("/start")
    assert "Sổ tay" in reply.text
    assert "/xoadulieu" in reply.text


async def test_help_lists_every_command(lan: Person) -> None:
    reply = await lan.ask("/help")
    listed = [f"/{command.name} – {command.description}" in reply.text for command in COMMANDS]
    assert listed == [not command.for_admins for command in COMMANDS]


async def test_hoi_asks_what_follows_it(lan: Person, answers: SampleAnswers) -> None:
    await lan.ask("/hoi\nlễ kết nạp\n bao lâu")
    assert answers.asked[-1][0] == "lễ kết nạp\n bao lâu"
    assert (await lan.ask("/hoi")).text == text("telegram.ask_me")


async def test_vanban_asks_about_the_document(lan: Person, answers: SampleAnswers) -> None:
    await lan.ask("/vanban 208-QĐ/TW")
    assert answers.asked[-1] == (text("telegram.document_question", number="208-QĐ/TW"), ())
    assert (await lan.ask("/vanban")).text == text("telegram.which_document")


async def test_topics_lead_to_cards_and_answers(lan: Person) -> None:
    topics = await lan.ask("/chude")
    lan.press(topics, "Kết nạp đảng viên")
    cards = await lan.reply()
    lan.press(cards, "Thời hạn lễ kết nạp")
    assert SHORT.text in (await lan.reply()).text


async def test_a_long_topic_has_pages(lan: Person, answers: SampleAnswers) -> None:
    answers.shelves = {"Đảng phí": {f"the-{number}": f"Thẻ {number}" for number in range(CARDS + 1)}}
    lan.press(await lan.ask("/chude"), "Đảng phí")
    cards = await lan.reply()
    assert cards.labels == [*(f"Thẻ {number}" for number in range(CARDS)), "Trang 2 ›"]
    lan.press(cards, "Trang 2 ›")
    await lan.sees(lambda: cards.versions == 2, "the second page")
    assert cards.labels == [f"Thẻ {CARDS}", "‹ Trang 1"]
    press = lan.press_data(cards, encode(TopicTurned(0, 9)))
    assert await lan.notice(press) == text("telegram.old_button")


async def test_questions_sent_before_the_start_are_answered(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path
) -> None:
    hoa = api.person("Hoa")
    hoa.send("một")
    async with serving(api, answers, tmp_path):
        assert "Về câu: một" in (await hoa.reply()).text


async def test_a_repeated_update_is_answered_once(api: FakeBotApi, lan: Person) -> None:
    lan.send("một")
    (update,) = api.state.updates.pending
    await lan.reply()
    api.state.updates.repeat(update)
    assert "hai" in (await lan.ask("hai")).text
