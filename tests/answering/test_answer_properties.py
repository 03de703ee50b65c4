"""What no answer may ever break, whatever is asked: over the whole bundled knowledge."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.answering.answer import Answer, AnswerLine, AnswerStatus
from bot.answering.assistant import Assistant
from bot.answering.base import Base
from bot.answering.clean import LONGEST_QUESTION
from bot.contract import as_row
from bot.terminal import plain
from knowledge.records import Document, Mark, Slot

SCREEN = 900
_WORDS = """
kết nạp|đảng viên|dự bị|chuyển sinh hoạt đảng|đảng phí|chi bộ|bí thư|kỷ luật|khiển trách|xếp loại|bao lâu|giấy tờ gì
ai ký|bao nhiêu|không|có phải|Lào Cai|Hà Nội|thế còn|QĐ 24|24-QĐ/TW|294-QĐ/TW|01-HD/TW|7777-QĐ/TW|hd 12|khoản 2
điều 10|điều lệ|3.5.1|dang vien|ko|đc|ntn|cb|đv|còn hiệu lực|thay thế|huyện ủy|tháng|30 ngày|2/3|1,5%|kế hoạch 2026
'; DROP TABLE cards; --|<script>alert(1)</script>|</b><a href=x>|**đậm** _nghiêng_ `mã`|[a](b)|{number}|%s|NaN
😀👨‍👩‍👧|🇻🇳|今天天气怎么样|Как дела?|مرحبا|how are you|../../etc/passwd|é̂̃|﷽|０１２|ạ̣̣|?!…
"""
_UNSEEN = ("\x00", "\x1b[31m", "\u200b\u202e", "\U000e0041", "\ud800", "\udfff", "\n\t", "\u2028", "\ufeff")
_PIECE = st.sampled_from([*re.split(r"[|\n]", _WORDS.strip()), *_UNSEEN])
_ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
_QUESTION = st.one_of(
    _ANY_TEXT,
    st.lists(_PIECE, max_size=12).map(" ".join),
    st.lists(st.one_of(_PIECE, _ANY_TEXT), max_size=12).map(" ".join),
    st.builds(lambda piece, times: piece * times, _PIECE, st.integers(1, LONGEST_QUESTION)),
)
Row = tuple[Slot | None, str, Mark]


class Told:
    """What each card tells, by its id; under ``""`` what all of them tell."""

    def __init__(self, base: Base) -> None:
        self.rows: dict[str, set[Row]] = {
            card.id: {(slot, line.text, line.mark) for slot, lines in card.slots.items() for line in lines}
            for card in base.cards.values()
        }
        self.rows[""] = set().union(*self.rows.values())

    def __repr__(self) -> str:
        return "what the cards tell"


@pytest.fixture(scope="module")
def told(base: Base) -> Told:
    return Told(base)


@pytest.fixture(scope="module")
def answers(base: Base, assistant: Assistant) -> dict[str, Answer]:
    """One wording of every card, a different one from card to card, and its answer."""
    cards = enumerate(base.cards.values())
    questions = [card.questions[number % len(card.questions)] for number, card in cards]
    return {question: assistant.ask(question) for question in questions}


def figures(text: str) -> set[int]:
    return {int(figure) for figure in re.findall(r"\d+", text)}


def facts(document: Document) -> str:
    return " ".join(
        (
            document.number,
            document.date,
            document.effective_from,
            document.title,
            document.issuer,
            document.status_as_of,
        )
    )


def of_the_catalogue(line: AnswerLine, base: Base, as_of: str) -> bool:
    """Whether a line that no card tells gives no figure but those of the documents it cites, and names one."""
    chains = (base.catalogue.chains(cited.document.id) for cited in line.citations)
    documents = [document for chain in chains for steps in chain for document in steps]
    later = [heir for heir in base.catalogue.values() for cited in line.citations if cited.document.id in heir.replaces]
    known = figures(" ".join([as_of, *map(facts, documents), *map(facts, later if as_of else [])]))
    return figures(line.text) <= known and any(cited.document.number in line.text for cited in line.citations)


def faults(answer: Answer, base: Base, told: Told, as_of: str = "") -> Iterator[str]:
    """What is wrong with an answer, whatever it was asked."""
    if answer.status not in AnswerStatus or answer.refused != answer.status.startswith(("refused", "error")):
        yield f"status {answer.status}"
    if answer.refused and (answer.lines or answer.details or not answer.lead):
        yield "a refusal without its sentence, or with lines"
    if not answer.refused and not answer.lines and answer.status != AnswerStatus.CLARIFY:
        yield "nothing is said"
    texts = [line.text for line in answer.lines if not line.quoted]
    if len(set(texts)) < len(texts):
        yield f"said twice: {texts}"
    for line in (*answer.lines, *answer.details):
        # A corrected premise opens with a line of the card that corrects it.
        premise = answer.status == AnswerStatus.ANSWERED_OUTDATED_PREMISE
        owner = "" if line.aside or premise else answer.card
        yield from (f"{fault}: {line.text}" for fault in line_faults(line, base, told.rows[owner], as_of))


def line_faults(line: AnswerLine, base: Base, told: set[Row], as_of: str) -> Iterator[str]:
    """What is wrong with one line, where ``told`` is what it may have been copied from."""
    if not line.citations:
        yield "uncited"
    if any(base.catalogue.get(cited.document.id) != cited.document for cited in line.citations):
        yield "cites what the catalogue does not hold"
    if line.slot is not None and (line.slot, line.text, line.mark) not in told:
        yield "told by no card"
    if line.slot is None and not of_the_catalogue(line, base, as_of):
        yield "more than the catalogue says"
    over = [cited.document.id for cited in line.citations if cited.document.is_over]
    if over and line.mark != Mark.HISTORY and not line.quoted and line.slot is not None:
        yield f"cites {over} as current"


def test_every_wording_gets_a_sound_answer(answers: dict[str, Answer], base: Base, told: Told) -> None:
    wrong = {question: found for question, answer in answers.items() if (found := list(faults(answer, base, told)))}
    assert wrong == {}


def test_hardly_a_wording_of_our_own_is_refused(answers: dict[str, Answer]) -> None:
    refused = [question for question, answer in answers.items() if answer.refused]
    assert len(refused) <= len(answers) // 50, refused


def test_what_is_read_holds_the_lines_word_for_word(answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        shown = plain(answer)
        assert [line.text for line in answer.lines if line.text not in shown] == []
        assert all(f"[{number}] " in shown for number in range(1, len(answer.cited) + 1))


def test_the_answer_and_its_sources_fit_one_screen(answers: dict[str, Answer]) -> None:
    lengths = {question: len(plain(replace(answer, suggestions=()))) for question, answer in answers.items()}
    assert {question: length for question, length in lengths.items() if length >= SCREEN} == {}


def test_suggestions_are_few_and_answerable(answers: dict[str, Answer], assistant: Assistant) -> None:
    for question, answer in list(answers.items())[::12]:
        assert len(set(answer.suggestions)) == len(answer.suggestions) <= 3
        assert question not in answer.suggestions
        assert [said for said in answer.suggestions if assistant.ask(said).refused] == []


def test_asking_again_and_from_many_threads_says_the_same(answers: dict[str, Answer], assistant: Assistant) -> None:
    questions = list(answers)[::14]
    with ThreadPoolExecutor(4) as pool:
        again = list(pool.map(assistant.ask, questions))
    assert [plain(answer) for answer in again] == [plain(answers[question]) for question in questions]


@settings(max_examples=250)
@given(question=_QUESTION)
@example(question="")
@example(question="\ud800")
@example(question="đảng " * 5000)
@example(question="0" * 1400)
@example(question="QĐ " + "9" * 1400)
@example(question="QĐ 24 và Quy định 24-QĐ/TW còn hiệu lực không?")
@example(question="Quy định 24 bị QĐ 294 thay, 294 còn hiệu lực không?")
def test_any_question_gets_a_sound_answer(question: str, assistant: Assistant, base: Base, told: Told) -> None:
    answer = assistant.ask(question)
    assert list(faults(answer, base, told)) == []
    assert json.loads(json.dumps(as_row("", answer), ensure_ascii=False).encode())["answer"]


@given(question=_QUESTION, context=st.lists(_QUESTION, max_size=3), locality=st.one_of(st.just(""), _QUESTION))
def test_any_context_and_place_are_survived(
    question: str, context: list[str], locality: str, assistant: Assistant, base: Base, told: Told
) -> None:
    assert list(faults(assistant.ask(question, context, locality=locality), base, told)) == []


@given(question=_QUESTION, day=st.dates(date(1930, 2, 3), date(2099, 1, 1)))
@example(question="Quy định 294 còn hiệu lực không?", day=date(2026, 1, 1))
@example(question="Bao lâu phải làm lễ kết nạp?", day=date(2026, 7, 25))
def test_any_day_is_survived(question: str, day: date, assistant: Assistant, base: Base, told: Told) -> None:
    answer = assistant.ask(question, as_of=day.isoformat())
    assert list(faults(answer, base, told, day.isoformat())) == []
