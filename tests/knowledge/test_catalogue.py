"""The catalogue of documents: whole chains, both ends told, numbers that repeat, and malformed files."""

import pytest

from knowledge.catalogue import Catalogue, bundled_catalogue, document_from, parse_catalogue
from knowledge.errors import KnowledgeError
from knowledge.lint import check_catalogue
from knowledge.records import Document, Status

_ROW = """
- id: {id}
  number: {number}
  kind: quy-dinh
  date: '{date}'
  issuer: Ban Bí thư
  title: Quy định thử
  scope: trung-uong
  status: {status}
  status_as_of: 2026-09
"""


def row(id_: str, status: str = "in-force", number: str = "1-QĐ/TW", date: str = "2026-01-02", more: str = "") -> str:
    return _ROW.format(id=id_, status=status, number=number, date=date) + more


def catalogue(*rows: str) -> Catalogue:
    return parse_catalogue("documents:" + "".join(rows))


@pytest.fixture(scope="module")
def bundled() -> Catalogue:
    return bundled_catalogue()


def ids(documents: tuple[Document, ...]) -> list[str]:
    return [document.id for document in documents]


def test_every_chain_ends_in_a_document_that_nothing_replaced(bundled: Catalogue) -> None:
    for id_, document in bundled.items():
        for end in bundled.current(id_):
            assert not end.replaced_by
            assert end.status != Status.REPLACED
            assert document.replaced_by or end is document


def test_a_replaced_rule_leads_to_one_not_over(bundled: Catalogue) -> None:
    over = [d for d in bundled.values() if d.status == Status.REPLACED]
    assert over
    assert [d.id for d in over if all(end.is_over for end in bundled.current(d.id))] == []


def test_replacement_and_amendment_are_told_at_both_ends(bundled: Catalogue) -> None:
    assert [str(finding) for finding in check_catalogue(bundled)] == []


def test_a_chain_is_whole_and_oldest_first() -> None:
    found = catalogue(
        row("a", "replaced", more="  replaced_by: [b]\n"),
        row("b", "replaced", more="  replaces: [a]\n  replaced_by: [c, d]\n"),
        row("c", more="  replaces: [b]\n"),
        row("d", more="  replaces: [b]\n"),
    )
    assert [ids(chain) for chain in found.chains("a")] == [["a", "b", "c"], ["a", "b", "d"]]
    assert ids(found.current("a")) == ["c", "d"]


def test_a_document_not_replaced_is_its_own_chain() -> None:
    found = catalogue(row("a"))
    assert found.chains("a") == ((found["a"],),)


def test_numbers_repeat_over_the_years() -> None:
    found = catalogue(row("old", date="2021-09-28"), row("new", date="2026-05-19"), row("other", number="2-QĐ/TW"))
    assert ids(found.numbered("1-qđ/tw")) == ["new", "old"]


def test_the_bundled_catalogue_tells_repeated_numbers_apart(bundled: Catalogue) -> None:
    shown = [(d.number, d.date) for d in bundled.values() if d.is_rule and d.date]
    assert sorted({pair for pair in shown if shown.count(pair) > 1}) == []
    assert {d.date[:4] for d in bundled.numbered("01-HD/TW")} >= {"2021", "2026"}


def test_an_unknown_id_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        catalogue(row("a"))["b"]


@pytest.mark.parametrize(
    "text", ["documents: [", "văn bản: []", "", "- a", "documents:", "documents: 5", "documents: [a]"]
)
def test_a_malformed_file_says_what_to_mend(text: str) -> None:
    with pytest.raises(KnowledgeError, match=r"catalogue\.yaml"):
        parse_catalogue(text)


@pytest.mark.parametrize(
    "bad",
    [
        {"status": "con-hieu-luc"},
        {"status": None},
        {"replaces": 5},
        {"replaced_by": "qd-2"},
        {"sources": "https://example.org"},
        {"number": ""},
    ],
)
def test_a_bad_field_names_its_entry(bad: dict[str, object]) -> None:
    good = {"id": "qd-1-2026", "number": "1-QĐ/TW", "kind": "quy-dinh", "status": "in-force"}
    with pytest.raises(KnowledgeError, match="qd-1-2026"):
        document_from(good | bad)


def test_an_entry_without_an_id_is_refused() -> None:
    with pytest.raises(KnowledgeError):
        document_from({"number": "1-QĐ/TW", "status": "in-force"})


def test_an_id_given_twice_is_named() -> None:
    with pytest.raises(KnowledgeError, match=r"qd-1.*Mỗi văn bản một mã"):
        catalogue(row("qd-1"), row("qd-1"))
