"""Over-long clauses become several passages, cut between sentences, and no word goes missing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.records import Clause
from knowledge.splitting import LONGEST, clause_id, split_long

SENTENCE = "Chi bộ họp mỗi tháng một lần; cấp ủy cấp trên kiểm tra việc thực hiện."


def clause(text: str) -> Clause:
    return Clause("d/1/b", "d", ("1", "b"), "", text, 3)


def test_a_clause_of_usual_length_stays_whole() -> None:
    assert split_long(clause(SENTENCE)) == (clause(SENTENCE),)


def test_a_long_clause_is_cut_at_sentences() -> None:
    parts = split_long(clause(" ".join([SENTENCE] * 60)))
    assert [part.id for part in parts] == ["d/1/b", "d/1/b#2", "d/1/b#3"]
    assert all(part.text.startswith("Chi bộ") and part.text.endswith("thực hiện.") for part in parts)
    assert {(part.path, part.page, clause_id(part.id)) for part in parts} == {(("1", "b"), 3, "d/1/b")}


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text("abc đ.;,\n", max_size=40), min_size=100, max_size=200))
def test_no_word_is_lost_between_parts(words: list[str]) -> None:
    text = " ".join(words)
    parts = split_long(clause(text))
    assert all(len(part.text) <= LONGEST for part in parts)
    assert " ".join(part.text for part in parts).split() == text.split()
