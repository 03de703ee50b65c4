"""The tables of the state. Days are ISO dates; ``person`` and ``chat`` are keyed hashes, never ids.

The one exception is ``cases.chat``: an officer's answer has to find its way back to the member.
"""

# Raised when the tables change; an older file is brought up to it.
SCHEMA = 2

TABLES = """
CREATE TABLE IF NOT EXISTS updates (
    id INTEGER PRIMARY KEY,
    state INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    day TEXT NOT NULL,
    content TEXT
);
CREATE INDEX IF NOT EXISTS updates_open ON updates (state) WHERE state < 2;
CREATE TABLE IF NOT EXISTS chats (chat TEXT PRIMARY KEY, province TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS people (
    person TEXT PRIMARY KEY,
    consent TEXT NOT NULL DEFAULT '',
    admitted TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    card TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    words TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS feedback_person ON feedback (person);
CREATE TABLE IF NOT EXISTS unanswered (
    id INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    day TEXT NOT NULL,
    topic TEXT NOT NULL,
    question TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS counts (
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    detail TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (day, name, detail)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS cases (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    person TEXT NOT NULL,
    day TEXT NOT NULL,
    chat INTEGER NOT NULL,
    shown INTEGER NOT NULL,
    question TEXT NOT NULL,
    post INTEGER NOT NULL DEFAULT 0,
    reply INTEGER NOT NULL DEFAULT 0,
    answer TEXT NOT NULL DEFAULT '',
    UNIQUE (chat, shown)
);
CREATE INDEX IF NOT EXISTS cases_person ON cases (person);
CREATE TABLE IF NOT EXISTS switches (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
