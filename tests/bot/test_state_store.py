"""The state file: whole or not at all, readable by the owner only, nothing left of what was deleted."""

import sqlite3
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot import store_cases, store_people, store_voices
from bot.store import DATABASE, KEY, Store, StoreError

TODAY = date(2026, 11, 22)
LAN, HOA = 987_654_321_001, 987_654_321_002


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def everything(folder: Path) -> bytes:
    """All that stands in the folder, the write-ahead log included."""
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


def test_only_the_owner_may_read(store: Store, tmp_path: Path) -> None:
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert modes[KEY] == modes[DATABASE] == 0o600
    assert all(mode & 0o077 == 0 for mode in modes.values())


def test_commits_reach_the_disk_and_deletions_overwrite(store: Store) -> None:
    assert store.rows("PRAGMA synchronous") == [(2,)]
    assert store.rows("PRAGMA secure_delete") == [(1,)]
    assert store.rows("PRAGMA journal_mode") == [("wal",)]


def set_row(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO chats VALUES ('c', 'Lào Cai')")


def test_a_failed_change_leaves_nothing(store: Store) -> None:
    with pytest.raises(sqlite3.OperationalError):
        store.apply([set_row, lambda connection: connection.execute("INSERT INTO nothing VALUES (1)")])
    assert store.rows("SELECT * FROM chats") == []


def test_reading_waits_for_no_change_and_sees_it_only_when_committed(store: Store) -> None:
    with store.writing() as connection:
        set_row(connection)
        assert store.rows("SELECT * FROM chats") == []
    assert store.rows("SELECT * FROM chats") == [("c", "Lào Cai")]


def test_a_checkpoint_beside_lets_the_log_start_anew(store: Store, tmp_path: Path) -> None:
    log = tmp_path / f"{DATABASE}-wal"
    for number in range(50):
        store_people.set_province(store, number, "Lào Cai")
    written = log.stat().st_size
    for number in range(50):
        store.checkpoint()
        store_people.set_province(store, number, "Hà Nội")
    assert log.stat().st_size == written
    assert store_people.province(store, 49) == "Hà Nội"


def test_hashes_differ_by_kind_and_by_key(tmp_path: Path) -> None:
    one, other = Store(tmp_path / "a"), Store(tmp_path / "b")
    assert len({one.person(LAN), one.chat(LAN), one.person(HOA), other.person(LAN)}) == 4
    assert Store(tmp_path / "a").person(LAN) == one.person(LAN)


def test_a_lost_key_is_told(store: Store, tmp_path: Path) -> None:
    store.close()
    (tmp_path / KEY).unlink()
    with pytest.raises(StoreError, match=KEY):
        Store(tmp_path)


def test_a_file_of_a_newer_program_is_left_alone(store: Store, tmp_path: Path) -> None:
    store.rows("PRAGMA user_version=99")
    store.close()
    with pytest.raises(StoreError, match="khuôn 99"):
        Store(tmp_path)


def test_a_file_of_an_older_program_is_brought_up(store: Store, tmp_path: Path) -> None:
    store.apply([set_row, lambda connection: connection.execute("DROP TABLE cases")])
    store.rows("PRAGMA user_version=1")
    store.close()
    newer = Store(tmp_path)
    assert newer.rows("SELECT province FROM chats") == [("Lào Cai",)]
    assert newer.rows("SELECT * FROM cases") == []


def test_what_is_no_database_is_told(store: Store, tmp_path: Path) -> None:
    store.close()
    (tmp_path / DATABASE).write_bytes(b"x" * 4096)
    with pytest.raises(StoreError, match=DATABASE):
        Store(tmp_path)


def test_a_province_belongs_to_a_chat(store: Store) -> None:
    store_people.set_province(store, LAN, "Lào Cai")
    store_people.set_province(store, LAN, "Hà Nội")
    assert (store_people.province(store, LAN), store_people.province(store, HOA)) == ("Hà Nội", "")
    store_people.set_province(store, LAN, "")
    assert store_people.province(store, LAN) == ""


def test_questions_are_kept_only_with_consent(store: Store) -> None:
    store_voices.add_unanswered(store, LAN, "Đảng phí", "câu một", TODAY)
    assert store_voices.unanswered_questions(store, "Đảng phí", 9) == []
    store_people.set_consent(store, LAN, True, TODAY)
    store_voices.add_unanswered(store, LAN, "Đảng phí", "câu hai", TODAY)
    assert store_voices.unanswered_questions(store, "Đảng phí", 9) == ["câu hai"]
    assert store_voices.counted(store, store_voices.UNANSWERED, TODAY) == [("Đảng phí", 2)]
    store_people.set_consent(store, LAN, False, TODAY)
    assert store_voices.unanswered_questions(store, "Đảng phí", 9) == []


def test_a_new_thumb_takes_the_place_of_the_old(store: Store) -> None:
    store_voices.add_feedback(store, LAN, store_voices.UP, TODAY, card="the-a")
    store_voices.add_feedback(store, LAN, store_voices.DOWN, TODAY, card="the-a", reason="old")
    store_voices.add_feedback(store, HOA, store_voices.DOWN, TODAY, card="the-b")
    assert store_voices.feedback_counts(store, store_voices.UP, TODAY) == []
    assert store_voices.feedback_counts(store, store_voices.DOWN, TODAY) == [("the-a", 1), ("the-b", 1)]


def test_forgetting_leaves_no_trace_of_one_and_all_of_another(store: Store, tmp_path: Path) -> None:
    for user, secret in ((LAN, "TRACE-OF-LAN"), (HOA, "TRACE-OF-HOA")):
        store_people.set_consent(store, user, True, TODAY)
        store_people.admit(store, user, TODAY)
        store_people.set_province(store, user, secret)
        store_voices.add_feedback(store, user, store_voices.WORDS, TODAY, words=secret)
        store_voices.add_unanswered(store, user, "Đảng phí", secret, TODAY)
    hashes = [store.person(LAN).encode(), store.chat(LAN).encode(), b"TRACE-OF-LAN"]
    assert all(trace in everything(tmp_path) for trace in hashes)
    store_people.forget(store, LAN)
    store.scrub()
    assert [trace for trace in hashes if trace in everything(tmp_path)] == []
    assert everything(tmp_path).count(b"TRACE-OF-HOA") == 3
    assert store_people.consented(store, HOA)
    assert not store_people.consented(store, LAN)
    assert not store_people.admitted(store, LAN)


def test_rows_end_with_their_retention(store: Store) -> None:
    store_people.set_consent(store, LAN, True, TODAY)
    for days in (0, 31):
        day = TODAY - timedelta(days=days)
        store_voices.add_feedback(store, LAN, store_voices.WORDS, day, words=f"{days} ngày")
        store_voices.add_unanswered(store, LAN, "Đảng phí", f"{days} ngày", day)
    store_people.expire(store, 30, TODAY)
    assert store_voices.feedback_words(store, 9) == ["0 ngày"]
    assert store_voices.unanswered_questions(store, "Đảng phí", 9) == ["0 ngày"]
    assert store_people.consented(store, LAN)


def test_switches_outlive_a_restart(store: Store, tmp_path: Path) -> None:
    store_people.set_switch(store, "paused", "1")
    store.close()
    assert store_people.switch(Store(tmp_path), "paused") == "1"
    assert store_people.switch(Store(tmp_path), "other") == ""


def test_a_case_is_made_once_for_what_was_shown(store: Store) -> None:
    first = store_cases.open_case(store, LAN, LAN, 7, "một", TODAY)
    assert first is not None
    assert store_cases.open_case(store, LAN, LAN, 7, "hai", TODAY) == first
    assert store_cases.cases_of(store, LAN) == [first]
    assert store_cases.cases_of(store, HOA) == []


def test_a_day_has_its_number_of_cases_for_one_and_for_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_cases, "PER_MEMBER", 2)
    monkeypatch.setattr(store_cases, "PER_DAY", 3)
    opened = [store_cases.open_case(store, LAN, LAN, shown, "một", TODAY) for shown in (1, 2, 3)]
    assert [case is not None for case in opened] == [True, True, False]
    store_people.forget(store, LAN)
    opened = [store_cases.open_case(store, LAN, LAN, shown, "một", TODAY) for shown in (4, 5)]
    assert [case is not None for case in opened] == [True, False]
    assert store_cases.open_case(store, LAN, LAN, 5, "một", TODAY + timedelta(days=1)) is not None


def test_cases_end_with_their_retention_and_numbers_are_not_used_again(store: Store) -> None:
    first = store_cases.open_case(store, LAN, LAN, 1, "một", TODAY)
    store_people.expire(store, 30, TODAY + timedelta(days=31))
    second = store_cases.open_case(store, LAN, LAN, 2, "hai", TODAY + timedelta(days=31))
    assert first is not None
    assert second is not None
    assert store_cases.cases_of(store, LAN) == [second]
    assert second.number > first.number


def test_an_answer_to_a_case_that_is_gone_is_not_kept(store: Store) -> None:
    case = store_cases.open_case(store, LAN, LAN, 1, "một", TODAY)
    assert case is not None
    store_cases.set_post(store, case.number, 5)
    assert store_cases.unanswered_cases(store) == 1
    store_people.forget(store, LAN)
    store_cases.set_answer(store, case.number, 6, "lời đáp")
    assert store_cases.case(store, case.number) is None
    assert store_cases.unanswered_cases(store) == 0
