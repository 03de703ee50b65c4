"""The catalogue of documents as text: a list with status, and the chain of one number."""

from bot.answering.dates import vietnamese_date
from bot.terminal import document_label
from bot.texts import text
from knowledge.catalogue import Catalogue
from knowledge.errors import KnowledgeError
from knowledge.records import Document
from knowledge.spelling import fold


def status_label(document: Document) -> str:
    return text("document." + document.status.replace("-", "_"))


def listing(catalogue: Catalogue) -> str:
    """Every rule, newest first: number and date, status, title."""
    rules = sorted((d for d in catalogue.values() if d.is_rule), key=lambda d: (d.date, d.number), reverse=True)
    return "\n".join(f"{document_label(d)} · {status_label(d)} · {d.title}" for d in rules)


def named(catalogue: Catalogue, number: str) -> tuple[Document, ...]:
    """Documents of this number, newest first; raises ``KnowledgeError`` when there is none."""
    wanted = fold(number).lstrip("0").replace(" ", "")
    found = [d for d in catalogue.values() if d.is_rule and fold(d.number).lstrip("0").replace(" ", "") == wanted]
    if not found:
        raise KnowledgeError(f"Không có văn bản số «{number}» trong sổ. Xem danh sách: sotay docs.")
    return tuple(sorted(found, key=lambda d: d.date, reverse=True))


def chain_text(catalogue: Catalogue, number: str) -> str:
    """Each document of this number: who issued it, its standing, what it replaced and what replaced it."""
    return "\n\n".join(_described(document, catalogue) for document in named(catalogue, number))


def _described(document: Document, catalogue: Catalogue) -> str:
    parts = [
        document_label(document),
        f"{document.issuer}: {document.title}",
        f"Hiệu lực: {status_label(document)} (theo dõi đến {vietnamese_date(document.status_as_of)})",
    ]
    for id_ in document.replaces:
        parts.append(f"Thay cho: {document_label(catalogue[id_])}")
    for chain in catalogue.chains(document.id) if document.replaced_by else ():
        parts.append("Được thay: " + " → ".join(document_label(step) for step in chain))
    parts += [f"Sửa đổi: {document_label(catalogue[id_])}" for id_ in document.amends]
    parts += [f"Được sửa bởi: {document_label(catalogue[id_])}" for id_ in document.amended_by]
    return "\n".join([*parts, *(f"Nguồn: {source}" for source in document.sources)])
