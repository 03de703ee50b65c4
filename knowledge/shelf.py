"""What the library keeps on disk: versions of documents, written aside, and the one file that names those in use."""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from knowledge.errors import DocumentError

_SHELF, _JOURNAL, _LOCK, _DOCUMENTS = "shelf.json", "journal.jsonl", ".lock", "documents"
_EMPTY = b"{}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One document in use: its version's folder, the SHA-256 of its source and of each file (by name).

    ``recipe`` is that of ``knowledge.structure`` when the source was cut into clauses.
    """

    id: str
    version: str
    source: str
    files: Mapping[str, str]
    recipe: int = 0

    @property
    def digest(self) -> str:
        return _digest(self.files)


@dataclass(frozen=True, slots=True)
class Deed:
    """A line for the journal: what was done, by whom, with which file, and what was corrected in its text."""

    what: str
    who: str
    file: str = ""
    changes: tuple[str, ...] = ()


class Shelf:
    """The folder of a library. Writers take turns; readers see the shelf before or after a change, never between."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def state(self) -> bytes:
        """The shelf file as it stands, ``{}`` before the first document."""
        try:
            return (self._root / _SHELF).read_bytes()
        except FileNotFoundError:
            return _EMPTY

    def entries(self) -> dict[str, Entry]:
        """Documents in use by id; raises ``DocumentError`` when the shelf file is damaged."""
        return self._parsed(self.state())

    def _parsed(self, state: bytes) -> dict[str, Entry]:
        try:
            return {id_: Entry(id_, **row) for id_, row in json.loads(state).items()}
        except (ValueError, TypeError, AttributeError):
            raise DocumentError(
                f"Tệp «{self._root / _SHELF}» bị hỏng. Chép lại tệp từ bản sao lưu, hoặc xoá nó rồi thêm lại văn bản."
            ) from None

    def read(self, entry: Entry, name: str) -> bytes:
        """A file of a version, checked against its hash; raises ``DocumentError`` when missing or damaged."""
        with suppress(OSError):
            content = (self._folder(entry) / name).read_bytes()
            if hashlib.sha256(content).hexdigest() == entry.files[name]:
                return content
        raise DocumentError(
            f"Văn bản «{entry.id}» trong thư viện thiếu hoặc hỏng tệp {name}. Thêm lại tệp gốc của văn bản này."
        )

    def is_whole(self, entry: Entry) -> bool:
        """Whether every file of a version is there with the hash it was stored with."""
        try:
            return all(self.read(entry, name) is not None for name in entry.files)
        except DocumentError:
            return False

    def put(self, id_: str, source: str, recipe: int, files: Mapping[str, bytes], deed: Deed) -> None:
        """Store a version and put it in use in place of the one before; ``deed`` goes into the journal."""
        hashes = {file: hashlib.sha256(content).hexdigest() for file, content in files.items()}
        entry = Entry(id_, _digest(hashes)[:16], source, hashes, recipe)
        with self._turn():
            self._write_version(entry, files)
            self._commit({**self.entries(), id_: entry}, _note(deed, id_, source))

    def drop(self, id_: str, deed: Deed) -> None:
        with self._turn():
            entries = self.entries()
            gone = entries.pop(id_)
            self._commit(entries, _note(deed, id_, gone.source))

    def restore(self, state: bytes, ids: Iterable[str], deed: Deed) -> None:
        """Put these documents back as ``state`` has them; what others changed since stays."""
        before, wanted = self._parsed(state), tuple(ids)
        with self._turn():
            entries = {id_: entry for id_, entry in self.entries().items() if id_ not in wanted}
            entries |= {id_: before[id_] for id_ in wanted if id_ in before}
            self._commit(entries, _note(replace(deed, changes=wanted), "", ""))

    def journal(self) -> Iterator[dict[str, Any]]:
        """What was done, oldest first; a line cut short by a crash is passed over."""
        with suppress(FileNotFoundError):
            for line in (self._root / _JOURNAL).read_bytes().split(b"\n"):
                with suppress(ValueError):
                    yield json.loads(line)

    def _folder(self, entry: Entry) -> Path:
        return self._root / _DOCUMENTS / entry.id / entry.version

    def _write_version(self, entry: Entry, files: Mapping[str, bytes]) -> None:
        target = self._folder(entry)
        target.parent.mkdir(parents=True, exist_ok=True)
        for left_by_a_crash in target.parent.glob(".new-*"):
            shutil.rmtree(left_by_a_crash, ignore_errors=True)
        aside = Path(tempfile.mkdtemp(prefix=".new-", dir=target.parent))
        try:
            for name, content in files.items():
                _write(aside / name, content)
            _flush(aside)
            # The same version was in use before: what lies there may be damaged, what we wrote is not.
            shutil.rmtree(target, ignore_errors=True)
            aside.rename(target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        _flush(target.parent)
        _flush(target.parent.parent)

    def _commit(self, entries: Mapping[str, Entry], note: dict[str, Any]) -> None:
        rows = {id_: {k: v for k, v in asdict(entry).items() if k != "id"} for id_, entry in entries.items()}
        self._journalled(json.dumps(rows, indent=1).encode(), note)

    def _journalled(self, state: bytes, note: dict[str, Any]) -> None:
        """Swap the shelf file; the journal's line is written first and taken back when the swap fails."""
        journal = self._root / _JOURNAL
        before = journal.stat().st_size if journal.exists() else 0
        try:
            with journal.open("ab") as file:
                # A line that a crash cut short must not swallow this one.
                file.write((b"\n" if before else b"") + json.dumps(note, ensure_ascii=False).encode())
                file.flush()
                os.fsync(file.fileno())
            _write(self._root / f"{_SHELF}.new", state)
            (self._root / f"{_SHELF}.new").rename(self._root / _SHELF)
        except BaseException:
            os.truncate(journal, before)
            raise
        _flush(self._root)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        self._root.mkdir(parents=True, exist_ok=True)
        with (self._root / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _digest(hashes: Mapping[str, str]) -> str:
    return hashlib.sha256("".join(f"{name} {sha}\n" for name, sha in sorted(hashes.items())).encode()).hexdigest()


def now() -> str:
    """The time as the journal writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _note(deed: Deed, id_: str, source: str) -> dict[str, Any]:
    row = {"when": now(), "who": deed.who, "what": deed.what, "document": id_, "source": source, "file": deed.file}
    return row | ({"changes": deed.changes} if deed.changes else {})


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
