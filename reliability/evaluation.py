"""How well a model reads documents of publishers it has never seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import spearmanr
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import GroupKFold

from reliability.errors import TrainingError
from reliability.fitting import fit_model

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reliability.fitting import Material

N_FOLDS = 5


@dataclass(frozen=True)
class Predictions:
    """Readings of held-out documents, row by row, for each reading of the model.

    Parameters
    ----------
    scores : dict of str to ndarray of shape (n,)
        In [0, 1].
    levels : ndarray of shape (n,)
        Levels of the rating, 0 to 4.
    half_widths : ndarray of shape (n,)
        Half the width of each row's interval.
    probabilities : ndarray of shape (n, 5)
    """

    scores: dict[str, NDArray[np.float64]]
    levels: NDArray[np.intp]
    half_widths: NDArray[np.float64]
    probabilities: NDArray[np.float64]


def folds(groups: NDArray[np.int_], random_state: int = 0) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Yield rows to train on and rows held out, whole groups at a time."""
    division = GroupKFold(min(N_FOLDS, len(set(groups.tolist()))), shuffle=True, random_state=random_state)
    yield from division.split(np.zeros(len(groups)), groups=groups)


def cross_validate(material: Material, random_state: int = 0) -> Predictions:
    """Fit on four fifths of the publishers and read the rest, five times.

    Everything that is learned is learned without the held-out publishers: document frequencies and directions of
    wording too, for which their unlabelled texts are left out.
    """
    n = len(material.groups)
    scores = {name: np.empty(n) for name in material.labels}
    levels, half_widths, probabilities = np.empty(n, np.intp), np.empty(n), np.empty((n, 5))
    for _, test in folds(material.groups, random_state):
        rest = material.without(test)
        if len(set(rest.labels["rating"])) < 5:
            raise TrainingError("every level from 1 to 5 must be labelled at several publishers, or none can be tested")
        model = fit_model(rest)
        rows = model.weighting.transform(material.matrix[test])
        for name, reader in model.readers.items():
            scores[name][test] = reader.score_rows(rows)
        rating, latent = model.readers["rating"], model.rating_latent(material.matrix[test])
        scores["rating"][test] = rating.score_at(latent)
        levels[test], half_widths[test] = rating.level_at(latent), rating.half_width_
        probabilities[test] = rating.probabilities_at(latent)
    return Predictions(scores, levels, half_widths, probabilities)


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
        "coverage": round(float((np.abs(predicted.scores["rating"] - truth) <= predicted.half_widths).mean()), 3),
        "levels": np.bincount(predicted.levels, minlength=5).tolist(),
    }
    return found


def _spearman(first: NDArray[np.float64], second: NDArray[np.int_]) -> float:
    if len(first) < 3 or len(set(first)) < 2 or len(set(second)) < 2:
        return float("nan")
    return float(spearmanr(first, second)[0])
