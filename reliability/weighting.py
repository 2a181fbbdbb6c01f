"""Brings features and pattern counts to one scale, so that one ridge penalty is fair to all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeAlias

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from reliability.extractor import FEATURES

if TYPE_CHECKING:
    from numpy.typing import NDArray

Matrix: TypeAlias = Any  # a scipy.sparse.csr_matrix; SciPy ships no types

_LEAST_SPREAD = 0.05
_WIDEST = 1e9
_USUAL = 0.99


class Weighting(TransformerMixin, BaseEstimator):
    """Weighs the two blocks of the extractor's matrix.

    Features become square roots (rates and counts are skewed to the right), standardised, cut at three standard
    deviations, and together weigh ``feature_weight`` of a pattern row. Patterns become square roots of counts times
    (1 + log((1 + n) / (1 + n_with))), rows of length 1: distances are then Hellinger's between shares, weighed, and a
    text that is told twice keeps its row, which logarithms of counts (Salton and Buckley 1988) would not grant.

    With ``n_components`` the leading directions of the patterns follow as further columns, whitened (latent semantic
    analysis, Deerwester et al. 1990): a penalty on them is a prior under which patterns that go together in many texts
    get like weights. `collapse` folds their coefficients back into those of the patterns, so that a fitted model speaks
    of patterns only.

    Parameters
    ----------
    n_features : int, optional
        How many columns from the left are features; the rest are counts. Without it, as many as `SignalExtractor`
        gives, so that the three make a pipeline: extractor, weighting, classifier.
    feature_weight, component_weight : float
        Squared length of an average row of the block, patterns having 1. Set by grouped cross-validation on the
        gold, where any value from .02 to .1, and from .3 to 1, gave the same figures within .003.
    n_components : int
        Directions used, the first left out since it tells only how long a text is.
    random_state : int
        For the randomised decomposition.
    """

    def __init__(
        self,
        n_features: int = len(FEATURES),
        feature_weight: float = 0.04,
        n_components: int = 0,
        component_weight: float = 1.0,
        random_state: int = 0,
    ) -> None:
        self.n_features = n_features
        self.feature_weight = feature_weight
        self.n_components = n_components
        self.component_weight = component_weight
        self.random_state = random_state

    def fit(self, X: Matrix, y: object = None) -> Self:
        """Learn scales, document frequencies and directions.

        Parameters
        ----------
        X : sparse matrix of shape (n_documents, n_features + n_patterns)
        y : ignored
        """
        del y
        features = np.sqrt(X[:, : self.n_features].toarray())
        unknown = np.isnan(features).all(axis=0)
        features[:, unknown] = 0
        self.mean_ = np.nanmean(features, axis=0)
        # A feature that no text has tells nothing of one that has it.
        self.scale_ = np.where(unknown, _WIDEST, np.maximum(np.nanstd(features, axis=0), 1e-9))
        self.most_unusual_ = float(np.quantile(self.unusualness(X), _USUAL))
        counts = X[:, self.n_features :]
        present = np.bincount(counts.indices, minlength=counts.shape[1])
        self.idf_ = 1 + np.log((1 + counts.shape[0]) / (1 + present))
        self.components_ = np.zeros((0, counts.shape[1]))
        if self.n_components:
            self.components_ = self._directions(self._shares(counts))
        return self

    def unusualness(self, X: Matrix) -> NDArray[np.float64]:
        """Return how far features lie from those of the texts learned from: mean squares of standard deviations.

        Parameters
        ----------
        X : sparse matrix of shape (n_documents, n_features + n_patterns)

        Returns
        -------
        ndarray of shape (n_documents,)
            About 1 for a text like those; 99 of 100 of them lie below ``most_unusual_``.
        """
        standard = self._standard(X[:, : self.n_features].toarray())
        distances: NDArray[np.float64] = np.square(standard).mean(axis=1)
        return distances

    def _standard(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return features in standard deviations from the mean; 0, the mean, where one is undefined."""
        found: NDArray[np.float64] = np.nan_to_num((np.sqrt(features) - self.mean_) / self.scale_, nan=0.0)
        return found

    def _weighed(self, standard: NDArray[np.float64]) -> NDArray[np.float64]:
        """Cut standardised features and weigh them against the patterns."""
        weight = np.sqrt(self.feature_weight / max(1, self.n_features))
        found: NDArray[np.float64] = np.minimum(np.maximum(standard, -3), 3) * weight
        return found

    def _directions(self, weighed: Matrix) -> NDArray[np.float64]:
        """Return whitened directions of shape (n_components, n_patterns)."""
        from sklearn.decomposition import TruncatedSVD  # noqa: PLC0415 (training only)

        decomposition = TruncatedSVD(self.n_components + 1, random_state=self.random_state).fit(weighed)
        directions = decomposition.components_[1:]
        spread = (weighed @ directions.T).std(axis=0)
        # Whitening a direction along which texts hardly differ would blow up rounding errors; on the gold the least
        # of 70 has .29 of the widest's spread.
        wide = spread > _LEAST_SPREAD * spread.max()
        directions, spread = directions[wide], spread[wide]
        weight: NDArray[np.float64] = np.sqrt(self.component_weight / self.n_components) / spread
        whitened: NDArray[np.float64] = directions * weight[:, None]
        return whitened

    def transform(self, X: Matrix) -> Matrix:
        """Return features, patterns and components, weighed; shape (n, n_features + n_patterns + n_components)."""
        check_is_fitted(self, "idf_")
        scaled = self._weighed(self._standard(X[:, : self.n_features].toarray()))
        weighed = self._shares(X[:, self.n_features :])
        blocks = [sparse.csr_matrix(scaled), weighed]
        if len(self.components_):
            blocks.append(sparse.csr_matrix(weighed @ self.components_.T))
        return sparse.hstack(blocks, format="csr")

    def transform_row(
        self, features: NDArray[np.float64], columns: NDArray[np.intp], counts: NDArray[np.float64]
    ) -> tuple[NDArray[np.intp], NDArray[np.float64], float]:
        """Return what `transform` and `unusualness` return, of one document and as plain arrays.

        For one row SciPy's and scikit-learn's checks take twenty times as long as the arithmetic.

        Parameters
        ----------
        features : ndarray of shape (n_features,)
        columns, counts : ndarray of shape (n_found,)
            The document's patterns and how often each stands in it.

        Returns
        -------
        columns : ndarray of shape (n_cells,)
            Where the row may be other than 0.
        values : ndarray of shape (n_cells,)
            Its values there.
        unusualness : float
        """
        standard = self._standard(features)
        weights = np.sqrt(counts) * self.idf_[columns]
        shares = weights / max(float(np.sqrt(weights @ weights)), 1e-9)
        n, width = len(features), len(features) + len(self.idf_)
        cells = [np.arange(n), n + columns, np.arange(width, width + len(self.components_))]
        values = [self._weighed(standard), shares, self.components_[:, columns] @ shares]
        return np.concatenate(cells), np.concatenate(values), float(np.square(standard).mean())

    def _shares(self, counts: Matrix) -> Matrix:
        weighed = counts.astype(float).tocsr(copy=True)
        weighed.data = np.sqrt(weighed.data) * self.idf_[weighed.indices]
        lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        return (sparse.diags(1 / np.maximum(lengths, 1e-9)) @ weighed).tocsr()

    def collapse(self, coefficients: NDArray[np.float64]) -> NDArray[np.float64]:
        """Fold coefficients of components into those of the patterns; returns shape (n_features + n_patterns,)."""
        width = self.n_features + len(self.idf_)
        folded = coefficients[:width].copy()
        folded[self.n_features :] += coefficients[width:] @ self.components_
        return folded

    def without_components(self) -> Weighting:
        """Return the same weighting for coefficients that were collapsed."""
        bare = Weighting(self.n_features, self.feature_weight)
        bare.mean_, bare.scale_, bare.idf_ = self.mean_, self.scale_, self.idf_
        bare.most_unusual_ = self.most_unusual_
        bare.components_ = np.zeros((0, len(self.idf_)))
        return bare

    def get_feature_names_out(self, input_features: Any = None) -> Any:
        """Return the names given, followed by those of the components."""
        return np.array([*input_features, *(f"component{i}" for i in range(len(self.components_)))], dtype=object)
