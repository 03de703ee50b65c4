"""Killed at any moment, out of space or damaged, the library stands as before or says what is wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.errors import DocumentError
from knowledge.library import REPLACED, Library
from knowledge.readers.reading import Reading, Source
from tests.knowledge.papers import PAPER, saved

ID = "qd-15-qd-tu-lao-cai-2026"
# Kills itself at the n-th time it opens, renames or removes something of the library.
KILLED = """
import os, signal, sys
from pathlib import Path
from knowledge.library import Library
from knowledge.readers.reading import fetch
from knowledge.scanned import correction
root, paper, left, act = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
def count(event, arguments):
    global left
    if event in ("open", "os.rename", "os.mkdir", "os.truncate") and str(root) in str(arguments[0]):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
library = Library(root)
sys.addaudithook(count)
if act == "add":
    library.add(paper)
elif act == "replace":
    library.replace("qd-15-qd-tu-lao-cai-2026", fetch(paper))
elif act == "correct":
    library.correct("qd-16-qd-tu-lao-cai-2026", [correction("1: Số 16 -> Số 17")])
else:
    library.approve("qd-16-qd-tu-lao-cai-2026")
    library.release("qd-16-qd-tu-lao-cai-2026")
"""
FULL = """
import resource, sys
from pathlib import Path
from knowledge.library import Library
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
Library(Path(sys.argv[1])).add(Path(sys.argv[2]))
"""


def run(script: str, root: Path, paper: Path, number: int, act: str = "add") -> int:
    command = [sys.executable, "-c", script, str(root), str(paper), str(number), act]
    return subprocess.run(command, capture_output=True, check=False, cwd=Path(__file__).parents[2]).returncode


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path / "library")
    library.add(saved(tmp_path, "cũ.txt", PAPER))
    return library


@pytest.mark.parametrize("act", ["add", "replace"])
def test_killed_at_every_step_the_library_is_as_before_or_after(library: Library, tmp_path: Path, act: str) -> None:
    newer, before = saved(tmp_path, "mới.txt", PAPER.replace("bất thường", "đột xuất")), library.snapshot()
    step = 1
    while run(KILLED, tmp_path / "library", newer, step, act) != 0:
        words = library.show(f"{ID}/1.1/b")
        assert ("bất thường" in words) == (library.snapshot() == before)
        library.restore(before, [ID])
        step += 1
    assert step > 8
    assert not list((tmp_path / "library").rglob(".new-*"))
    assert "đột xuất" in library.show(f"{ID}/1.1/b")


def test_approving_killed_at_every_step_can_be_done_again(library: Library, tmp_path: Path) -> None:
    text = PAPER.replace("15-QĐ/TU", "16-QĐ/TU")
    library.put(Reading(Source("quét.pdf", ".pdf", text.encode()), "pdf", (text,), True, (1,)))
    step = 1
    while run(KILLED, tmp_path / "library", tmp_path, step, "approve") != 0:
        # Whether it entered or not, it waits on until it is let go, and nothing else was touched.
        assert set(library.ids()) - {"qd-16-qd-tu-lao-cai-2026"} == {ID}
        assert library.is_waiting("qd-16-qd-tu-lao-cai-2026") or "qd-16-qd-tu-lao-cai-2026" in library.ids()
        assert len(library.added()) == len(library.ids())
        if not library.is_waiting("qd-16-qd-tu-lao-cai-2026"):
            break
        step += 1
    assert step > 8
    assert "qd-16-qd-tu-lao-cai-2026" in library.ids()
    assert library.waiting() == ()


def test_correcting_killed_at_every_step_loses_nothing(library: Library, tmp_path: Path) -> None:
    """The correction makes it another document: it waits under one of the two ids, or for a moment under both."""
    text = PAPER.replace("15-QĐ/TU", "16-QĐ/TU")
    library.put(Reading(Source("quét.pdf", ".pdf", text.encode()), "pdf", (text,), True, (1,)))
    step = 1
    while run(KILLED, tmp_path / "library", tmp_path, step, "correct") != 0:
        waiting = {document.number for document, _ in library.waiting()}
        assert waiting
        assert waiting <= {"16-QĐ/TU", "17-QĐ/TU"}
        if waiting == {"17-QĐ/TU"}:
            break
        step += 1
    assert step > 5
    assert {document.number for document, _ in library.waiting()} == {"17-QĐ/TU"}
    assert library.ids() == (ID,)


@pytest.mark.parametrize("space", [0, 100, 700])
def test_a_full_disk_leaves_it_as_it_was(library: Library, tmp_path: Path, space: int) -> None:
    newer = saved(tmp_path, "mới.txt", PAPER.replace("bất thường", "đột xuất"))
    before = sorted((tmp_path / "library").rglob("*")), library.snapshot(), library.history(ID)
    assert run(FULL, tmp_path / "library", newer, space) == 1
    assert (sorted((tmp_path / "library").rglob("*")), library.snapshot(), library.history(ID)) == before


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    root, add = tmp_path / "library", "import sys; from pathlib import Path; from knowledge.library import Library\n"
    add += "for name in sys.argv[2:]: Library(Path(sys.argv[1])).add(Path(name))"
    for number in range(20, 26):
        saved(tmp_path, f"{number}.txt", PAPER.replace("15-QĐ", f"{number}-QĐ"))
    shares = [[str(tmp_path / f"{n}.txt") for n in range(start, 26, 2)] for start in (20, 21)]
    commands = [[sys.executable, "-c", add, str(root), *share] for share in shares]
    running = [subprocess.Popen(command, cwd=Path(__file__).parents[2]) for command in commands]
    assert [process.wait() for process in running] == [0, 0]
    assert len(Library(root).added()) == len(list(Library(root)._shelf.journal())) == 6


def test_a_changed_byte_is_told_and_never_served(library: Library, tmp_path: Path) -> None:
    file = next((tmp_path / "library").rglob("clauses.jsonl"))
    file.write_bytes(file.read_bytes().replace("bất thường".encode(), "đều đặn".encode()))
    with pytest.raises(DocumentError, match=f"«{ID}».*clauses.jsonl"):
        library.added()


def test_a_damaged_document_can_be_added_again(library: Library, tmp_path: Path) -> None:
    next((tmp_path / "library").rglob("clauses.jsonl")).unlink()
    assert library.add(tmp_path / "cũ.txt").outcome == REPLACED
    assert len(library.added()) == 1


def test_a_damaged_shelf_file_is_told(library: Library, tmp_path: Path) -> None:
    (tmp_path / "library" / "shelf.json").write_text('{"a"')
    with pytest.raises(DocumentError, match=r"shelf\.json.*bị hỏng"):
        library.fingerprint()


def test_a_journal_line_cut_short_hides_no_other(library: Library, tmp_path: Path) -> None:
    journal = tmp_path / "library" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes() + b'\n{"when": "20')
    library.remove(ID, "an")
    assert [line["what"] for line in library.history(ID)] == ["added", "removed"]
