"""``sotay add``: files into the library, one by one, then one new generation of the index for all of them."""

import getpass
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.fetching import Allowed, download, is_address, public_only
from bot.proposals import OUTCOMES, intake_line
from bot.settings import Settings
from bot.startup import Say, is_fresh, library, rebuild
from knowledge.errors import DocumentError
from knowledge.gate import RefusedError
from knowledge.library import ADDED, REPLACED, Accept, Intake, Library, accept_all
from knowledge.readers.problems import shown_name
from knowledge.readers.reading import PageRead, Source, fetch

REFUSED, FAILED = "refused", "failed"
Item = Path | str


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file or address; ``intake`` is there unless it was refused or failed, ``reason`` then."""

    name: str
    outcome: str
    intake: Intake | None = None
    reason: str = ""

    @property
    def line(self) -> str:
        """The row for the operator: file, outcome, and the document or the reason."""
        told = intake_line(self.intake) if self.intake else self.reason
        return f"{shown_name(self.name)}: {OUTCOMES[self.outcome]}. {told}"


@dataclass(frozen=True, slots=True)
class Report:
    """One row for each file met, in the order they were read; ``stopped`` when the person broke off."""

    rows: tuple[Row, ...]
    stopped: bool = False

    @property
    def changed(self) -> tuple[str, ...]:
        """Ids of the documents that entered."""
        entered = (row.intake for row in self.rows if row.outcome in (ADDED, REPLACED))
        return tuple(intake.document.id for intake in entered if intake)

    @property
    def failures(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.outcome in (REFUSED, FAILED))

    @property
    def summary(self) -> str:
        """How many files had which outcome, in one line."""
        counts = [(OUTCOMES[outcome], sum(row.outcome == outcome for row in self.rows)) for outcome in OUTCOMES]
        return "; ".join(f"{words}: {count}" for words, count in counts if count) or "không có tệp nào"


@dataclass(frozen=True, slots=True)
class Adder:
    """How files are added: what is said meanwhile, who accepts a new document, which addresses may be asked."""

    shelf: Library
    say: Say
    accept: Accept = accept_all
    shown: Callable[[Row], None] = lambda row: None
    allowed: Allowed = public_only

    def row(self, item: Item) -> Row:
        """Add one file or address; every way to fail is told in the row."""
        return self._told(item, lambda source, hear: self.shelf.take(source, user(), self.accept, hear))

    def replacing(self, id_: str, item: Item) -> Row:
        """Put one file or address in place of what the library holds of document ``id_``; told as ``row`` does."""
        return self._told(item, lambda source, hear: self.shelf.replace(id_, source, user(), hear))

    def _told(self, item: Item, take: Callable[[Source, PageRead], Intake]) -> Row:
        name = str(item)
        try:
            source = download(name, self.say, self.allowed) if is_address(name) else fetch(Path(item))
            intake = take(source, self._hear(name))
        except RefusedError as error:
            return Row(name, REFUSED, reason=str(error))
        except DocumentError as error:
            return Row(name, FAILED, reason=str(error))
        for gap in intake.gaps:
            self.say(f"{shown_name(source.name)}: {gap}")
        return Row(name, intake.outcome, intake)

    def _hear(self, name: str) -> PageRead:
        shown = shown_name(Path(name).name)
        return lambda done, count: self.say(f"{shown}: nhận dạng chữ trang {done}/{count}")

    def rows(self, items: Sequence[Item]) -> Report:
        """Every file in turn; breaking off keeps what was added."""
        rows: list[Row] = []
        try:
            for item in _files(items):
                rows.append(self.row(item))
                self.shown(rows[-1])
        except KeyboardInterrupt:
            return Report(tuple(rows), stopped=True)
        return Report(tuple(rows))


def add_files(settings: Settings, items: Sequence[Item], adder: Adder) -> Report:
    """Add files, addresses and all files under folders, going on after a bad one, then build the index once.

    When the index cannot be built the library is put back as it was, and the error goes on to the caller;
    the previous generation serves all the while. Stopping in between keeps what was added: the next start
    builds the index, and adding the same folder again passes over what is there.
    """
    before = adder.shelf.snapshot()
    report = adder.rows(items)
    if report.changed and not report.stopped:
        _rebuilt(settings, adder.shelf, before, report.changed, adder.say)
    return report


def approve_document(settings: Settings, id_: str, say: Say) -> Intake:
    """Let a waiting document into the library and the index; when the index cannot be built, it waits on."""
    shelf, before = library(settings), library(settings).snapshot()
    intake = shelf.approve(id_, user())
    _rebuilt(settings, shelf, before, (id_,), say)
    shelf.release(id_, user())
    return intake


def replace_document(settings: Settings, id_: str, item: Item, adder: Adder) -> Row:
    """Put a newer file of a document in place of the one in the library and the index; undone when that fails."""
    adder.shelf.document(id_)  # an unknown one is told before anything is downloaded
    before = adder.shelf.snapshot()
    row = adder.replacing(id_, item)
    if row.outcome == REPLACED:
        _rebuilt(settings, adder.shelf, before, (id_,), adder.say)
    return row


def remove_document(settings: Settings, id_: str, say: Say) -> None:
    """Take a document out of the library and the index, or let a waiting one go; put it back when that fails."""
    shelf, before = library(settings), library(settings).snapshot()
    if id_ not in shelf.ids() and shelf.is_waiting(id_):
        return shelf.release(id_, user())
    shelf.remove(id_, user())
    return _rebuilt(settings, shelf, before, (id_,), say)


def _rebuilt(settings: Settings, shelf: Library, before: bytes, changed: Sequence[str], say: Say) -> None:
    if is_fresh(settings):
        return
    try:
        rebuild(settings, say)
    except BaseException:
        shelf.restore(before, changed, user())
        # Rows above may tell of documents that entered.
        say("Chưa dựng được chỉ mục nên thư viện được trả lại như trước lệnh này; chỉ mục trước vẫn phục vụ.")
        raise


def _files(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        if not is_address(str(item)) and _is_folder(Path(item)):
            yield from _walk(Path(item), set())
        else:
            yield item


def _is_folder(path: Path) -> bool:
    """What may not be looked at, or bears an impossible name, is read as a file and told in its own row."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _walk(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    """Files under a folder by name, hidden ones left out; each real folder once, whatever links lead to it."""
    try:
        state = folder.stat()
        inside = sorted(folder.iterdir())
    except OSError:
        yield folder  # read as a file it is told in its own row
        return
    if (state.st_dev, state.st_ino) in seen:
        return
    seen.add((state.st_dev, state.st_ino))
    for path in (path for path in inside if not path.name.startswith(".")):
        if _is_folder(path):
            yield from _walk(path, seen)
        else:
            yield path


def user() -> str:
    """The account that changes the library; a container may have a number without a name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
