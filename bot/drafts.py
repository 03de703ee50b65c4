"""Draft cards in the data folder: an officer's answer in the format of cards, for an editor to complete.

They lie beside the library and are never served; ``sotay lint`` names them.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from bot.texts import text
from knowledge.cards_file import card_files, parse_card
from knowledge.errors import KnowledgeError
from knowledge.lint import Finding
from knowledge.records import CENTRAL, Mark, Slot

# Stands where the citation has to come; no document bears this name.
UNSOURCED = "can-cu-chua-co"


def drafts_folder(data: Path) -> Path:
    return data / "drafts"


def write_draft(folder: Path, number: int, question: str, answer: str) -> Path | None:
    """The new draft of a case; ``None`` where there is one already, which an editor may have worked on."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"cau-hoi-{number}.md"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return None
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(_draft(path.stem, number, question, answer))
    return path


def _draft(id_: str, number: int, question: str, answer: str) -> str:
    """Strings are written as JSON, which is YAML, so that nothing in them can end the front matter."""
    front = {
        "id": id_,
        "topic": text("draft.topic"),
        "title": text("draft.title", number=number),
        "questions": [" ".join(question.split())],
        "scope": CENTRAL,
        "history": text("draft.history"),
    }
    rows = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()]
    lines = [
        f"- {' '.join(line.split())} [{UNSOURCED}] ({Mark.NEEDS_CHECK})" for line in answer.splitlines() if line.strip()
    ]
    return "\n".join(["---", *rows, "---", "", f"## {Slot.SHORT}", *lines, ""])


def forget_question(folder: Path, number: int, question: str) -> None:
    """Take a member's words out of the draft of their case; what the officer wrote is not theirs."""
    path = folder / f"cau-hoi-{number}.md"
    words = json.dumps(" ".join(question.split()), ensure_ascii=False)
    if path.exists():
        kept = path.read_text(encoding="utf-8").replace(words, json.dumps(text("draft.forgotten"), ensure_ascii=False))
        path.write_text(kept, encoding="utf-8")


def unfinished(folder: Path) -> Iterator[Finding]:
    """A line for each draft: what it is about, or why it cannot be read."""
    for file in card_files(folder) if folder.is_dir() else ():
        try:
            card = parse_card(file.read_text(encoding="utf-8"), file.name)
        except (KnowledgeError, UnicodeDecodeError) as error:
            yield Finding(file.name, str(error))
        else:
            yield Finding(card.id, "; ".join(card.questions))
