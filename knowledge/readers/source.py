"""The bytes of a file, had safely: a pipe is never waited for, a huge file never loaded."""

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import DocumentError
from knowledge.readers import limits
from knowledge.readers.problems import Problem, ReadError, sentence


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes, and what it was called; nothing is read of it yet."""

    name: str
    extension: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def fetch(path: Path) -> Source:
    """The bytes of a file within the size limit; raises ``DocumentError``."""
    try:
        return Source(path.name, path.suffix, load(path))
    except ReadError as error:
        raise DocumentError(sentence(path.name, error.problem, error.detail)) from None


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
