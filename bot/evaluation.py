"""``sotay eval``: a file of questions answered, judged and summed up by style, kind and topic."""

import json
import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answering.assistant import Answers
from bot.contract import answer_rows
from bot.judging import Verdict, judge
from knowledge.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class Judged:
    item: dict[str, Any]
    row: dict[str, Any]
    verdict: Verdict


def read_questions(file: Path) -> list[dict[str, Any]]:
    """Question rows of a JSONL file; raises ``KnowledgeError`` naming the line that is not one."""
    items = []
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{file}: không phải mã UTF-8 ({error.reason}). Lưu lại tệp bằng UTF-8.") from error
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            missing = {"id", "question", "style", "kind", "topic"} - set(item)
        except (ValueError, TypeError) as error:
            raise KnowledgeError(f"{file}, dòng {number}: không phải JSON ({error}). Sửa dòng này.") from error
        if missing:
            raise KnowledgeError(f"{file}, dòng {number}: thiếu {', '.join(sorted(missing))}. Thêm vào dòng này.")
        items.append(item)
    return items


def evaluate(assistant: Answers, items: Sequence[dict[str, Any]]) -> list[Judged]:
    rows = answer_rows(assistant, items, "", "")
    return [Judged(item, row, judge(item, row)) for item, row in zip(items, rows, strict=True)]


def figures(judged: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    """The headline figures, each as (how many, of how many)."""
    inside = [one for one in judged if one.item["kind"] != "out-of-scope"]
    cited = [one for one in inside if one.verdict.cited is not None]
    answerable = [one for one in judged if one.item["kind"] == "answerable"]
    return {
        "Đúng, tất cả": _right(judged),
        "Đúng, trừ ngoài phạm vi": _right(inside),
        "Có trích dẫn đúng": (sum(bool(one.verdict.cited) for one in cited), len(cited)),
        "Ngoài phạm vi: đã từ chối": _right([one for one in judged if one.item["kind"] == "out-of-scope"]),
        "Trả lời được mà bị từ chối": (sum(bool(one.row["refused"]) for one in answerable), len(answerable)),
    }


def table(judged: Sequence[Judged]) -> str:
    """The headline figures, then right answers by style, kind and topic, the seconds, and each failure."""
    parts = [_row(name, pair) for name, pair in figures(judged).items()]
    seconds = [float(one.row["seconds"]) for one in judged]
    if seconds:
        parts.append(f"{'Thời gian (giây)':<34}trung vị {statistics.median(seconds):.3f}   lâu nhất {max(seconds):.3f}")
    for field, title in (("style", "Kiểu câu"), ("kind", "Loại"), ("topic", "Chủ đề")):
        parts += ["", title, *(_row(f"  {key}", _right(group)) for key, group in _grouped(judged, field))]
    failures = [one for one in judged if not one.verdict.right]
    parts += [
        "",
        "Câu sai",
        *(f"- {one.item['id']} {one.item['question']}\n    {one.verdict.reason}" for one in failures),
    ]
    return "\n".join(parts)


def _right(judged: Sequence[Judged]) -> tuple[int, int]:
    return sum(one.verdict.right for one in judged), len(judged)


def _grouped(judged: Iterable[Judged], field: str) -> list[tuple[str, list[Judged]]]:
    groups: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[str(one.item[field])].append(one)
    return sorted(groups.items())


def _row(name: str, pair: tuple[int, int]) -> str:
    count, total = pair
    share = f"{100 * count / total:6.1f}%" if total else "    -  "
    return f"{name:<34}{count:4d}/{total:<4d}{share}"
