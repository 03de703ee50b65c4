"""Ask a person: shown first, sent by a second tap, without a name; an officer's reply comes back, marked as one."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot import store_cases
from bot.store import Store
from bot.store_cases import PER_MEMBER
from bot.telegram.officers import LONGEST
from bot.telegram.press_codes import encode
from bot.telegram.presses import AskOfficers, DraftWanted, Step
from bot.telegram.service import Service
from bot.texts import text
from knowledge.cards_file import parse_card
from knowledge.records import Mark
from tests.botapi.chats import Chat, Message
from tests.botapi.faults import BAD_GATEWAY, bad_request
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.telegram.conftest import left_unconfirmed, serving
from tests.telegram.sample_answers import SampleAnswers

ASK, SEND, KEEP = (text(f"telegram_officers.{name}") for name in ("ask", "send", "keep"))
QUESTION = "không rõ: đảng viên Nguyễn <b>đi tàu biển</b> dài ngày đóng đảng phí thế nào?"
ANSWER = "Đóng theo quý tại chi bộ.\nCần đơn gửi chi ủy."


@dataclass
class Scene:
    """The running bot with an officers' group, a member and an officer."""

    api: FakeBotApi
    service: Service
    group: Chat
    lan: Person
    officer: Person
    data: Path

    async def shown(self, question: str = QUESTION) -> Message:
        """What would be sent, after the first tap under a refusal."""
        self.lan.press(await self.lan.ask(question), ASK)
        return await self.lan.reply()

    async def sent(self, question: str = QUESTION) -> Message:
        """The question in the officers' group, after both taps."""
        shown = await self.shown(question)
        self.lan.press(shown, SEND)
        post = await self.officer.reply(self.group)
        await self.lan.sees(lambda: shown.versions == 2, "that it was sent")
        return post

    async def answered(self, post: Message, answer: str = ANSWER) -> tuple[Message, Message]:
        """What the member gets, and what the officer is told."""
        self.officer.answer(post, answer)
        told = await self.officer.reply(self.group)
        return await self.lan.reply(), told


@pytest.fixture
async def scene(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path, way: dict[str, object]
) -> AsyncIterator[Scene]:
    lan, officer, group = api.person("Lan Nguyễn Thị"), api.person("Cán bộ"), api.group("Cán bộ đảng ủy")
    async with serving(api, answers, tmp_path, officers_chat=group.id, **way) as service:
        yield Scene(api, service, group, lan, officer, tmp_path)


async def test_a_refusal_offers_a_person_and_an_answer_does_not(scene: Scene) -> None:
    assert (await scene.lan.ask("không rõ")).labels == [ASK]
    assert (await scene.lan.ask("thời tiết")).labels == [ASK]
    assert ASK not in (await scene.lan.ask("lễ kết nạp")).labels


async def test_without_a_group_nobody_is_offered(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    lan = api.person("Lan")
    async with serving(api, answers, tmp_path):
        refusal = await lan.ask("không rõ")
        assert (refusal.labels, refusal.reply_to) == ([], 0)
        for press in (AskOfficers(Step.SHOW), AskOfficers(Step.SEND), AskOfficers(Step.KEEP), DraftWanted(1)):
            assert await lan.notice(lan.press_data(refusal, encode(press))) == text("telegram.old_button")


async def test_nothing_is_sent_before_the_second_tap(scene: Scene) -> None:
    shown = await scene.shown()
    before, after = text("telegram_officers.before"), text("telegram_officers.shown")
    assert shown.text == f"{before}\n\n{after}\n{QUESTION}"
    assert shown.labels == [SEND, KEEP]
    scene.lan.press(shown, KEEP)
    await scene.lan.sees(lambda: shown.versions == 2, "that nothing is sent")
    assert (shown.text, shown.labels, scene.group.messages) == (text("telegram_officers.kept"), [], [])
    assert await scene.service.ledger.do(store_cases.cases_of, scene.lan.chat.id) == []


async def test_the_group_sees_what_was_shown_and_not_who_asked(scene: Scene) -> None:
    post = await scene.sent()
    assert post.text == f"{text('telegram_officers.post', number=1)}\n\n{QUESTION}"
    assert "Lan Nguyễn" not in post.text
    assert [call.form for call in scene.api.calls("sendMessage") if str(scene.lan.chat.id) in call.form["text"]] == []
    sent = scene.lan.chat.messages[-1]
    assert sent.labels == []
    assert QUESTION in sent.text


async def test_an_officers_reply_comes_back_marked_as_one(scene: Scene) -> None:
    got, told = await scene.answered(await scene.sent())
    assert got.text == f"{text('telegram_officers.answer', number=1)}\n\n{ANSWER}"
    assert got.reply_to == scene.lan.chat.messages[-2].id
    assert "Cán bộ đảng" not in got.text
    assert told.text == text("telegram_officers.reached")
    assert told.labels == [text("telegram_officers.draft")]


async def test_a_second_reply_adds_to_the_first(scene: Scene) -> None:
    post = await scene.sent()
    await scene.answered(post)
    got, _ = await scene.answered(post, "Thêm: xem mẫu đơn.")
    assert got.text == f"{text('telegram_officers.more', number=1)}\n\nThêm: xem mẫu đơn."


async def test_the_member_may_ask_more_in_their_own_words(scene: Scene) -> None:
    got, _ = await scene.answered(await scene.sent())
    scene.lan.press(got, ASK)
    asked = await scene.lan.reply()
    assert asked.text == text("telegram_officers.write")
    scene.lan.answer(asked, "Đơn viết\n thế nào?")
    shown = await scene.lan.reply()
    scene.lan.answer(shown, "Đơn ấy viết thế nào?")
    again = await scene.lan.reply()
    assert again.text.endswith(f"{text('telegram_officers.shown')}\nĐơn ấy viết thế nào?")
    scene.lan.press(again, SEND)
    assert "Đơn ấy viết thế nào?" in (await scene.officer.reply(scene.group)).text


async def test_a_reply_to_any_other_message_is_a_question(scene: Scene, answers: SampleAnswers) -> None:
    scene.lan.answer(await scene.lan.ask("một"), "còn hồ sơ?")
    assert "còn hồ sơ?" in (await scene.lan.reply()).text
    assert answers.asked[-1] == ("còn hồ sơ?", ("một",))


async def test_a_thumb_down_offers_a_person_for_the_same_question(scene: Scene) -> None:
    scene.lan.press(await scene.lan.ask("lễ kết nạp ở xa"), "👎")
    reasons = await scene.lan.reply()
    assert reasons.labels[-1] == ASK
    scene.lan.press(reasons, text("telegram_reasons.wrong"))
    await scene.lan.sees(lambda: reasons.versions == 2, "thanks for the reason")
    assert reasons.labels == [ASK]
    scene.lan.press(reasons, ASK)
    assert (await scene.lan.reply()).text.endswith("\nlễ kết nạp ở xa")


async def test_a_command_is_sent_without_its_name(scene: Scene) -> None:
    assert (await scene.shown("/hoi không rõ điều gì")).text.endswith("\nkhông rõ điều gì")


async def test_a_pressed_suggestion_is_to_be_written(scene: Scene) -> None:
    scene.lan.press(await scene.lan.ask("một"), "Câu 1")
    scene.lan.press(await scene.lan.reply(), "👎")
    scene.lan.press(await scene.lan.reply(), ASK)
    assert (await scene.lan.reply()).text == text("telegram_officers.write")


async def test_a_deleted_question_is_to_be_written_again(scene: Scene) -> None:
    refusal = await scene.lan.ask(QUESTION)
    scene.lan.chat.ids.discard(refusal.reply_to)
    scene.lan.press(refusal, ASK)
    assert (await scene.lan.reply()).text == text("telegram_officers.write")


async def test_two_taps_send_once(scene: Scene) -> None:
    shown = await scene.shown()
    presses = [scene.lan.press(shown, SEND), scene.lan.press_data(shown, encode(AskOfficers(Step.SEND)))]
    assert [await scene.lan.notice(press) for press in presses] == ["", ""]
    assert len(scene.group.messages) == 1


async def test_what_was_sent_is_not_said_to_be_kept_back(scene: Scene) -> None:
    shown = await scene.shown()
    sent, kept = scene.lan.press(shown, SEND), scene.lan.press(shown, KEEP)
    assert [await scene.lan.notice(press) for press in (sent, kept)] == ["", text("telegram.old_button")]
    assert "số 1" in shown.text


async def test_a_day_has_its_number_of_cases(scene: Scene) -> None:
    for number in range(PER_MEMBER):
        await scene.sent(f"không rõ {number}")
    shown = await scene.shown("không rõ nữa")
    scene.lan.press(shown, SEND)
    assert (await scene.lan.reply()).text == text("telegram_officers.too_many", limit=PER_MEMBER)
    assert len(scene.group.messages) == PER_MEMBER
    tomorrow = date.today() + timedelta(days=1)
    scene.service.ledger.today = lambda: tomorrow
    scene.lan.press(shown, SEND)
    await scene.lan.sees(lambda: len(scene.group.messages) > PER_MEMBER, "the question of the next day")


@pytest.mark.parametrize("character", ["x", "'", "<", "😀"])
async def test_the_longest_question_is_shown_and_sent_in_one_message(scene: Scene, character: str) -> None:
    question = ("không rõ " + character * LONGEST)[:LONGEST]
    post = await scene.sent(question)
    assert post.text.endswith(f"\n\n{question}")
    assert len(scene.group.messages) == 1


async def test_too_long_a_question_is_told(scene: Scene) -> None:
    refusal = await scene.lan.ask("không rõ " + "x" * LONGEST)
    scene.lan.press(refusal, ASK)
    assert (await scene.lan.reply()).text == text("telegram_officers.too_long", limit=LONGEST)


@pytest.mark.parametrize("fault", [bad_request("chat not found"), bad_request("not enough rights")])
async def test_a_group_that_cannot_be_written_to_is_told_and_tried_again(scene: Scene, fault: Exception) -> None:
    shown = await scene.shown()
    scene.api.fail("sendMessage", fault)
    scene.lan.press(shown, SEND)
    assert (await scene.lan.reply()).text == text("telegram_officers.not_sent")
    scene.lan.press(shown, SEND)
    assert "số 1 " in (await scene.officer.reply(scene.group)).text


async def test_a_bad_moment_of_the_network_sends_once(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.delivery._WAITS", (0.0,))
    shown = await scene.shown()
    scene.api.fail("sendMessage", BAD_GATEWAY)
    scene.lan.press(shown, SEND)
    await scene.officer.reply(scene.group)
    await scene.lan.sees(lambda: shown.versions == 2, "that it was sent")
    assert len(scene.group.messages) == 1


async def test_a_member_who_blocked_us_is_told_to_the_officer(scene: Scene) -> None:
    post = await scene.sent()
    scene.lan.chat.reachable = False
    scene.officer.answer(post, ANSWER)
    told = await scene.officer.reply(scene.group)
    assert (told.text, told.labels) == (text("telegram_officers.blocked"), [])


async def test_the_answer_finds_a_member_who_deleted_the_question(scene: Scene) -> None:
    post = await scene.sent()
    scene.lan.chat.ids.discard(scene.lan.chat.messages[-1].id)
    got, _ = await scene.answered(post)
    assert (got.reply_to, ANSWER in got.text) == (0, True)


async def test_after_forgetting_the_group_sees_no_question_and_a_reply_goes_nowhere(scene: Scene) -> None:
    post = await scene.sent()
    assert (await scene.lan.ask("/xoadulieu")).text == text("telegram.forgotten")
    await scene.lan.sees(lambda: post.versions == 2, "the question withdrawn")
    assert post.text == text("telegram_officers.withdrawn", number=1)
    before = len(scene.lan.chat.messages)
    scene.officer.answer(post, ANSWER)
    assert (await scene.officer.reply(scene.group)).text == text("telegram_officers.gone")
    assert len(scene.lan.chat.messages) == before


async def test_a_case_ends_with_its_retention_and_its_number_is_not_used_again(scene: Scene) -> None:
    post = await scene.sent()
    today = date.today()
    scene.service.ledger.today = lambda: today + timedelta(days=31)
    await scene.service.ledger.tidy()
    scene.officer.answer(post, ANSWER)
    assert (await scene.officer.reply(scene.group)).text == text("telegram_officers.gone")
    assert "số 2 " in (await scene.sent()).text


async def test_a_message_that_bears_the_number_of_a_question_is_not_taken_for_it(
    scene: Scene, answers: SampleAnswers
) -> None:
    """As after a change of the group: each numbers its messages anew."""
    await scene.sent()
    other = await scene.officer.ask("@SoTayBot một", scene.group)
    await scene.service.ledger.do(store_cases.set_post, 1, other.id)
    scene.officer.answer(other, "còn hồ sơ?")
    assert "còn hồ sơ?" in (await scene.officer.reply(scene.group)).text
    assert answers.asked[-1][0] == "còn hồ sơ?"


async def test_words_that_show_nothing_are_asked_for_again(scene: Scene) -> None:
    got, _ = await scene.answered(await scene.sent())
    scene.lan.press(got, ASK)
    scene.lan.answer(await scene.lan.reply(), "\u200b\n ")
    assert (await scene.lan.reply()).text == text("telegram_officers.write")


async def test_what_is_no_text_is_told(scene: Scene) -> None:
    scene.officer.answer(await scene.sent(), photo=[{"file_id": "f", "file_unique_id": "f", "width": 1, "height": 1}])
    assert (await scene.officer.reply(scene.group)).text == text("telegram_officers.only_text")


async def test_an_edited_reply_is_told_and_not_sent_again(scene: Scene) -> None:
    post = await scene.sent()
    answer = scene.officer.answer(post, ANSWER)
    await scene.lan.reply()
    await scene.officer.reply(scene.group)
    scene.officer.edit(answer, "Đóng theo tháng.")
    assert (await scene.officer.reply(scene.group)).text == text("telegram_officers.edited")
    assert "tháng" not in scene.lan.chat.messages[-1].text


async def test_talk_of_the_officers_is_left_alone_and_a_mention_is_answered(
    scene: Scene, answers: SampleAnswers
) -> None:
    await scene.sent()
    asked = len(answers.asked)
    talk = scene.officer.send("ai trả lời câu này?", scene.group)
    scene.officer.edit(talk, "ai trả lời giúp câu này?")
    scene.officer.send("để tôi", scene.group, reply_to_message=talk)
    assert "một" in (await scene.officer.ask("@SoTayBot một", scene.group)).text
    assert [question for question, _ in answers.asked[asked:]] == ["một"]


async def test_strangers_and_forwarded_questions_reach_nobody(scene: Scene, answers: SampleAnswers) -> None:
    """Outside the officers' group a reply, even to a copy of the question, is an ordinary message."""
    post = await scene.sent()
    stranger, elsewhere = scene.api.person("Lạ"), scene.api.group("Nhóm khác")
    copy = stranger.send(post.text, forward_origin={"type": "hidden_user", "date": 1, "sender_user_name": "x"})
    await stranger.reply()
    stranger.send("@SoTayBot trả lời giả", elsewhere, reply_to_message=copy)
    await stranger.reply(elsewhere)
    bot_ = scene.api.person("Bot khác", is_bot=True)
    bot_.answer(post, "lời của bot khác")
    scene.lan.send("cuối")
    assert "cuối" in (await scene.lan.reply()).text
    assert [m.text for m in scene.lan.chat.messages if "giả" in m.text or "bot khác" in m.text] == []


async def test_officers_need_no_access_of_their_own(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    lan, officer, group = api.person("Lan"), api.person("Cán bộ"), api.group()
    given = {"access": "list", "members": str(lan.chat.id), "officers_chat": group.id}
    async with serving(api, answers, tmp_path, **given) as service:
        scene = Scene(api, service, group, lan, officer, tmp_path)
        got, told = await scene.answered(await scene.sent())
        assert ANSWER in got.text
        officer.press(told, text("telegram_officers.draft"))
        await officer.sees(lambda: told.versions == 2, "the draft")
        assert (await officer.ask("một")).text == text("telegram.needs_listing")


async def test_an_answer_becomes_a_draft_card_once(scene: Scene) -> None:
    _, told = await scene.answered(await scene.sent())
    scene.officer.press(told, text("telegram_officers.draft"))
    await scene.officer.sees(lambda: told.versions == 2, "the draft")
    assert (told.text, told.labels) == (text("telegram_officers.drafted", name="cau-hoi-1.md"), [])
    (file,) = (scene.data / "drafts").iterdir()
    card = parse_card(file.read_text(encoding="utf-8"), file.name)
    assert (card.id, card.questions) == ("cau-hoi-1", (QUESTION,))
    assert [line.text for line in card.lines] == ANSWER.splitlines()
    assert {line.mark for line in card.lines} == {Mark.NEEDS_CHECK}
    assert file.stat().st_mode & 0o077 == 0
    scene.officer.press_data(told, encode(DraftWanted(1)))
    await scene.officer.sees(lambda: told.versions == 3, "that there is one")
    assert told.text == text("telegram_officers.drafted_before")


async def test_only_an_answered_case_becomes_a_draft_and_only_in_the_group(scene: Scene) -> None:
    post = await scene.sent()
    for person, message, number in ((scene.officer, post, 1), (scene.officer, post, 9), (scene.lan, None, 1)):
        shown = message or person.chat.messages[-1]
        press = person.press_data(shown, encode(DraftWanted(number)))
        assert await person.notice(press) == text("telegram.old_button")
    assert not (scene.data / "drafts").exists()


async def test_a_case_outlives_a_restart(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    lan, officer, group = api.person("Lan"), api.person("Cán bộ"), api.group()
    async with serving(api, answers, tmp_path, officers_chat=group.id) as service:
        post = await Scene(api, service, group, lan, officer, tmp_path).sent()
    async with serving(api, answers, tmp_path, officers_chat=group.id) as service:
        got, _ = await Scene(api, service, group, lan, officer, tmp_path).answered(post)
    assert ANSWER in got.text


async def test_an_answer_that_may_be_lost_in_a_crash_is_brought_by_button(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path
) -> None:
    lan, officer, group = api.person("Lan"), api.person("Cán bộ"), api.group()
    async with serving(api, answers, tmp_path, officers_chat=group.id) as service:
        post = await Scene(api, service, group, lan, officer, tmp_path).sent()
    answer = officer.answer(post, ANSWER)
    store = Store(tmp_path)
    store_cases.set_answer(store, 1, answer["message_id"], ANSWER)
    store.close()
    left_unconfirmed(api, answer, tmp_path)
    before = len(lan.chat.messages)
    async with serving(api, answers, tmp_path, officers_chat=group.id):
        note = await officer.reply(group)
        assert (note.text, note.reply_to) == (text("telegram.unconfirmed"), answer["message_id"])
        officer.press(note, text("telegram.again"))
        assert (await officer.reply(group)).text == text("telegram_officers.reached")
    assert [ANSWER in message.text for message in lan.chat.messages[before:]] == [True]


def test_texts_of_a_case_begin_alike() -> None:
    """A reply to a question that we no longer have is recognised by its first words."""
    for name in ("post", "withdrawn"):
        assert text(f"telegram_officers.{name}", number=1).startswith(text("telegram_officers.head"))
