"""/dieu over a real library: the clause word for word, its neighbours, its pages, and what cannot be opened."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.telegram.press_codes import encode
from bot.telegram.presses import Reading
from bot.telegram.reading import labels
from bot.texts import text
from knowledge.library import Library
from tests.botapi.chats import Message
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.knowledge.papers import LETTERHEAD, SIGNATURES
from tests.telegram.conftest import serving
from tests.telegram.sample_answers import SampleAnswers

LONG = "Câu rất dài về trách nhiệm của bí thư chi bộ. " * 150
BODY = f"""1. Điều kiện họp
1.1. Về thời gian.
a) Chi bộ họp mỗi tháng một lần vào ngày đầu của tháng.
b) Chi bộ họp bất thường khi cần.
1.2. Về thành phần.
2. Trách nhiệm
{LONG}"""


@pytest.fixture
async def reader(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path, way: dict[str, object]
) -> AsyncIterator[Person]:
    """Somebody whose bot has one document in its library."""
    file = tmp_path / "quy-dinh.txt"
    file.write_text("\n".join((LETTERHEAD, BODY, SIGNATURES)), encoding="utf-8")
    Library(tmp_path / "data" / "library").add(file)
    async with serving(api, answers, tmp_path / "data", **way):
        yield api.person("Lan")


async def turned(reader: Person, message: Message, label: str) -> None:
    before = message.versions
    reader.press(message, label)
    await reader.sees(lambda: message.versions > before, "another clause")


async def test_a_clause_is_shown_word_for_word_with_all_under_it(reader: Person) -> None:
    shown = await reader.ask("/dieu 15-QĐ/TU 1.1")
    assert shown.styled("bold") == ["15-QĐ/TU ngày 5/3/2026 – chưa xác nhận hiệu lực"]
    assert "1.1. Về thời gian." in shown.text
    assert "b) Chi bộ họp bất thường khi cần." in shown.text
    assert "1.2." not in shown.text


async def test_neighbours_are_turned_to_in_place(reader: Person) -> None:
    shown = await reader.ask("/dieu 15-qđ/tu mục 1.1")
    await turned(reader, shown, text("telegram.clause_after"))
    assert "1.2. Về thành phần." in shown.text
    await turned(reader, shown, text("telegram.clause_before"))
    assert "1.1. Về thời gian." in shown.text
    assert len(reader.chat.messages) == 1


async def test_a_long_clause_has_pages(reader: Person) -> None:
    shown = await reader.ask("/dieu 15-QĐ/TU 2")
    first = shown.text
    await turned(reader, shown, "Trang 2 ›")
    assert shown.text != first
    await turned(reader, shown, "‹ Trang 1")
    assert shown.text == first


@pytest.mark.parametrize("words", ["1.1 b", "điểm b mục 1.1", "khoản 1.1, điểm b"])
async def test_a_point_is_found_however_it_is_written(reader: Person, words: str) -> None:
    shown = await reader.ask(f"/dieu 15-QĐ/TU {words}")
    assert "b) Chi bộ họp bất thường khi cần." in shown.text
    assert "a)" not in shown.text


async def test_without_a_clause_the_document_opens_at_its_beginning(reader: Person) -> None:
    assert "15-QĐ/TU" in (await reader.ask("/dieu 15-QĐ/TU")).text


async def test_what_cannot_be_opened_is_told(reader: Person) -> None:
    assert (await reader.ask("/dieu")).text == text("telegram.which_clause")
    assert "chưa có toàn văn" in (await reader.ask("/dieu 208-QĐ/TW 6.3")).text
    assert "không thấy điều khoản" in (await reader.ask("/dieu 15-QĐ/TU 99")).text


@pytest.mark.parametrize(
    "reading", [Reading("qd-1-qd-tw-2020", 0), Reading("qd-15-qd-tu-2026", 9_999), Reading("qd-15-qd-tu-2026", 0, 99)]
)
async def test_buttons_that_lead_nowhere_are_old(reader: Person, reading: Reading) -> None:
    shown = await reader.ask("/dieu 15-QĐ/TU 1.1")
    assert await reader.notice(reader.press_data(shown, encode(reading))) == text("telegram.old_button")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("208-QĐ/TW 6.3", ["6.3"]),
        ("208-QĐ/TW khoản 3 Điều 6", ["6", "3"]),
        ("Điều 6 khoản 3 điểm đ của 208-QĐ/TW", ["6", "3", "d"]),
        ("3.5.1 b", ["3.5.1", "b"]),
        ("Điều 12", ["12"]),
        ("", []),
    ],
)
def test_labels_are_read_from_outer_to_inner(words: str, found: list[str]) -> None:
    assert labels(words) == found
