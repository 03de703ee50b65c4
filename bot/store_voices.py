"""What people say about the answers, what could not be answered, and plain counts for the operator."""

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.store import Operation, Store
from bot.store_people import consented

UP, DOWN, WORDS = "up", "down", "words"
ANSWERED, REFUSED, UNANSWERED = "answered", "refused", "unanswered"


class Count(NamedTuple):
    detail: str
    number: int


def counting(name: str, detail: str, today: date) -> Operation:
    """One more of ``name`` today."""

    def operation(connection: sqlite3.Connection) -> None:
        connection.execute(
            "INSERT INTO counts VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET number = number + 1",
            (today.isoformat(), name, detail),
        )

    return operation


def counted(store: Store, name: str, since: date) -> list[Count]:
    """The counts of ``name`` since a day, most frequent detail first."""
    rows = store.rows(
        "SELECT detail, sum(number) FROM counts WHERE name = ? AND day >= ? GROUP BY detail ORDER BY 2 DESC, 1",
        name,
        since.isoformat(),
    )
    return [Count(str(detail), int(str(number))) for detail, number in rows]


def add_feedback(
    store: Store, user: int, kind: str, today: date, card: str = "", reason: str = "", words: str = ""
) -> None:
    """One word of a person about one card counts: a new thumb takes the place of the one before."""
    person = store.person(user)
    with store.writing() as connection:
        if kind in (UP, DOWN):
            connection.execute(
                "DELETE FROM feedback WHERE person = ? AND card = ? AND kind IN (?, ?)", (person, card, UP, DOWN)
            )
        connection.execute(
            "INSERT INTO feedback (person, day, kind, card, reason, words) VALUES (?, ?, ?, ?, ?, ?)",
            (person, today.isoformat(), kind, card, reason, words),
        )


def feedback_words(store: Store, limit: int) -> list[str]:
    """The latest suggestions in people's own words."""
    rows = store.rows("SELECT words FROM feedback WHERE kind = ? ORDER BY id DESC LIMIT ?", WORDS, limit)
    return [str(words) for (words,) in rows]


def feedback_counts(store: Store, kind: str, since: date) -> list[Count]:
    """How often each card got this kind of word, most often first."""
    rows = store.rows(
        "SELECT card, count(*) FROM feedback WHERE kind = ? AND day >= ? GROUP BY card ORDER BY 2 DESC, 1",
        kind,
        since.isoformat(),
    )
    return [Count(str(card), int(str(number))) for card, number in rows]


def add_unanswered(store: Store, user: int, topic: str, question: str, today: date) -> None:
    """Count the topic; keep the words only of a person who allowed it."""
    store.apply([counting(UNANSWERED, topic, today)])
    if consented(store, user):
        with store.writing() as connection:
            connection.execute(
                "INSERT INTO unanswered (person, day, topic, question) VALUES (?, ?, ?, ?)",
                (store.person(user), today.isoformat(), topic, question),
            )


def unanswered_questions(store: Store, topic: str, limit: int) -> Sequence[str]:
    """The latest kept questions of a topic, each wording once."""
    rows = store.rows(
        "SELECT question, max(id) FROM unanswered WHERE topic = ? GROUP BY question ORDER BY 2 DESC LIMIT ?",
        topic,
        limit,
    )
    return [str(question) for question, _ in rows]


def month_ago(today: date) -> date:
    return today - timedelta(days=30)
