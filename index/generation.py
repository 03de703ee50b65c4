"""Generations of the index: built aside, checksummed, flushed, then served by renaming one pointer.

    DIR/current                   the name of the generation that serves
    DIR/generations/NAME/…        its parts, and manifest.json with the SHA-256 of each

The one before is kept; older ones and unfinished ones are removed by the next build. A generation whose
parts do not match its manifest is refused, never served.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge.errors import IndexDamagedError

SCHEMA = 3
MANIFEST = "manifest.json"
POINTER = "current"
_REBUILD = "Chạy «sotay build» để dựng lại."


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds: ``parts`` maps each file to its SHA-256, ``corpus`` is the hash of what was indexed.

    ``recipe`` is the hash of the code that made it (``index.reuse``).
    """

    schema: int
    passages: int
    dimension: int
    encoder: str
    engine: str
    corpus: str
    recipe: str
    parts: dict[str, str]


@contextmanager
def building(root: Path) -> Iterator[Path]:
    """A fresh folder to build in; only one build runs at a time, and what a dead build left is removed."""
    generations = root / "generations"
    generations.mkdir(parents=True, exist_ok=True)
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _remove_stale(root)
        folder = generations / f"{_next_number(generations):06d}"
        folder.mkdir()
        try:
            yield folder
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise


def publish(root: Path, folder: Path, manifest: Manifest) -> None:
    """Write the manifest, flush every part to disk, then let ``folder`` serve."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    for part in folder.iterdir():
        _flush(part)
    _flush(folder)
    _flush(folder.parent)
    aside = root / f"{POINTER}.new"
    aside.write_text(folder.name, encoding="utf-8")
    _flush(aside)
    aside.replace(root / POINTER)
    _flush(root)


def checksums(folder: Path) -> dict[str, str]:
    return {part.name: _sha256(part) for part in sorted(folder.iterdir()) if part.name != MANIFEST}


def current(root: Path) -> Path | None:
    """The folder of the generation that serves, or ``None`` when nothing was built yet."""
    try:
        name = (root / POINTER).read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None
    return root / "generations" / name


def verified(folder: Path) -> Manifest:
    """The manifest of ``folder`` after checking every part; raises ``IndexDamagedError`` naming the bad part."""
    manifest = read_manifest(folder)
    found = checksums(folder)
    if found != manifest.parts:
        odd = sorted(set(found.items()) ^ set(manifest.parts.items()))[0][0]
        raise IndexDamagedError(f"Chỉ mục {folder} hỏng ở phần {odd}. {_REBUILD}")
    return manifest


def read_manifest(folder: Path) -> Manifest:
    try:
        row = dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        # Another schema may have other fields.
        if (schema := row["schema"]) == SCHEMA:
            return Manifest(**row)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexDamagedError(f"Chỉ mục {folder} thiếu hoặc hỏng {MANIFEST}. {_REBUILD}") from error
    raise IndexDamagedError(f"Chỉ mục {folder} theo khuôn {schema}, bản này đọc khuôn {SCHEMA}. {_REBUILD}")


def _remove_stale(root: Path) -> None:
    """Keep the generation that serves and the finished one before it."""
    serving = current(root)
    finished = sorted(f for f in (root / "generations").iterdir() if (f / MANIFEST).is_file())
    older = [folder for folder in finished if serving and folder.name < serving.name]
    kept = {serving, *older[-1:]}
    for folder in (root / "generations").iterdir():
        if folder not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def _next_number(generations: Path) -> int:
    return max((int(folder.name) for folder in generations.iterdir() if folder.name.isdigit()), default=0) + 1


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
