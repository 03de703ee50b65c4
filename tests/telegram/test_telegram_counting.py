"""Calculators and the calendar in the chat: by message, by command, by buttons."""

from pathlib import Path

import pytest

from bot.calculators.calculator import Kind
from bot.texts import text
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.telegram.conftest import serving
from tests.telegram.sample_answers import SampleAnswers


async def test_a_message_that_begins_so_is_calculated(lan: Person, answers: SampleAnswers) -> None:
    shown = await lan.ask("tính đảng phí lương 8.500.000")
    assert "= 85.000 đồng đảng phí một tháng." in shown.styled("bold")[0]
    assert "[1] 01-QĐ/TW" in shown.text
    assert answers.asked == []


async def test_without_figures_it_is_a_question(lan: Person, answers: SampleAnswers) -> None:
    await lan.ask("tính tuổi đảng từ ngày nào")
    assert answers.asked[-1][0] == "tính tuổi đảng từ ngày nào"


async def test_the_form_leads_to_every_calculator(lan: Person) -> None:
    form = await lan.ask("/tinh")
    assert form.labels == [text(f"telegram_calculators.{kind}") for kind in Kind]
    for kind in Kind:
        lan.press(form, text(f"telegram_calculators.{kind}"))
        assert text(f"calculator.{kind}_needs").partition(":")[0] in (await lan.reply()).text


@pytest.mark.parametrize(
    ("kind", "written", "result"),
    [
        (Kind.PROBATION, "20/2/2026", "20/2/2027"),
        (Kind.AGE, "3/2/1998", "Huy hiệu kế tiếp"),
        (Kind.DUES, "8,5 triệu", "= 85.000 đồng"),
        (Kind.DUES, "lương hưu 6 triệu", "= 30.000 đồng"),
        (Kind.MEETING, "85", "85 điểm: buổi sinh hoạt xếp loại khá."),
        (Kind.YEARLY, "92 điểm", "hoàn thành xuất sắc"),
        (Kind.VOTES, "15 người 8 phiếu", "Được 8 là đủ."),
    ],
)
async def test_a_form_is_filled_in_with_figures_alone(lan: Person, kind: Kind, written: str, result: str) -> None:
    lan.press(await lan.ask("/tinh"), text(f"telegram_calculators.{kind}"))
    lan.answer(await lan.reply(), written)
    assert result in (await lan.reply()).text


async def test_a_reply_to_a_form_that_is_a_question_is_answered_as_one(lan: Person, answers: SampleAnswers) -> None:
    lan.press(await lan.ask("/tinh"), text("telegram_calculators.probation"))
    lan.answer(await lan.reply(), "đảng phí đóng ở đâu")
    await lan.reply()
    assert answers.asked[-1][0] == "đảng phí đóng ở đâu"


async def test_dues_by_region_need_no_writing(lan: Person) -> None:
    lan.press(await lan.ask("/tinh"), text("telegram_calculators.dues"))
    regions = await lan.reply()
    lan.press(regions, text("telegram_calculators.region_retired", region="IV"))
    assert "7.400 đồng" in (await lan.reply()).text
    lan.press(regions, text("telegram_calculators.student"))
    assert "5.000 đồng" in (await lan.reply()).text


async def test_in_a_group_too(api: FakeBotApi, lan: Person) -> None:
    assert "từ 8 người" in (await lan.ask("/tinh biểu quyết 15 người", api.group())).text


async def test_the_duties_of_the_month_are_cited(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    async with serving(api, answers, tmp_path) as service:
        shown = await api.person("Lan").ask("/homnay")
    today = service.ledger.today()
    assert text("calculator.duties", month=today.month, year=today.year) in shown.text
    assert "Ngày 3 hằng tháng là ngày sinh hoạt chi bộ" in shown.text
    assert "Căn cứ:" in shown.text
