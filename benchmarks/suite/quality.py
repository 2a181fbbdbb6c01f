"""The rating and each signal on the labelled articles, publishers held out, and with a random split beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed

from reliability.evaluation import cross_validate, some_of
from reliability.measures import weighted
from suite.intervals import mean, spearman, within
from suite.rows import Outcome
from suite.setting import GROUPED, LIBRARY, SIGNALS, SPLITS, Measuring, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from suite.intervals import Figure
    from suite.rows import Row
    from suite.setting import Setting

    Array = NDArray[np.float64]
    Chosen = NDArray[np.bool_]

_TOLERANCE = 1e-9
# Seeds of further divisions into folds: the model was designed on those of seed 0.
OTHER_FOLDS = (1, 2, 3)
_ANEW = f"{LIBRARY}, other folds"


def run(setting: Setting) -> Outcome:
    """Measure from the kept numbers; texts are needed only to know whose publisher is named."""
    rows = [row for split in SPLITS for row in library_rows(setting, split)]
    return Outcome([*rows, *_other_folds(setting)])


def library_rows(setting: Setting, split: str) -> Iterator[Row]:
    """Yield the library's figures by one split."""
    measured = setting.material.measured
    found = some_of(setting.predicted[split], measured)
    for signal in SIGNALS:
        yield from agreement_rows(setting, signal, Reading(LIBRARY, found.scores[signal], split))
    labels = setting.material.labels["rating"][measured]
    measuring = Measuring(setting.draws, setting.material.groups[measured], "articles")
    place = (labels - 1) / 4
    inside = (found.intervals[:, 0] <= place + _TOLERANCE) & (place <= found.intervals[:, 1] + _TOLERANCE)
    figures = {
        "quadratic kappa of levels": lambda weights: weighted.kappa(found.levels, labels - 1, weights),
        "distance in levels": mean(np.abs(4 * found.scores["rating"] - (labels - 1))),
        "labels inside the 90 % interval": mean(inside),
    }
    for figure in figures.items():
        yield measuring.row("rating", LIBRARY, figure, split)


def agreement_rows(setting: Setting, signal: str, reading: Reading) -> Iterator[Row]:
    """Yield the rank correlation of scores of the measured articles with a column of the gold, and within a corpus."""
    labels = setting.material.labels[signal][setting.material.measured]
    groups = setting.material.groups[setting.material.measured]
    parts = {signal: np.ones(len(labels), bool)}
    if signal == "rating" and setting.data is not None:
        parts["rating, publisher known"] = setting.known
    for subject, own in parts.items():
        measuring = Measuring(setting.draws, groups[own], "articles")

        def ranked(scores: Array, own: Chosen = own) -> Figure:
            return spearman(scores[own], labels[own])

        def ranked_within(scores: Array, own: Chosen = own) -> Figure:
            return within(scores[own], labels[own], setting.corpora[own])

        yield from reading.beside(measuring, subject, "Spearman", ranked)
        yield from reading.beside(measuring, subject, "mean within a corpus", ranked_within)


def _other_folds(setting: Setting) -> Iterator[Row]:
    """Yield how far the figures depend on which publishers share a fold."""
    drawn = Parallel(n_jobs=2)(delayed(cross_validate)(setting.material, draw) for draw in OTHER_FOLDS)
    differs = f"publishers dealt into folds {len(OTHER_FOLDS)} more times: the mean, the lowest and the highest"
    for signal in SIGNALS:
        scores = [found.scores[signal][setting.material.measured] for found in drawn]
        readings = [Reading(_ANEW, one, GROUPED, differs=differs) for one in scores]
        rows = [list(agreement_rows(setting, signal, reading)) for reading in readings]
        for same in zip(*rows, strict=True):
            values = [row.value for row in same if row.value is not None]
            yield replace(same[0], value=float(np.mean(values)), low=min(values), high=max(values))
