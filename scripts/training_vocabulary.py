"""The tokenizer of the bundled model: frequent syllables and two-syllable phrases, with and without diacritics."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from knowledge.cards_file import bundled_cards
from knowledge.spelling import fold, one_tone_style, syllables
from scripts.training_pairs import article_text, rows

SPACE = "▁"
_NEW_TONES = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"


def texts(data: Path) -> Iterator[str]:
    """Running text to count syllables and phrases in; what is nearest to our field counts five times."""
    for article in rows(data / "zalo-legal" / "corpus.jsonl.gz"):
        yield article_text(article)
    for name in ("viquad", "xquad-vi"):
        yield from (row["text"] for row in rows(data / name / "passages.jsonl.gz"))
    for file in sorted((data / "party-docs").glob("*.txt")):
        yield from [file.read_text(encoding="utf-8")] * 5
    for card in bundled_cards():
        yield from ["\n".join((card.title, *card.questions, *(line.text for line in card.lines)))] * 5


def build_tokenizer(data: Path, words: int, phrases: int) -> Tokenizer:
    """A unigram tokenizer of ``words`` syllables and ``phrases`` phrases, and fewer of each without diacritics."""
    marked = [syllables(text) for text in texts(data)]
    counts = _chosen(marked, words, phrases)
    for token, count in _chosen([_folded(text) for text in marked], words // 4, phrases // 3).items():
        counts.setdefault(token, count)
    for letter in "abcdefghijklmnopqrstuvwxyzđ0123456789%":
        counts.setdefault(letter, 1)
    total = sum(counts.values())
    pieces = [("<unk>", -30.0)] + [(token, float(np.log(count / total))) for token, count in sorted(counts.items())]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0))
    tokenizer.normalizer = _normaliser()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always", split=False)
    return tokenizer


def _chosen(marked: Sequence[Sequence[str]], words: int, phrases: int) -> dict[str, int]:
    """Frequent syllables and the two-syllable phrases that hold together best, as token -> count."""
    singles, pairs = _count(marked)
    total = sum(singles.values())
    chosen = {SPACE + word: count for word, count in singles.most_common(words) if count >= 3}

    def cohesion(pair: tuple[str, str]) -> float:
        seen = pairs[pair]
        return seen * float(np.log(seen * total / (singles[pair[0]] * singles[pair[1]])))

    kept = [pair for pair in pairs if pairs[pair] >= 8 and all(part.isalpha() for part in pair)]
    for first, second in sorted(kept, key=lambda pair: (-cohesion(pair), pair))[:phrases]:
        chosen[f"{SPACE}{first}{SPACE}{second}"] = pairs[first, second]
    return chosen


def _count(marked: Sequence[Sequence[str]]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    singles: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for words in marked:
        singles.update(words)
        pairs.update(pairwise(words))
    return singles, pairs


def _folded(words: Sequence[str]) -> list[str]:
    return fold("\n".join(words)).split("\n") if words else []


def _normaliser() -> normalizers.Normalizer:
    """As ``knowledge.spelling.normalise``, in steps that the saved tokenizer carries with it."""
    steps = [normalizers.NFC(), normalizers.Lowercase()]
    steps += [normalizers.Replace(Regex(f"(?<!q){new}(?!\\w)"), one_tone_style(new)) for new in _NEW_TONES.split()]
    steps += [normalizers.Replace(Regex(r"[^\w%]+"), " "), normalizers.Strip()]
    return normalizers.Sequence(steps)
