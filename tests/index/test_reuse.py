"""A build that takes over what did not change gives, byte for byte, what a build from nothing gives."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import generation, reuse, search
from index.encoder import StaticEncoder, Vectors
from index.search import Index
from knowledge.records import Passage, PassageKind

WORDS = ("chi bộ họp", "Đảng viên 208-QĐ/TW", "quy định 90 phút", "hoà giải", "hòa 1.000 đồng", "Ủy ban", "lễ kết nạp")


class Watched(StaticEncoder):
    """The bundled encoder, noting how many texts it was asked for."""

    asked = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += len(texts)
        return super().encode(texts)


@pytest.fixture
def watched() -> Watched:
    return Watched()


def served(root: Path) -> Path:
    folder = generation.current(root)
    assert folder is not None
    return folder


def same(one: Path, other: Path) -> bool:
    """Whether two generations are the same files byte for byte, manifest included."""
    names = sorted(file.name for file in one.iterdir())
    assert names == sorted(file.name for file in other.iterdir())
    return all((one / name).read_bytes() == (other / name).read_bytes() for name in names)


def built_afresh(passages: Sequence[Passage], folder: Path, encoder: StaticEncoder) -> Path:
    search.build(passages, folder, encoder, {"them.json": b"{}"})
    return served(folder)


def built_after(root: Path, passages: Sequence[Passage], encoder: StaticEncoder) -> Path:
    search.build(passages, root, encoder, {"them.json": b"{}"})
    return served(root)


def named(id_: str, text: str) -> Passage:
    return Passage(id_, PassageKind.CLAUSE, "15-QĐ/TU Quy định", ("Điều 1", text[:9]), text, page=2, path=("1", "a"))


def test_one_passage_more_is_the_only_one_worked_out(
    tmp_path: Path, passages: tuple[Passage, ...], watched: Watched
) -> None:
    built_after(tmp_path / "a", passages, watched)
    watched.asked = 0
    grown = (*passages[:7], named("mới", "Một từ chưa từng có: khuynh khoảnh."), *passages[7:])
    after = built_after(tmp_path / "a", grown, watched)
    assert watched.asked == 1
    assert same(after, built_afresh(grown, tmp_path / "b", watched))
    assert Index.open(tmp_path / "a", watched).search("khuynh khoảnh", 1)[0].id == "mới"


def test_removed_changed_and_moved_passages(tmp_path: Path, passages: tuple[Passage, ...], watched: Watched) -> None:
    built_after(tmp_path / "a", passages, watched)
    watched.asked = 0
    changed = replace(passages[3], text="Chi bộ họp thường kỳ mỗi quý một lần.")
    now = (passages[9], changed, *passages[12:], *passages[4:8])
    after = built_after(tmp_path / "a", now, watched)
    assert watched.asked == 1
    assert same(after, built_afresh(now, tmp_path / "b", watched))


passages_of = st.lists(
    st.tuples(st.integers(0, 9), st.lists(st.sampled_from(WORDS), max_size=5)),
    max_size=12,
    unique_by=lambda row: row[0],
).map(lambda rows: [named(f"p{number}", " ".join(words)) for number, words in rows])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(passages_of, min_size=2, max_size=4))
def test_any_chain_of_builds_ends_as_one_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, encoder: StaticEncoder, chain: list[list[Passage]]
) -> None:
    root = tmp_path_factory.mktemp("chain")
    for passages in chain:
        after = built_after(root / "a", passages, encoder)
    assert same(after, built_afresh(chain[-1], root / "b", encoder))


def test_a_damaged_generation_gives_nothing(tmp_path: Path, passages: tuple[Passage, ...], watched: Watched) -> None:
    folder = built_after(tmp_path / "a", passages, watched)
    file = folder / reuse.TOKENS
    file.write_bytes(file.read_bytes()[:-1] + b"\x7f")
    watched.asked = 0
    after = built_after(tmp_path / "a", passages, watched)
    assert watched.asked == len(passages)
    assert same(after, built_afresh(passages, tmp_path / "b", watched))


def test_what_other_code_made_is_not_used(
    tmp_path: Path, passages: tuple[Passage, ...], watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    built_after(tmp_path / "a", passages, watched)
    watched.asked = 0
    monkeypatch.setattr(reuse, "recipe", lambda: "khác")
    built_after(tmp_path / "a", passages, watched)
    assert watched.asked == len(passages)
    assert json.loads((served(tmp_path / "a") / generation.MANIFEST).read_text())["recipe"] == "khác"


@pytest.mark.parametrize("change", [{"fingerprint": "khác"}, {"repeatable": False}])
def test_vectors_of_another_or_unsteady_encoder_are_not_used(
    tmp_path: Path, passages: tuple[Passage, ...], watched: Watched, change: dict[str, object]
) -> None:
    built_after(tmp_path / "a", passages, watched)
    watched.asked = 0
    for name, value in change.items():
        setattr(watched, name, value)
    after = built_after(tmp_path / "a", passages, watched)
    assert watched.asked == len(passages)
    assert same(after, built_afresh(passages, tmp_path / "b", watched))


def test_the_recipe_is_that_of_the_files_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    before = reuse.recipe()
    reuse.recipe.cache_clear()
    monkeypatch.setattr(reuse, "_LIBRARIES", ("numpy",))
    assert reuse.recipe() != before
    reuse.recipe.cache_clear()


def test_an_empty_index_and_back(tmp_path: Path, passages: tuple[Passage, ...], encoder: StaticEncoder) -> None:
    built_after(tmp_path / "a", passages[:3], encoder)
    shutil.copytree(tmp_path / "a", tmp_path / "first")
    built_after(tmp_path / "a", [], encoder)
    assert same(built_after(tmp_path / "a", passages[:3], encoder), served(tmp_path / "first"))
