"""An update's way through the state: taken, sending, done; a start finds what is open, and only that."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.store import Store
from bot.store_updates import DAYS, TRIES, Open, State, left_ids, mark, record, take_open, waiting

TODAY = date(2026, 11, 22)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path)
    store.apply([record([(1, '{"a": 1}'), (2, '{"b": 2}'), (3, '{"c": 3}')], TODAY)])
    return store


def test_what_is_not_done_is_found_oldest_first(store: Store) -> None:
    store.apply([mark(1, State.DONE), mark(3, State.SENDING)])
    assert take_open(store, TODAY) == [Open(2, '{"b": 2}', False), Open(3, '{"c": 3}', True)]
    assert (left_ids(store), waiting(store)) == ([1, 3], 2)


def test_a_finished_update_keeps_its_number_only(store: Store, tmp_path: Path) -> None:
    store.apply([mark(id_, State.DONE) for id_ in (1, 2, 3)])
    store.scrub()
    assert b'{"b": 2}' not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    store.apply([record([(2, '{"b": 2}')], TODAY)])
    assert take_open(store, TODAY) == []


def test_an_update_that_brings_the_program_down_is_given_up(store: Store) -> None:
    assert [len(take_open(store, TODAY)) for _ in range(TRIES + 1)] == [3] * TRIES + [0]


def test_old_updates_are_no_longer_waited_for(store: Store) -> None:
    assert take_open(store, TODAY + timedelta(days=DAYS + 1)) == []


def test_the_state_survives_without_being_closed(store: Store, tmp_path: Path) -> None:
    assert [left.id for left in take_open(Store(tmp_path), TODAY)] == [1, 2, 3]
