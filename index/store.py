"""Passages on disk: one JSON line each, found by number through an array of offsets; read one at a time."""

import hashlib
import json
import mmap
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np

from knowledge.records import Passage, PassageKind

LINES, OFFSETS, IDS = "passages.jsonl", "passages.offsets.npy", "passages.ids"


def to_line(passage: Passage) -> bytes:
    row = {key: value for key, value in asdict(passage).items() if value not in ("", (), 0)}
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def from_line(line: bytes) -> Passage:
    row = json.loads(line)
    row["kind"] = PassageKind(row["kind"])
    for key in ("headings", "path"):
        row[key] = tuple(row.get(key, ()))
    row.setdefault("name", "")
    row.setdefault("text", "")
    return Passage(**row)


def write(passages: Iterable[Passage], folder: Path) -> list[bytes]:
    """Store passages; the digest of each one's line."""
    offsets, ids, digests = [0], list[str](), []
    with (folder / LINES).open("wb") as file:
        for passage in passages:
            line = to_line(passage)
            offsets.append(offsets[-1] + file.write(line))
            ids.append(passage.id)
            digests.append(_digest(line))
    np.save(folder / OFFSETS, np.array(offsets, np.int64), allow_pickle=False)
    (folder / IDS).write_bytes("\n".join(ids).encode())
    return digests


def stored_digests(folder: Path) -> list[bytes]:
    """The digests that ``write`` gave when it wrote this folder."""
    with (folder / LINES).open("rb") as lines:
        return [_digest(line) for line in lines]


def _digest(line: bytes) -> bytes:
    return hashlib.blake2b(line, digest_size=16).digest()


class PassageStore:
    """Passages of one generation by number (0 …) and by id."""

    def __init__(self, folder: Path) -> None:
        self._offsets = np.load(folder / OFFSETS, mmap_mode="r", allow_pickle=False)
        ids = (folder / IDS).read_bytes().decode()
        self.ids = ids.split("\n") if ids else []
        self._numbers: dict[str, int] = {}
        with (folder / LINES).open("rb") as file:
            empty = file.seek(0, 2) == 0
            self._lines = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, number: int) -> Passage:
        return from_line(bytes(self._lines[int(self._offsets[number]) : int(self._offsets[number + 1])]))

    def __iter__(self) -> Iterator[Passage]:
        return (self[number] for number in range(len(self)))

    def number(self, id_: str) -> int:
        """The number of passage ``id_``; raises ``KeyError`` when there is none."""
        if not self._numbers:
            self._numbers = {known: number for number, known in enumerate(self.ids)}
        return self._numbers[id_]
