"""``sotay doctor``: one line a finding, and the first damaged part is told."""

from pathlib import Path
from shutil import copytree

import pytest

from bot.answering.base import Base
from bot.doctor import checkup
from bot.settings import Settings
from bot.startup import index_folder
from index import generation
from knowledge.errors import IndexDamagedError, SotayError


@pytest.fixture
def data(tmp_path: Path, base: Base) -> Settings:
    copytree(base.index.folder.parents[1], tmp_path / "index")
    return Settings(data=tmp_path)


def test_a_sound_installation(data: Settings, base: Base) -> None:
    found = list(checkup(data))
    assert all(("\n" not in line and ":" in line) or "khớp" in line for line in found)
    assert any(f"{len(base.index)} đoạn" in line for line in found)
    assert "Chỉ mục khớp cơ sở tri thức hiện có" in found
    assert any(str(data.data) in line for line in found)


def test_no_index_yet(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError, match="sotay build"):
        list(checkup(Settings(data=tmp_path)))


def test_every_damaged_part_is_named(data: Settings) -> None:
    folder = generation.current(index_folder(data))
    assert folder is not None
    for part in sorted(folder.iterdir()):
        whole = part.read_bytes()
        part.write_bytes(whole[:-1])
        with pytest.raises(IndexDamagedError, match=part.name):
            list(checkup(data))
        part.write_bytes(whole)
    assert list(checkup(data))


def test_an_old_index_is_told(data: Settings) -> None:
    folder = generation.current(index_folder(data))
    assert folder is not None
    manifest = folder / generation.MANIFEST
    manifest.write_text(manifest.read_text().replace(generation.read_manifest(folder).corpus, "khác"))
    assert any("sotay build" in line for line in checkup(data))


def test_a_damaged_library_is_told(data: Settings) -> None:
    (data.data / "library").mkdir()
    (data.data / "library" / "shelf.json").write_text("{")
    with pytest.raises(SotayError):
        list(checkup(data))
