"""A rule of one province answers its own members and whoever names it, nobody else."""

from collections.abc import Iterator

import pytest

from bot.answering.answer import Answer
from bot.answering.assistant import Assistant
from bot.answering.base import Base
from bot.terminal import plain
from knowledge.provinces import is_named
from knowledge.records import Card
from knowledge.spelling import fold

ELSEWHERE = "Cà Mau"


@pytest.fixture(scope="module")
def provincial(base: Base) -> list[Card]:
    return [card for card in base.cards.values() if not card.is_central]


def unnamed(card: Card) -> Iterator[str]:
    """Its wordings that do not say which province is meant."""
    others = (fold(card.scope).removeprefix("tp. "), "hcm", "sai gon")
    told = ((question, fold(question)) for question in card.wordings)
    return (q for q, plain in told if not is_named(card.scope, plain) and not any(name in plain for name in others))


def scopes(answer: Answer, base: Base) -> set[str]:
    """Whose rules an answer shows: of its card, and of every other card that has one of its lines."""
    own = {base.cards[answer.card].scope} if answer.card else set()
    asides = {line.text for line in answer.lines if line.aside}
    return own | {card.scope for card in base.cards.values() if asides & {line.text for line in card.lines}}


@pytest.mark.parametrize("locality", ["", ELSEWHERE])
def test_no_card_of_a_province_answers_elsewhere(
    locality: str, provincial: list[Card], assistant: Assistant, base: Base
) -> None:
    for card in provincial:
        for question in list(unnamed(card))[:2]:
            answer = assistant.ask(question, locality=locality)
            assert scopes(answer, base) <= {"trung-uong"}, question


def test_a_card_answers_the_members_of_its_province(provincial: list[Card], assistant: Assistant, base: Base) -> None:
    asked = [(card, assistant.ask(card.questions[0], locality=card.scope)) for card in provincial]
    missed = [card.questions[0] for card, answer in asked if scopes(answer, base) - {"trung-uong", card.scope}]
    found = [card for card, answer in asked if answer.card and base.cards[answer.card].scope == card.scope]
    assert missed == []
    assert len(found) >= 0.9 * len(provincial)


def test_a_card_answers_whoever_names_its_province(provincial: list[Card], assistant: Assistant, base: Base) -> None:
    for card in provincial[::4]:
        answer = assistant.ask(f"Ở {card.scope}: {card.questions[0]}", locality=ELSEWHERE)
        assert base.cards[answer.card].scope in (card.scope, "trung-uong")
        assert scopes(answer, base) <= {card.scope, "trung-uong"}


def test_a_local_answer_says_whose_it_is(provincial: list[Card], assistant: Assistant, base: Base) -> None:
    for card in provincial[::5]:
        answer = assistant.ask(card.questions[0], locality=card.scope)
        if answer.card and not base.cards[answer.card].is_central:
            assert base.cards[answer.card].scope in plain(answer)


def test_the_place_of_the_turn_before_counts(assistant: Assistant, base: Base) -> None:
    answer = assistant.ask(
        "thế họp bao lâu một lần?", ["Chi bộ ở Lào Cai kiểm tra, giám sát đảng viên theo văn bản nào?"]
    )
    assert scopes(answer, base) <= {"Lào Cai", "trung-uong"}


@pytest.mark.parametrize(
    ("place", "scope"), [("Bình Phước", "Đồng Nai"), ("yen bai", "Lào Cai"), ("Bình Định", "Gia Lai")]
)
def test_a_former_province_is_known_by_its_name(place: str, scope: str) -> None:
    assert is_named(scope, fold(f"Chi bộ ở {place} làm thế nào?"))
    assert not is_named(scope, fold("Chi bộ ở Cà Mau làm thế nào?"))


def test_the_province_that_is_named_leads(assistant: Assistant, base: Base) -> None:
    answer = assistant.ask(
        "Theo hướng dẫn của Bình Định thì chi bộ trực thuộc muốn được công nhận bốn tốt, ai là nơi quyết?"
    )
    assert base.cards[answer.card].scope == "Gia Lai"


@pytest.mark.parametrize("place", ["TP. Hồ Chí Minh", "tp hcm", "TPHCM", "Thành phố Hồ Chí Minh", "tp.hồ chí minh"])
def test_a_city_is_known_by_its_names(place: str, assistant: Assistant, base: Base) -> None:
    answer = assistant.ask(f"Phần tổ chức sinh hoạt chi bộ ở {place} chấm bao nhiêu điểm?")
    assert base.cards[answer.card].scope == "TP. Hồ Chí Minh"


def test_a_person_is_no_place(assistant: Assistant, base: Base) -> None:
    answer = assistant.ask("Chi bộ sinh hoạt chuyên đề học tập tư tưởng Hồ Chí Minh chấm bao nhiêu điểm?")
    assert "TP. Hồ Chí Minh" not in scopes(answer, base)
