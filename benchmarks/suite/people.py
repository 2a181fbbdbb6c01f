"""The rating against what people said: articles marked real or fake, and experts' ratings of publishers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from suite.intervals import auc, spearman
from suite.rows import Outcome
from suite.setting import LIBRARY, SPLITS, Measuring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from suite.rows import Row
    from suite.setting import Setting

# Fewer articles say little about a publisher.
_FEWEST = 3


def run(setting: Setting) -> Outcome:
    """Measure the library by both splits, and the labels that it learned from."""
    rows = [
        row
        for split in SPLITS
        for row in people_rows(setting, LIBRARY, setting.predicted[split].scores["rating"], split)
    ]
    labels = setting.material.labels["rating"].astype(float)
    note = "the ratings that the library learns from, for scale: no program can be asked for more"
    rows += people_rows(setting, "labels", labels, differs=note)
    return Outcome(rows)


def people_rows(
    setting: Setting, name: str, scores: NDArray[np.float64], folds: str = "", differs: str = ""
) -> Iterator[Row]:
    """Yield the figures of scores of all rows of the material."""
    marks, ids = setting.marks, setting.articles.ids
    marked = np.array([marks.get(key, {}).get("label") in {"real", "fake"} for key in ids])
    rows = np.flatnonzero(marked)
    real = np.array([marks[ids[row]]["label"] == "real" for row in rows])
    corpora = np.array([marks[ids[row]]["corpus"] for row in rows])
    for corpus in ("all", *sorted(set(corpora.tolist()))):
        own = (corpora == corpus) | (corpus == "all")
        if len(set(real[own].tolist())) == 2:
            measuring = Measuring(setting.draws, setting.material.groups[rows[own]], "articles")
            subject = "real or fake" if corpus == "all" else f"real or fake, {corpus}"
            yield measuring.row(subject, name, ("AUC", auc(real[own], scores[rows[own]])), folds, differs)
    yield from _publisher_rows(setting, name, scores, (folds, differs))


def _publisher_rows(setting: Setting, name: str, scores: NDArray[np.float64], told: tuple[str, str]) -> Iterator[Row]:
    quality = {
        r["domain"]: r["quality"] for r in setting.marks.values() if r.get("domain") and r["quality"] is not None
    }
    domains = np.array(setting.articles.domains)
    for fewest in (1, _FEWEST):
        rated = [d for d in sorted(quality) if (domains == d).sum() >= fewest]
        if len(rated) < 3:
            continue
        means = np.array([scores[domains == domain].mean() for domain in rated])
        experts = np.array([quality[domain] for domain in rated])
        measuring = Measuring(setting.draws, np.arange(len(rated)), "publishers")
        subject = "publishers" if fewest == 1 else f"publishers with {fewest} articles and more"
        yield measuring.row(subject, name, ("Spearman with experts", spearman(means, experts)), *told)
