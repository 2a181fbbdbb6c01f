"""What the rating would be, learned from an eighth, a quarter and half of the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed

from reliability.evaluation import folds
from reliability.fitting import fit_model
from suite.intervals import DIGITS, spearman, within
from suite.rows import Outcome, Row
from suite.setting import GROUPED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from reliability.fitting import Material
    from suite.setting import Setting

# Which publishers are taken matters as much as how many: smaller shares are drawn anew so many times.
SHARES = {0.125: 5, 0.25: 5, 0.5: 5, 1.0: 1}
_SERIES = {"labelled articles": True, "labelled and further ones": False}


def run(setting: Setting) -> Outcome:
    """Measure from the kept numbers."""
    material = setting.material
    parts = [(name, share, kept) for name in _SERIES for share in SHARES for kept in _draws(material, name, share)]
    found = Parallel(n_jobs=2)(delayed(_figures)(setting, kept) for _, _, kept in parts)
    rows = []
    for series in _SERIES:
        for share, draws in SHARES.items():
            own = [(kept.sum(), f) for (n, s, kept), f in zip(parts, found, strict=True) if (n, s) == (series, share)]
            # Of these each fold learns from the four fifths that it does not hold out.
            name = f"{series}: {round(0.8 * float(np.mean([size for size, _ in own]))):,} articles"
            for figure in own[0][1]:
                values = [figures[figure] for _, figures in own]
                mean = round(float(np.mean(values)), DIGITS)
                spread = (min(values), max(values)) if draws > 1 else (None, None)
                rows.append(Row("rating", name, figure, mean, *spread, draws, "draws", GROUPED))
    return Outcome(rows)


def _draws(material: Material, series: str, share: float) -> Iterator[NDArray[np.bool_]]:
    publishers = np.unique(material.groups)
    for draw in range(SHARES[share]):
        drawn = np.random.default_rng(draw).permutation(publishers)[: int(share * len(publishers))]
        yield np.isin(material.groups, drawn) & (material.measured | (not _SERIES[series]))


def _figures(setting: Setting, kept: NDArray[np.bool_]) -> dict[str, float]:
    material = setting.material
    scores = np.zeros(len(kept))
    for train, test in folds(material.groups):
        model = fit_model(material.some(train[kept[train]]))
        test = test[material.measured[test]]  # noqa: PLW2901 (figures are taken on these alone)
        scores[test] = model.readers["rating"].score_at(model.rating_latent(material.matrix[test]))
    own, labels = scores[material.measured], material.labels["rating"][material.measured]
    figures = {"Spearman": spearman(own, labels), "mean within a corpus": within(own, labels, setting.corpora)}
    once = np.ones((1, len(own)))
    return {name: round(float(figure(once)[0]), DIGITS) for name, figure in figures.items()}
