"""The two commands of a fresh machine, run in a copy of the project with a Python that only pretends to install."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main

ROOT = Path(__file__).parents[1]
# Writes down what it is asked; "-m venv" makes a folder in which it stands itself, with the programs that come in.
PYTHON = """#!/bin/sh
echo "python $*" >>"$LOG"
case "$*" in
*version_info*) exit ${OLD:-0} ;;
*ensurepip*) exit ${NO_VENV:-0} ;;
"-m venv "*)
    mkdir -p "$3/bin"
    cp "$0" "$3/bin/python"
    for name in sotay ruff mypy pytest; do
        printf '#!/bin/sh\\necho "%s $*" >>"$LOG"\\necho "%s in $PWD: $*"\\n' $name $name >"$3/bin/$name"
        chmod +x "$3/bin/$name"
    done ;;
"-m pip "*) exit ${NO_NETWORK:-0} ;;
esac
"""
Machine = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A clean clone: the scripts and what they read; the pretending Python under every name it may be called by."""
    clone, programs = tmp_path / "bản sao", tmp_path / "programs"
    (clone / "scripts").mkdir(parents=True)
    programs.mkdir()
    for name in ("scripts/sotay", "scripts/test", "scripts/environment", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, clone / name)
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        (programs / name).write_text(PYTHON)
        (programs / name).chmod(0o755)
    return clone


@pytest.fixture
def machine(project: Path) -> Machine:
    """Runs a script from another folder; ``settings`` say what this machine lacks."""
    elsewhere = project.parent / "nơi khác"
    elsewhere.mkdir()

    def run(script: str, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": f"{project.parent / 'programs'}:/usr/bin:/bin", "LOG": str(log(project))}
        command = [str(project / script), *arguments]
        return subprocess.run(command, cwd=elsewhere, env=environment | settings, capture_output=True, text=True)

    return run


def log(project: Path) -> Path:
    return project.parent / "log"


def asked(project: Path, what: str) -> list[str]:
    return [line for line in log(project).read_text().splitlines() if re.match(what, line)]


@pytest.mark.parametrize("script", ["scripts/sotay", "scripts/test", ".ci/run"])
def test_it_can_be_executed(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    assert subprocess.run(["bash", "-n", ROOT / script]).returncode == 0


def test_continuous_integration_runs_exactly_the_checks() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert [line for line in lines if "scripts/" in line] == ["exec scripts/test"]


@pytest.mark.parametrize("script", ["scripts/sotay", "scripts/test"])
def test_a_missing_venv_is_told_with_the_line_that_installs_it(script: str, machine: Machine, project: Path) -> None:
    done = machine(script, NO_VENV="1")
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert "sudo apt-get install python3-venv" in line
    assert not (project / ".venv").exists()


def test_an_old_python_is_told(machine: Machine, project: Path) -> None:
    done = machine("scripts/sotay", OLD="1")
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert "3.11" in line
    assert not (project / ".venv").exists()


def test_a_python_may_be_named(machine: Machine, project: Path) -> None:
    own = project.parent / "python riêng"
    own.write_text(PYTHON.replace('"python $*"', '"own $*"'))
    own.chmod(0o755)
    assert machine("scripts/sotay", "ask", SOTAY_PYTHON=str(own)).returncode == 0
    assert asked(project, "own -m venv")
    assert asked(project, "python ") == []


def test_the_first_start_installs_and_then_answers(machine: Machine, project: Path) -> None:
    done = machine("scripts/sotay", "ask", "câu  hỏi có *")
    assert done.returncode == 0
    assert done.stdout == f"sotay in {project.parent / 'nơi khác'}: ask câu  hỏi có *\n"
    assert done.stderr.strip()
    (pip,) = asked(project, "python -m pip")
    assert "constraints.txt" in pip
    assert not re.search(r"\[|models|torch", pip)


def test_the_second_start_installs_nothing(machine: Machine, project: Path) -> None:
    machine("scripts/sotay", "ask")
    log(project).unlink()
    done = machine("scripts/sotay", "docs")
    assert done.stderr == ""
    assert log(project).read_text() == "sotay docs\n"


@pytest.mark.parametrize("changed", ["pyproject.toml", "constraints.txt"])
def test_other_versions_are_installed_when_they_change(machine: Machine, project: Path, changed: str) -> None:
    machine("scripts/sotay", "ask")
    with (project / changed).open("a") as opened:
        opened.write("# khác\n")
    machine("scripts/sotay", "ask")
    assert (len(asked(project, "python -m venv")), len(asked(project, "python -m pip"))) == (1, 2)


def test_an_installation_that_failed_is_done_again(machine: Machine, project: Path) -> None:
    assert machine("scripts/sotay", "ask", NO_NETWORK="1").returncode != 0
    assert asked(project, "sotay") == []
    assert machine("scripts/sotay", "ask").returncode == 0
    assert len(asked(project, "python -m pip")) == 2


def test_every_check_is_run_in_turn(machine: Machine, project: Path) -> None:
    assert machine("scripts/test", "-k", "một").returncode == 0
    (pip,) = asked(project, "python -m pip")
    assert "[dev,models]" in pip
    assert [check.split()[0] for check in asked(project, "(?!python )")] == ["ruff", "ruff", "mypy", "pytest", "sotay"]
    assert asked(project, "pytest") == ["pytest -k một"]


def test_a_failed_check_ends_the_checks(machine: Machine, project: Path) -> None:
    machine("scripts/test")
    (project / ".venv" / "bin" / "mypy").write_text("#!/bin/sh\nexit 1\n")
    log(project).unlink()
    assert machine("scripts/test").returncode == 1
    assert asked(project, "pytest|sotay") == []


def test_the_checks_of_the_knowledge_are_a_command_of_ours() -> None:
    (line,) = [line for line in (ROOT / "scripts" / "test").read_text().splitlines() if line.startswith("sotay ")]
    result = CliRunner().invoke(main, line.split()[1:], catch_exceptions=False)
    assert result.exit_code == 0, result.output
