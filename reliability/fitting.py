"""From a matrix with labels to a model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from reliability.classifier import ReliabilityClassifier
from reliability.extractor import FEATURES
from reliability.model_file import Model
from reliability.weighting import Weighting

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    from reliability.extractor import SignalExtractor

# Chosen with the penalty and the weights by grouped cross-validation: docs/decisions/0002-rating-model.md.
N_COMPONENTS = 70


@dataclass(frozen=True)
class Material:
    """What a model is fitted to.

    Parameters
    ----------
    extractor : SignalExtractor
        Names the columns.
    matrix : sparse matrix of shape (n, n_features + n_patterns)
    labels : dict of str to ndarray of shape (n,)
        Keyed by reading.
    groups : ndarray of shape (n,)
        Rows of one group are never divided between training and testing.
    domains : ndarray of shape (n,)
        Publishers, empty where unknown.
    unlabelled : sparse matrix of shape (m, n_patterns)
        Pattern counts of texts without labels, none of which is among the labelled.
    unlabelled_domains : ndarray of shape (m,)
    """

    extractor: SignalExtractor
    matrix: sparse.csr_matrix
    labels: dict[str, NDArray[np.int_]]
    groups: NDArray[np.int_]
    domains: NDArray[np.str_]
    unlabelled: sparse.csr_matrix
    unlabelled_domains: NDArray[np.str_]

    def without(self, rows: NDArray[np.intp]) -> Material:
        """Return the material without some rows, and without unlabelled texts of their publishers."""
        keep = np.ones(len(self.groups), bool)
        keep[rows] = False
        held_out = set(self.domains[rows]) - {""}
        others = np.array([domain not in held_out for domain in self.unlabelled_domains], bool)
        return replace(
            self,
            matrix=self.matrix[keep],
            labels={name: values[keep] for name, values in self.labels.items()},
            groups=self.groups[keep],
            domains=self.domains[keep],
            unlabelled=self.unlabelled[others],
            unlabelled_domains=self.unlabelled_domains[others],
        )


def fit_model(material: Material) -> Model:
    """Fit weighting and readers."""
    components = min(N_COMPONENTS, max(0, min(material.matrix.shape) // 4 - 1))
    weighting = Weighting(len(FEATURES), n_components=components).fit(material.matrix, unlabelled=material.unlabelled)
    # Dense: with more columns than rows scikit-learn then solves the ridge exactly in its dual.
    rows = weighting.transform(material.matrix).toarray()
    bare = weighting.without_components()
    width = material.matrix.shape[1]
    readers = {}
    for name, labels in material.labels.items():
        reader = ReliabilityClassifier().fit(rows, labels, groups=material.groups)
        reader.coef_ = weighting.collapse(reader.coef_)
        reader.mean_ = reader.mean_[:width]
        reader.n_features_in_ = width
        readers[name] = reader
    return Model(material.extractor, bare, readers)
