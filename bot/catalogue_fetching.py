"""``sotay fetch``: the catalogue's source addresses, one after the other, for the documents not yet in the library.

What an address gave is noted, so a run that was stopped goes on where it was; ``again`` asks all of them anew.
Only a file that proves by number and date to be the document asked for enters; news about it does not.
"""

import json
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.adding import Adder, user
from bot.documents import named
from bot.fetching import download, is_address
from bot.proposals import OUTCOMES
from knowledge.errors import DocumentError
from knowledge.intake import taken
from knowledge.library import ADDED, HELD, REPLACED
from knowledge.readers.reading import read
from knowledge.records import Document

# Pages of code and of search results hold no official text.
_UNLIKELY = ("github.com", "gitlab.com", "google.com")
PAUSE_SECONDS = 2.0
OTHER = "không phải văn bản này"


@dataclass
class Pace:
    """Waits so that no host is asked twice within ``pause`` seconds."""

    pause: float = PAUSE_SECONDS
    _asked: defaultdict[str, float] = field(default_factory=lambda: defaultdict(lambda: float("-inf")))

    def wait(self, url: str) -> None:
        host = urlsplit(url).hostname or ""
        time.sleep(max(0.0, self._asked[host] + self.pause - time.monotonic()))
        self._asked[host] = time.monotonic()


@dataclass(frozen=True, slots=True)
class Try:
    """What one address gave for a document; ``outcome`` is one of ``OUTCOMES`` or a reason."""

    document: str
    url: str
    outcome: str

    @property
    def had(self) -> bool:
        return self.outcome in (ADDED, REPLACED, HELD)


def fetch_catalogue(adder: Adder, notes: Path, numbers: Sequence[str], again: bool, pace: Pace) -> Iterator[Try]:
    """Ask for each document until one address gives it. ``notes`` is the file that remembers what was asked."""
    before = {} if again else {(one.document, one.url): one for one in _remembered(notes)}
    for document in _wanted(adder, numbers):
        for url in filter(_is_likely, document.sources):
            known = before.get((document.id, url))
            if known is None:
                pace.wait(url)
                known = Try(document.id, url, _had(adder, document, url))
                _remember(notes, known)
                yield known
            if known.had:
                break


def _wanted(adder: Adder, numbers: Sequence[str]) -> list[Document]:
    """Rulings with an address that the library does not hold; those of ``numbers`` where some are given."""
    catalogue, held = adder.shelf.catalogue(), set(adder.shelf.ids())
    asked = [d for number in numbers for d in named(catalogue, number)] if numbers else list(catalogue.values())
    return [d for d in asked if d.is_rule and d.id not in held and any(map(_is_likely, d.sources))]


def _is_likely(url: str) -> bool:
    host = (urlsplit(url).hostname or "").removeprefix("www.") if is_address(url) else ""
    return bool(host) and " " not in url and host not in _UNLIKELY


def _had(adder: Adder, document: Document, url: str) -> str:
    try:
        reading = read(download(url, adder.say, adder.allowed))
        if taken(reading, adder.shelf.catalogue()).document.id != document.id:
            return OTHER
        return adder.shelf.put(reading, user()).outcome
    except DocumentError as error:
        return str(error)


def told(one: Try) -> str:
    return f"{one.document}: {OUTCOMES.get(one.outcome, one.outcome)} · {one.url}"


def _remembered(notes: Path) -> Iterator[Try]:
    with suppress(FileNotFoundError):
        for line in notes.read_text(encoding="utf-8").split("\n"):
            with suppress(ValueError, TypeError):
                yield Try(**json.loads(line))


def _remember(notes: Path, one: Try) -> None:
    notes.parent.mkdir(parents=True, exist_ok=True)
    row = {"document": one.document, "url": one.url, "outcome": one.outcome}
    with notes.open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps(row, ensure_ascii=False))
