"""Abbreviations, chat spellings and synonyms of this field, and how they expand in a question."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TypeAlias

import yaml

from knowledge.errors import KnowledgeError
from knowledge.spelling import normalise

GLOSSARY = files("knowledge") / "glossary.yaml"
_WORD = re.compile(r"[\w/&]+(?:-[\w/]+)*")
# Picks one of several meanings (the usual one first) by the words on its left and on its right.
Choose: TypeAlias = Callable[[Sequence[str], Sequence[str], Sequence[str]], str]
# "46đ": a sum of money has more figures.
_POINTS = re.compile(r"(?<![\w.,])(100|\d{1,2})đ(?!\w)")
_KINDS = ("abbreviation", "chat", "synonym")


@dataclass(frozen=True, slots=True)
class Entry:
    """One term as people type it and what it means, the likeliest meaning first."""

    term: str
    means: tuple[str, ...]
    kind: str


def parse_glossary(text: str) -> tuple[Entry, ...]:
    """Read ``glossary.yaml``; raises ``KnowledgeError`` naming the entry that is malformed."""
    entries = []
    try:
        rows = list(yaml.load(text, Loader=yaml.CSafeLoader)["entries"])
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise KnowledgeError(f"Bảng từ viết tắt không đọc được: {error}. Sửa glossary.yaml.") from error
    for row in rows:
        try:
            if not isinstance(row["means"], list):
                raise TypeError("means là danh sách")
            entry = Entry(str(row["term"]), tuple(map(str, row["means"])), str(row["kind"]))
        except (KeyError, TypeError) as error:
            raise KnowledgeError(f"Bảng từ viết tắt, mục {row}: thiếu {error}. Sửa mục này.") from error
        if entry.kind not in _KINDS or not entry.means:
            raise KnowledgeError(f"Bảng từ viết tắt, mục «{entry.term}»: kind phải là một trong {', '.join(_KINDS)}.")
        entries.append(entry)
    return tuple(entries)


def bundled_glossary() -> tuple[Entry, ...]:
    return parse_glossary(GLOSSARY.read_text(encoding="utf-8"))


def glossary_to_json(entries: Iterable[Entry]) -> bytes:
    return json.dumps([[e.term, e.means, e.kind] for e in entries], ensure_ascii=False).encode()


def glossary_from_json(content: bytes) -> tuple[Entry, ...]:
    return tuple(Entry(term, tuple(means), kind) for term, means, kind in json.loads(content))


def usual(before: Sequence[str], meanings: Sequence[str], after: Sequence[str]) -> str:
    """The meaning that the glossary names first."""
    return meanings[0]


class Expander:
    """Rewrites abbreviations and chat spellings of a question into standard Vietnamese, longest term first."""

    def __init__(self, entries: Iterable[Entry], choose: Choose = usual) -> None:
        self._choose = choose
        self._means = {normalise(e.term): tuple(map(normalise, e.means)) for e in entries if e.kind != "synonym"}
        terms = sorted((t for t in self._means if " " in t), key=len, reverse=True)
        phrases = "|".join(map(re.escape, terms))
        self._pattern = re.compile(rf"(?<!\w)(?:{phrases})(?!\w)|{_WORD.pattern}" if terms else _WORD.pattern)

    def expand(self, question: str) -> str:
        """The question in normalised spelling with its abbreviations written out."""
        spelled = _POINTS.sub(r"\1 điểm", normalise(question))
        return self._pattern.sub(lambda match: self._meant(match, spelled), spelled)

    def _meant(self, match: re.Match[str], spelled: str) -> str:
        meanings = self._means.get(match[0], (match[0],))
        if len(meanings) == 1:
            return meanings[0]
        return self._choose(self._words(spelled[: match.start()]), meanings, self._words(spelled[match.end() :]))

    def _words(self, spelled: str) -> list[str]:
        """The words of a part of the question, each abbreviation in its usual meaning."""
        parts = (self._means.get(match[0], (match[0],))[0] for match in self._pattern.finditer(spelled))
        return [word for part in parts for word in part.split()]
