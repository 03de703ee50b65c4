"""Generations: what is not whole is refused, and the one before stays until the next one serves."""

import json
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from index import generation, search
from index.encoder import StaticEncoder
from index.search import Index
from knowledge.errors import IndexDamagedError, SotayError
from knowledge.records import Passage


@pytest.fixture
def root(small_root: Path, tmp_path: Path) -> Path:
    """A copy of the small index, to be damaged."""
    return Path(shutil.copytree(small_root, tmp_path / "index"))


def serving(root: Path) -> Path:
    folder = generation.current(root)
    assert folder is not None
    return folder


def rewrite(root: Path, **values: object) -> None:
    file = serving(root) / generation.MANIFEST
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | values), encoding="utf-8")


def refused(root: Path, encoder: StaticEncoder) -> str:
    with pytest.raises(IndexDamagedError) as caught:
        Index.open(root, encoder)
    return str(caught.value)


def test_a_whole_generation_is_verified(root: Path) -> None:
    manifest = generation.verified(serving(root))
    assert (manifest.schema, manifest.passages, manifest.engine) == (generation.SCHEMA, 20, "fp16")


def test_one_flipped_byte_in_any_part_is_refused(root: Path, encoder: StaticEncoder) -> None:
    parts = [part for part in serving(root).iterdir() if part.name != generation.MANIFEST]
    assert len(parts) > 5
    for part in parts:
        whole = part.read_bytes()
        for at in (0, len(whole) // 2, len(whole) - 1):
            part.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            assert part.name in refused(root, encoder)
        part.write_bytes(whole)


def test_a_missing_or_truncated_part_is_named(root: Path, encoder: StaticEncoder) -> None:
    for part in [part for part in serving(root).iterdir() if part.name != generation.MANIFEST]:
        whole = part.read_bytes()
        part.write_bytes(whole[:-1])
        assert part.name in refused(root, encoder)
        part.unlink()
        assert part.name in refused(root, encoder)
        part.write_bytes(whole)


def test_a_part_too_many_is_refused(root: Path, encoder: StaticEncoder) -> None:
    (serving(root) / "la.npy").write_bytes(b"")
    assert "la.npy" in refused(root, encoder)


def test_a_flipped_byte_of_the_manifest_is_refused_or_harmless(root: Path, encoder: StaticEncoder) -> None:
    file = serving(root) / generation.MANIFEST
    whole = file.read_bytes()
    for at in range(0, len(whole), 9):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with suppress(SotayError):
            assert len(Index.open(root, encoder).search("lễ kết nạp", 20)) == 20


@pytest.mark.parametrize("count", [19, 21])
def test_a_manifest_that_counts_wrong_is_refused(root: Path, encoder: StaticEncoder, count: int) -> None:
    rewrite(root, passages=count)
    assert "sotay build" in refused(root, encoder)


def test_another_schema_is_refused(root: Path, encoder: StaticEncoder) -> None:
    rewrite(root, schema=generation.SCHEMA + 1)
    told = refused(root, encoder)
    assert f"khuôn {generation.SCHEMA + 1}" in told
    assert "sotay build" in told


def test_a_manifest_of_before_with_other_fields_tells_its_schema(root: Path, encoder: StaticEncoder) -> None:
    (serving(root) / generation.MANIFEST).write_text('{"schema": 2, "passages": 20, "parts": {}}')
    assert "khuôn 2" in refused(root, encoder)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"schem": 1}', f'{{"schema": {generation.SCHEMA}}}'.encode(), b"\xff\xfe"]
)
def test_an_unreadable_manifest_is_refused(root: Path, encoder: StaticEncoder, content: bytes) -> None:
    (serving(root) / generation.MANIFEST).write_bytes(content)
    assert generation.MANIFEST in refused(root, encoder)


@pytest.mark.parametrize("pointer", [b"000009", b"", b"\xff\xfe", b"\x00", b"../../etc"])
def test_a_pointer_to_nowhere_is_refused(root: Path, encoder: StaticEncoder, pointer: bytes) -> None:
    (root / generation.POINTER).write_bytes(pointer)
    assert "sotay build" in refused(root, encoder)


def test_without_an_index_it_says_how_to_build_one(tmp_path: Path, encoder: StaticEncoder) -> None:
    assert generation.current(tmp_path) is None
    assert "sotay build" in refused(tmp_path, encoder)


@pytest.mark.parametrize("pointer", [b"000009", b"", b"\xff\xfe"])
def test_a_build_mends_a_damaged_pointer(
    root: Path, encoder: StaticEncoder, passages: tuple[Passage, ...], pointer: bytes
) -> None:
    (root / generation.POINTER).write_bytes(pointer)
    search.build(passages[:5], root, encoder)
    assert len(Index.open(root, encoder)) == 5


def test_the_generation_before_is_kept_and_hardly_another(
    root: Path, encoder: StaticEncoder, passages: tuple[Passage, ...]
) -> None:
    for count in (3, 4, 5, 6):
        search.build(passages[:count], root, encoder)
    kept = sorted((root / "generations").iterdir())
    assert [generation.verified(folder).passages for folder in kept[-2:]] == [5, 6]
    assert serving(root) == kept[-1]
    assert len(kept) <= 3


def test_a_failed_build_leaves_nothing_and_the_index_before(
    root: Path, encoder: StaticEncoder, passages: tuple[Passage, ...]
) -> None:
    before = sorted((root / "generations").iterdir())
    with pytest.raises(FileNotFoundError):
        search.build(passages[:5], root, encoder, {"khong-co/tep": b""})
    assert sorted((root / "generations").iterdir()) == before
    assert len(Index.open(root, encoder)) == 20


def test_what_a_dead_build_left_is_removed(root: Path, encoder: StaticEncoder, passages: tuple[Passage, ...]) -> None:
    dead = root / "generations" / "000077"
    dead.mkdir()
    (dead / "passages.jsonl").write_bytes(b"{")
    search.build(passages[:5], root, encoder)
    assert not (dead / "passages.jsonl").exists()
    assert len(Index.open(root, encoder)) == 5


def test_an_open_index_goes_on_while_others_are_built(
    root: Path, encoder: StaticEncoder, passages: tuple[Passage, ...]
) -> None:
    index = Index.open(root, encoder)
    for _ in range(3):
        search.build(passages[:5], root, encoder)
    assert not index.folder.exists()
    assert [index.passages[hit.number] for hit in index.search("lễ kết nạp đảng viên", 1)] == [passages[0]]
