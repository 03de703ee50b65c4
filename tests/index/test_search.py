"""The index as its users see it: what is found, however it was typed, and what is refused."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index import search
from index.encoder import BUNDLED, StaticEncoder
from index.search import Index, query_of
from knowledge.errors import EncoderError
from knowledge.records import Passage, PassageKind
from knowledge.spelling import fold

QUESTIONS = [
    ("bao lâu phải làm lễ kết nạp đảng viên", "p0"),
    ("chuyển sinh hoạt đảng chính thức mất bao lâu", "p1"),
    ("đóng đảng phí theo lương", "p2"),
    ("họp chi bộ một buổi mấy phút", "p3"),
    ("mất thẻ đảng viên", "p8"),
    ("xóa tên đảng viên bỏ sinh hoạt", "p11"),
    ("quy định số 208 là gì", "p12"),
    ("biên bản họp chi bộ ai ký", "p14"),
]


def first(index: Index, question: str) -> str:
    return index.search(question, 1)[0].id


@pytest.mark.parametrize(("question", "id_"), QUESTIONS)
def test_a_question_finds_its_passage(small_index: Index, question: str, id_: str) -> None:
    assert first(small_index, question) == id_


@pytest.mark.parametrize(("question", "id_"), QUESTIONS)
def test_it_is_found_without_diacritics(small_index: Index, question: str, id_: str) -> None:
    assert first(small_index, fold(question)) == id_


@pytest.mark.parametrize(
    ("question", "id_"),
    [
        ("bao lâu phải làm lễ kết nạpp đảng viên", "p0"),
        ("chuyển sinh hoat đảng chinh thức mất bao lâu", "p1"),
        ("đóng đảng phi theo lươg", "p2"),
        ("xoá tên đảng viênn bỏ sinh hoạt", "p11"),
        ("bien ban hop chi bộ ai kí", "p14"),
    ],
)
def test_it_is_found_with_typing_errors(small_index: Index, question: str, id_: str) -> None:
    assert first(small_index, question) == id_


@pytest.mark.parametrize(("new", "old"), [("Uỷ ban kiểm tra", "ủy ban kiểm tra"), ("xoá tên", "XÓA TÊN")])
def test_tone_placement_and_case_do_not_matter(small_index: Index, new: str, old: str) -> None:
    np.testing.assert_array_equal(small_index.lexical(query_of(new)), small_index.lexical(query_of(old)))


def test_typed_diacritics_count(tmp_path: Path, encoder: StaticEncoder) -> None:
    texts = {"dang": "người đang họp", "đảng": "người Đảng họp"}
    rows = [Passage(id_, PassageKind.IMPORTED, "", (), text) for id_, text in texts.items()]
    search.build(rows, tmp_path, encoder)
    scores = Index.open(tmp_path, encoder).lexical(query_of("việc của Đảng ở chi bộ"))
    assert scores[1] > scores[0]


def test_every_passage_finds_itself(small_index: Index, passages: tuple[Passage, ...]) -> None:
    assert [first(small_index, passage.text) for passage in passages] == [passage.id for passage in passages]


def test_hits_come_best_first_with_their_raw_scores(small_index: Index) -> None:
    hits = small_index.search("kết nạp đảng viên", 7)
    assert len(hits) == 7
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(set(hit.parts) == {"lexical", "dense"} for hit in hits)
    assert len({hit.id for hit in hits}) == 7


def test_signals_are_those_of_the_hits(small_index: Index) -> None:
    hits = small_index.search("đảng phí", 5)
    signals = small_index.signals("đảng phí", np.array([hit.number for hit in hits]))
    for name, scores in signals.items():
        np.testing.assert_allclose(scores, [hit.parts[name] for hit in hits], rtol=1e-4, atol=1e-5)


def test_threads_get_the_same_hits(small_index: Index) -> None:
    questions = [question for question, _ in QUESTIONS] * 5
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda question: small_index.search(question, 5), questions))
    assert found == [small_index.search(question, 5) for question in questions]


@pytest.mark.parametrize("question", ["", "  \n", "\u200b", "…", "😀", "zzzz qqqq", "\ud800 họp", "x" * 9000])
def test_odd_questions_are_no_error(small_index: Index, question: str) -> None:
    assert len(small_index.search(question, 3)) <= 3


def test_a_passage_is_found_by_its_id(small_index: Index, passages: tuple[Passage, ...]) -> None:
    assert small_index.passage("p4") == passages[4]
    assert len(small_index) == len(passages)


def test_an_empty_index_finds_nothing(tmp_path: Path, encoder: StaticEncoder) -> None:
    assert search.build([], tmp_path, encoder).passages == 0
    index = Index.open(tmp_path, encoder)
    assert (len(index), index.search("đảng viên")) == (0, [])


def test_passages_without_words_do_no_harm(tmp_path: Path, encoder: StaticEncoder) -> None:
    rows = [Passage(id_, PassageKind.IMPORTED, "", (), text) for id_, text in {"a": "", "b": "…", "c": "họp"}.items()]
    search.build(rows, tmp_path, encoder)
    assert first(Index.open(tmp_path, encoder), "họp chi bộ") == "c"


def test_an_encoder_of_another_fingerprint_is_refused(small_root: Path, tmp_path: Path) -> None:
    model = Path(shutil.copytree(BUNDLED, tmp_path / "model"))
    content = bytearray((model / "model.safetensors").read_bytes())
    content[-1] ^= 1
    (model / "model.safetensors").write_bytes(content)
    with pytest.raises(EncoderError, match="sotay build"):
        Index.open(small_root, StaticEncoder(model))


def test_a_generation_carries_what_it_was_given(
    tmp_path: Path, encoder: StaticEncoder, passages: tuple[Passage, ...]
) -> None:
    done: list[int] = []
    manifest = search.build(passages, tmp_path, encoder, {"the.json": b"{}"}, "dấu", done.append)
    assert (manifest.corpus, manifest.passages, manifest.encoder) == ("dấu", 20, encoder.fingerprint)
    assert Index.open(tmp_path, encoder).extra("the.json") == b"{}"
    assert sum(done) == 20


def test_the_same_passages_make_the_same_index(
    tmp_path: Path, encoder: StaticEncoder, passages: tuple[Passage, ...]
) -> None:
    one, two = (search.build(passages, tmp_path / name, encoder) for name in "ab")
    assert one == two
    assert one != search.build(passages[:-1], tmp_path / "a", encoder)
