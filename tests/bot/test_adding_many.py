"""A folder of mixed files goes in at one run with one swap of the index; a run that was stopped is taken up again."""

from pathlib import Path

import pytest

from bot.adding import Adder, Row, add_files
from bot.settings import Settings
from bot.startup import index_folder, is_fresh, library
from index import generation
from tests.knowledge.many import many_files

COUNT = 60


@pytest.fixture
def data(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", _env_file=None)


def numbers(data: Settings) -> set[str]:
    return {document.number for document in library(data).documents()}


def test_nothing_is_lost_and_the_index_is_swapped_once(data: Settings, tmp_path: Path) -> None:
    expected = many_files(tmp_path / "văn bản", COUNT)
    report = add_files(data, [tmp_path / "văn bản"], Adder(library(data), str))
    assert numbers(data) == expected
    assert (len(report.rows), len(report.failures)) == (COUNT, COUNT - len(expected))
    assert all(row.reason for row in report.failures)
    assert [folder.name for folder in (index_folder(data) / "generations").iterdir()] == ["000001"]


def test_a_stopped_run_keeps_what_it_did_and_goes_on(data: Settings, tmp_path: Path) -> None:
    expected, rows = many_files(tmp_path / "văn bản", 8), list[Row]()

    def stop_at_four(row: Row) -> None:
        rows.append(row)
        if len(rows) == 4:
            raise KeyboardInterrupt

    report = add_files(data, [tmp_path / "văn bản"], Adder(library(data), str, shown=stop_at_four))
    assert report.stopped
    assert len(numbers(data)) == 4
    assert generation.current(index_folder(data)) is None
    again = add_files(data, [tmp_path / "văn bản"], Adder(library(data), str))
    assert again.summary == "đã thêm: 3; đã có, không đổi: 4; không đọc được: 1"
    assert numbers(data) == expected
    assert is_fresh(data)
