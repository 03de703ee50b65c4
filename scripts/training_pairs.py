"""The pairs that the bundled embedding model learns from, each read from a named dataset folder.

A pair is (question-like text, passage that answers it). Nothing here is shipped: only the trained model is.
"""

import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.cards_file import bundled_cards
from knowledge.spelling import fold

HELD_OUT_SEED = 20261
HELD_OUT_SHARE = 0.2
PASSAGE_CHARACTERS = 1200
_SENTENCE = re.compile(r"(?<=[.;:])\s+|\n+")

Pair = tuple[str, str]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def split_questions(data: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Labelled zalo-legal questions as (for training, held out); the split depends on the seed alone."""
    questions = sorted(rows(data / "zalo-legal" / "train.jsonl.gz"), key=lambda row: str(row["question_id"]))
    random.Random(HELD_OUT_SEED).shuffle(questions)
    held = int(len(questions) * HELD_OUT_SHARE)
    return questions[held:], questions[:held]


def article_text(article: dict[str, Any]) -> str:
    """An article as it is indexed: law, chapter and title in front of the text."""
    parts = (article["law_name"], article["chapter"], article["title"], article["text"])
    return "\n".join(part for part in parts if part)


def _articles(data: Path, dice: random.Random) -> Iterator[Pair]:
    for article in rows(data / "zalo-legal" / "corpus.jsonl.gz"):
        text = article["text"][:PASSAGE_CHARACTERS]
        if len(text) < 40:
            continue
        yield f"{article['title']} {article['topic']}", text
        sentences = [s for s in _SENTENCE.split(article["text"]) if 30 < len(s) < 300]
        for sentence in dice.sample(sentences, min(2, len(sentences))):
            yield sentence, f"{article['law_name']}\n{article['title']}\n{text}"


def _labelled(data: Path) -> Iterator[Pair]:
    articles = {
        row["id"]: article_text(row)[:PASSAGE_CHARACTERS] for row in rows(data / "zalo-legal" / "corpus.jsonl.gz")
    }
    questions, _ = split_questions(data)
    for row in [*questions, *rows(data / "alqac" / "pairs.jsonl.gz")]:
        for id_ in row["relevant_ids"]:
            if id_ in articles:
                yield row["question"], articles[id_]


def _small(data: Path) -> Iterator[Pair]:
    for row in rows(data / "small-qa" / "uit-qa.jsonl.gz"):
        yield row["question"], row["passage"][:PASSAGE_CHARACTERS]
    for row in rows(data / "small-qa" / "mailong25-qa.jsonl.gz"):
        if row["relevant"]:
            yield row["question"], row["passage"][:PASSAGE_CHARACTERS]


def _cards() -> Iterator[Pair]:
    for card in bundled_cards():
        body = "\n".join(line.text for line in card.lines)[:PASSAGE_CHARACTERS]
        for question in card.questions:
            yield question, f"{card.topic}\n{card.title}\n{body}"
            yield question, card.title
        for line in card.lines:
            yield line.text, f"{card.title}\n" + "\n".join(card.questions)


def training_pairs(data: Path, seed: int) -> list[Pair]:
    """All pairs, the labelled ones several times over; shuffled by ``seed``."""
    dice = random.Random(seed)
    pairs = [*_articles(data, dice), *_small(data), *(list(_labelled(data)) * 8), *(list(_cards()) * 6)]
    dice.shuffle(pairs)
    return pairs


def as_typed(question: str, dice: random.Random) -> str:
    """A question as a phone user may type it: one in four without diacritics, one in ten with some missing."""
    chance = dice.random()
    if chance < 0.25:
        return fold(question)
    if chance < 0.35:
        return " ".join(fold(word) if dice.random() < 0.5 else word for word in question.split())
    return question


def vocabulary_texts(data: Path) -> Iterator[str]:
    """Running text to count syllables and phrases in."""
    for article in rows(data / "zalo-legal" / "corpus.jsonl.gz"):
        yield article_text(article)
    for name in ("viquad", "xquad-vi"):
        yield from (row["text"] for row in rows(data / name / "passages.jsonl.gz"))
    for file in sorted((data / "party-docs").glob("*.txt")):
        yield from [file.read_text(encoding="utf-8")] * 5
    for card in bundled_cards():
        yield from ["\n".join((card.title, *card.questions, *(line.text for line in card.lines)))] * 5
