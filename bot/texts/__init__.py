"""Every sentence a user can read, kept in ``vi.toml`` for a reader who does not program."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _catalogue() -> dict[str, str]:
    tables = tomllib.loads((files("bot.texts") / "vi.toml").read_text(encoding="utf-8"))
    return {f"{table}.{key}": text for table, texts in tables.items() for key, text in texts.items()}


def text(key: str, **values: object) -> str:
    """The sentence under ``table.key`` with its ``{names}`` filled in; an unknown key raises ``KeyError``."""
    return _catalogue()[key].format(**values)


def keys() -> frozenset[str]:
    return frozenset(_catalogue())
