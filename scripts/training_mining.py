"""What BM25 alone can teach the model: near misses of labelled questions, likely answers of unlabelled ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.fusion import top
from index.lexical import LexicalField, build_field
from index.text import tokens

NEAR = 30
# Of the articles just behind a likely answer some answer as well; further down hardly any do.
DOUBTFUL = 5
MARGIN = 0.1


@dataclass(frozen=True, slots=True)
class Miner:
    """BM25 over articles given as text; results are positions in that sequence."""

    field: LexicalField

    @classmethod
    def over(cls, articles: Iterable[str]) -> "Miner":
        return cls(build_field(tokens(article) for article in articles))

    def near_misses(self, question: str, gold: Sequence[int]) -> list[int]:
        """The ``NEAR`` best-scored articles that are not among ``gold``."""
        best = top(self.field.score(tokens(question)), NEAR + len(gold))
        return [int(at) for at in best if at not in gold][:NEAR]

    def likely_answer(self, question: str) -> tuple[int | None, list[int]]:
        """The first article, when it stands clear of the second by ``MARGIN``, and near misses of it."""
        scores = self.field.score(tokens(question))
        best = [int(at) for at in top(scores, NEAR)]
        if len(best) < 2 or scores[best[0]] - scores[best[1]] <= MARGIN * scores[best[0]]:
            return None, []
        return best[0], best[DOUBTFUL:]
