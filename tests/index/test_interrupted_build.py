"""Builds that are killed, run out of disk or meet each other: real processes, real signals, real limits.

``python -m tests.index.test_interrupted_build SCENE FOLDER`` plays one scene in forked children and prints what it saw.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from index import generation, search
from index.encoder import StaticEncoder
from index.search import Index
from knowledge.errors import SotayError
from knowledge.records import Passage, PassageKind

OLD, NEW = 20, 19
CLEAR, UNCLEAR = 3, 4
KILLED = -signal.SIGKILL
Seen = list[dict[str, Any]]


def rows(size: int) -> list[Passage]:
    texts = (f"Đoạn văn số {number} về lễ kết nạp đảng viên." for number in range(size))
    return [Passage(f"p{number}", PassageKind.IMPORTED, "", (), text) for number, text in enumerate(texts)]


def start(act: Callable[[], object]) -> int:
    """Fork a child that acts; it ends with 0, ``CLEAR`` (an error we tell in one line) or ``UNCLEAR``."""
    child = os.fork()
    if child:
        return child
    try:
        act()
        code = 0
    except (OSError, SotayError):
        code = CLEAR
    except BaseException:
        code = UNCLEAR
    os._exit(code)


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def served(root: Path, encoder: StaticEncoder) -> int | str:
    """How many passages the index serves, every one of them found; or what is wrong with it."""
    try:
        return len(Index.open(root, encoder).search("lễ kết nạp", 100))
    except Exception as error:
        return repr(error)


def dying(moment: int, act: Callable[[], object]) -> None:
    """Act, and be killed just before file operation number ``moment``."""
    operations = count()

    def watch(event: str, _: object) -> None:
        if event.startswith(("open", "os.", "shutil.")) and next(operations) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    act()


def killed_at_every_file_operation(root: Path, encoder: StaticEncoder) -> Seen:
    """Each build starts from what the killed one before it left; the last one ends well."""
    search.build(rows(OLD), root, encoder)
    seen: Seen = []
    while not seen or seen[-1]["end"] == KILLED:
        moment = len(seen)
        end = ended(start(lambda at=moment: dying(at, lambda: search.build(rows(NEW), root, encoder))))  # type: ignore[misc]
        seen.append({"end": end, "serves": served(root, encoder)})
    return seen


def killed_after_a_while(root: Path, encoder: StaticEncoder) -> Seen:
    seen: Seen = []
    search.build(rows(OLD), root, encoder)
    for wait in range(25):
        child = start(lambda: search.build(rows(400), root, encoder))
        time.sleep(wait * 0.002)
        os.kill(child, signal.SIGKILL)
        seen.append({"end": ended(child), "serves": served(root, encoder)})
    search.build(rows(NEW), root, encoder)
    return [*seen, {"end": 0, "serves": served(root, encoder)}]


def disk_full_at_every_size(root: Path, encoder: StaticEncoder) -> Seen:
    """No file may grow past one byte less than each part has, nor past half of the largest."""
    search.build(rows(OLD), root, encoder)
    folder = generation.current(root)
    assert folder is not None
    sizes = sorted({part.stat().st_size for part in folder.iterdir()})
    seen: Seen = []
    for limit in [0, sizes[-1] // 2, *(size - 1 for size in sizes)]:

        def act(limit: int = limit) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            search.build(rows(OLD), root, encoder)

        seen.append({"limit": limit, "end": ended(start(act)), "serves": served(root, encoder)})
    return seen


def two_at_once(root: Path, encoder: StaticEncoder) -> Seen:
    seen: Seen = []
    for _ in range(5):
        children = [start(lambda size=size: search.build(rows(size), root, encoder)) for size in (OLD, NEW)]  # type: ignore[misc]
        seen += [{"end": ended(child)} for child in children]
    return [*seen, {"end": 0, "serves": served(root, encoder), "kept": len(list((root / "generations").iterdir()))}]


SCENES = (killed_at_every_file_operation, killed_after_a_while, disk_full_at_every_size, two_at_once)


def play(scene: Callable[[Path, StaticEncoder], Seen], root: Path) -> Seen:
    done = subprocess.run(
        [sys.executable, "-m", "tests.index.test_interrupted_build", scene.__name__, str(root)],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"TOKENIZERS_PARALLELISM": "false"},
        stdout=subprocess.PIPE,
        check=True,
    )
    seen: Seen = json.loads(done.stdout)
    return seen


def test_a_build_killed_at_any_file_operation_leaves_an_index_serving(tmp_path: Path) -> None:
    seen = play(killed_at_every_file_operation, tmp_path)
    serves = [one["serves"] for one in seen]
    assert [one["end"] for one in seen] == [KILLED] * (len(seen) - 1) + [0]
    assert serves.count(OLD) > 30
    assert serves == [OLD] * serves.count(OLD) + [NEW] * serves.count(NEW)


def test_a_build_killed_after_a_while_leaves_an_index_serving(tmp_path: Path) -> None:
    *killed, last = play(killed_after_a_while, tmp_path)
    assert killed[0] == {"end": KILLED, "serves": OLD}
    assert {one["serves"] for one in killed} <= {OLD, 100}
    assert last["serves"] == NEW


def test_a_full_disk_is_told_and_leaves_the_index_before(tmp_path: Path) -> None:
    seen = play(disk_full_at_every_size, tmp_path)
    assert len(seen) > 5
    assert [one for one in seen if one["serves"] != OLD] == []
    assert [one for one in seen if one["end"] != CLEAR] == []


def test_two_builds_at_once_do_not_clash(tmp_path: Path) -> None:
    *builds, last = play(two_at_once, tmp_path)
    assert [one["end"] for one in builds] == [0] * 10
    assert last["serves"] in (OLD, NEW)
    assert last["kept"] <= 3


if __name__ == "__main__":
    wanted = {scene.__name__: scene for scene in SCENES}[sys.argv[1]]
    sys.stdout.write(json.dumps(wanted(Path(sys.argv[2]), StaticEncoder())))
