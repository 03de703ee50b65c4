"""Questions that members sent on to the officers' group, until their retention ends or the member withdraws them.

The one place where the id of a chat is kept: without it no answer could go back.
"""

import sqlite3
from datetime import date
from typing import NamedTuple

from bot.store import Store
from bot.store_voices import counted, counting

# What one member, and what all members together, may send on in a day.
PER_MEMBER, PER_DAY = 3, 100
_SENT_ON = "sent_on"
_COLUMNS = "number, chat, shown, question, post, reply, answer"


class Case(NamedTuple):
    """A question on its way. ``chat`` and ``shown``: where the member saw what is sent, and under which message.

    ``post`` is the message in the officers' group, ``reply`` the officer's last one with its words in ``answer``;
    0 and ``""`` until there is one.
    """

    number: int
    chat: int
    shown: int
    question: str
    post: int
    reply: int
    answer: str


def open_case(store: Store, user: int, chat: int, shown: int, question: str, today: date) -> Case | None:
    """The case of what was shown, made at the first call; ``None`` where the day's number is used up."""
    if found := case_shown(store, chat, shown):
        return found
    own = store.rows("SELECT count(*) FROM cases WHERE person = ? AND day = ?", store.person(user), today.isoformat())
    if sent_on(store, today) >= PER_DAY or int(str(own[0][0])) >= PER_MEMBER:
        return None
    row = (store.person(user), today.isoformat(), chat, shown, question)

    def insert(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO cases (person, day, chat, shown, question) VALUES (?, ?, ?, ?, ?)", row)

    store.apply([insert, counting(_SENT_ON, "", today)])
    return case_shown(store, chat, shown)


def set_post(store: Store, number: int, post: int) -> None:
    with store.writing() as connection:
        connection.execute("UPDATE cases SET post = ? WHERE number = ?", (post, number))


def set_answer(store: Store, number: int, reply: int, answer: str) -> None:
    """The officer's latest words stand for the answer; a case that is gone meanwhile stays gone."""
    with store.writing() as connection:
        connection.execute("UPDATE cases SET reply = ?, answer = ? WHERE number = ?", (reply, answer, number))


def case(store: Store, number: int) -> Case | None:
    return _one(store, "number = ?", number)


def case_shown(store: Store, chat: int, shown: int) -> Case | None:
    """The case of what was shown to a member; ``None`` where it was not sent."""
    return _one(store, "chat = ? AND shown = ?", chat, shown)


def case_of_post(store: Store, post: int) -> Case | None:
    return _one(store, "post = ?", post)


def case_of_reply(store: Store, reply: int) -> Case | None:
    return _one(store, "reply = ?", reply)


def cases_of(store: Store, user: int) -> list[Case]:
    return _found(store, "person = ?", store.person(user))


def unanswered_cases(store: Store) -> int:
    return int(str(store.rows("SELECT count(*) FROM cases WHERE post != 0 AND answer = ''")[0][0]))


def sent_on(store: Store, since: date) -> int:
    """How many questions went to the officers since a day, whatever became of them."""
    return sum(count.number for count in counted(store, _SENT_ON, since))


def _one(store: Store, condition: str, *values: object) -> Case | None:
    return next(iter(_found(store, condition, *values)), None)


def _found(store: Store, condition: str, *values: object) -> list[Case]:
    rows = store.rows(f"SELECT {_COLUMNS} FROM cases WHERE {condition} ORDER BY number", *values)
    return [Case(*(value if isinstance(value, str) else int(str(value)) for value in row)) for row in rows]  # type: ignore[arg-type]
