"""Logistic regression by Newton's method (iteratively reweighted least squares), ridge-regularised."""

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
_ROUNDS, _STILL = 50, 1e-9


def standard(values: Values) -> tuple[Values, Values]:
    """The mean and the spread of each column; a constant one has a spread near zero, so that it counts nothing."""
    return values.mean(axis=0), values.std(axis=0) + 1e-6


def fit(values: Values, labels: NDArray[np.bool_], decay: float) -> tuple[Values, float]:
    """Weights and bias for ``values`` (examples, features): the least mean loss plus ``decay / 2`` times |w|²."""
    design = np.column_stack([values, np.ones(len(values))])
    ridge = decay * np.append(np.ones(values.shape[1]), 0.0)
    weights = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        chances = 1.0 / (1.0 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (chances - labels) / len(design) + ridge * weights
        curvature = (design.T * (chances * (1.0 - chances))) @ design / len(design) + np.diag(ridge)
        step = np.linalg.solve(curvature + 1e-9 * np.eye(len(curvature)), gradient)
        weights = weights - step
        if np.abs(step).max() < _STILL:
            break
    return weights[:-1], float(weights[-1])
