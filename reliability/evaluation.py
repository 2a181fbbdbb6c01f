"""How well a model reads documents of publishers it has never seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import spearmanr
from sklearn.metrics import cohen_kappa_score

from reliability.errors import TrainingError
from reliability.fitting import fit_model
from reliability.gold import divide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.fitting import Material

N_FOLDS = 5
_GROUPS = "groups of articles (those of one publisher, and near-duplicates, are one)"


@dataclass(frozen=True)
class Predictions:
    """Readings of held-out documents, row by row, for each reading of the model.

    Parameters
    ----------
    scores : dict of str to ndarray of shape (n,)
        In [0, 1].
    levels : ndarray of shape (n,)
        Levels of the rating, 0 to 4.
    intervals : ndarray of shape (n, 2)
        In [0, 1].
    probabilities : ndarray of shape (n, 5)
    """

    scores: dict[str, NDArray[np.float64]]
    levels: NDArray[np.intp]
    intervals: NDArray[np.float64]
    probabilities: NDArray[np.float64]


def folds(groups: NDArray[np.int_], random_state: int = 0) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Return rows to train on and rows held out, whole groups at a time.

    Raises
    ------
    TrainingError
        Where all rows are of one group.
    """
    return divide(groups, N_FOLDS, _GROUPS, least=2, random_state=random_state)


def cross_validate(material: Material, random_state: int = 0) -> Predictions:
    """Fit on four fifths of the publishers and read the rest, five times.

    Everything that is learned is learned without the held-out publishers: document frequencies and directions of
    wording too.

    Returns
    -------
    Predictions
        Of every row, those that no figures are taken on included.

    Raises
    ------
    TrainingError
        Where there is but one group, or a level that some folds lack.
    """
    n = len(material.groups)
    scores = {name: np.empty(n) for name in material.labels}
    levels, intervals, probabilities = np.empty(n, np.intp), np.empty((n, 2)), np.empty((n, 5))
    for train, test in folds(material.groups, random_state):
        rest = material.some(train)
        if len(set(rest.labels["rating"][rest.measured])) < 5:
            raise TrainingError("every level from 1 to 5 must be labelled at several publishers, or none can be tested")
        model = fit_model(rest)
        rows = model.weighting.transform(material.matrix[test])
        for name, reader in model.readers.items():
            scores[name][test] = reader.score_rows(rows)
        rating, latent = model.readers["rating"], model.rating_latent(material.matrix[test])
        scores["rating"][test] = found = rating.score_at(latent)
        levels[test], probabilities[test] = rating.level_at(latent), rating.probabilities_at(latent)
        intervals[test] = np.clip(np.column_stack([found - rating.half_width_, found + rating.half_width_]), 0, 1)
    return Predictions(scores, levels, intervals, probabilities)


def some_of(predicted: Predictions, rows: NDArray[np.bool_]) -> Predictions:
    """Return the readings of some rows only."""
    scores = {name: values[rows] for name, values in predicted.scores.items()}
    return Predictions(scores, predicted.levels[rows], predicted.intervals[rows], predicted.probabilities[rows])


def figures(predicted: Predictions, labels: dict[str, NDArray[np.int_]], corpora: Sequence[str]) -> dict[str, Any]:
    """Sum up held-out readings.

    Returns
    -------
    dict
        For each reading ``spearman`` over all documents, ``within`` the mean over corpora, and ``by_corpus``; for the
        rating also ``kappa`` (quadratic), ``mae`` in steps of the scale, ``coverage`` of the 90 % interval, and
        ``levels``, how often each level was given.
    """
    found: dict[str, Any] = {}
    where = np.array(corpora)
    for name, scores in predicted.scores.items():
        by_corpus = {
            corpus: round(_spearman(scores[where == corpus], labels[name][where == corpus]), 3)
            for corpus in sorted(set(corpora))
        }
        found[name] = {
            "spearman": round(_spearman(scores, labels[name]), 3),
            "within": round(float(np.nanmean(list(by_corpus.values()))), 3),
            "by_corpus": by_corpus,
        }
    truth = (labels["rating"] - 1) / 4
    found["rating"] |= {
        "kappa": round(float(cohen_kappa_score(labels["rating"] - 1, predicted.levels, weights="quadratic")), 3),
        "mae": round(float(4 * np.abs(predicted.scores["rating"] - truth).mean()), 3),
        "coverage": round(float(_inside(predicted.intervals, truth).mean()), 3),
        "levels": np.bincount(predicted.levels, minlength=5).tolist(),
    }
    return found


def _inside(intervals: NDArray[np.float64], truth: NDArray[np.float64]) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (intervals[:, 0] <= truth) & (truth <= intervals[:, 1])
    return inside


def _spearman(first: NDArray[np.float64], second: NDArray[np.int_]) -> float:
    if len(first) < 3 or len(set(first)) < 2 or len(set(second)) < 2:
        return float("nan")
    return float(spearmanr(first, second)[0])
