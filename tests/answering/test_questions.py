"""The development questions as a floor that only rises: how many each file must have right at least."""

from pathlib import Path

import pytest

from bot import evaluation
from bot.answering.assistant import Assistant

QUESTIONS = Path(__file__).resolve().parent.parent / "questions"
FLOORS = {
    "members-a.jsonl": 162,
    "members-b.jsonl": 166,
    "members-c.jsonl": 173,
    "members-d.jsonl": 196,
    "members-e.jsonl": 218,
    "members-f.jsonl": 278,
    "members-g.jsonl": 275,
    "members-h.jsonl": 277,
    "members-i.jsonl": 320,
    "members-j.jsonl": 260,
}


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_no_fewer_answers_are_right(name: str, floor: int, assistant: Assistant) -> None:
    judged = evaluation.evaluate(assistant, evaluation.read_questions(QUESTIONS / name))
    wrong = [one.item["id"] for one in judged if not one.verdict.right]
    assert len(judged) - len(wrong) >= floor, wrong


def test_every_file_of_questions_has_a_floor() -> None:
    assert {file.name for file in QUESTIONS.glob("*.jsonl")} == set(FLOORS)
