"""The rating and its signals without each of their parts, and with each alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed

from reliability.evaluation import cross_validate
from reliability.extractor import FEATURE_NAMES
from suite.intervals import less, spearman, within
from suite.rows import Outcome
from suite.setting import GROUPED, SIGNALS, Measuring

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reliability.fitting import Material
    from suite.setting import Setting

FAMILIES = ("hedging", "specificity", "sourcing")


def run(setting: Setting) -> Outcome:
    """Measure from the kept numbers."""
    material = setting.material
    variants = {name: _keep(material, kept) for name, kept in _columns(material).items()}
    found = Parallel(n_jobs=2)(delayed(_scores)(variant) for variant in variants.values())
    measured = material.measured
    measuring = Measuring(setting.draws, material.groups[measured], "articles")
    rows = []
    for name, scores in zip(variants, found, strict=True):
        for signal in SIGNALS:
            labels, own = material.labels[signal][measured], scores[signal][measured]
            gap = less(spearman(own, labels), spearman(found[0][signal][measured], labels))
            figures = {
                "Spearman": spearman(own, labels),
                "Spearman less that of all": gap,
                "mean within a corpus": within(own, labels, setting.corpora),
            }
            rows += [measuring.row(signal, name, figure, GROUPED) for figure in figures.items()]
    return Outcome(rows)


def _columns(material: Material) -> dict[str, NDArray[np.bool_]]:
    """Return which columns each variant keeps."""
    names = [str(name) for name in material.extractor.get_feature_names_out()]
    families = np.array([name.split("__")[0] for name in names])
    named = np.arange(len(names)) < len(FEATURE_NAMES)
    return {
        "all": np.ones(len(names), bool),
        **{f"without {family}": families != family for family in FAMILIES},
        **{f"{family} alone": families == family for family in FAMILIES},
        "named features alone": named,
        "patterns of wording alone": ~named,
    }


def _keep(material: Material, kept: NDArray[np.bool_]) -> Material:
    """Set all other columns to zero, which takes them out: a constant column has no part in any line."""
    matrix = material.matrix.tocsc(copy=True)
    # No product: an undefined value times zero is undefined.
    matrix.data[~np.repeat(kept, np.diff(matrix.indptr))] = 0
    matrix.eliminate_zeros()
    return replace(material, matrix=matrix.tocsr())


def _scores(material: Material) -> dict[str, NDArray[np.float64]]:
    return cross_validate(material).scores
