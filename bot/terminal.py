"""The assistant in a terminal: an answer as plain text, and a conversation."""

import click

from bot.answering.answer import Answer, AnswerLine
from bot.answering.assistant import Answers
from bot.answering.dates import vietnamese_date as vietnamese_date
from bot.answering.labels import citation_label as citation_label
from bot.answering.labels import document_label as document_label
from bot.texts import text
from knowledge.records import Mark
from knowledge.spelling import fold

_SIGNS = {Mark.NEEDS_CHECK: " (*)", Mark.UNSETTLED: " (**)"}


def notes(line: AnswerLine, answer: Answer) -> str:
    numbers = sorted(answer.cited.index(cited) + 1 for cited in line.citations)
    return "".join(f"[{number}]" for number in numbers)


def line_text(line: AnswerLine) -> str:
    shown = f"“{line.text}”" if line.quoted else line.text
    return shown + _SIGNS.get(line.mark, "")


def plain(answer: Answer) -> str:
    """The answer as the user reads it, without markup."""
    parts = [answer.lead] if answer.lead else []
    bullet = "– " if len(answer.lines) > 1 else ""
    for number, line in enumerate(answer.lines):
        if line.aside and not answer.lines[number - 1].aside:
            parts.append(text("answer.also"))
        parts.append(f"{bullet}{line_text(line)} {notes(line, answer)}")
    parts += footer(answer)
    if answer.lines:
        parts += ["", text("answer.sources")]
        parts += [f"[{n}] {citation_label(cited)}" for n, cited in enumerate(answer.cited, 1)]
    if answer.suggestions:
        parts += ["", text("answer.suggestions"), *(f"• {question}" for question in answer.suggestions)]
    return "\n".join(parts).strip()


def footer(answer: Answer) -> list[str]:
    """Warnings under the lines: what needs checking, what is unsettled, what is missing."""
    marks = {line.mark for line in answer.lines}
    shown = [text("answer.check")] if Mark.NEEDS_CHECK in marks else []
    if Mark.UNSETTLED in marks:
        shown.append(text("answer.unsettled"))
    if answer.missing:
        shown.append(text("answer.missing", slots=", ".join(slot.lower() for slot in answer.missing)))
    return shown + list(answer.warnings)


def converse(assistant: Answers, locality: str = "") -> None:
    """Ask and answer until the person says goodbye or ends the input."""
    click.echo(text("chat.welcome"))
    before: list[str] = []
    while True:
        try:
            question = click.prompt(text("chat.prompt"), prompt_suffix=" ", default="", show_default=False)
        except (click.Abort, EOFError):
            break
        if fold(question).strip() in ("thoat", "exit", "quit"):
            break
        click.echo(plain(assistant.ask(question, before[-2:], locality=locality)) + "\n")
        before.append(question)
    click.echo(text("chat.goodbye"))
