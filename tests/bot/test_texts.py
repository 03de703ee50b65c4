"""Every sentence a user can read is in one place, and every sentence asked for is there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.answer import AnswerStatus
from bot.texts import keys, text
from knowledge.records import Status

BOT = Path(__file__).parents[2] / "bot"


def asked() -> Iterator[str]:
    """Keys written out in ``text("…")`` anywhere in bot."""
    for file in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "text" and node.args:
                argument = node.args[0]
                if isinstance(argument, ast.Constant):
                    yield str(argument.value)


def test_every_status_has_a_sentence() -> None:
    assert {f"status.{status}" for status in AnswerStatus} <= keys()


@pytest.mark.parametrize("status", [status for status in AnswerStatus if status != AnswerStatus.ANSWERED])
def test_every_status_but_a_plain_answer_says_something(status: AnswerStatus) -> None:
    sentence = text(f"status.{status}", number="1-QĐ/TW", limit=1500)
    assert sentence[0].isupper()
    assert sentence.endswith((".", "?"))


@pytest.mark.parametrize("table", ["document", "chain"])
def test_every_standing_of_a_document_has_words(table: str) -> None:
    assert {f"{table}.{status.replace('-', '_')}" for status in Status} <= keys()


def test_every_sentence_asked_for_is_there() -> None:
    wanted = set(asked())
    assert wanted
    assert wanted - keys() == set()


def test_names_in_braces_are_filled_in() -> None:
    assert text("document.dated", number="208-QĐ/TW", date="26/7/2026") == "208-QĐ/TW ngày 26/7/2026"
    with pytest.raises(KeyError):
        text("document.dated", number="208-QĐ/TW")


def test_an_unknown_key_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        text("status.khong_co")


def test_sentences_are_whole() -> None:
    names = re.findall(r"\{(\w+)\}", (BOT / "texts" / "vi.toml").read_text(encoding="utf-8"))
    for key in keys() - {"status.answered"}:
        sentence = text(key, **dict.fromkeys(names, "x"))
        assert sentence == sentence.strip()
        assert sentence
        assert not {"{", "}", "  "} & {sentence[at : at + size] for at in range(len(sentence)) for size in (1, 2)}
