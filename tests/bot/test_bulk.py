"""Bulk import: what is read, and each broken line told with its number."""

import gzip
import json
from pathlib import Path

import pytest

from bot.bulk import build_passages, read_passages, search_rows
from index.encoder import StaticEncoder
from index.search import Index
from knowledge.errors import KnowledgeError, SotayError
from knowledge.records import Passage, PassageKind

GOOD = {"id": "a", "title": "Luật thử", "headings": ["Chương I", "Điều 2"], "text": "Chi bộ họp.", "document": "luat"}


def written(folder: Path, *rows: object, name: str = "p.jsonl") -> Path:
    lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    content = b"\n".join(lines) + b"\n"
    (folder / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return folder / name


def refused(file: Path) -> str:
    with pytest.raises(KnowledgeError) as caught:
        list(read_passages(file))
    return str(caught.value)


@pytest.mark.parametrize("name", ["p.jsonl", "p.jsonl.gz"])
def test_a_row_becomes_a_passage(tmp_path: Path, name: str) -> None:
    (passage,) = read_passages(written(tmp_path, GOOD, b"", name=name))
    assert passage == Passage(
        "a", PassageKind.IMPORTED, "Luật thử", ("Chương I", "Điều 2"), "Chi bộ họp.", document="luat"
    )


def test_id_and_text_are_enough(tmp_path: Path) -> None:
    (passage,) = read_passages(written(tmp_path, {"id": "a", "text": "Họp."}))
    assert (passage.name, passage.headings, passage.document) == ("", (), "")


@pytest.mark.parametrize(
    "bad",
    [
        b"{",
        b"[1]",
        b"5",
        b"null",
        {"text": "thiếu id"},
        {"id": "b"},
        {"id": 5, "text": "x"},
        {"id": "", "text": "x"},
        {"id": "b", "text": None},
        {"id": "b", "text": ["x"]},
        {"id": "b\nc", "text": "x"},
        {"id": "b", "text": ""},
        {"id": "b", "text": " \n", "title": " "},
        {"id": "b", "text": "x", "headings": 5},
        {"id": "b", "text": "x", "headings": "Chương I"},
        {"id": "a", "text": "dùng lại"},
        b'{"id": "b", "text": "\\ud800"}',
        b'{"id": "\\ud800", "text": "x"}',
        b'{"id": "b", "text": "\xff\xfe"}',
        b"[" * 100_000,
    ],
)
def test_a_broken_line_is_told_with_its_number(tmp_path: Path, bad: object) -> None:
    file = written(tmp_path, GOOD, b"", bad)
    told = refused(file)
    assert str(file) in told
    assert "dòng 3" in told


def test_a_title_may_stand_for_the_text(tmp_path: Path) -> None:
    (passage,) = read_passages(written(tmp_path, {"id": "a", "title": "Điều 1", "text": ""}))
    assert passage.searchable == "Điều 1"


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_a_file_without_passages_is_told(tmp_path: Path, content: bytes) -> None:
    assert "không có đoạn nào" in refused(written(tmp_path, content))


@pytest.mark.parametrize("damage", ["truncated", "flipped", "plain"])
def test_a_damaged_gz_file_is_told(tmp_path: Path, damage: str) -> None:
    file = written(tmp_path, *({"id": str(n), "text": f"đoạn {n * n}"} for n in range(300)), name="p.jsonl.gz")
    whole = file.read_bytes()
    damaged = {"truncated": whole[:-40], "flipped": whole[:12] + b"\xff" * 8 + whole[20:], "plain": b"khong phai gz"}
    file.write_bytes(damaged[damage])
    assert str(file) in refused(file)


def test_a_built_file_is_searched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, GOOD, {"id": "b", "text": "Đảng viên đóng đảng phí hằng tháng."})
    assert build_passages(file, tmp_path / "index") == 2
    rows = list(search_rows([{"id": "q", "question": "dong dang phi"}], tmp_path / "index", 1))
    assert [(row["id"], [hit["id"] for hit in row["hits"]]) for row in rows] == [("q", ["b"])]
    assert capsys.readouterr().out == ""


def test_scores_fall_from_first_to_last(small_root: Path) -> None:
    (row,) = search_rows([{"question": "kết nạp đảng viên"}], small_root, 20)
    scores = [hit["score"] for hit in row["hits"]]
    assert len(scores) == 20
    assert scores == sorted(scores, reverse=True)
    assert json.loads(json.dumps(row)) == row


def test_a_broken_file_leaves_the_index_before(tmp_path: Path, encoder: StaticEncoder) -> None:
    build_passages(written(tmp_path, GOOD), tmp_path / "index")
    with pytest.raises(KnowledgeError):
        build_passages(written(tmp_path, GOOD, b"{"), tmp_path / "index")
    assert Index.open(tmp_path / "index", encoder).passage("a").name == "Luật thử"


def test_searching_where_nothing_was_built_is_told(tmp_path: Path) -> None:
    with pytest.raises(SotayError, match="sotay build"):
        list(search_rows([{"question": "họp"}], tmp_path, 1))
