"""The catalogue of documents: loading, replacement chains, and what is in force."""

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

import yaml

from knowledge.errors import KnowledgeError
from knowledge.records import Document, Status

CATALOGUE = files("knowledge") / "catalogue.yaml"
_LISTS = ("replaces", "replaced_by", "amends", "amended_by", "sources")
_TEXTS = ("id", "number", "kind", "date", "issuer", "title", "scope", "status_as_of", "effective_from")


class Catalogue(Mapping[str, Document]):
    """Documents by id; an unknown id raises ``KeyError``."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = {document.id: document for document in documents}

    def __getitem__(self, id_: str) -> Document:
        return self._documents[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)

    def current(self, id_: str) -> tuple[Document, ...]:
        """The documents that stand at the end of the replacement chain of ``id_`` (itself when not replaced)."""
        return tuple(chain[-1] for chain in self.chains(id_))

    def chains(self, id_: str) -> tuple[tuple[Document, ...], ...]:
        """Every way from a document to what stands in its place now, oldest first, itself included."""
        document = self[id_]
        if not document.replaced_by:
            return ((document,),)
        return tuple((document, *rest) for newer in document.replaced_by for rest in self.chains(newer))

    def numbered(self, number: str) -> tuple[Document, ...]:
        """Documents that bear this number, newest first; numbers repeat over the years."""
        wanted = number.casefold()
        found = [d for d in self.values() if d.number.casefold() == wanted]
        return tuple(sorted(found, key=lambda d: d.date, reverse=True))


def document_from(row: Mapping[str, Any]) -> Document:
    """Build a document from plain data; raises ``KnowledgeError`` naming the entry and the field."""
    try:
        for key in ("id", "number"):
            if not row.get(key):
                raise ValueError(f"thiếu {key}")
        for key in _LISTS:
            if not isinstance(row.get(key) or [], list | tuple):
                raise ValueError(f"{key} phải là danh sách")
        fields: dict[str, Any] = {key: str(row.get(key) or "") for key in _TEXTS}
        fields |= {key: tuple(row.get(key) or ()) for key in _LISTS}
        return Document(**fields, status=Status(row["status"]))
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(
            f"Sổ văn bản, mục {row.get('id', '?')}: {error}. Hãy sửa mục này trong catalogue.yaml."
        ) from error


def parse_catalogue(text: str) -> Catalogue:
    """Read ``catalogue.yaml``; raises ``KnowledgeError`` for malformed YAML or an id given twice."""
    try:
        rows = yaml.load(text, Loader=yaml.CSafeLoader)["documents"]
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise TypeError("documents phải là danh sách các mục")
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise KnowledgeError(f"Sổ văn bản không đọc được: {error}. Hãy sửa catalogue.yaml.") from error
    documents = [document_from(row) for row in rows]
    ids = [document.id for document in documents]
    twice = {id_ for id_ in ids if ids.count(id_) > 1}
    if twice:
        raise KnowledgeError(f"Sổ văn bản có mã trùng: {', '.join(sorted(twice))}. Mỗi văn bản một mã.")
    return Catalogue(documents)


def bundled_catalogue() -> Catalogue:
    return parse_catalogue(CATALOGUE.read_text(encoding="utf-8"))
