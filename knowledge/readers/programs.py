"""Programs of the system that read what we cannot: run within limits, without our environment, in their own folder."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from knowledge.readers.problems import Problem, ReadError

_CONFINED = Path(__file__).with_name("confined.py")
MEMORY_BYTES = 3 * 2**30
FILE_BYTES = 256 * 2**20


def installed(program: str) -> bool:
    return shutil.which(program) is not None


def run(command: Sequence[str], folder: Path, seconds: int, memory: int = MEMORY_BYTES) -> bytes:
    """What a program prints; raises ``ReadError`` when it takes too long or fails.

    ``folder`` is where it works and what it takes for its home; ``seconds`` limits both clock and processor.
    """
    limits = (str(memory), str(seconds), str(FILE_BYTES))
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "OMP_THREAD_LIMIT": "1"}
    environment |= {key: os.environ[key] for key in ("TESSDATA_PREFIX",) if key in os.environ}
    confined = [sys.executable, "-I", "-S", str(_CONFINED), *limits, *command]
    try:
        done = subprocess.run(
            confined,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ReadError(Problem.TOO_SLOW) from None
    if done.returncode:
        raise ReadError(Problem.CRASHED)
    return done.stdout
