"""Opening the assistant: built when missing, old or damaged; what served before serves on when a build ends badly."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from bot.answering.base import Base
from bot.settings import Settings
from bot.startup import index_folder, is_fresh, open_assistant
from index import generation
from knowledge.errors import SotayError

ROOT = Path(__file__).parents[2]
QUESTION = "Bao lâu phải làm lễ kết nạp?"


@pytest.fixture
def data(tmp_path: Path, base: Base) -> Settings:
    """A data folder with a fresh index of its own."""
    copytree(base.index.folder.parents[1], tmp_path / "index")
    return Settings(data=tmp_path)


def serving(data: Settings) -> Path:
    folder = generation.current(index_folder(data))
    assert folder is not None
    return folder


def make_old(data: Settings) -> None:
    """Let the serving generation be of other knowledge than the bundled."""
    manifest = serving(data) / generation.MANIFEST
    manifest.write_text(manifest.read_text().replace(generation.read_manifest(serving(data)).corpus, "khác"))


def test_a_fresh_index_is_opened_without_a_word(data: Settings) -> None:
    said: list[str] = []
    before = serving(data)
    assert not open_assistant(data, said.append).ask(QUESTION).refused
    assert (said, serving(data)) == ([], before)


def test_a_missing_index_is_built_with_a_word(tmp_path: Path) -> None:
    said: list[str] = []
    data = Settings(data=tmp_path / "mới" / "nữa")
    assert not open_assistant(data, said.append).ask(QUESTION).refused
    assert len(said) == 2
    assert is_fresh(data)


@pytest.mark.parametrize(
    "damage", [Path.unlink, lambda part: part.write_bytes(part.read_bytes()[:-1])], ids=["gone", "cut"]
)
def test_a_damaged_index_is_told_and_built_again(data: Settings, damage: Callable[[Path], object]) -> None:
    said: list[str] = []
    damage(max(serving(data).iterdir(), key=lambda part: part.stat().st_size))
    assert not open_assistant(data, said.append).ask(QUESTION).refused
    assert "hỏng" in said[0]
    said.clear()
    open_assistant(data, said.append)
    assert said == []


def test_an_old_index_serves_when_there_can_be_no_new_one(data: Settings) -> None:
    said: list[str] = []
    make_old(data)
    (index_folder(data) / "lock").unlink(missing_ok=True)
    (index_folder(data) / "lock").mkdir()
    assert not is_fresh(data)
    assert not open_assistant(data, said.append).ask(QUESTION).refused
    assert len(said) == 2
    assert "chỉ mục trước" in said[-1]


def test_a_damaged_library_is_told(data: Settings) -> None:
    (data.data / "library").mkdir()
    (data.data / "library" / "shelf.json").write_text("{")
    with pytest.raises(SotayError, match=r"shelf\.json"):
        open_assistant(data)


@pytest.mark.parametrize("pointer", ["999999", "\ud800"])
def test_a_pointer_to_nowhere_is_mended(data: Settings, pointer: str) -> None:
    (index_folder(data) / generation.POINTER).write_bytes(pointer.encode("utf-8", "surrogatepass"))
    said: list[str] = []
    assert not open_assistant(data, said.append).ask(QUESTION).refused
    assert said
    assert is_fresh(data)


def test_no_index_and_no_way_to_build_is_told(data: Settings) -> None:
    rmtree(index_folder(data))
    index_folder(data).write_text("không phải thư mục")
    with pytest.raises(OSError, match="index"):
        open_assistant(data)


@pytest.mark.parametrize("parts", [0, 3])
def test_a_killed_build_leaves_the_index_before(data: Settings, parts: int) -> None:
    before = serving(data)
    generations = index_folder(data) / "generations"
    environment = os.environ | {"SOTAY_DATA": str(data.data), "SOTAY_ENCODER": ""}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "build"], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    ) as build:
        while not any(len(list(new.iterdir())) >= parts for new in generations.iterdir() if new != before):
            assert build.poll() is None, "the build ended before it could be killed"
        build.kill()
    assert build.returncode == -signal.SIGKILL
    assert serving(data) == before
    said: list[str] = []
    assert not open_assistant(data, said.append).ask(QUESTION).refused
    assert said == []
