"""What members tell: province, thumbs and reasons, words of their own, consent."""

from pathlib import Path

import pytest

from bot import store_people, store_voices
from bot.telegram.members import REASONS, province_named, provinces
from bot.telegram.press_codes import encode
from bot.telegram.presses import ProvinceChosen, Reason
from bot.telegram.service import Service
from bot.texts import text
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.telegram.conftest import serving
from tests.telegram.sample_answers import CARD, SampleAnswers


async def counted(service: Service, kind: str) -> list[store_voices.Count]:
    return await service.ledger.do(store_voices.feedback_counts, kind, service.ledger.today())


async def test_the_province_goes_along_with_every_question(lan: Person, answers: SampleAnswers) -> None:
    assert (await lan.ask("/diaphuong lao cai")).text == text("telegram.province_set", name="Lào Cai")
    await lan.ask("một")
    assert answers.localities[-1] == "Lào Cai"


async def test_the_province_is_chosen_and_forgotten_by_button(lan: Person, answers: SampleAnswers) -> None:
    shown = await lan.ask("/diaphuong")
    assert text("telegram.province_none") in shown.text
    assert shown.labels == [*provinces(), text("telegram.province_forget")]
    for label, name in (("TP. Hồ Chí Minh", "TP. Hồ Chí Minh"), (text("telegram.province_forget"), "")):
        before = shown.versions
        lan.press_data(shown, encode(ProvinceChosen(provinces().index(label) + 1 if name else 0)))
        await lan.sees(lambda before=before: shown.versions > before, "the choice")
        await lan.ask("một")
        assert answers.localities[-1] == name


async def test_an_unknown_province_is_asked_again(lan: Person) -> None:
    shown = await lan.ask("/diaphuong Atlantis")
    assert "Atlantis" in shown.text
    assert shown.rows
    assert await lan.notice(lan.press_data(shown, encode(ProvinceChosen(99)))) == text("telegram.old_button")


async def test_only_its_admins_set_the_province_of_a_group(
    api: FakeBotApi, lan: Person, answers: SampleAnswers
) -> None:
    group = api.group()
    assert (await lan.ask("/diaphuong Nghệ An", group)).text == text("telegram.province_admins")
    group.admins.add(lan.chat.id)
    assert (await lan.ask("/diaphuong Nghệ An", group)).text == text("telegram.province_set", name="Nghệ An")
    api.person("Hoa").send("@SoTayBot một", group)
    await lan.reply(group)
    assert answers.localities[-1] == "Nghệ An"
    lan.send("một")
    await lan.reply()
    assert answers.localities[-1] == ""


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Tỉnh Lào Cai", "Lào Cai"),
        ("TP HCM", "TP. Hồ Chí Minh"),
        ("sai gon", "TP. Hồ Chí Minh"),
        ("thành phố đà nẵng", "Đà Nẵng"),
        ("Hà Nội ", "Hà Nội"),
        ("hà", ""),
    ],
)
def test_provinces_as_people_write_them(written: str, name: str) -> None:
    assert province_named(written) == name


async def test_thumbs_and_reasons_are_counted_by_card(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    async with serving(api, answers, tmp_path) as service:
        lan = api.person("Lan")
        message = await lan.ask("lễ kết nạp")
        assert await lan.notice(lan.press(message, "👍")) == text("telegram.thanks")
        assert await counted(service, store_voices.UP) == [(CARD, 1)]
        lan.press(message, "👎")
        asked = await lan.reply()
        assert asked.labels == [text(f"telegram_reasons.{name}") for name in REASONS]
        lan.press(asked, text("telegram_reasons.outdated"))
        await lan.sees(lambda: asked.versions == 2, "thanks for the reason")
        assert await counted(service, store_voices.UP) == []
        assert await counted(service, store_voices.DOWN) == [(CARD, 1)]
        assert message.versions == 1
        assert await lan.notice(lan.press_data(asked, encode(Reason(99, CARD)))) == text("telegram.old_button")


async def test_words_of_ones_own_are_kept(api: FakeBotApi, answers: SampleAnswers, tmp_path: Path) -> None:
    async with serving(api, answers, tmp_path) as service:
        lan = api.person("Lan")
        assert (await lan.ask("/gopy")).text == text("telegram.which_words")
        assert (await lan.ask("/gopy nên có ví dụ")).text == text("telegram.words_kept", days=30)
        assert await service.ledger.do(store_voices.feedback_words, 9) == ["nên có ví dụ"]


async def test_consent_is_given_and_taken_back_by_button(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path
) -> None:
    async with serving(api, answers, tmp_path) as service:
        lan = api.person("Lan")
        welcome = await lan.ask("/start")
        assert not await service.ledger.do(store_people.consented, lan.chat.id)
        for label, given in (("consent_yes", True), ("consent_no", False)):
            lan.press(welcome, text(f"telegram.{label}"))
            assert (await lan.reply()).text == text(f"telegram.consent_{'given' if given else 'refused'}")
            assert await service.ledger.do(store_people.consented, lan.chat.id) is given


async def test_a_group_is_not_asked_for_consent(api: FakeBotApi, lan: Person) -> None:
    assert (await lan.ask("/start", api.group())).rows == []
