"""Cards and documents as JSON, so that a generation of the index carries the knowledge it was built from."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from knowledge.catalogue import Catalogue, document_from
from knowledge.records import Card, Citation, Line, Mark, Slot


def catalogue_to_json(catalogue: Catalogue) -> bytes:
    return json.dumps([asdict(document) for document in catalogue.values()], ensure_ascii=False).encode()


def catalogue_from_json(content: bytes) -> Catalogue:
    return Catalogue(document_from(row) for row in json.loads(content))


def cards_to_json(cards: Iterable[Card]) -> bytes:
    return json.dumps({card.id: asdict(card) for card in cards}, ensure_ascii=False).encode()


class CardShelf(Mapping[str, Card]):
    """Cards by id, each made from its JSON when it is first asked for, which it then takes the place of."""

    def __init__(self, content: bytes) -> None:
        self._held: dict[str, Card | dict[str, object]] = json.loads(content)

    def __getitem__(self, id_: str) -> Card:
        held = self._held[id_]
        if isinstance(held, Card):
            return held
        # Two threads may both make it: the one card is as good as the other.
        card = self._held[id_] = _card(held)
        return card

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


def _card(row: dict[str, object]) -> Card:
    fields: dict[str, object] = dict(row)
    for key in ("questions", "related"):
        fields[key] = tuple(row[key])  # type: ignore[arg-type]
    slots: dict[str, list[dict[str, object]]] = row["slots"]  # type: ignore[assignment]
    fields["slots"] = {Slot(slot): tuple(map(_line, lines)) for slot, lines in slots.items()}
    return Card(**fields)  # type: ignore[arg-type]


def _line(row: dict[str, object]) -> Line:
    citations: list[dict[str, str]] = row["citations"]  # type: ignore[assignment]
    cited = tuple(Citation(**citation) for citation in citations)
    questions: list[str] = row["questions"]  # type: ignore[assignment]
    return Line(str(row["text"]), cited, Mark(str(row["mark"])), tuple(questions))
