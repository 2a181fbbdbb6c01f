"""Learn agreement, its curve and its part in a rating, each story predicted without itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit
from scipy.stats import rankdata
from sklearn.linear_model import Ridge

from reliability.signals.consensus.alignment import central_sentences
from reliability.signals.consensus.features import SIGNS, measure
from reliability.signals.consensus.model import BOUND, ConsensusModel, move_columns
from reliability.signals.consensus.opposition import opposition
from reliability.signals.consensus.standing import OPPOSED
from reliability.signals.consensus.voices import find_voices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.training.consensus.material import Story

# From 20 to 150 the figures on forty stories hardly change.
_RIDGE = 60.0
_MOVE_RIDGE = 3.0
_COVERAGE = 0.9


@dataclass(frozen=True)
class Table:
    """All documents of all stories as rows.

    Parameters
    ----------
    rows : ndarray of shape (n, n_features)
    story : ndarray of shape (n,)
    opposed, quality, others, voices : ndarray of shape (n,)
        What opposition takes off, lone scores, those of the others, and independent voices on the story.
    labels : dict of str to ndarray of shape (n,)
    """

    rows: NDArray[np.float64]
    story: NDArray[np.intp]
    opposed: NDArray[np.float64]
    quality: NDArray[np.float64]
    others: NDArray[np.float64]
    voices: NDArray[np.float64]
    labels: dict[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Line:
    """The linear part of a model: agreement from features."""

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: float

    def __call__(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return predicted agreement; the middle for rows of NaN."""
        return np.nan_to_num((rows - self.mean) / self.scale @ self.weights + self.bias, nan=self.bias)


def tabulate(stories: Sequence[Story], denial: NDArray[np.float64]) -> Table:
    """Measure every document against the others of its story."""
    model = _denial_alone(denial)
    parts: list[tuple[Any, ...]] = []
    for number, story in enumerate(stories):
        voices = find_voices(story.accounts, story.quality)
        denials = model.denials(story.accounts)
        rows = measure(story.accounts, voices, central_sentences(story.accounts), story.quality, denials)
        opposed = OPPOSED * opposition(story.accounts, voices, story.quality)
        others = voices.against @ story.quality[voices.heard]
        n = len(story.accounts)
        parts.append((rows, np.full(n, number), opposed, story.quality, others, np.full(n, max(1, voices.count))))
    rows, story_of, opposed, quality, others, count = (np.concatenate(part) for part in zip(*parts, strict=True))
    labels = {name: np.concatenate([s.labels[name] for s in stories]) for name in stories[0].labels}
    return Table(rows, story_of, opposed, quality, others, count.astype(float), labels)


def fit_line(rows: NDArray[np.float64], agreement: NDArray[np.float64]) -> Line:
    """Fit ridge regression with fixed signs on the mean of label and rank: the rank spreads the crowded 4 and 5."""
    known = np.isfinite(rows).all(axis=1)
    rows, agreement = rows[known], agreement[known]
    target = (rankdata(agreement) / len(agreement) * 4 + agreement) / 2
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    ridge = Ridge(alpha=_RIDGE, positive=True).fit((rows - mean) / scale * SIGNS, target)
    return Line(mean, scale, ridge.coef_ * SIGNS, float(ridge.intercept_))


def left_out(table: Table, without: int | None = None) -> NDArray[np.float64]:
    """Return each document's agreement as predicted without its story, and without another one where given."""
    found = np.zeros(len(table.story))
    for story in np.unique(table.story):
        test = table.story == story
        train = ~test if without is None else ~test & (table.story != without)
        found[test] = fit_line(table.rows[train], table.labels["agreement"][train])(table.rows[test])
    return found - table.opposed


def fit_curve(agreements: NDArray[np.float64], labels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return slope and shift of the logistic curve from left-out predictions to labels on [0, 1]."""
    wanted = (labels - 1) / 4

    def loss(p: NDArray[np.float64]) -> float:
        return float(((expit(p[0] * agreements + p[1]) - wanted) ** 2).sum())

    return np.asarray(minimize(loss, np.array([1.0, -1.0]), method="L-BFGS-B").x)


def fit_move(columns: NDArray[np.float64], gaps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return weights and a bias for how far ratings given with the story known lie from lone scores; shape (4,)."""
    mean, scale = columns.mean(axis=0), columns.std(axis=0) + 1e-9
    ridge = Ridge(alpha=_MOVE_RIDGE).fit((columns - mean) / scale, gaps)
    weights = ridge.coef_ / scale
    return np.append(weights, ridge.intercept_ - weights @ mean)


def left_out_ratings(table: Table) -> NDArray[np.float64]:
    """Return each document's score in its story, everything learned without that story; shape (n,)."""
    gaps = (table.labels["rating"] - 1) / 4 - table.quality
    found = np.zeros(len(table.story))
    for story in np.unique(table.story):
        test = table.story == story
        columns = move_columns(left_out(table, without=int(story)), table.others, table.voices)
        move = fit_move(columns[~test], gaps[~test])
        moved = np.clip(columns[test] @ move[:-1] + move[-1], -BOUND, BOUND)
        found[test] = np.clip(table.quality[test] + moved, 0, 1)
    return found


def fit_consensus(table: Table, denial: NDArray[np.float64], facts: dict[str, Any]) -> ConsensusModel:
    """Fit the model that ships: the line on all stories, what comes after it on left-out predictions."""
    line = fit_line(table.rows, table.labels["agreement"])
    agreements = left_out(table)
    gaps = (table.labels["rating"] - 1) / 4 - table.quality
    errors = np.abs(left_out_ratings(table) - (table.labels["rating"] - 1) / 4)
    return ConsensusModel(
        denial=denial,
        mean=line.mean,
        scale=line.scale,
        weights=line.weights,
        bias=line.bias,
        curve=fit_curve(agreements, table.labels["agreement"]),
        move=fit_move(move_columns(agreements, table.others, table.voices), gaps),
        half_width=float(np.quantile(errors, _COVERAGE, method="higher")),
        facts=facts,
    )


def _denial_alone(denial: NDArray[np.float64]) -> ConsensusModel:
    """Make a model that knows denials and nothing else yet."""
    nothing = np.zeros(len(SIGNS))
    return ConsensusModel(denial, nothing, nothing + 1, nothing, 0.0, np.zeros(2), np.zeros(4), 0.0)
