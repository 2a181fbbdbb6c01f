"""Figures for rows that count several times, by whole weights.

A bootstrap draw is then one row of a matrix of weights, and a thousand of them are worked out at once. ``weights`` has
shape (n_draws, n) everywhere, and figures come as one for each draw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

N_BINS = 10
# Weights held at once: 32 MB for each matrix that is made of them.
_AT_ONCE = 4_000_000


def draw(groups: NDArray[Any], n_resamples: int, random_state: int) -> Iterator[NDArray[np.float64]]:
    """Yield weights of a bootstrap that draws whole groups; none for a single group, of which every draw is the same.

    Parameters
    ----------
    groups : ndarray of shape (n,)
    n_resamples : int
    random_state : int

    Yields
    ------
    ndarray of shape (some, n)
        How often each draw holds each row; together ``n_resamples`` rows. The order of rows changes no draw.
    """
    names, members = np.unique(groups, return_inverse=True)
    if len(names) < 2:
        return
    generator = np.random.default_rng(random_state)
    chances = np.full(len(names), 1 / len(names))
    size = max(1, _AT_ONCE // len(members))
    for start in range(0, n_resamples, size):
        counts = generator.multinomial(len(names), chances, size=min(size, n_resamples - start))
        yield counts[:, members].astype(float)


def midranks(values: NDArray[Any], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the rank of each row among rows repeated by their weights, equal values sharing one; (n_draws, n)."""
    distinct, place = np.unique(values, return_inverse=True)
    order = np.argsort(place, kind="stable")
    starts = np.searchsorted(place[order], np.arange(len(distinct)))
    mass = np.add.reduceat(weights[:, order], starts, axis=1)
    return np.asarray((mass.cumsum(axis=1) - (mass - 1) / 2)[:, place])


def spearman(scores: NDArray[Any], labels: NDArray[Any], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return rank correlations; NaN where a side is constant, which is exact because ranks are whole halves."""
    middle = (weights.sum(axis=1, keepdims=True) + 1) / 2
    first, second = midranks(scores, weights) - middle, midranks(labels, weights) - middle
    weighed = weights * first
    together, one, other = (weighed * second).sum(1), (weighed * first).sum(1), (weights * second * second).sum(1)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.clip(together / np.sqrt(one * other), -1, 1))


def kappa(levels: NDArray[Any], labels: NDArray[Any], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return quadratic kappas: one less the squared distance over what it would be in pairs drawn at random.

    The squares are summed as whole numbers, so that NaN, where both sides are one and the same constant, is exact.
    """
    total = weights.sum(axis=1)
    level, label, level_squared, label_squared, apart = (
        weights @ column.astype(float) for column in (levels, labels, levels**2, labels**2, (levels - labels) ** 2)
    )
    by_chance = total * (level_squared + label_squared) - 2 * level * label
    with np.errstate(invalid="ignore"):
        return np.asarray(1 - total * apart / by_chance)


def mean_of_known(figures: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean over the first axis of what is no NaN; NaN where nothing is left."""
    known = np.isfinite(figures)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(known, figures, 0).sum(axis=0) / known.sum(axis=0))


def find_bins(predicted: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return each row's bin, of equal number each; equal values share one, or else the order of rows would count."""
    share = (midranks(predicted, weights) - 0.5) / weights.sum(axis=1, keepdims=True)
    # A row that a draw does not hold may lie above all that it does.
    return np.asarray(np.minimum((N_BINS * share).astype(np.intp), N_BINS - 1))


def sum_bins(values: NDArray[Any], bins: NDArray[np.intp], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum values in each bin; shape (n_draws, N_BINS)."""
    cells = bins + N_BINS * np.arange(len(weights))[:, None]
    sums = np.bincount(cells.ravel(), (weights * values).ravel(), N_BINS * len(weights))
    return np.asarray(sums.reshape(-1, N_BINS), float)


def calibration_error(
    predicted: NDArray[np.float64], observed: NDArray[np.bool_], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how far bins are from the share observed in them, on average over rows; in [0, 1]."""
    gaps = sum_bins(observed - predicted, find_bins(predicted, weights), weights)
    return np.asarray(np.abs(gaps).sum(axis=1) / weights.sum(axis=1))
