"""How well specificity is told in blocks and articles that were not learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import spearmanr
from sklearn.metrics import brier_score_loss, f1_score, roc_auc_score

from reliability.training.specificity.fit import group_folds, logits_of, train_specific

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reliability.training.specificity.material import Material

# Two-valued; in all other genres the mean of several readers' scores.
_TWO_VALUED = "news"
_SPECIFIC_NEWS = 1.5


def held_out(material: Material, n_folds: int, random_state: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return both outputs of every sentence by a model that has not seen its block or article.

    Returns
    -------
    logits : ndarray of shape (n_sentences, 2)
    specific : ndarray of shape (n_sentences,)
        Whether a news sentence is called specific: the cut is where the share of specific ones among the sentences
        learned from is met.
    """
    found, specific = np.zeros((len(material.labels), 2)), np.zeros(len(material.labels), bool)
    for rest, test in group_folds(material, n_folds, random_state):
        known = material.some(rest)
        model = train_specific(known)
        found[test] = logits_of(model, material.some(test))
        news = known.genres == _TWO_VALUED
        if news.any():
            general = (known.labels[news] < _SPECIFIC_NEWS).mean()
            specific[test] = found[test, 0] > np.quantile(logits_of(model, known)[news, 0], general)
    return found, specific


def specific_figures(material: Material, n_folds: int = 10, random_state: int = 0) -> dict[str, float]:
    """Return the figures of both outputs by folds over blocks and articles.

    Returns
    -------
    dict of str to float
        Spearman's correlation in each genre and their mean, accuracy on news; macro-averaged F, area under the curve
        and Brier score of checkable.
    """
    return figures_of(material, *held_out(material, n_folds, random_state))


def figures_of(material: Material, logits: NDArray[np.float64], specific: NDArray[Any]) -> dict[str, float]:
    """Return the figures of outputs that are given, see `specific_figures`."""
    genres = [str(genre) for genre in np.unique(material.genres) if genre]
    found = {}
    for genre in genres:
        of_genre = material.genres == genre
        found[f"spearman_{genre}"] = float(spearmanr(logits[of_genre, 0], material.labels[of_genre])[0])
    found = {"spearman_mean": float(np.mean(list(found.values())))} | found
    news = material.genres == _TWO_VALUED
    if news.any():
        found["news_accuracy"] = float((specific[news] == (material.labels[news] > _SPECIFIC_NEWS)).mean())
    in_articles = material.read_in_articles
    labels, likely = material.labels[in_articles], 1 / (1 + np.exp(-logits[in_articles, 1]))
    found |= {
        "checkable_macro_f1": float(f1_score(labels, likely > 0.5, average="macro")),
        "checkable_accuracy": float((labels == (likely > 0.5)).mean()),
        "checkable_auc": float(roc_auc_score(labels, likely)),
        "checkable_brier": float(brier_score_loss(labels, likely)),
    }
    return {name: round(value, 3) for name, value in found.items()}
