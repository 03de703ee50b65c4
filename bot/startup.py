"""Opening the assistant: build the index when it is missing or older than the knowledge, then load it."""

import sys
from collections.abc import Callable
from pathlib import Path

from bot.answering.assistant import Assistant
from bot.answering.base import Base, build_base, corpus_hash
from bot.settings import Settings
from index import generation
from index.encoder import load_encoder
from index.search import Index
from knowledge.errors import IndexDamagedError, SotayError
from knowledge.library import Library

Say = Callable[[str], None]
BUILDING = "Đang dựng chỉ mục từ cơ sở tri thức…"


def say(message: str) -> None:
    """Tell the person at the terminal how set-up goes; standard output stays for results."""
    print(message, file=sys.stderr, flush=True)  # noqa: T201


def index_folder(settings: Settings) -> Path:
    return settings.data / "index"


def library(settings: Settings) -> Library:
    return Library(settings.data / "library")


def is_fresh(settings: Settings) -> bool:
    """Whether the serving generation was made from the knowledge as it is now."""
    folder = generation.current(index_folder(settings))
    if folder is None:
        return False
    try:
        manifest = generation.read_manifest(folder)
    except IndexDamagedError:
        return False
    return manifest.corpus == corpus_hash(library(settings).fingerprint())


def rebuild(settings: Settings, tell: Say = say) -> None:
    """Build a generation from the bundled knowledge and the operator's library."""
    tell(BUILDING)
    shelf = library(settings)
    build_base(index_folder(settings), load_encoder(settings.encoder), shelf.added(), shelf.fingerprint())
    tell("Đã dựng xong chỉ mục.")


def open_assistant(settings: Settings, tell: Say = say) -> Assistant:
    """The assistant over a whole, fresh index; an older whole one serves when building fails."""
    if not is_fresh(settings):
        try:
            rebuild(settings, tell)
        except (SotayError, OSError) as error:
            if generation.current(index_folder(settings)) is None:
                raise
            tell(f"Chưa dựng được chỉ mục mới ({error}); dùng chỉ mục trước.")
    return Assistant(Base(_open_index(settings, tell)))


def _open_index(settings: Settings, tell: Say) -> Index:
    encoder = load_encoder(settings.encoder)
    try:
        return Index.open(index_folder(settings), encoder)
    except SotayError as error:
        tell(str(error))
        rebuild(settings, tell)
        return Index.open(index_folder(settings), encoder)
