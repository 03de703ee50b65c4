"""``sotay add``: files into the library, one by one, then one new generation of the index for all of them."""

import getpass
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.answering.dates import vietnamese_date
from bot.settings import Settings
from bot.startup import Say, is_fresh, library, rebuild
from knowledge.errors import DocumentError
from knowledge.gate import RefusedError
from knowledge.library import ADDED, REPLACED, UNCHANGED, Intake, Library
from knowledge.readers.problems import shown_name

REFUSED, FAILED = "refused", "failed"
OUTCOMES = {
    ADDED: "đã thêm",
    REPLACED: "đã thay bản cũ",
    UNCHANGED: "đã có, không đổi",
    REFUSED: "từ chối",
    FAILED: "không đọc được",
}


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file; ``intake`` is there unless it was refused or failed, ``reason`` only then."""

    path: Path
    outcome: str
    intake: Intake | None = None
    reason: str = ""

    @property
    def line(self) -> str:
        """The row for the operator: file, outcome, and the document or the reason."""
        name = f"{shown_name(str(self.path))}: {OUTCOMES[self.outcome]}"
        if self.intake is None:
            return f"{name}. {self.reason}"
        document = self.intake.document
        told = [f"{document.number} ngày {vietnamese_date(document.date)}, {document.title} ({document.id})"]
        told += [f"{self.intake.clauses} mục"] if self.intake.clauses else []
        told += [f"thay thế {', '.join(self.intake.ends)}"] if self.intake.ends else []
        return f"{name}. {'; '.join(told)}"


@dataclass(frozen=True, slots=True)
class Report:
    """One row for each file met, in the order they were read."""

    rows: tuple[Row, ...]

    @property
    def changed(self) -> bool:
        return any(row.outcome in (ADDED, REPLACED) for row in self.rows)

    @property
    def failures(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.outcome in (REFUSED, FAILED))

    @property
    def summary(self) -> str:
        """How many files had which outcome, in one line."""
        counts = [(OUTCOMES[outcome], sum(row.outcome == outcome for row in self.rows)) for outcome in OUTCOMES]
        return "; ".join(f"{words}: {count}" for words, count in counts if count) or "không có tệp nào"


def add_files(settings: Settings, paths: Sequence[Path], say: Say) -> Report:
    """Add files and all files under folders, going on after a bad one, then build the index once.

    When the index cannot be built the library is put back as it was, and the error goes on to the caller;
    the previous generation serves all the while. Stopping in between keeps what was added: the next start
    builds the index, and adding the same folder again passes over what is there.
    """
    shelf, before = library(settings), library(settings).snapshot()
    rows = []
    for path in _files(paths):
        rows.append(_added(shelf, path))
        for gap in rows[-1].intake.gaps if rows[-1].intake else ():
            say(f"{shown_name(path.name)}: {gap}")
    report = Report(tuple(rows))
    if report.changed:
        _rebuilt(settings, shelf, before, say)
    return report


def remove_document(settings: Settings, document: str, say: Say) -> None:
    """Take a document out of the library and the index; when the index cannot be built, put it back."""
    shelf, before = library(settings), library(settings).snapshot()
    shelf.remove(document, _user())
    _rebuilt(settings, shelf, before, say)


def _rebuilt(settings: Settings, shelf: Library, before: bytes, say: Say) -> None:
    if is_fresh(settings):
        return
    try:
        rebuild(settings, say)
    except BaseException:
        shelf.restore(before, _user())
        raise


def _added(shelf: Library, path: Path) -> Row:
    try:
        intake = shelf.add(path, _user())
    except RefusedError as error:
        return Row(path, REFUSED, reason=str(error))
    except DocumentError as error:
        return Row(path, FAILED, reason=str(error))
    return Row(path, intake.outcome, intake)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from _walk(path, set())
        else:
            yield path


def _walk(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    """Files under a folder by name, hidden ones left out; each real folder once, whatever links lead to it."""
    state = folder.stat()
    if (state.st_dev, state.st_ino) in seen:
        return
    seen.add((state.st_dev, state.st_ino))
    try:
        inside = sorted(folder.iterdir())
    except PermissionError:
        yield folder  # read as a file it is told in its own row
        return
    for path in (path for path in inside if not path.name.startswith(".")):
        if path.is_dir():
            yield from _walk(path, seen)
        else:
            yield path


def _user() -> str:
    """The account that changes the library; a container may have a number without a name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
