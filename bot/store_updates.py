"""The updates that were taken from Telegram and what became of them, so that a crash loses and repeats none.

An update is written down before Telegram is told that we have it. It is ``TAKEN`` until the first message of its
answer leaves, ``SENDING`` until that is confirmed, then ``DONE``: only its number stays, its content is erased.
"""

import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta
from enum import IntEnum
from typing import NamedTuple

from bot.store import Operation, Store

# An update that brings the program down must not do so for ever.
TRIES = 3
# Telegram repeats what was not confirmed for a day; an older question is no longer waited for.
DAYS = 2


class State(IntEnum):
    TAKEN = 0
    SENDING = 1
    DONE = 2


class Open(NamedTuple):
    """An update without an answer: ``content`` is its JSON, ``sending`` that an answer may have left."""

    id: int
    content: str
    sending: bool


def record(updates: Iterable[tuple[int, str]], today: date) -> Operation:
    """Write down updates as Telegram sent them; one that is known already keeps its state."""
    rows = [(id_, State.TAKEN, today.isoformat(), content) for id_, content in updates]

    def operation(connection: sqlite3.Connection) -> None:
        connection.executemany("INSERT OR IGNORE INTO updates (id, state, day, content) VALUES (?, ?, ?, ?)", rows)

    return operation


def mark(id_: int, state: State) -> Operation:
    """Move an update on; a finished one loses its content."""
    kept = "content" if state < State.DONE else "NULL"

    def operation(connection: sqlite3.Connection) -> None:
        connection.execute(f"UPDATE updates SET state = ?, content = {kept} WHERE id = ?", (state, id_))

    return operation


def take_open(store: Store, today: date) -> list[Open]:
    """What a start finds unanswered, oldest first; each is counted as tried, and given up after ``TRIES``."""
    since = (today - timedelta(days=DAYS)).isoformat()
    with store.writing() as connection:
        connection.execute("DELETE FROM updates WHERE day < ?", (since,))
        connection.execute("UPDATE updates SET state = 2, content = NULL WHERE state < 2 AND tries >= ?", (TRIES,))
        connection.execute("UPDATE updates SET tries = tries + 1 WHERE state < 2")
        found = connection.execute("SELECT id, content, state FROM updates WHERE state < 2 ORDER BY id").fetchall()
    return [Open(int(id_), str(content), state == State.SENDING) for id_, content, state in found]


def left_ids(store: Store) -> list[int]:
    """Updates whose answer left: done, or asked about by the start that finds them ``SENDING``."""
    return [int(str(id_)) for (id_,) in store.rows("SELECT id FROM updates WHERE state >= 1 ORDER BY id")]


def waiting(store: Store) -> int:
    return int(str(store.rows("SELECT count(*) FROM updates WHERE state < 2")[0][0]))
