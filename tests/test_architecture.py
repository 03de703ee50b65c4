"""The house keeps its direction: knowledge imports nothing of ours, index only knowledge, answering no Telegram."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("knowledge", "index", "bot", "tests", "scripts")
FORBIDDEN = {
    "knowledge": ("index", "bot", "tests", "scripts"),
    "index": ("bot", "tests", "scripts"),
    "bot": ("tests", "scripts"),
    "bot/answering": ("telegram", "bot.telegram", "tests", "scripts", "click"),
}
UNSAFE = ("pickle", "cPickle", "dill", "cloudpickle", "shelve", "marshal", "joblib", "langchain_community")
_ASK = """
import json, sys
from bot.cli import main
main(["ask", "Bao lâu phải làm lễ kết nạp?", "--json"], standalone_mode=False)
print(json.dumps(sorted(sys.modules)))
"""


def sources(folder: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found
    return found


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def imports(file: Path) -> Iterator[str]:
    """Every module that a file imports, at its top or inside a function; relative ones made whole."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = file.relative_to(ROOT).parts[: -node.level] if node.level else ()
            module = ".".join([*above, *filter(None, [node.module])])
            yield from (module, *(f"{module}.{alias.name}" for alias in node.names))


def within(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_imports_keep_their_direction(folder: str) -> None:
    wrong = [(str(f), m) for f in sources(folder) for m in imports(f) if within(m, FORBIDDEN[folder])]
    assert wrong == []


@pytest.mark.parametrize("folder", ["knowledge", "index", "bot"])
def test_nothing_is_unpickled_or_evaluated(folder: str) -> None:
    for file in sources(folder):
        assert [module for module in imports(file) if within(module, UNSAFE)] == []
        calls = [node.func for node in ast.walk(tree(file)) if isinstance(node, ast.Call)]
        assert not {"eval", "exec", "compile", "__import__"} & {f.id for f in calls if isinstance(f, ast.Name)}


@pytest.mark.parametrize("folder", ["knowledge", "index", "bot"])
def test_arrays_and_yaml_are_read_safely(folder: str) -> None:
    for file in sources(folder):
        for call in (node for node in ast.walk(tree(file)) if isinstance(node, ast.Call)):
            written = ast.unparse(call)
            if written.startswith("np.load("):
                assert "allow_pickle=False" in written
            if written.startswith("yaml.load("):
                assert "SafeLoader" in written


@pytest.mark.parametrize("folder", ["knowledge", "index", "bot"])
def test_heavy_libraries_are_imported_only_when_asked_for(folder: str) -> None:
    for file in sources(folder):
        top = [node for node in tree(file).body if isinstance(node, ast.Import | ast.ImportFrom)]
        names = [alias.name for node in top for alias in node.names]
        names += [node.module or "" for node in top if isinstance(node, ast.ImportFrom)]
        assert [name for name in names if within(name, ("torch", "sentence_transformers", "transformers"))] == []


def test_asking_imports_no_torch(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ASK],
        cwd=ROOT,
        env=os.environ | {"SOTAY_DATA": str(tmp_path), "SOTAY_ENCODER": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    answer, modules = map(json.loads, done.stdout.splitlines())
    assert answer["citations"]
    assert not {"torch", "sentence_transformers", "transformers", "telegram"} & set(modules)
