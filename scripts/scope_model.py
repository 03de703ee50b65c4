"""The word gate of ``bot.answering.scope``: what it learns from, and how."""

import random
from collections import Counter
from collections.abc import Collection
from pathlib import Path

import torch

from bot.answering.scope import features
from knowledge.cards_file import bundled_cards
from knowledge.glossary import Expander, bundled_glossary
from scripts.scope_lists import INSIDE, OUTSIDE, Listed, listed
from scripts.training_pairs import rows

OWN_WEIGHT = 4
RAREST = 2
DECIMALS = 3
DECAY, SEED = 0.3, 20261

Weights = dict[str, float]


def gate(data: Path, unseen: Collection[Listed] = (), decay: float = DECAY) -> Weights:
    """Weights learned from all that ``data`` and our lists hold, save the lines of the lists that are ``unseen``."""
    expander = Expander(bundled_glossary())
    labelled = [(text, 1.0) for text in _inside(unseen)] + [(text, 0.0) for text in _outside(data, unseen)]
    random.Random(SEED).shuffle(labelled)
    return fit([(features(expander.expand(text)), label) for text, label in labelled], decay)


def _inside(unseen: Collection[Listed]) -> list[str]:
    """Questions of the field; a second turn may be so only through the one before it, so that one stands for both."""
    cards = bundled_cards()
    wordings = [question for card in cards for question in card.wordings]
    own = [line.earlier or line.question for line in listed(INSIDE) if line not in unseen]
    own += [line.earlier for line in listed(OUTSIDE) if line.earlier and line not in unseen]
    return [*wordings, *(card.title for card in cards), *own * OWN_WEIGHT]


def _outside(data: Path, unseen: Collection[Listed]) -> list[str]:
    files = [
        data / "zalo-legal" / "questions_without_gold_text.jsonl.gz",
        data / "zalo-legal" / "train.jsonl.gz",
        data / "legal-questions-unlabelled" / "vlsp2025-drill.jsonl.gz",
        data / "small-qa" / "uit-qa.jsonl.gz",
        data / "small-qa" / "mailong25-qa.jsonl.gz",
    ]
    own = [line.question for line in listed(OUTSIDE) if line not in unseen]
    return [*(row["question"] for file in files for row in rows(file)), *own * OWN_WEIGHT]


def fit(examples: list[tuple[list[str], float]], decay: float) -> Weights:
    """Weights by feature, the constant under ``""``; both classes count the same in all."""
    torch.manual_seed(SEED)
    counts = Counter(feature for words, _ in examples for feature in words)
    numbers = {feature: n for n, feature in enumerate(sorted(f for f, c in counts.items() if c >= RAREST))}
    bags = [[numbers[word] for word in words if word in numbers] for words, _ in examples]
    ids = torch.tensor([id_ for bag in bags for id_ in bag])
    offsets = torch.tensor([0, *torch.tensor([len(bag) for bag in bags]).cumsum(0)[:-1].tolist()])
    labels = torch.tensor([label for _, label in examples])
    share = labels.mean()
    importance = torch.where(labels > 0, 0.5 / share, 0.5 / (1 - share))
    weights = torch.zeros(len(numbers), 1, requires_grad=True)
    constant = torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.Adam([weights, constant], lr=0.05)
    for _ in range(400):
        logits = torch.nn.functional.embedding_bag(ids, weights, offsets, mode="sum").squeeze(1) + constant
        error = torch.nn.functional.binary_cross_entropy_with_logits(logits, labels, weight=importance)
        loss = error + decay * weights.square().sum() / len(examples)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    learned = weights.detach().squeeze(1).tolist()
    kept = {feature: round(learned[n], DECIMALS) for feature, n in numbers.items() if abs(learned[n]) >= 0.02}
    return {"": round(constant.item(), DECIMALS), **kept}
