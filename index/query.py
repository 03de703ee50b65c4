"""A question as the index reads it: its tokens, with and without diacritics, and how far it was typed with them."""

from dataclasses import dataclass

from index.text import fold_tokens, marked_share, tokens

# Running Vietnamese carries marks on about 0.7 of its words; below this a question counts as partly unmarked.
MARKED = 0.45
EXACT_WEIGHT = 0.75


@dataclass(frozen=True, slots=True)
class Query:
    """A question's tokens with and without diacritics, and the share of its words that were typed with marks."""

    words: list[str]
    folded: list[str]
    marked: float

    @property
    def unmarked(self) -> bool:
        return self.marked < MARKED

    @property
    def exact_weight(self) -> float:
        """How much the exact field counts against the folded one: nothing for an unmarked question."""
        return EXACT_WEIGHT * min(1.0, self.marked / MARKED)


def query_of(question: str) -> Query:
    words = tokens(question)
    return Query(words, fold_tokens(words), marked_share(words))
