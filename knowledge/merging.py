"""The catalogue with the documents of the operator's library in it."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.catalogue import Catalogue
from knowledge.records import Document, Status


def merged(catalogue: Catalogue, documents: Sequence[Document]) -> Catalogue:
    """A catalogue with documents added; a document it knows already keeps the catalogue's newer word on it."""
    entries = dict(catalogue)
    for new in (document for document in documents if document.id not in catalogue):
        entries[new.id] = new
        for old in (entries[id_] for id_ in new.replaces if id_ in entries):
            # Only a later document replaces: a chain that runs in a circle would never end.
            if old.date < new.date:
                heirs = tuple(dict.fromkeys((*old.replaced_by, new.id)))
                entries[old.id] = replace(old, status=Status.REPLACED, replaced_by=heirs)
    return Catalogue(entries.values())
