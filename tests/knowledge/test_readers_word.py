"""Old .doc files by LibreOffice or antiword, whichever is installed; without them one clear line."""

import shutil
import subprocess
from pathlib import Path

import pytest

from knowledge.readers.reading import fetch, read
from tests.knowledge.papers import PAPER, saved
from tests.knowledge.test_readers_pdf import refusal

needs_office = pytest.mark.skipif(
    not shutil.which("soffice"), reason="needs: apt-get install libreoffice-writer-nogui (it makes the sample)"
)


@pytest.fixture(scope="module")
def old_word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real .doc, made by LibreOffice."""
    folder = tmp_path_factory.mktemp("doc")
    source = saved(folder, "a.txt", PAPER)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    filters = ["--infilter=Text (encoded):UTF8", "--convert-to", "doc:MS Word 97"]
    command = ["soffice", profile, "--headless", *filters, "--outdir", str(folder), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return folder / "a.doc"


@needs_office
def test_by_libreoffice(old_word: Path) -> None:
    reading = read(fetch(old_word))
    assert (reading.kind, reading.wrapped) == ("doc", False)
    assert reading.pages[0].split() == PAPER.split()


@needs_office
@pytest.mark.skipif(not shutil.which("antiword"), reason="needs: apt-get install antiword")
def test_by_antiword_where_there_is_no_libreoffice(
    old_word: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "antiword").symlink_to(str(shutil.which("antiword")))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read(fetch(old_word)).pages[0].split() == PAPER.split()


def test_with_neither_the_packages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    content = b"\xd0\xcf\x11\xe0" + bytes(600) + "WordDocument".encode("utf-16-le")
    told = refusal(saved(tmp_path, "a.doc", content))
    assert "Word đời cũ" in told
    assert "apt-get install libreoffice-writer-nogui, hoặc antiword" in told


@needs_office
def test_a_damaged_one_costs_its_file_only(old_word: Path, tmp_path: Path) -> None:
    content = old_word.read_bytes()
    refusal(saved(tmp_path, "a.doc", content[:2048] + bytes(400) + "WordDocument".encode("utf-16-le")))


def test_a_new_file_behind_a_password(tmp_path: Path) -> None:
    content = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert "mật khẩu" in refusal(saved(tmp_path, "a.docx", content))
