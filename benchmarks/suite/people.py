"""The rating against what people said: articles marked real or fake, and experts' ratings of publishers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from suite.intervals import auc, spearman
from suite.rows import Outcome
from suite.setting import LIBRARY, SPLITS, Measuring, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from suite.intervals import Figure
    from suite.rows import Row
    from suite.setting import Setting

    Array = NDArray[np.float64]

# Fewer articles say little about a publisher.
_FEWEST = 3


def run(setting: Setting) -> Outcome:
    """Measure the library by both splits, and the labels that it learned from."""
    readings = [Reading(LIBRARY, setting.predicted[split].scores["rating"], split) for split in SPLITS]
    labels = setting.material.labels["rating"].astype(float)
    readings.append(Reading("labels", labels, "", differs="the ratings that all learn from, for scale"))
    return Outcome([row for reading in readings for row in people_rows(setting, reading)])


def people_rows(setting: Setting, reading: Reading) -> Iterator[Row]:
    """Yield the figures of scores of all rows of the material."""
    marks, ids = setting.marks, setting.articles.ids
    marked = np.array([marks.get(key, {}).get("label") in {"real", "fake"} for key in ids])
    rows = np.flatnonzero(marked)
    real = np.array([marks[ids[row]]["label"] == "real" for row in rows])
    corpora = np.array([marks[ids[row]]["corpus"] for row in rows])
    # One with a single kind of mark would have corpora told apart in place of articles.
    both = [name for name in np.unique(corpora).tolist() if len(set(real[corpora == name].tolist())) == 2]
    for subject, chosen in {"real or fake": both, **{f"real or fake, {name}": [name] for name in both}}.items():
        own = np.isin(corpora, chosen)
        if not own.any():
            continue
        measuring = Measuring(setting.draws, setting.material.groups[rows[own]], "articles")

        def told_apart(scores: Array, own: NDArray[np.bool_] = own) -> Figure:
            return auc(real[own], scores[rows[own]])

        yield from reading.beside(measuring, subject, "AUC", told_apart)
    yield from _publisher_rows(setting, reading)


def _publisher_rows(setting: Setting, reading: Reading) -> Iterator[Row]:
    quality = {
        r["domain"]: r["quality"] for r in setting.marks.values() if r.get("domain") and r["quality"] is not None
    }
    domains = np.array(setting.articles.domains)
    for fewest in (1, _FEWEST):
        rated = [d for d in sorted(quality) if (domains == d).sum() >= fewest]
        if len(rated) < 3:
            continue
        experts = np.array([quality[domain] for domain in rated])
        measuring = Measuring(setting.draws, np.arange(len(rated)), "publishers")

        def agreed(scores: Array, rated: list[str] = rated, experts: Array = experts) -> Figure:
            return spearman(np.array([scores[domains == domain].mean() for domain in rated]), experts)

        subject = "publishers" if fewest == 1 else f"publishers with {fewest} articles and more"
        yield from reading.beside(measuring, subject, "Spearman with experts", agreed)
