"""Rates and shares, as every family computes them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from reliability.signals.signal import Evidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reliability.annotation.annotate import Annotation


def rate(count: float, words: int) -> float:
    """Return a count per 100 words; NaN for a text without words."""
    return 100 * count / words if words else math.nan


def share(count: float, whole: float) -> float:
    """Return a part of a whole in [0, 1]; NaN where there is no whole."""
    return count / whole if whole else math.nan


def weighted_quantile(values: NDArray[np.float64], weights: NDArray[np.float64], below: float) -> float:
    """Return the value that a share of the weight lies below; NaN of no values.

    Parameters
    ----------
    values, weights : ndarray of shape (n,)
    below : float
        The share, in [0, 1].
    """
    if not len(values):
        return math.nan
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    place = int(np.searchsorted(reached, below * reached[-1]))
    return float(values[order[min(place, len(values) - 1)]])


def evidence(annotation: Annotation, kind: tuple[str, str], span: tuple[int, int], voice: str = "writer") -> Evidence:
    """Return evidence of a (signal, kind) with the offsets of the document's own text.

    Its words are those of the analysed text; the extractor puts the document's in their place.
    """
    start, end = annotation.segments.original(*span)
    return Evidence(*kind, start, end, annotation.segments.text[slice(*span)], voice)
