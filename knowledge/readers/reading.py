"""A file as pages of text, read in a child process so that a bomb, a loop or a crash costs that file only."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from knowledge.errors import DocumentError
from knowledge.readers import limits
from knowledge.readers.kinds import DOC, PICTURE, kind_of
from knowledge.readers.ocr import PageRead, can_read, read_picture, read_scan
from knowledge.readers.page_text import PageText, page_text
from knowledge.readers.problems import Problem, ReadError, sentence
from knowledge.readers.source import Source, fetch
from knowledge.readers.word import converted

__all__ = ["PageRead", "Reading", "Source", "fetch", "in_silence", "read"]
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. ``wrapped`` tells that lines are those of the paper, not paragraphs.

    ``kind`` is ``pdf``, ``docx``, ``doc``, ``html``, ``txt`` or ``picture``. ``scanned`` names the pages whose text is
    a guess by OCR; ``original`` holds the pages before an old encoding was repaired, where one was.
    """

    source: Source
    kind: str
    pages: tuple[str, ...]
    wrapped: bool
    scanned: tuple[int, ...] = ()
    original: tuple[str, ...] = ()


def in_silence(done: int, count: int) -> None:
    """Hears of each page read by OCR and says nothing."""


def read(source: Source, told: PageRead = in_silence) -> Reading:
    """Read a file whatever it is called; raises ``DocumentError``: which file, what is wrong, what to do."""
    try:
        kind = kind_of(source.content, source.extension)
        text = _text(kind, source.content, told)
    except ReadError as error:
        raise DocumentError(sentence(source.name, error.problem, error.detail)) from None
    return Reading(source, kind, text.pages, text.wrapped, text.scanned, text.original)


def _text(kind: str, content: bytes, told: PageRead) -> PageText:
    if kind == PICTURE:
        _need_ocr("")
        return _by_ocr(PageText(("",), True, (1,)), {1: read_picture(content, told)})
    if kind == DOC:
        return _in_child(*converted(content))
    text = _in_child(kind, content)
    if not text.scanned:
        return text
    _need_ocr(_which(text.scanned, len(text.pages)))
    return _by_ocr(text, read_scan(content, text.scanned, told))


def _need_ocr(where: str) -> None:
    if not can_read():
        raise ReadError(Problem.NO_OCR, where)


def _by_ocr(text: PageText, found: dict[int, str]) -> PageText:
    """The pages with what OCR found; raises ``ReadError`` when nothing at all was."""
    pages = tuple(found.get(number, page) for number, page in enumerate(text.pages, 1))
    if not any(page.strip() for page in pages):
        raise ReadError(Problem.SCANNED)
    return replace(text, pages=pages)


def _which(numbers: Sequence[int], count: int) -> str:
    if len(numbers) == count:
        return ""
    named = ", ".join(map(str, numbers[:10])) + ("…" if len(numbers) > 10 else "")
    return f" ở trang {named}"


def _in_child(kind: str, content: bytes) -> PageText:
    # -P: a file named json.py in the operator's folder must not be imported.
    command = [sys.executable, "-P", "-m", "knowledge.readers.worker", kind]
    # Nothing of our environment: a file that takes over the reader finds no token there.
    environment = {"PYTHONPATH": str(_ROOT), "PYTHONWARNINGS": "ignore"}
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=limits.WALL_SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise ReadError(Problem.TOO_SLOW) from None
    return _answer(done)


def _answer(done: subprocess.CompletedProcess[bytes]) -> PageText:
    if done.returncode == -24:  # SIGXCPU: the processor time is spent
        raise ReadError(Problem.TOO_SLOW)
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise ReadError(Problem.CRASHED) from None
    if "problem" in answer:
        raise ReadError(Problem(answer["problem"]), answer["detail"])
    return page_text(answer)
