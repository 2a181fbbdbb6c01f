"""Figures for rows that count by weights, with an interval from a bootstrap that draws whole groups.

A figure here is a function from weights of shape (n_draws, n) to one number a draw: a thousand draws are one call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from reliability.measures import weighted

Array: TypeAlias = NDArray[np.float64]
Figure: TypeAlias = Callable[[Array], Array]
# More than are shown, so that nothing is rounded twice.
DIGITS = 6


def with_interval(
    figure: Figure, groups: NDArray[Any], n_draws: int
) -> tuple[float | None, float | None, float | None]:
    """Return a figure and the ends of its 95 % interval; None where it is not defined."""
    value = figure(np.ones((1, len(groups))))[0]
    drawn = np.concatenate([np.empty(0), *(figure(weights) for weights in weighted.draw(groups, n_draws, 0))])
    known = drawn[np.isfinite(drawn)]
    if not np.isfinite(value):
        return None, None, None
    if not len(known):
        return round(float(value), DIGITS), None, None
    low, high = np.percentile(known, [2.5, 97.5])
    return round(float(value), DIGITS), round(float(low), DIGITS), round(float(high), DIGITS)


def spearman(scores: NDArray[Any], labels: NDArray[Any]) -> Figure:
    """Rank correlation of two columns."""
    return lambda weights: weighted.spearman(scores, labels, weights)


def within(scores: NDArray[Any], labels: NDArray[Any], parts: NDArray[Any]) -> Figure:
    """Rank correlation within each part, the mean of the parts."""
    inside = [parts == name for name in np.unique(parts)]
    return lambda weights: weighted.mean_of_known(
        np.array([weighted.spearman(scores[own], labels[own], weights[:, own]) for own in inside])
    )


def mean(values: NDArray[Any]) -> Figure:
    """Mean of a column; of one of yes and no, the share of yes."""
    column = values.astype(float)
    return lambda weights: np.asarray(weights @ column / weights.sum(axis=1))


def ratio(above: Array, below: Array) -> Figure:
    """Sum of one column over the sum of another."""

    def figure(weights: Array) -> Array:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(weights @ above / (weights @ below))

    return figure


def f1(labels: NDArray[Any], called: NDArray[Any]) -> Figure:
    """Harmonic mean of precision and recall of what is called."""
    return ratio(2.0 * (labels & called), labels.astype(float) + called)


def auc(labels: NDArray[Any], scores: NDArray[Any]) -> Figure:
    """How often one that is marked scores above one that is not: the area under the curve."""
    marked = labels.astype(bool)

    def figure(weights: Array) -> Array:
        ranks = weighted.midranks(scores, weights)
        positives, everyone = weights[:, marked].sum(axis=1), weights.sum(axis=1)
        above = (weights * ranks)[:, marked].sum(axis=1) - positives * (positives + 1) / 2
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(above / (positives * (everyone - positives)))

    return figure


def less(one: Figure, other: Figure) -> Figure:
    """How far one figure is above another, draw by draw on the same rows."""
    return lambda weights: one(weights) - other(weights)
