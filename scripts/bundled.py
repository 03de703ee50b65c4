"""The assistant over the bundled knowledge alone, whatever this machine has added: what the writing scripts ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.answering.assistant import Assistant
from bot.answering.base import Base, build_base
from index.encoder import load_encoder
from index.search import Index


@contextmanager
def bundled_assistant() -> Iterator[Assistant]:
    encoder = load_encoder()
    with TemporaryDirectory() as folder:
        build_base(Path(folder), encoder)
        yield Assistant(Base(Index.open(Path(folder), encoder)))
