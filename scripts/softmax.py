"""A linear model that picks one of several: a softmax over each question's choices, fitted to put a right one first."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

# The choices of one question: their features (choices, features) and which of them are right.
Row: TypeAlias = tuple[NDArray[np.floating], NDArray[np.bool_]]
FOLDS = 5


def fit(training: list[Row], decay: float, rounds: int = 400) -> NDArray[np.float64]:
    """Weights of the softmax by projected gradient descent on standardised features, given back for raw ones.

    No weight may be negative: a better match must never count against a choice.
    """
    spread = np.concatenate([features for features, _ in training]).std(axis=0) + 1e-6
    weights = np.zeros(len(spread))
    for _ in range(rounds):
        gradient = decay * weights
        for features, right in training:
            scaled = features / spread
            chances = np.exp(scaled @ weights - (scaled @ weights).max())
            chances /= chances.sum()
            wanted = chances * right / (chances * right).sum()
            gradient = gradient + (chances - wanted) @ scaled / len(training)
        weights = np.maximum(weights - 0.5 * gradient, 0.0)
    return weights / spread


def first_right(tested: list[Row], weights: NDArray[np.float64]) -> float:
    return float(np.mean([right[int(np.argmax(features @ weights))] for features, right in tested]))


def cross_validated(found: list[Row], decay: float) -> float:
    shares = []
    for fold in range(FOLDS):
        training = [row for number, row in enumerate(found) if number % FOLDS != fold]
        shares.append(first_right(found[fold::FOLDS], fit(training, decay)))
    return float(np.mean(shares))
