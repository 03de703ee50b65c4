"""Every sentence stands in the catalogue; none strays into code, none lies unused, every command has its line."""

import ast
import re
from pathlib import Path

import bot.telegram
from bot.calculators.calculator import Kind
from bot.telegram.commands import COMMANDS
from bot.telegram.members import REASONS
from bot.telegram.other_messages import KINDS
from bot.texts import keys, text
from knowledge.records import Slot

SOURCES = sorted(Path(bot.telegram.__path__[0]).glob("*.py"))


def literals(source: Path) -> list[str]:
    """The strings of a module that are not docstrings."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docstrings)
    return [node.value for node in strings if isinstance(node.value, str)]


def test_no_sentence_strays_into_code() -> None:
    strays = [(s.name, value) for s in SOURCES for value in literals(s) if re.search(r"[À-ỹ]", value)]
    assert strays == []


def test_every_text_is_used_and_every_used_text_is_there() -> None:
    used = {value for source in SOURCES for value in literals(source) if re.fullmatch(r"telegram\w*\.\w+", value)}
    used |= {f"telegram.{key}" for key in ("welcome", "example", "privacy", "document_not_added", "no_such_clause")}
    used |= {f"telegram_commands.{command.name}" for command in COMMANDS}
    used |= {f"telegram_reasons.{name}" for name in REASONS} | {f"telegram_calculators.{kind}" for kind in Kind}
    used |= {f"telegram_slots.{slot.name.lower()}" for slot in Slot} | {f"telegram_media.{kind}" for kind in KINDS}
    assert used | {"telegram_media.other"} == {key for key in keys() if key.startswith("telegram")}


def test_no_sentence_is_too_long_for_its_place() -> None:
    assert len(text("telegram.old_button")) <= 200
    assert all(len(command.description) <= 60 for command in COMMANDS)
