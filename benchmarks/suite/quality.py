"""The rating and each signal on the labelled articles, publishers held out, and with a random split beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reliability.evaluation import some_of
from reliability.measures import weighted
from suite.intervals import mean, spearman, within
from suite.rows import Outcome
from suite.setting import LIBRARY, SIGNALS, SPLITS, Measuring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from suite.rows import Row
    from suite.setting import Setting

_TOLERANCE = 1e-9


def run(setting: Setting) -> Outcome:
    """Measure from the kept numbers; no text is needed."""
    rows = [row for split in SPLITS for row in library_rows(setting, split)]
    return Outcome(rows)


def library_rows(setting: Setting, split: str) -> Iterator[Row]:
    """Yield the library's figures by one split."""
    measured = setting.material.measured
    found = some_of(setting.predicted[split], measured)
    for signal in SIGNALS:
        yield from agreement_rows(setting, LIBRARY, signal, (found.scores[signal], split))
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


def agreement_rows(
    setting: Setting, name: str, signal: str, read: tuple[NDArray[np.float64], str], differs: str = ""
) -> Iterator[Row]:
    """Yield the rank correlation of scores of the measured articles with a column of the gold, and within a corpus."""
    scores, split = read
    measured = setting.material.measured
    labels = setting.material.labels[signal][measured]
    measuring = Measuring(setting.draws, setting.material.groups[measured], "articles")
    yield measuring.row(signal, name, ("Spearman", spearman(scores, labels)), split, differs)
    yield measuring.row(signal, name, ("mean within a corpus", within(scores, labels, setting.corpora)), split, differs)
