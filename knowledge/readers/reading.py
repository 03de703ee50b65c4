"""A file as pages of text, read in a child process so that a bomb, a loop or a crash costs that file only."""

import errno
import hashlib
import json
import os
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import DocumentError
from knowledge.readers import limits
from knowledge.readers.kinds import kind_of
from knowledge.readers.problems import Problem, ReadError, sentence

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes, and what it was called; nothing is read of it yet."""

    name: str
    extension: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. ``wrapped`` tells that lines are those of the paper, not paragraphs.

    ``kind`` is ``pdf``, ``docx``, ``html`` or ``txt``.
    """

    source: Source
    kind: str
    pages: tuple[str, ...]
    wrapped: bool


def fetch(path: Path) -> Source:
    """The bytes of a file within the size limit; raises ``DocumentError``."""
    try:
        return Source(path.name, path.suffix, load(path))
    except ReadError as error:
        raise DocumentError(sentence(path.name, error.problem, error.detail)) from None


def read(source: Source) -> Reading:
    """Read a file whatever it is called; raises ``DocumentError``: which file, what is wrong, what to do."""
    try:
        kind = kind_of(source.content, source.extension)
        answer = _in_child(kind, source.content)
    except ReadError as error:
        raise DocumentError(sentence(source.name, error.problem, error.detail)) from None
    return Reading(source, kind, tuple(answer["pages"]), bool(answer["wrapped"]))


def load(path: Path) -> bytes:
    """The bytes of a regular file within the size limit; raises ``ReadError``. A pipe is never waited for."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise ReadError(Problem.NOT_A_FILE)
            if state.st_size > limits.FILE_BYTES:
                raise ReadError(Problem.TOO_LARGE, f"{state.st_size >> 20} MB, tối đa {limits.FILE_BYTES >> 20} MB")
            return file.read(limits.FILE_BYTES)
    except OSError as error:
        raise ReadError(_access_problem(error)) from None


def _access_problem(error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        return Problem.NO_PERMISSION
    if isinstance(error, FileNotFoundError) or error.errno in (errno.ELOOP, errno.ENAMETOOLONG, errno.ENOTDIR):
        return Problem.MISSING
    return Problem.NOT_A_FILE if error.errno in (errno.EISDIR, errno.ENXIO) else Problem.DAMAGED


def _in_child(kind: str, content: bytes) -> dict[str, Any]:
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


def _answer(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    if done.returncode == -24:  # SIGXCPU: the processor time is spent
        raise ReadError(Problem.TOO_SLOW)
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise ReadError(Problem.CRASHED) from None
    if "problem" in answer:
        raise ReadError(Problem(answer["problem"]), answer["detail"])
    return answer
