"""Inline mode: the best five answers with their sources, nothing while busy, nothing for strangers."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.answering.assistant import Assistant
from bot.telegram.inline import BEST
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.telegram.conftest import serving
from tests.telegram.sample_answers import SampleAnswers


@pytest.fixture
async def typing(api: FakeBotApi, assistant: Assistant, tmp_path: Path) -> AsyncIterator[Person]:
    """Somebody who types behind the name of a bot with the real knowledge."""
    async with serving(api, assistant, tmp_path):
        yield api.person("Lan")


async def test_the_best_answers_are_offered_with_their_sources(typing: Person) -> None:
    offered = await typing.type("chuyen sinh hoat dang")
    assert len(offered) == BEST
    assert len({result["id"] for result in offered}) == BEST
    assert "huyển sinh hoạt" in offered[0]["title"]
    assert all("Căn cứ:" in result["input_message_content"]["message_text"] for result in offered)
    assert all(0 < len(result["description"]) <= 160 for result in offered)


async def test_the_same_words_are_searched_once(
    api: FakeBotApi, typing: Person, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await typing.type("đảng phí hưu trí")
    monkeypatch.setattr(Assistant, "ask", None)
    assert await typing.type("Đảng phí  hưu trí") == first
    assert [call.form["cache_time"] for call in api.calls("answerInlineQuery")] == ["300", "300"]


@pytest.mark.parametrize("words", ["", "đả", "cách nấu phở bò ngon", "x" * 256, "\u200b\u202e"])
async def test_nothing_to_offer_is_an_empty_list(typing: Person, words: str) -> None:
    assert await typing.type(words) == []


async def test_while_one_search_runs_nobody_else_starts_one(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path
) -> None:
    async with serving(api, answers, tmp_path):
        lan, hoa = api.person("Lan"), api.person("Hoa")
        slow = asyncio.create_task(lan.type("chậm lắm"))
        await api.sees(lambda: bool(answers.asked))
        assert await hoa.type("lễ kết nạp") == []
        assert api.calls("answerInlineQuery")[-1].form["cache_time"] == "0"
        answers.go.set()
        await slow
    assert [question for question, _ in answers.asked] == ["chậm lắm"]


async def test_strangers_are_offered_nothing(api: FakeBotApi, assistant: Assistant, tmp_path: Path) -> None:
    listed, other = api.person(), api.person()
    async with serving(api, assistant, tmp_path, access="list", members=str(listed.chat.id)):
        assert await other.type("chuyển sinh hoạt đảng") == []
        assert len(await listed.type("chuyển sinh hoạt đảng")) == BEST
    assert [call.form["is_personal"] for call in api.calls("answerInlineQuery")] == ["true", "true"]


async def test_a_query_that_grew_old_is_no_failure(api: FakeBotApi, typing: Person) -> None:
    typing.type_away("chuyển sinh hoạt")
    await api.until(lambda: bool(api.calls("answerInlineQuery")), "an answer to nobody")
    assert api.calls("answerInlineQuery")[-1].refused
    assert len(await typing.type("đảng phí hưu trí")) == BEST
