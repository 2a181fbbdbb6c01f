"""What the rating would be, learned from an eighth, a quarter and half of the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed

from reliability.evaluation import folds
from reliability.fitting import fit_model
from suite.intervals import spearman, within
from suite.rows import Outcome
from suite.setting import GROUPED, Measuring

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reliability.fitting import Material
    from suite.setting import Setting

SHARES = (0.125, 0.25, 0.5, 1.0)
_SERIES = {"labelled articles": True, "labelled and further ones": False}


def run(setting: Setting) -> Outcome:
    """Measure from the kept numbers."""
    material = setting.material
    publishers = np.random.default_rng(0).permutation(np.unique(material.groups))
    parts = {}
    for series, gold_only in _SERIES.items():
        for share in SHARES:
            kept = np.isin(material.groups, publishers[: int(share * len(publishers))])
            kept &= material.measured | (not gold_only)
            # Of these each fold learns from the four fifths that it does not hold out.
            parts[f"{series}: {4 * kept.sum() // 5:,} articles"] = kept
    found = Parallel(n_jobs=2)(delayed(_scores)(material, kept) for kept in parts.values())
    measured = material.measured
    labels = material.labels["rating"][measured]
    measuring = Measuring(setting.draws, material.groups[measured], "articles")
    rows = []
    for name, scores in zip(parts, found, strict=True):
        own = scores[measured]
        figures = {"Spearman": spearman(own, labels), "mean within a corpus": within(own, labels, setting.corpora)}
        rows += [measuring.row("rating", name, figure, GROUPED) for figure in figures.items()]
    return Outcome(rows)


def _scores(material: Material, kept: NDArray[np.bool_]) -> NDArray[np.float64]:
    scores = np.zeros(len(kept))
    for train, test in folds(material.groups):
        model = fit_model(material.some(train[kept[train]]))
        test = test[material.measured[test]]  # noqa: PLW2901 (figures are taken on these alone)
        scores[test] = model.readers["rating"].score_at(model.rating_latent(material.matrix[test]))
    return scores
