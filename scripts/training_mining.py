"""What BM25 alone can teach the embedding model: near misses of labelled questions, likely answers of unlabelled ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.fusion import top
from index.lexical import LexicalField, build_field
from index.text import tokens

NEAR = 40
# Chosen by reading samples: with a tenth between first and second, four in five first articles answer the question.
MARGIN = 0.1


@dataclass(frozen=True, slots=True)
class Miner:
    """BM25 over articles given as text; results are positions in that sequence."""

    field: LexicalField

    @classmethod
    def over(cls, articles: Iterable[str]) -> "Miner":
        return cls(build_field(tokens(article) for article in articles))

    def ranked(self, question: str, count: int = NEAR) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Positions of the best ``count`` articles, best first, and their scores."""
        scores = self.field.score(tokens(question))
        best = top(scores, count)
        return best, scores[best]

    def near_misses(self, question: str, gold: Sequence[int]) -> list[int]:
        """The best-scored articles that are not among ``gold``."""
        best, _ = self.ranked(question)
        return [int(at) for at in best if at not in gold]

    def likely_answer(self, question: str) -> int | None:
        """The first article, when it stands clear of the second."""
        best, scores = self.ranked(question, 2)
        clear = len(best) == 2 and scores[0] - scores[1] > MARGIN * scores[0]
        return int(best[0]) if clear else None


def unlabelled_questions(rows: Any, data: Path) -> list[str]:
    """Real questions on law whose answer nobody marked in this corpus."""
    files = ("zalo-legal/questions_without_gold_text.jsonl.gz", "legal-questions-unlabelled/vlsp2025-drill.jsonl.gz")
    return [row["question"] for name in files for row in rows(data / name)]
