"""All figures of one comparison, JSON-ready."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability.measures import weighted
from reliability.measures.readings import at_least, check, covered, error_in_steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reliability.measures.readings import Readings, Truth

# With fewer a rank correlation says little: of ten unrelated pairs it is beyond .5, up or down, one time in seven.
_FEWEST_TO_RANK = 10
# A corpus with fewer is left out of the mean over corpora, a publisher with fewer gets no line of its own.
_FEWEST_TO_NAME = 20
_LENGTHS = {"under 100 words": 0, "100-299 words": 100, "300-599 words": 300, "600 words and more": 600}


def measure(readings: Readings, truth: Truth, *, n_resamples: int = 1000, random_state: int = 0) -> dict[str, Any]:
    """Sum up how well readings agree with labels.

    Parameters
    ----------
    readings : Readings
    truth : Truth
    n_resamples : int
        Draws of the bootstrap; 0 leaves the intervals out.
    random_state : int

    Returns
    -------
    dict
        JSON-ready; what cannot be computed is None. ``figures`` holds ``value``, ``low`` and ``high`` (95 %,
        percentiles of a bootstrap by group, Davison and Hinkley 1997) of

        * ``spearman`` of score and label, and ``within``, its mean over corpora of 20 documents and more;
        * ``kappa`` of levels and labels, with quadratic weights (Cohen 1968);
        * ``mae``, how far the score is from the label, in steps of the scale;
        * ``brier`` of the probabilities, summed over levels, 0 to 2 (Brier 1950);
        * ``ece``, the calibration error in [0, 1] (Naeini et al. 2015) of the statements "the label is at least k", its
          mean over k = 2 to 5 (after the classwise form of Kull et al. 2019), and ``ece_top`` of the likeliest level;
        * ``coverage``, the share of labels inside the interval, and ``width``, how long that is on average.

        ``levels`` and ``labels`` count how often each was given; ``calibration`` has for each k from "2" to "5" the
        bins behind ``ece``; ``by`` has for each corpus, publisher, genre and length ``n``, ``spearman``, ``mae``,
        ``bias`` (score less label, in steps) and ``coverage``.

    Raises
    ------
    ValueError
        Where columns differ in length, are empty, or hold what is off the scale.

    Examples
    --------
    >>> from reliability.measures import Readings, Truth
    >>> labels = np.array([1, 2, 4, 5])
    >>> scores = np.array([0.1, 0.3, 0.7, 0.9])
    >>> readings = Readings(scores, labels - 1, np.stack([scores - 0.1, scores + 0.1], axis=1), np.eye(5)[labels - 1])
    >>> names = ["a", "a", "b", "b"]
    >>> found = measure(readings, Truth(labels, np.array(names), names, names, names, labels * 100))
    >>> found["figures"]["mae"]["value"]
    0.3
    """
    check(readings, truth)
    labels, corpora = truth.labels, np.array(truth.corpus)
    draws = weighted.draw(truth.groups, n_resamples, random_state)
    resampled = [_figures(readings, labels, corpora, weights) for weights in draws]
    found = _figures(readings, labels, corpora, np.ones((1, len(labels))))
    return {
        "n_documents": len(labels),
        "n_publishers": len(set(truth.publisher) - {""}),
        "n_groups": len(set(truth.groups.tolist())),
        "n_resamples": n_resamples,
        "figures": {name: _with_interval(value[0], [one[name] for one in resampled]) for name, value in found.items()},
        "levels": np.bincount(readings.levels, minlength=5).tolist(),
        "labels": np.bincount(labels - 1, minlength=5).tolist(),
        "calibration": {str(k): _curve(predicted, observed) for k, predicted, observed in at_least(readings, labels)},
        "by": {title: _parts(readings, labels, names) for title, names in _divisions(truth).items()},
    }


def _figures(
    readings: Readings, labels: NDArray[np.int_], corpora: NDArray[np.str_], weights: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """Return the overall figures for each row of weights; shape (n_draws,) each."""
    total, likeliest = weights.sum(axis=1), readings.probabilities.argmax(axis=1)
    brier = ((readings.probabilities - np.eye(5)[labels - 1]) ** 2).sum(axis=1)
    statements = [weighted.calibration_error(p, observed, weights) for _, p, observed in at_least(readings, labels)]
    return {
        "spearman": weighted.spearman(readings.scores, labels, weights),
        "within": _within(readings, labels, corpora, weights),
        "kappa": weighted.kappa(readings.levels, labels - 1, weights),
        "mae": weights @ np.abs(error_in_steps(readings, labels)) / total,
        "brier": weights @ brier / total,
        "ece": np.mean(statements, axis=0),
        "ece_top": weighted.calibration_error(readings.probabilities.max(axis=1), likeliest == labels - 1, weights),
        "coverage": weights @ covered(readings, labels) / total,
        "width": weights @ (readings.intervals[:, 1] - readings.intervals[:, 0]) / total,
    }


def _within(
    readings: Readings, labels: NDArray[np.int_], corpora: NDArray[np.str_], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the mean rank correlation over corpora that are known and large enough."""
    large = sorted(name for name, n in Counter(corpora.tolist()).items() if name and n >= _FEWEST_TO_NAME)
    found = np.full((len(large), len(weights)), np.nan)
    for row, name in enumerate(large):
        own = corpora == name
        found[row] = weighted.spearman(readings.scores[own], labels[own], weights[:, own])
    return weighted.mean_of_known(found)


def _curve(predicted: NDArray[np.float64], observed: NDArray[np.bool_]) -> list[dict[str, Any]]:
    """Return the bins of one statement that hold anything, lowest first."""
    weights = np.ones((1, len(predicted)))
    bins = weighted.find_bins(predicted, weights)
    columns = (predicted, observed, np.ones(len(predicted)))
    sums = zip(*(weighted.sum_bins(column, bins, weights)[0] for column in columns), strict=True)
    return [{"predicted": _number(p / n), "observed": _number(o / n), "n": int(n)} for p, o, n in sums if n]


def _divisions(truth: Truth) -> dict[str, list[str]]:
    """Return for each way to divide the documents the name of each one's part."""
    n_by_publisher = Counter(truth.publisher)
    publishers = [name if n_by_publisher[name] >= _FEWEST_TO_NAME else "others" for name in truth.publisher]
    bands = np.searchsorted(list(_LENGTHS.values()), truth.n_words, side="right") - 1
    return {
        "corpus": [name or "unknown" for name in truth.corpus],
        "publisher": [name or "unknown" for name in publishers],
        "genre": [name or "unknown" for name in truth.genre],
        "length": [list(_LENGTHS)[band] for band in bands],
    }


def _parts(readings: Readings, labels: NDArray[np.int_], names: list[str]) -> dict[str, dict[str, Any]]:
    """Measure each part by itself: lengths from short to long, all else from large to small, the rest last."""
    sizes = Counter(names)
    last = ["others", "unknown"]

    def place(name: str) -> tuple[Any, ...]:
        return (_LENGTHS[name],) if name in _LENGTHS else (name in last, -sizes[name], name)

    return {name: _part(readings, labels, np.array(names) == name) for name in sorted(sizes, key=place)}


def _part(readings: Readings, labels: NDArray[np.int_], own: NDArray[np.bool_]) -> dict[str, Any]:
    n = int(own.sum())
    error = error_in_steps(readings, labels)[own]
    rank = weighted.spearman(readings.scores[own], labels[own], np.ones((1, n)))[0] if n >= _FEWEST_TO_RANK else None
    return {
        "n": n,
        "spearman": _number(rank),
        "mae": _number(np.abs(error).mean()),
        "bias": _number(error.mean()),
        "coverage": _number(covered(readings, labels)[own].mean()),
    }


def _with_interval(value: float, draws: list[NDArray[np.float64]]) -> dict[str, float | None]:
    drawn = np.concatenate([np.empty(0), *draws])
    known = drawn[np.isfinite(drawn)]
    low, high = np.percentile(known, [2.5, 97.5]) if len(known) else (None, None)
    return {"value": _number(value), "low": _number(low), "high": _number(high)}


def _number(value: Any) -> float | None:
    """Return four digits after the point, or None: JSON knows no NaN."""
    return round(float(value), 4) if value is not None and np.isfinite(value) else None
