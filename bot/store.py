"""What the bot keeps between restarts: one SQLite file, our own tables, as little about people as will do.

    state.sqlite3     updates taken and not answered yet, provinces, consent, feedback, unanswered questions, counts,
                      questions sent on to officers
    state.key         32 random bytes; people and chats stand in the tables only as hashes under this key, but for
                      the chat that an officer's answer goes back to

Every commit reaches the disk before it returns (WAL with ``synchronous=FULL``, 3-4 ms). Reading never waits for that.
What is deleted is overwritten (``secure_delete``), and ``scrub`` empties the write-ahead log, where old pages would
live on.
"""

import hashlib
import hmac
import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeAlias

from bot.store_tables import SCHEMA, TABLES
from knowledge.errors import SotayError

DATABASE, KEY = "state.sqlite3", "state.key"
_BUSY_SECONDS = 5.0
# Bringing the log into the file can take a quarter of a second, so ``checkpoint`` does it beside the commits; only
# where nobody calls that does a commit do it itself, when the log has 40 MB.
_LOG_PAGES = 10_000

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "trusted_schema=OFF",
    f"wal_autocheckpoint={_LOG_PAGES}",
)

Operation: TypeAlias = Callable[[sqlite3.Connection], object]


class StoreError(SotayError):
    """The state cannot be opened: of a newer program, damaged, or its key is gone."""


class Store:
    """One connection for changes and one for reading, each used by one thread at a time; safe to call from several."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock, self._reading = threading.RLock(), threading.Lock()
        # SQLite lets a second checkpoint fail without a word, and scrubbing must not.
        self._checkpointing = threading.Lock()
        self._secret = _key(folder / KEY, fresh=not (folder / DATABASE).exists())
        self._path = folder / DATABASE
        self._connection, self._reader = _open(self._path), _open(self._path)

    def hashed(self, kind: str, id_: int) -> str:
        """A person or chat as the tables know it: nobody without the key can tell whose row it is."""
        return hmac.new(self._secret, f"{kind}:{id_}".encode(), hashlib.sha256).hexdigest()[:32]

    def person(self, user: int) -> str:
        return self.hashed("person", user)

    def chat(self, chat: int) -> str:
        return self.hashed("chat", chat)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it is on the disk when the block ends, or none of it."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def apply(self, operations: Sequence[Operation]) -> None:
        """Several changes in one transaction: one wait for the disk instead of many."""
        with self.writing() as connection:
            for operation in operations:
                operation(connection)

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """What is committed; a page in memory takes some 20 µs, and a commit on its way is not waited for."""
        with self._reading:
            return self._reader.execute(query, values).fetchall()

    def checkpoint(self) -> None:
        """Bring the log into the file beside commits and readers, so that the log is written anew from its start."""
        with self._checkpointing, closing(sqlite3.connect(self._path, timeout=_BUSY_SECONDS)) as beside:
            beside.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def scrub(self) -> None:
        """Bring the log into the file and empty it: nothing deleted can be read from it any more."""
        with self._checkpointing, self._lock:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        with self._lock, self._reading:
            self._reader.close()
            self._connection.close()


def _open(path: Path) -> sqlite3.Connection:
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        os.close(descriptor)
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        _prepare(connection, path)
    except sqlite3.DatabaseError as error:
        raise StoreError(f"Không mở được {path}: {error}. Chuyển tệp này đi chỗ khác rồi chạy lại.") from error
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > SCHEMA:
        raise StoreError(f"{path} do bản Sổ tay mới hơn ghi (khuôn {version}). Chạy bản mới, hoặc dùng thư mục khác.")
    if version < SCHEMA:
        connection.executescript(f"BEGIN; {TABLES} PRAGMA user_version={SCHEMA}; COMMIT;")


def _key(path: Path, fresh: bool) -> bytes:
    """The key, made with the first state; without it the rows of a person could no longer be found to delete."""
    try:
        if fresh:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as opened:
                opened.write(secrets.token_bytes(32))
                opened.flush()
                os.fsync(opened.fileno())
        secret = path.read_bytes()
    except FileNotFoundError:
        secret = b""
    if len(secret) != 32:
        raise StoreError(f"Thiếu hoặc hỏng khóa {path}. Khôi phục tệp khóa, hoặc xóa {path.with_name(DATABASE)}.")
    return secret
