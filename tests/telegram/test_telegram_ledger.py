"""What goes to the disk with the next commit: there as soon as that is, and not lost at the end."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot import store_people, store_voices
from bot.store import Store
from bot.telegram.ledger import Ledger

TODAY = date(2026, 11, 22)


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[Ledger]:
    ledger = Ledger(Store(tmp_path), 30)
    yield ledger
    await ledger.close()


def counted(ledger: Ledger) -> list[store_voices.Count]:
    return ledger.look(store_voices.counted, "answered", TODAY)


async def test_what_is_added_goes_with_the_next_change(ledger: Ledger) -> None:
    ledger.add(store_voices.counting("answered", "one", TODAY))
    assert counted(ledger) == []
    await ledger.write(store_voices.counting("answered", "two", TODAY))
    assert counted(ledger) == [("one", 1), ("two", 1)]


async def test_what_is_added_last_is_written_at_the_end(tmp_path: Path) -> None:
    ledger = Ledger(Store(tmp_path), 30)
    ledger.add(store_voices.counting("answered", "one", TODAY))
    await ledger.close()
    assert store_voices.counted(Store(tmp_path), "answered", TODAY) == [("one", 1)]


async def test_a_look_sees_what_was_done(ledger: Ledger) -> None:
    await ledger.do(store_people.set_province, 7, "Lào Cai")
    assert ledger.look(store_people.province, 7) == "Lào Cai"
