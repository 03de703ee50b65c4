"""The README keeps its word: every command runs, every setting and program is named, nothing is left to fill in."""

import asyncio
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from bot.answering.base import Base
from bot.settings import Settings
from tests.botapi.server import FakeBotApi
from tests.knowledge.papers import PAPER, pdf, saved

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```[a-z]*\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
SHOWN = [line for block in BLOCKS for line in block.splitlines() if re.match(r"(?:\./)?scripts/\w", line)]
COMMANDS = [line for line in SHOWN if line.startswith("scripts/sotay ")]
PROGRAMS = [file for file in (ROOT / "scripts").iterdir() if file.is_file() and os.access(file, os.X_OK)]
Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, base: Base) -> Path:
    """A person's folder: a built index, and a regulation to add."""
    folder = tmp_path_factory.mktemp("home")
    copytree(base.index.folder.parents[1], folder / "data" / "index")
    saved(folder, "quy-dinh.pdf", pdf([PAPER]))
    return folder


@pytest.fixture(scope="module")
def typed(home: Path) -> Callable[..., Done]:
    """Types a line of the README; what ``scripts/sotay`` starts is started at once."""

    def run(line: str, **settings: str) -> Done:
        arguments = shlex.split(line, comments=True)[1:]
        environment = {key: value for key, value in os.environ.items() if not key.startswith("SOTAY_")}
        environment |= {"HOME": str(home), "PYTHONPATH": str(ROOT), "SOTAY_DATA": str(home / "data")} | settings
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=home,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run


def test_the_readme_shows_commands() -> None:
    assert len(COMMANDS) > 8
    assert {"chat", "ask", "serve", "add", "docs", "lint", "build", "doctor"} <= {
        shlex.split(one)[1] for one in COMMANDS
    }


@pytest.mark.parametrize("line", [one for one in COMMANDS if " serve" not in one])
def test_every_command_runs(line: str, typed: Callable[..., Done]) -> None:
    done = typed(line)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert done.stdout or " build" in line


async def test_the_bot_tells_a_wrong_token_in_one_line(typed: Callable[..., Done]) -> None:
    async with FakeBotApi() as api:
        settings = {"SOTAY_TELEGRAM_API": api.url, "SOTAY_TELEGRAM_TOKEN": "123456:ABC"}
        done = await asyncio.to_thread(lambda: typed("scripts/sotay serve", **settings))
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert "SOTAY_TELEGRAM_TOKEN" in line
    assert "ABC" not in line


@pytest.mark.parametrize("program", sorted(set(re.findall(r"scripts/\w+", README))))
def test_every_program_it_names_is_there(program: str) -> None:
    assert os.access(ROOT / program, os.X_OK)


@pytest.mark.parametrize("program", sorted(file.name for file in PROGRAMS))
def test_every_program_is_named(program: str) -> None:
    assert f"scripts/{program}" in README


def test_every_setting_is_named_and_no_other() -> None:
    ours = {f"SOTAY_{name.upper()}" for name in Settings.model_fields}
    assert {name for name in ours if f"`{name}`" not in README} == set()
    assert set(re.findall(r"SOTAY_[A-Z_]+", README)) <= ours


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:docs|knowledge|tests|bot|index)/[\w./-]*)`", README))))
def test_every_path_it_names_is_there(path: str) -> None:
    assert (ROOT / path).exists() or path == "docs/benchmark.md"


def test_vietnamese_comes_first_then_english() -> None:
    before, _, after = README.partition("# For developers")
    assert "Cài đặt" in before
    assert "@BotFather" in before
    assert "torch" in after


def test_the_example_is_a_real_answer() -> None:
    (shown,) = re.findall(r'<!-- example: scripts/sotay ask ".+?" -->\n```\n(.*?)\n```', README, re.DOTALL)
    assert "Căn cứ:" in shown
    assert re.search(r"^\[1\] \S+ ngày \d", shown, re.MULTILINE)


def test_the_figures_are_filled_in() -> None:
    (shown,) = re.findall(r"<!-- figures: .+? -->\n(.*?)\n<!-- end of figures -->", README, re.DOTALL)
    for file in (ROOT / "tests" / "questions").glob("*.jsonl"):
        assert re.search(rf"`{file.name}` \| .*\d+/\d+", shown)
