"""What is kept for people: a chat's province, a person's consent and admission; and its end on request."""

from datetime import date, timedelta

from bot.store import Store
from bot.store_updates import DAYS


def province(store: Store, chat: int) -> str:
    rows = store.rows("SELECT province FROM chats WHERE chat = ?", store.chat(chat))
    return str(rows[0][0]) if rows else ""


def set_province(store: Store, chat: int, name: str) -> None:
    """Remember the province of a chat; ``""`` forgets it."""
    with store.writing() as connection:
        connection.execute("DELETE FROM chats WHERE chat = ?", (store.chat(chat),))
        if name:
            connection.execute("INSERT INTO chats VALUES (?, ?)", (store.chat(chat), name))


def consented(store: Store, user: int) -> bool:
    """Whether this person allowed us to keep the words of questions that we could not answer."""
    return bool(store.rows("SELECT 1 FROM people WHERE person = ? AND consent != ''", store.person(user)))


def set_consent(store: Store, user: int, given: bool, today: date) -> None:
    """Withdrawing deletes at once what was kept under the consent."""
    person = store.person(user)
    with store.writing() as connection:
        connection.execute("INSERT OR IGNORE INTO people (person) VALUES (?)", (person,))
        connection.execute(
            "UPDATE people SET consent = ? WHERE person = ?", (today.isoformat() if given else "", person)
        )
        if not given:
            connection.execute("DELETE FROM unanswered WHERE person = ?", (person,))


def admitted(store: Store, user: int) -> bool:
    return bool(store.rows("SELECT 1 FROM people WHERE person = ? AND admitted != ''", store.person(user)))


def admit(store: Store, user: int, today: date) -> None:
    person = store.person(user)
    with store.writing() as connection:
        connection.execute("INSERT OR IGNORE INTO people (person) VALUES (?)", (person,))
        connection.execute("UPDATE people SET admitted = ? WHERE person = ?", (today.isoformat(), person))


def forget(store: Store, user: int) -> None:
    """Delete every row of a person, that of their private chat included; ``Store.scrub`` then leaves no trace."""
    person, chat = store.person(user), store.chat(user)
    with store.writing() as connection:
        for table in ("people", "feedback", "unanswered", "cases"):
            connection.execute(f"DELETE FROM {table} WHERE person = ?", (person,))
        connection.execute("DELETE FROM chats WHERE chat = ?", (chat,))


def expire(store: Store, retention_days: int, today: date) -> None:
    """Drop what is older than it may be kept; counts without persons stay a year."""
    since = (today - timedelta(days=retention_days)).isoformat()
    with store.writing() as connection:
        for table in ("feedback", "unanswered", "cases"):
            connection.execute(f"DELETE FROM {table} WHERE day < ?", (since,))
        connection.execute("DELETE FROM updates WHERE day < ?", ((today - timedelta(days=DAYS)).isoformat(),))
        connection.execute("DELETE FROM counts WHERE day < ?", ((today - timedelta(days=366)).isoformat(),))


def switch(store: Store, name: str) -> str:
    rows = store.rows("SELECT value FROM switches WHERE name = ?", name)
    return str(rows[0][0]) if rows else ""


def set_switch(store: Store, name: str, value: str) -> None:
    """A setting of the whole bot that outlives a restart, such as a pause."""
    with store.writing() as connection:
        connection.execute("INSERT OR REPLACE INTO switches VALUES (?, ?)", (name, value))
