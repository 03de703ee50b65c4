"""The catalogue as a person at the terminal reads it."""

import pytest

from bot.documents import chain_text, listing, named, status_label
from knowledge.catalogue import Catalogue, bundled_catalogue
from knowledge.errors import KnowledgeError
from knowledge.records import Status


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return bundled_catalogue()


def test_every_rule_is_listed_once_newest_first(catalogue: Catalogue) -> None:
    lines = listing(catalogue).splitlines()
    rules = [document for document in catalogue.values() if document.is_rule]
    assert len(lines) == len(rules)
    assert {line.rpartition(" · ")[2] for line in lines} <= {document.title for document in rules}
    assert lines.index(_line(lines, "208-QĐ/TW")) < lines.index(_line(lines, "294-QĐ/TW"))


def _line(lines: list[str], number: str) -> str:
    return next(line for line in lines if line.startswith(number))


def test_every_status_has_a_label(catalogue: Catalogue) -> None:
    labels = {document.status: status_label(document) for document in catalogue.values()}
    assert set(labels) <= set(Status)
    assert len(set(labels.values())) == len(labels)


@pytest.mark.parametrize("typed", ["294-QĐ/TW", "294-qđ/tw", "294-QD/TW", "0294 - QĐ/TW"])
def test_a_number_is_found_however_it_is_typed(catalogue: Catalogue, typed: str) -> None:
    assert [document.number for document in named(catalogue, typed)] == ["294-QĐ/TW"]


def test_a_repeated_number_shows_each_of_its_years_newest_first(catalogue: Catalogue) -> None:
    dates = [document.date for document in named(catalogue, "1-HD/TW")]
    assert len(dates) > 1
    assert dates == sorted(dates, reverse=True)


def test_a_replaced_document_shows_its_chain(catalogue: Catalogue) -> None:
    shown = chain_text(catalogue, "294-QĐ/TW")
    assert "đã bị thay thế" in shown
    (chain,) = [line for line in shown.splitlines() if line.startswith("Được thay: ")]
    assert chain.startswith("Được thay: 294-QĐ/TW ngày")
    assert "208-QĐ/TW ngày 26/7/2026" in chain


def test_every_number_has_a_text(catalogue: Catalogue) -> None:
    for document in catalogue.values():
        if document.is_rule:
            assert document.title in chain_text(catalogue, document.number)


@pytest.mark.parametrize("number", ["9999-QĐ/TW", "", "xyz"])
def test_an_unknown_number_is_told(catalogue: Catalogue, number: str) -> None:
    with pytest.raises(KnowledgeError, match="sotay docs"):
        chain_text(catalogue, number)
