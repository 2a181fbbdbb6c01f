"""From a matrix with labels to a model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from reliability.classifier import ReliabilityClassifier
from reliability.extractor import FEATURES
from reliability.model_file import Model
from reliability.ridge import fit_lines
from reliability.weighting import Weighting

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    from reliability.extractor import SignalExtractor

# Chosen with the penalty and the weights by grouped cross-validation: docs/decisions/0007-more-readings.md.
N_COMPONENTS = 70


@dataclass(frozen=True)
class Material:
    """What a model is fitted to: numbers alone.

    Parameters
    ----------
    extractor : SignalExtractor
        Names the columns.
    matrix : sparse matrix of shape (n, n_features + n_patterns)
    labels : dict of str to ndarray of shape (n,)
        Keyed by reading; 1 to 5.
    groups : ndarray of shape (n,)
        Rows of one group are never divided between training and testing.
    measured : ndarray of bool, shape (n,)
        Rows of the gold: figures are taken, and probabilities and intervals fitted, on these; lines on all.
    """

    extractor: SignalExtractor
    matrix: sparse.csr_matrix
    labels: dict[str, NDArray[np.int_]]
    groups: NDArray[np.int_]
    measured: NDArray[np.bool_]

    def some(self, rows: NDArray[np.intp]) -> Material:
        """Return the material of some rows only."""
        return replace(
            self,
            matrix=self.matrix[rows],
            labels={name: values[rows] for name, values in self.labels.items()},
            groups=self.groups[rows],
            measured=self.measured[rows],
        )


def fit_model(material: Material) -> Model:
    """Fit weighting and readers."""
    components = min(N_COMPONENTS, max(0, min(material.matrix.shape) // 4 - 1))
    weighting = Weighting(len(FEATURES), n_components=components).fit(material.matrix)
    rows = weighting.transform(material.matrix)
    bare, width = weighting.without_components(), material.matrix.shape[1]
    mean = np.asarray(rows.mean(axis=0), float).ravel()[:width]
    targets = np.column_stack(list(material.labels.values())).astype(float) - 1
    lines = fit_lines(rows, targets, ReliabilityClassifier().alpha, material.groups)
    readers = {}
    for number, (name, labels) in enumerate(material.labels.items()):
        reader = ReliabilityClassifier()
        reader.calibrate(lines.held_out[material.measured, number], labels[material.measured])
        reader.coef_, reader.intercept_ = weighting.collapse(lines.coef[number]), float(lines.intercept[number])
        reader.mean_, reader.n_features_in_ = mean, width
        readers[name] = reader
    return Model(material.extractor, bare, readers)
