"""How a document and a citation to it are written under an answer, in every channel."""

from bot.answering.answer import Cited
from bot.answering.dates import vietnamese_date
from bot.texts import text
from knowledge.records import NEWS, Document


def document_label(document: Document) -> str:
    """Number and date: numbers repeat over the years, so neither stands alone."""
    if document.kind == NEWS:
        told = ", ".join(part for part in (document.issuer, vietnamese_date(document.date)) if part)
        return f"“{document.title}”{f' ({told})' if told else ''}, {text('answer.news')}"
    if not document.is_rule:
        return f"{document.title} ({text('answer.practice')})"
    date = vietnamese_date(document.date)
    key = "document.dated" if date else "document.undated"
    return text(key, number=document.number, date=date)


def citation_label(cited: Cited) -> str:
    """One note: number, date, clause and whether the document is in force."""
    label = document_label(cited.document)
    if cited.clause:
        label += f", {cited.clause}"
    if not cited.document.is_rule:
        return label
    return f"{label} – {text('document.' + cited.document.status.replace('-', '_'))}"
