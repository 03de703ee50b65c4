"""What other programs rely on: questions and answers as JSON rows, and an answer explained."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.answering.answer import Answer, Cited
from bot.answering.assistant import Answers
from bot.terminal import plain


def answer_rows(
    assistant: Answers, rows: Iterable[dict[str, Any]], as_of: str, locality: str
) -> Iterator[dict[str, Any]]:
    """One answer row for each question row ``{"id", "question", "context"?, "locality"?, "as_of"?}``."""
    for row in rows:
        context = [str(turn) for turn in row.get("context") or ()]
        place = str(row.get("locality") or locality)
        answer = assistant.ask(row["question"], context, str(row.get("as_of") or as_of), place)
        yield as_row(row.get("id", ""), answer)


def as_row(id_: object, answer: Answer) -> dict[str, Any]:
    return {
        "id": id_,
        "status": str(answer.status),
        "refused": answer.refused,
        "answer": plain(answer),
        "citations": [_citation(cited) for cited in answer.cited],
        "suggestions": list(answer.suggestions),
        "seconds": round(answer.seconds, 4),
    }


def _citation(cited: Cited) -> dict[str, Any]:
    document = cited.document
    return {
        "document": document.number,
        "date": document.date,
        "title": document.title,
        "clause": cited.clause,
        "in_force": document.in_force,
        "url": document.sources[0] if document.sources else "",
    }


def explained(answer: Answer) -> str:
    """Each step's outcome, then every candidate with its scores and why it was left out."""
    parts = [f"{step}: {outcome}" for step, outcome in answer.trace.items()]
    for evidence in answer.evidence:
        scores = " ".join(f"{name}={value:.3f}" for name, value in evidence.parts.items())
        verdict = f"loại: {evidence.rejected}" if evidence.rejected else "giữ"
        parts.append(f"{evidence.score:7.3f}  {evidence.passage}  {scores}  {verdict}")
    return "\n".join([*parts, "", plain(answer)])
