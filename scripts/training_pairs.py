"""What the bundled embedding model learns from: pairs of a question-like text and a passage that answers it.

Each is read from a named dataset folder or from our own cards. Nothing here is shipped: only the trained model is.
"""

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.cards_file import bundled_cards
from scripts.training_mining import Miner

HELD_OUT_SEED = 20261
HELD_OUT_SHARE = 0.2
PASSAGE_CHARACTERS = 1200
LABELLED_TIMES, CARD_TIMES, LIKELY_TIMES = 8, 6, 4
UNLABELLED = ("zalo-legal/questions_without_gold_text.jsonl.gz", "legal-questions-unlabelled/vlsp2025-drill.jsonl.gz")
_SENTENCE = re.compile(r"(?<=[.;:])\s+|\n+")

Row = dict[str, Any]


@dataclass(slots=True)
class Lessons:
    """Distinct texts by number, and the pairs between them.

    Each pair is (question, passage, group), ``group`` being the law it comes from. ``misses`` are passages that only
    look like an answer to a question.
    """

    questions: dict[str, int] = field(default_factory=dict)
    passages: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    pairs: list[tuple[int, int, int]] = field(default_factory=list)
    misses: dict[int, list[int]] = field(default_factory=dict)

    def add(self, question: str, passage: str, group: str = "", times: int = 1, misses: Sequence[str] = ()) -> None:
        asked = self.questions.setdefault(question, len(self.questions))
        law = self.groups.setdefault(group, len(self.groups))
        self.pairs += [(asked, self._passage(passage), law)] * times
        if misses:
            self.misses[asked] = [self._passage(miss) for miss in misses]

    def _passage(self, text: str) -> int:
        return self.passages.setdefault(text[:PASSAGE_CHARACTERS], len(self.passages))


def rows(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def split_questions(data: Path) -> tuple[list[Row], list[Row]]:
    """Labelled zalo-legal questions as (for training, held out); the split depends on the seed alone."""
    questions = sorted(rows(data / "zalo-legal" / "train.jsonl.gz"), key=lambda row: str(row["question_id"]))
    random.Random(HELD_OUT_SEED).shuffle(questions)
    held = int(len(questions) * HELD_OUT_SHARE)
    return questions[held:], questions[:held]


def article_text(article: Row) -> str:
    """An article as it is indexed: law, chapter and title in front of the text."""
    parts = (article["law_name"], article["chapter"], article["title"], article["text"])
    return "\n".join(part for part in parts if part)


def lessons(data: Path, seed: int) -> Lessons:
    """All there is to learn, in an order that depends on ``seed`` alone."""
    learned, dice = Lessons(), random.Random(seed)
    articles = list(rows(data / "zalo-legal" / "corpus.jsonl.gz"))
    _articles(learned, articles, dice)
    _questions(learned, articles, data)
    _small(learned, data)
    _cards(learned)
    return learned


def _articles(learned: Lessons, articles: Sequence[Row], dice: random.Random) -> None:
    """An article's title asks for its body; two of its sentences ask for the whole."""
    for article in articles:
        if len(article["text"][:PASSAGE_CHARACTERS]) < 40:
            continue
        learned.add(f"{article['title']} {article['topic']}", article["text"], article["law_name"])
        sentences = [s for s in _SENTENCE.split(article["text"]) if 30 < len(s) < 300]
        for sentence in dice.sample(sentences, min(2, len(sentences))):
            learned.add(sentence, article_text(article), article["law_name"])


def _questions(learned: Lessons, articles: Sequence[Row], data: Path) -> None:
    """Labelled questions with what BM25 takes for an answer, and unlabelled ones with its clear first article."""
    texts = [article_text(article) for article in articles]
    numbers = {article["id"]: at for at, article in enumerate(articles)}
    laws = [article["law_name"] for article in articles]
    miner = Miner.over(texts)
    train, _ = split_questions(data)
    for row in [*train, *rows(data / "alqac" / "pairs.jsonl.gz")]:
        gold = [numbers[id_] for id_ in row["relevant_ids"] if id_ in numbers]
        misses = [texts[at] for at in miner.near_misses(row["question"], gold)] if gold else []
        for at in gold:
            learned.add(row["question"], texts[at], laws[at], LABELLED_TIMES, misses)
    for question in (row["question"] for name in UNLABELLED for row in rows(data / name)):
        answer, misses_at = miner.likely_answer(question)
        if answer is not None:
            learned.add(question, texts[answer], laws[answer], LIKELY_TIMES, [texts[at] for at in misses_at])


def _small(learned: Lessons, data: Path) -> None:
    for row in rows(data / "small-qa" / "uit-qa.jsonl.gz"):
        learned.add(row["question"], row["passage"])
    for row in rows(data / "small-qa" / "mailong25-qa.jsonl.gz"):
        if row["relevant"]:
            learned.add(row["question"], row["passage"])


def _cards(learned: Lessons) -> None:
    for card in bundled_cards():
        body = "\n".join(line.text for line in card.lines)
        for question in card.wordings:
            learned.add(question, f"{card.topic}\n{card.title}\n{body}", times=CARD_TIMES)
            learned.add(question, card.title, times=CARD_TIMES)
        for line in card.lines:
            learned.add(line.text, f"{card.title}\n" + "\n".join(card.questions), times=CARD_TIMES)
