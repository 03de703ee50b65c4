"""How much one person may ask: told once to wait, then passed over, while others are served."""

import pytest

from bot.telegram import allowance
from bot.telegram.allowance import BURST, PER_SECOND, Allowance
from bot.texts import text
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.telegram.sample_answers import SampleAnswers


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_purse_fills_with_time() -> None:
    clock = Clock()
    purses = Allowance(clock)
    assert [purses.spend(1) for _ in range(BURST + 1)] == [True] * BURST + [False]
    clock.now = 1 / PER_SECOND + 0.01
    assert [purses.spend(1), purses.spend(1), purses.spend(2)] == [True, False, True]


def test_a_refusal_is_told_once_until_the_next_success() -> None:
    clock = Clock()
    purses = Allowance(clock)
    assert [purses.first_refusal(1), purses.first_refusal(1)] == [True, False]
    assert purses.spend(1)
    assert purses.first_refusal(1)


def test_people_long_silent_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "_PEOPLE", 2)
    purses = Allowance()
    for user in (1, 2, 3):
        purses.spend(user)
    assert len(purses._purses) == 2


def test_no_id_is_kept_and_a_full_purse_is_dropped() -> None:
    clock = Clock()
    purses = Allowance(clock)
    lan = 987_654_321_007
    purses.spend(lan)
    assert str(lan) not in repr(purses._purses)
    assert lan not in purses._purses
    clock.now = BURST / PER_SECOND
    purses.spend(2)
    assert len(purses._purses) == 1


async def test_forgetting_fills_no_purse(lan: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flood does not go on by way of /xoadulieu."""
    monkeypatch.setattr(allowance, "PER_SECOND", 0)
    for _ in range(BURST - 1):
        await lan.ask("một")
    assert (await lan.ask("/xoadulieu")).text == text("telegram.forgotten")
    assert (await lan.ask("một")).text == text("telegram.wait")


async def test_a_flood_of_one_person(
    api: FakeBotApi, lan: Person, answers: SampleAnswers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowance, "PER_SECOND", 0)
    message = await lan.ask("lễ kết nạp")
    for _ in range(BURST + 3):
        lan.send("một")
    press = lan.press(message, "Các bước")
    assert [(await lan.reply()).text == text("telegram.wait") for _ in range(BURST)] == [False] * (BURST - 1) + [True]
    assert "hai" in (await api.person("Hoa").ask("hai")).text
    assert (len(answers.asked), len(lan.chat.messages)) == (BURST + 1, BURST + 1)
    assert api.state.presses[press] is None


async def test_a_press_too_many_is_told_in_a_notice(lan: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    message = await lan.ask("lễ kết nạp")
    monkeypatch.setattr(Allowance, "spend", lambda *_: False)
    assert await lan.notice(lan.press(message, "Các bước")) == text("telegram.wait")


async def test_talk_in_a_group_costs_nothing(api: FakeBotApi, lan: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "PER_SECOND", 0)
    group = api.group()
    for _ in range(BURST + 1):
        lan.send("chào các đồng chí", group)
    assert "một" in (await lan.ask("@SoTayBot một", group)).text
