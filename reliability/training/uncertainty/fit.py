"""From material to the model that ships: network, voices, calibration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from reliability.annotation.uncertain.judging import N_NUMBERS, VOICES, UncertainModel, log_odds, sentence_numbers
from reliability.gold import divide
from reliability.training.uncertainty.network import fit_network, rates_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from reliability.annotation.uncertain.network import CueNetwork
    from reliability.training.uncertainty.material import Material

N_FOLDS = 5
# What is held out together: of the sentences marked for doubt, and of those in articles.
_GROUPS = ("blocks of sentences marked for hedging", "publishers of articles with labelled sentences")
_PENALTY = 0.1
# What may be added to the logit of a rare label, tried for the best macro-averaged F of sentences held out.
_FAVOURS = np.arange(-0.4, 1.81, 0.2)


@dataclass(frozen=True)
class HeldOut:
    """What networks made of sentences that they had not learned from.

    Parameters
    ----------
    doubt : ndarray of shape (n_sentences,)
        Log odds of encyclopaedic doubt.
    lengths : ndarray of shape (n_sentences,)
        In tokens.
    numbers : ndarray of shape (n_sentences, N_NUMBERS)
    """

    doubt: NDArray[np.float32]
    lengths: NDArray[np.intp]
    numbers: NDArray[np.float32]


def group_folds(material: Material, n_folds: int = N_FOLDS) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Yield sentences to learn from and sentences held out, whole blocks and publishers at a time."""
    splits = []
    for of_article in (False, True):
        rows = np.flatnonzero(material.is_article == of_article)
        divided = divide(material.groups[rows], n_folds, _GROUPS[of_article], random_state=0 if of_article else None)
        splits.append([rows[test] for _, test in divided])
    for held_out in zip(*splits, strict=True):
        test = np.sort(np.concatenate(held_out))
        yield np.setdiff1d(np.arange(len(material.labels)), test), test


def held_out_by(networks: list[CueNetwork], material: Material, folds: list[NDArray[np.intp]]) -> HeldOut:
    """Read each fold's sentences by the network that has not seen them."""
    n = len(material.labels)
    doubt, numbers = np.zeros(n, np.float32), np.zeros((n, N_NUMBERS), np.float32)
    for network, test in zip(networks, folds, strict=True):
        for text in np.unique(material.texts[test]):
            rows = np.flatnonzero(material.texts == text)
            doubt[rows], numbers[rows] = read_text(network, material, rows)
    return HeldOut(doubt, np.diff(material.first_tokens), numbers)


def read_text(
    network: CueNetwork, material: Material, rows: NDArray[np.intp]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the encyclopaedic doubt and the numbers of one text's sentences."""
    rates, tokens = rates_of(network, material, rows), material.tokens_of(rows)
    firsts = material.first_tokens[rows[0] : rows[-1] + 2] - material.first_tokens[rows[0]]
    doubt = log_odds(np.add.reduceat(rates[:, 0], firsts[:-1]))
    return doubt, sentence_numbers(rates, material.where[tokens], firsts.tolist())


def train_uncertain(material: Material) -> tuple[UncertainModel, HeldOut]:
    """Fit the model: networks by folds for what stands on top of them, and one on everything.

    Returns
    -------
    UncertainModel, HeldOut
        The same for the same material. Ten to twenty minutes on one core for all that there is.
    """
    rows = np.arange(len(material.labels))
    divided = list(group_folds(material))
    networks = Parallel(n_jobs=-1)(
        delayed(fit_network)(material, rest) for rest in [*(rest for rest, _ in divided), rows]
    )
    found = held_out_by(networks[:-1], material, [test for _, test in divided])
    return on_top(networks[-1], found, material, rows), found


def on_top(network: CueNetwork, found: HeldOut, material: Material, rows: NDArray[np.intp]) -> UncertainModel:
    """Fit voices and calibration to some sentences, by what networks made of them that had not seen them."""
    articles, others = rows[material.is_article[rows]], rows[~material.is_article[rows]]
    told = found.numbers[articles]
    mean, scale = told.mean(axis=0), np.maximum(told.std(axis=0), 1e-3)
    standard, labels = (told - mean) / scale, material.labels[articles]
    voices = LogisticRegression(C=_PENALTY, max_iter=500).fit(standard, labels)
    logits = standard @ voices.coef_.T + voices.intercept_
    calibration = np.column_stack([found.doubt[others], np.log(found.lengths[others])])
    # Half uncertain, half not: what share of sentences is uncertain differs from text to text.
    platt = LogisticRegression(C=100.0, class_weight="balanced").fit(calibration, material.labels[others])
    likely = platt.predict_proba(calibration)[:, 1]
    return UncertainModel(
        network,
        mean,
        scale,
        voices.coef_.T.astype(np.float32),
        voices.intercept_.astype(np.float32),
        _favoured(logits, labels),
        np.array([*platt.coef_[0], platt.intercept_[0]], np.float32),
        np.array([_threshold(likely, material.labels[others])], np.float32),
    )


def _favoured(logits: NDArray[np.float64], labels: NDArray[np.intp]) -> NDArray[np.float32]:
    tried = [np.array([0, writer, source]) for writer in _FAVOURS for source in _FAVOURS]
    best = max(tried, key=lambda added: _macro_f1(labels, (logits + added).argmax(axis=1)))
    return best.astype(np.float32)


def _macro_f1(labels: NDArray[np.intp], named: NDArray[np.intp]) -> float:
    counts = np.bincount(labels * len(VOICES) + named, minlength=len(VOICES) ** 2).reshape(len(VOICES), -1)
    both = counts.sum(axis=0) + counts.sum(axis=1)
    return float(np.mean(2 * np.diag(counts) / np.maximum(both, 1)))


def _threshold(likely: NDArray[np.float64], labels: NDArray[np.intp]) -> float:
    tried = np.quantile(likely, np.arange(0.2, 0.8, 0.01))
    return float(max(tried, key=lambda least: f1_score(labels, likely > least)))
