"""Tables: read from the words of cards, sent as rich messages, and as lines where the server knows none."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.answering.answer import Answer, AnswerLine, AnswerStatus, Cited
from bot.answering.assistant import Assistant
from bot.answering.base import Base
from bot.answering.tables import tables
from bot.telegram.press_codes import encode
from bot.telegram.presses import Tabled
from bot.telegram.rich import plain_pages, rich_html
from bot.texts import text
from knowledge.records import Mark, Slot
from tests.botapi.faults import Dropped, bad_request
from tests.botapi.people import Person
from tests.botapi.rich import shown_rich
from tests.botapi.server import FakeBotApi
from tests.telegram.conftest import serving
from tests.telegram.sample_answers import RULE

FRAME, LEVELS, REGIONS = "cham-diem-bay-nhom-tieu-chi", "cham-diem-bon-muc-xep-loai", "dang-phi-luong-toi-thieu-vung"
QUESTION = "Chấm điểm sinh hoạt chi bộ theo những tiêu chí nào?"
SHOW = text("telegram.show_table")


def line(words: str, slot: Slot = Slot.SHORT, mark: Mark = Mark.NONE) -> AnswerLine:
    return AnswerLine(words, (Cited(RULE, "4"),), slot, mark)


@pytest.fixture
async def lan(api: FakeBotApi, assistant: Assistant, tmp_path: Path, way: dict[str, object]) -> AsyncIterator[Person]:
    """Somebody in a chat with a bot over the real knowledge."""
    async with serving(api, assistant, tmp_path, **way):
        yield api.person("Lan")


def test_the_scoring_frame_is_a_table_whose_points_add_up(assistant: Assistant) -> None:
    (table,) = tables(assistant.card(FRAME).lines)
    assert len(table.rows) == 7
    assert ("tổ chức sinh hoạt", "40") in table.rows
    assert sum(int(points) for _, points in table.rows) == 100


def test_levels_keep_their_bounds(assistant: Assistant) -> None:
    (table,) = tables(assistant.card(LEVELS).lines)
    assert table.rows == (
        ("tốt", "từ 90"),
        ("khá", "từ 70 đến dưới 90"),
        ("trung bình", "từ 50 đến dưới 70"),
        ("kém", "dưới 50"),
    )


def test_lines_that_differ_in_figures_stand_side_by_side(assistant: Assistant) -> None:
    card = assistant.card(REGIONS)
    (table,) = tables([*card.lines, *card.details])
    assert table.header[1:] == ("lương tối thiểu (đồng một tháng)", "mức 0,3% (đồng)", "mức 0,2% (đồng)")
    assert table.rows[3] == ("IV", "3.700.000", "11.100", "7.400")


@pytest.mark.parametrize(
    "words",
    [
        "Chuẩn bị tối đa 10 điểm: nội dung 3; thông báo 1; biên bản 2.",
        "Hồ sơ gồm: đơn; lý lịch; giấy giới thiệu.",
        "Điều kiện của chi bộ: hợp đồng từ 12 tháng; làm từ 5 buổi; đóng từ 6 tháng.",
        "Có 3 mức: tốt từ 90; khá; kém dưới 50.",
        "Hai mức: tốt từ 90; kém dưới 50.",
        "",
    ],
)
def test_what_cannot_be_proved_is_no_table(words: str) -> None:
    assert tables([line(words)]) == []


def test_quotations_and_asides_stay_sentences() -> None:
    words = "Tổng 10 điểm: một 3; hai 3; ba 4."
    cited = (Cited(RULE),)
    assert len(tables([AnswerLine(words, cited)])) == 1
    assert tables([AnswerLine(words, cited, quoted=True), AnswerLine(words, cited, aside=True)]) == []


def test_every_table_of_the_knowledge_is_taken_by_telegram_in_both_forms(base: Base, assistant: Assistant) -> None:
    found = 0
    for id_ in base.cards:
        answer = assistant.card(id_)
        if shown := tables([*answer.lines, *answer.details]):
            found += len(shown)
            read = shown_rich({"html": rich_html(shown, answer)})
            plain = "\n".join(plain_pages(shown, answer))
            assert [cell for table in shown for row in table.rows for cell in row if cell not in read] == []
            assert "Căn cứ:" in read
            assert "Căn cứ:" in plain
    assert found >= 8


def test_markup_in_a_card_is_text_and_warnings_go_along() -> None:
    answer = Answer(
        AnswerStatus.ANSWERED, lines=(line("Tổng 6 điểm: <b>lễ</b> x 1; a & b 2; ba 3.", mark=Mark.NEEDS_CHECK),)
    )
    shown = shown_rich({"html": rich_html(tables(answer.lines), answer)})
    assert "<b>lễ</b> x | 1" in shown
    assert "a & b | 2" in shown
    assert text("answer.check") in shown


async def test_a_table_is_opened_below_as_a_rich_message(api: FakeBotApi, lan: Person) -> None:
    answer = await lan.ask(QUESTION)
    lan.press(answer, SHOW)
    table = await lan.reply()
    assert table.rich
    assert "tổ chức sinh hoạt | 40" in table.text
    assert answer.versions == 1


async def test_an_older_server_gets_lines_and_is_asked_once(api: FakeBotApi, lan: Person) -> None:
    api.state.knows_rich_messages = False
    answer = await lan.ask(QUESTION)
    for _ in range(2):
        lan.press(answer, SHOW)
        table = await lan.reply()
        assert (table.rich, "– tổ chức sinh hoạt: 40" in table.text) == (False, True)
    assert len(api.calls("sendRichMessage")) == 1


async def test_a_refused_table_comes_as_lines_and_the_next_is_tried(api: FakeBotApi, lan: Person) -> None:
    api.fail("sendRichMessage", bad_request("RICH_MESSAGE_INVALID"))
    answer = await lan.ask(QUESTION)
    lan.press(answer, SHOW)
    assert not (await lan.reply()).rich
    lan.press(answer, SHOW)
    assert (await lan.reply()).rich


async def test_a_line_lost_after_the_request_shows_no_second_table(api: FakeBotApi, lan: Person) -> None:
    api.fail("sendRichMessage", Dropped(accepted=True))
    answer = await lan.ask(QUESTION)
    press = lan.press(answer, SHOW)
    assert (await lan.reply()).rich
    assert await lan.notice(press) == ""
    assert len(lan.chat.messages) == 2


async def test_in_a_group_the_table_replies_to_the_answer(api: FakeBotApi, lan: Person) -> None:
    group = api.group()
    answer = await lan.ask(f"@SoTayBot {QUESTION}", group)
    lan.press(answer, SHOW)
    assert (await lan.reply(group)).reply_to == answer.id


async def test_a_card_without_a_table_has_no_button_and_a_forged_press_is_told(lan: Person) -> None:
    answer = await lan.ask("Bao lâu phải làm lễ kết nạp?")
    assert SHOW not in answer.labels
    for card in ("le-ket-nap", "khong-co"):
        assert await lan.notice(lan.press_data(answer, encode(Tabled(card)))) == text("telegram.old_button")
