"""What is compared: readings of documents with labels, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

# Ends of intervals are sums of rounded numbers; the labels they should hold are exact quarters.
_TOLERANCE = 1e-9
# Probabilities may have been kept with four digits.
_ROUNDING = 1e-3


@dataclass(frozen=True)
class Readings:
    """What a model said of n documents.

    Parameters
    ----------
    scores : ndarray of shape (n,)
        In [0, 1].
    levels : ndarray of shape (n,)
        0 to 4.
    intervals : ndarray of shape (n, 2)
        Lowest and highest score, in [0, 1].
    probabilities : ndarray of shape (n, 5)
        Of the five levels; rows sum to 1.
    """

    scores: NDArray[np.float64]
    levels: NDArray[np.intp]
    intervals: NDArray[np.float64]
    probabilities: NDArray[np.float64]


@dataclass(frozen=True)
class Truth:
    """What a reader said of the same documents, and what is known of them.

    Parameters
    ----------
    labels : ndarray of shape (n,)
        1 to 5.
    groups : ndarray of shape (n,)
        What the bootstrap draws whole: articles of one publisher resemble each other, and single ones, drawn as if
        they did not, would make the intervals too narrow.
    corpus, publisher, genre : sequence of str
        Empty where unknown.
    n_words : ndarray of shape (n,)
    """

    labels: NDArray[np.int_]
    groups: NDArray[Any]
    corpus: Sequence[str]
    publisher: Sequence[str]
    genre: Sequence[str]
    n_words: NDArray[np.int_]


def check(readings: Readings, truth: Truth) -> None:
    """Refuse what cannot be compared.

    Raises
    ------
    ValueError
        Where columns differ in length, are empty, or hold what is off the scale; NaN is.
    """
    n = len(truth.labels)
    if not n or any(len(one) != n for one in (truth.groups, truth.corpus, truth.publisher, truth.genre, truth.n_words)):
        raise ValueError("labels and what is known of documents need the same number of rows, and at least one")
    _check_scale("labels", truth.labels, 1, 5)
    check_readings(readings, n)


def check_readings(readings: Readings, n: int) -> None:
    """Refuse what are no readings of n documents.

    Raises
    ------
    ValueError
        Where a column has another shape or holds what is off the scale; NaN is.
    """
    shapes = {"scores": (n,), "levels": (n,), "intervals": (n, 2), "probabilities": (n, 5)}
    for name, shape in shapes.items():
        if np.shape(getattr(readings, name)) != shape:
            raise ValueError(f"{name} need the shape {shape}")
        _check_scale(name, getattr(readings, name), 0, 4 if name == "levels" else 1)
    if readings.levels.dtype.kind not in "iu":
        raise ValueError("levels need to be whole numbers")
    if np.abs(readings.probabilities.sum(axis=1) - 1).max() > _ROUNDING:
        raise ValueError("probabilities of a document need to sum to 1")


def _check_scale(name: str, values: NDArray[Any], low: int, high: int) -> None:
    if values.dtype.kind not in "iuf" or not np.all((low - _TOLERANCE <= values) & (values <= high + _TOLERANCE)):
        raise ValueError(f"{name} need to be numbers from {low} to {high}")


def error_in_steps(readings: Readings, labels: NDArray[np.int_]) -> NDArray[np.float64]:
    """Return score less label in steps of the scale."""
    return np.asarray(4 * readings.scores - (labels - 1), float)


def covered(readings: Readings, labels: NDArray[np.int_]) -> NDArray[np.float64]:
    """Return 1 where the interval holds the label's place on the scale, else 0."""
    place, (low, high) = (labels - 1) / 4, readings.intervals.T
    return np.asarray((low - _TOLERANCE <= place) & (place <= high + _TOLERANCE), float)


def at_least(
    readings: Readings, labels: NDArray[np.int_]
) -> Iterator[tuple[int, NDArray[np.float64], NDArray[np.bool_]]]:
    """Yield k, the probability that the label is at least k, and whether it is."""
    for k in range(2, 6):
        yield k, np.minimum(readings.probabilities[:, k - 1 :].sum(axis=1), 1), labels >= k
