"""Cards and clauses as passages: what the index is built from."""

from collections.abc import Iterator, Sequence
from itertools import chain

from knowledge.records import Card, Clause, Document, Passage, PassageKind
from knowledge.splitting import clause_id, split_long
from knowledge.structure import headings_above

WORDING = "câu hỏi"
WHOLE = "trọn thẻ"


def card_passages(card: Card) -> Iterator[Passage]:
    """A card as one whole, each wording of its question, and each line under the card's title."""
    body = "\n".join((*card.questions, *(line.text for line in card.lines)))
    yield _of_card(card, "", WHOLE, (card.topic, card.title), body)
    for number, question in enumerate(card.wordings, 1):
        yield _of_card(card, f"q{number}", WORDING, (), question)
    for slot, lines in card.slots.items():
        for number, line in enumerate(lines, 1):
            yield _of_card(card, f"{slot.name.lower()}{number}", slot, (card.title, slot), line.text)


def _of_card(card: Card, part: str, slot: str, headings: tuple[str, ...], text: str) -> Passage:
    return Passage(
        id=f"{card.id}/{part}".rstrip("/"),
        kind=PassageKind.CARD,
        name="",
        headings=headings,
        text=text,
        card=card.id,
        slot=slot,
        scope=card.scope,
    )


def clause_passages(document: Document, clauses: Sequence[Clause]) -> Iterator[Passage]:
    """Each clause with text of its own, under its document's name and the headings above it."""
    above = headings_above(clauses)
    for clause in chain.from_iterable(map(split_long, clauses)):
        if not clause.text.strip():
            continue
        yield Passage(
            id=clause.id,
            kind=PassageKind.CLAUSE,
            name=f"{document.number} {document.title}",
            headings=above[clause_id(clause.id)],
            text=clause.text,
            document=document.id,
            scope=document.scope,
            page=clause.page,
            path=clause.path,
        )
