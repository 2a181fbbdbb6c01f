"""From sentences with marks to the model that ships: network, table of words, calibration."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import norm, rankdata
from sklearn.linear_model import LogisticRegression

from reliability.annotation.specific.model import STEPS, SpecificModel, scaled
from reliability.errors import TrainingError
from reliability.gold import divide
from reliability.training.specificity.network import Examples, Layers, fit_network, side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from reliability.training.specificity.material import Material

# Numbers that ship for each word. Of 16 and 24 the smaller loses nothing that folds can tell.
_RANK = 16
# Networks of other random beginnings whose mean ships. Five are no better by folds, and with four a text's matrices
# grow so large that the linear algebra starts threads, which takes longer than the product.
_NETWORKS = 2
# News marks are two-valued and by far the most; three times as heavy as each other genre's they are still learned
# best together with them. By block-grouped folds.
_NEWS_SHARE = 4.0
_CALIBRATION_FOLDS = 3
# What is held out together, of either kind of marks.
_GROUPS = ("blocks of sentences with scores for specificity", "articles with marks as checkable and not")
# The logistic function of 1.702 times a number is within .01 of the normal distribution's (Bowling et al. 2009).
_LOGISTIC_TO_NORMAL = 1.702
# Both outputs are fitted with about the same spread: shares of yes are centred and doubled.
_CHECKABLE_SCALE = 2.0


def train_specific(material: Material) -> SpecificModel:
    """Fit the model and calibrate it on sentences held out.

    Parameters
    ----------
    material : Material
        With both kinds of marks.

    Returns
    -------
    SpecificModel
        The same for the same material. About ten seconds on two cores for all that there is.

    Raises
    ------
    TrainingError
        Where one kind of marks is missing, or fewer groups are there than the calibration needs.
    """
    in_articles = material.read_in_articles
    for kind in (in_articles, ~in_articles):
        if len(np.unique(material.groups[kind])) < _CALIBRATION_FOLDS or len(np.unique(material.labels[kind])) < 2:
            raise TrainingError(
                f"training needs sentences of {_CALIBRATION_FOLDS} blocks with scores for specificity, and of "
                f"{_CALIBRATION_FOLDS} articles with marks as checkable and not"
            )
    found = np.zeros((len(material.labels), 2))
    for rest, test in group_folds(material, _CALIBRATION_FOLDS, 0):
        found[test] = logits_of(_fit(material.some(rest)), material.some(test))
    return _calibrated(_fit(material), material, found)


def group_folds(
    material: Material, n_folds: int, random_state: int
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Yield the sentences to learn from and those held out, both in order.

    No block or article stands on both sides, and both kinds of marks on each.
    """
    kinds = (np.flatnonzero(~material.read_in_articles), np.flatnonzero(material.read_in_articles))
    splits = [
        [rows[test] for _, test in divide(material.groups[rows], n_folds, what, random_state=random_state)]
        for rows, what in zip(kinds, _GROUPS, strict=True)
    ]
    for marked, in_articles in zip(*splits, strict=True):
        test = np.concatenate([marked, in_articles])
        yield np.setdiff1d(np.arange(len(material.labels)), test), test


def logits_of(model: SpecificModel, material: Material) -> NDArray[np.float64]:
    """Return both outputs for all sentences of some material; shape (n_sentences, 2)."""
    return model.logits(material.numbers, material.counted @ model.vectors).astype(np.float64)


def _calibrated(model: SpecificModel, material: Material, found: NDArray[np.float64]) -> SpecificModel:
    """Turn outputs into logits by what they were for sentences held out.

    Specificity by their mean and spread, each genre counting alike, so that its logistic is about a share of sentences;
    checkable by a logistic regression (Platt 1999).
    """
    marked, in_articles = ~material.read_in_articles, material.read_in_articles
    weights = _balance(material)[marked]
    mean = np.average(found[marked, 0], weights=weights)
    spread = np.sqrt(np.average((found[marked, 0] - mean) ** 2, weights=weights)) + 1e-6
    platt = LogisticRegression(C=100.0).fit(found[in_articles, 1:], material.labels[in_articles])
    slope = np.array([_LOGISTIC_TO_NORMAL / spread, platt.coef_[0, 0]], np.float32)
    added = np.array([-mean * _LOGISTIC_TO_NORMAL / spread, platt.intercept_[0]], np.float32)
    return replace(
        model,
        out=model.out * slope,
        numbers_out=model.numbers_out * slope,
        words_out=model.words_out * slope,
        offset=model.offset * slope + added,
    )


def _balance(material: Material) -> NDArray[np.float64]:
    """Return weights by which each genre counts alike, and all of them as much as the sentences of articles."""
    weights = np.zeros(len(material.labels))
    for genre in np.unique(material.genres):
        weights[material.genres == genre] = 1 / (material.genres == genre).sum()
    marked = ~material.read_in_articles
    weights[marked] /= weights[marked].sum()
    return weights


def _targets(material: Material) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return targets and weights of both outputs; shape (n_sentences, 2) each.

    Scores become normal by their rank within the genre: readers of one genre use its scale in their own way.
    """
    targets, weights = np.zeros((2, len(material.labels), 2))
    for genre in np.unique(material.genres[~material.read_in_articles]):
        of_genre = material.genres == genre
        n = of_genre.sum()
        quantiles = norm.ppf((rankdata(material.labels[of_genre]) - 0.5) / n)
        targets[of_genre, 0] = (quantiles - quantiles.mean()) / (quantiles.std() + 1e-6)
        weights[of_genre, 0] = (_NEWS_SHARE if genre == "news" else 1.0) / n
    marked, in_articles = ~material.read_in_articles, material.read_in_articles
    weights[marked, 0] /= weights[marked, 0].mean()
    share = material.labels[in_articles].mean()
    targets[in_articles, 1] = (material.labels[in_articles] - share) * _CHECKABLE_SCALE
    weights[in_articles, 1] = 1
    return targets.astype(np.float32), weights.astype(np.float32)


def _fit(material: Material) -> SpecificModel:
    """Fit the networks and bring their part for words to a table of low rank; outputs are not calibrated yet."""
    weights = _balance(material)
    weights /= weights.sum()
    sums = np.asarray(material.counted @ material.words.vectors, np.float64)
    mean, scale = (moment.astype(np.float32) for moment in _moments(material.numbers, weights))
    sums_mean, sums_scale = _moments(sums, weights)
    rows = np.hstack([scaled(material.numbers, mean, scale), (sums - sums_mean) / sums_scale]).astype(np.float32)
    examples = Examples(rows, *_targets(material))
    layers = side_by_side([fit_network(examples, state) for state in range(_NETWORKS)])
    n = material.numbers.shape[1]
    of_words = np.hstack([layers.into[n:], layers.around[n:]]) / sums_scale[:, None]
    moved = sums_mean @ of_words
    down, up = _low_rank(of_words, (sums - sums_mean) * np.sqrt(weights)[:, None], layers)
    table = material.words.vectors @ down
    # Steps of each column; the thousandth furthest are cut.
    steps = np.maximum(np.quantile(np.abs(table), 0.999, axis=0), 1e-6)
    up = (up * steps[:, None]).astype(np.float32)
    hidden = layers.into.shape[1]
    return SpecificModel(
        material.words.vocabulary,
        np.clip(np.round(table / steps * STEPS), -STEPS, STEPS).astype(np.int8),
        mean,
        scale,
        layers.into[:n],
        up[:, :hidden],
        (layers.bias - moved[:hidden]).astype(np.float32),
        layers.out,
        layers.around[:n],
        up[:, hidden:],
        (layers.offset - moved[hidden:]).astype(np.float32),
    )


def _moments(
    rows: NDArray[np.float32] | NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    mean = weights @ rows
    scale = np.sqrt(weights @ (rows - mean) ** 2) + 1e-3
    # What is the same everywhere stays at its mean, however it is rounded in the file.
    return mean, np.where(scale < 2e-3, 1.0, scale)


def _low_rank(
    weights: NDArray[np.float64], centred: NDArray[np.float64], layers: Layers
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return two matrices whose product stands for the weights on word sums with the least error on known sentences.

    The leading singular vectors of the weights after whitening the sums (reduced-rank regression, Izenman 1975);
    hidden units count by how much they move the outputs.

    Returns
    -------
    down, up : ndarray of shape (n_dimensions, rank) and (rank, n_hidden + 2)
    """
    importance = np.r_[np.abs(layers.out).sum(axis=1) + 1e-3, np.ones(layers.out.shape[1])]
    values, axes = np.linalg.eigh(centred.T @ centred)
    lengths = np.sqrt(np.maximum(values, 1e-8 * values.max()))
    left, strength, right = np.linalg.svd(lengths[:, None] * (axes.T @ (weights * importance)), full_matrices=False)
    rank = min(_RANK, len(strength))
    return (axes / lengths) @ left[:, :rank], strength[:rank, None] * right[:rank] / importance
