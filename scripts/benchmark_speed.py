"""Time and memory, each measured in a process of its own.

As a program: ``benchmark_speed.py own INDEX QUESTIONS`` or ``… plain ENCODER,SIZE QUESTIONS`` opens one pipeline,
asks each question of the JSON list once and prints what it took.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A process inherits the peak memory of the one it was forked from, so a small one stands between.
_LAUNCHER = """
import resource, subprocess, sys
status = subprocess.call(sys.argv[2:])
open(sys.argv[1], "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(status)
"""
ONE_THREAD = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}


@dataclass(frozen=True, slots=True)
class Process:
    """One finished process: wall-clock seconds, peak resident megabytes, standard output."""

    seconds: float
    megabytes: float
    output: str


@dataclass(frozen=True, slots=True)
class Pace:
    """A pipeline in a fresh process: seconds to the first answer, milliseconds of further ones, peak megabytes."""

    first: float
    median: float
    slowest: float
    megabytes: float


def timed(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Process:
    """Run a Python program on one thread; raises ``RuntimeError`` with its errors when it fails."""
    variables = {**os.environ, **ONE_THREAD, "PYTHONPATH": str(ROOT), **(environment or {})}
    with tempfile.TemporaryFile() as errors, tempfile.NamedTemporaryFile() as peak:
        started = time.perf_counter()
        launched = [sys.executable, "-ISc", _LAUNCHER, peak.name, sys.executable, *arguments]
        done = subprocess.run(launched, env=variables, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, check=False)
        seconds = time.perf_counter() - started
        if done.returncode:
            errors.seek(0)
            raise RuntimeError(f"{' '.join(arguments)}: status {done.returncode}. {errors.read()[-2000:].decode()}")
        return Process(seconds, int(peak.read()) / 1024, done.stdout.decode())


def typical(arguments: Sequence[str], environment: Mapping[str, str] | None = None, times: int = 3) -> Process:
    """The run of median time out of ``times``."""
    return sorted((timed(arguments, environment) for _ in range(times)), key=lambda run: run.seconds)[times // 2]


def pace(pipeline: str, where: str, questions: Path) -> Pace:
    run = timed([__file__, pipeline, where, str(questions)])
    took = json.loads(run.output)
    return Pace(took["first"], took["median"], took["slowest"], run.megabytes)


def _opened(pipeline: str, where: str) -> Callable[[str], object]:
    if pipeline == "own":
        from index.encoder import load_encoder
        from index.search import Index

        return Index.open(Path(where), load_encoder()).search
    from scripts.benchmark_plain import open_retriever

    folder, _, size = where.rpartition(",")
    ask: Callable[[str], object] = open_retriever(Path(folder), int(size)).invoke
    return ask


def main(pipeline: str, where: str, file: str) -> None:
    started = time.perf_counter()
    questions = json.loads(Path(file).read_text(encoding="utf-8"))
    ask = _opened(pipeline, where)
    ask(questions[0])
    first, took = time.perf_counter() - started, []
    for question in questions[1:]:
        before = time.perf_counter()
        ask(question)
        took.append(1000 * (time.perf_counter() - before))
    slowest = statistics.quantiles(took, n=100)[98]
    print(json.dumps({"first": first, "median": statistics.median(took), "slowest": slowest}))


if __name__ == "__main__":
    main(*sys.argv[1:])
