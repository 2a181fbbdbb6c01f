"""The ordinal model: a ridge line through the matrix, and how likely each level is along it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from reliability.ridge import fit_lines

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

Array = Any


class ReliabilityClassifier(ClassifierMixin, BaseEstimator):
    """Ordinal classifier whose expected class is the score.

    A ridge regression places each row on a line (the latent value); a proportional-odds model (McCullagh 1980,
    "Regression models for ordinal data", JRSS B 42) fitted to *cross-fitted* latent values, so that it is calibrated
    for rows not seen, gives the probability of each class. `predict` returns the likeliest class; `level` the band
    the row falls into when bands are cut so that each holds as many rows as carry its label, which keeps the ends of
    the scale from never being used.

    Classes are taken in sorted order, evenly spaced.

    Parameters
    ----------
    alpha : float, default 1.2
        Ridge penalty.
    n_folds : int, default 5
        Folds of the cross-fitting; rows of one group stay together.
    coverage : float, default 0.9
        Share of rows whose true class the interval holds.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
    coef_ : ndarray of shape (n_columns,)
    intercept_ : float
    thresholds_ : ndarray of shape (n_classes - 1,)
        Where on the line each next class becomes as likely as not.
    slope_ : float
        How fast.
    cuts_ : ndarray of shape (n_classes - 1,)
        Where on the line the level changes.
    mean_ : ndarray of shape (n_columns,)
        The average row, which contributions are counted from.
    half_width_ : float
        Half the interval's width in units of the score.

    Examples
    --------
    >>> X = np.arange(40.0).reshape(-1, 1)
    >>> model = ReliabilityClassifier().fit(X, np.repeat([1, 2, 3, 4], 10))
    >>> model.predict([[2.0], [38.0]])
    array([1, 4])
    >>> model.level([[12.0]])
    array([1])
    """

    def __init__(self, alpha: float = 1.2, n_folds: int = 5, coverage: float = 0.9) -> None:
        self.alpha = alpha
        self.n_folds = n_folds
        self.coverage = coverage

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        # Classes that lie on no line, as in scikit-learn's own blobs, are beyond an ordinal model.
        tags.classifier_tags.poor_score = True
        return tags

    def fit(self, X: Array, y: ArrayLike, groups: ArrayLike | None = None) -> Self:
        """Fit line, probabilities, cuts and interval.

        Parameters
        ----------
        X : array or sparse matrix of shape (n_rows, n_columns)
        y : array of shape (n_rows,)
        groups : array of shape (n_rows,), optional
            Rows of one group, such as a publisher, are held out together.
        """
        X, y = validate_data(self, X, y, accept_sparse="csr")
        check_classification_targets(y)
        classes, ranks = np.unique(y, return_inverse=True)
        if len(classes) < 2:
            raise ValueError("Classifier can't train when only one class is present.")
        lines = fit_lines(X, ranks[:, None].astype(float), self.alpha, groups, self.n_folds)
        self.coef_, self.intercept_ = lines.coef[0], float(lines.intercept[0])
        self.mean_ = np.asarray(X.mean(axis=0), float).ravel()
        return self.calibrate(lines.held_out[:, 0], y)

    def calibrate(self, latent: NDArray[np.float64], y: ArrayLike) -> Self:
        """Fit probabilities, cuts and interval to places on a line that were found without the rows' groups.

        The interval is split-conformal: its half width is the quantile of the errors of held-out rows, corrected for
        their finite number (Vovk, Gammerman and Shafer 2005, "Algorithmic learning in a random world").

        Parameters
        ----------
        latent : ndarray of shape (n_rows,)
        y : array of shape (n_rows,)
            Classes.
        """
        self.classes_, ranks = np.unique(np.asarray(y), return_inverse=True)
        self.thresholds_, self.slope_ = _proportional_odds(latent, ranks, len(self.classes_))
        shares = np.cumsum(np.bincount(ranks))[:-1] / len(ranks)
        self.cuts_ = np.quantile(latent, shares)
        errors = np.abs(self.score_at(latent) - ranks / (len(self.classes_) - 1))
        self.half_width_ = float(np.quantile(errors, min(1.0, self.coverage * (1 + 1 / len(errors))), method="higher"))
        return self

    def latent(self, X: Array) -> NDArray[np.float64]:
        """Return the place of each row on the line; shape (n_rows,)."""
        check_is_fitted(self, "coef_")
        X = validate_data(self, X, accept_sparse="csr", reset=False)
        return np.asarray(X @ self.coef_ + self.intercept_, float).ravel()

    def predict_proba(self, X: Array) -> NDArray[np.float64]:
        """Return the probability of each class; shape (n_rows, n_classes), rows sum to 1."""
        return self.probabilities_at(self.latent(X))

    def probabilities_at(self, latent: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of each class at places on the line; shape (n, n_classes)."""
        above = expit(self.slope_ * (latent[:, None] - self.thresholds_[None, :]))
        edges = np.hstack([np.ones((len(latent), 1)), above, np.zeros((len(latent), 1))])
        return np.asarray(edges[:, :-1] - edges[:, 1:])

    def score_at(self, latent: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the expected class at places on the line, 0 for the lowest and 1 for the highest; shape (n,)."""
        above: NDArray[np.float64] = expit(self.slope_ * (latent[:, None] - self.thresholds_[None, :]))
        return np.asarray(above.mean(axis=1))

    def predict(self, X: Array) -> NDArray[Any]:
        """Return the likeliest class of each row; shape (n_rows,)."""
        check_is_fitted(self, "coef_")
        return np.asarray(self.classes_[self.predict_proba(X).argmax(axis=1)])

    def level(self, X: Array) -> NDArray[np.intp]:
        """Return the band of each row, counted from 0; shape (n_rows,)."""
        return self.level_at(self.latent(X))

    def level_at(self, latent: NDArray[np.float64]) -> NDArray[np.intp]:
        """Return the band of places on the line, counted from 0; shape (n,)."""
        return np.searchsorted(self.cuts_, latent, side="right")

    def score_rows(self, X: Array) -> NDArray[np.float64]:
        """Return the expected class of each row on [0, 1]; shape (n_rows,)."""
        return self.score_at(self.latent(X))

    @property
    def average_latent_(self) -> float:
        """Place of the average row on the line."""
        return float(self.mean_ @ self.coef_ + self.intercept_)

    @property
    def average_score_(self) -> float:
        """Score of the average row."""
        return float(self.score_at(np.array([self.average_latent_]))[0])

    def contributions(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Share out the distance of one row's score from the average row's among its columns.

        The line is additive, so a column's part of the latent distance is exact: coefficient times distance from
        the mean. The score bends the line; every part is scaled by the same factor, the slope of the secant.

        Parameters
        ----------
        x : ndarray of shape (n_columns,)

        Returns
        -------
        ndarray of shape (n_columns,)
            Adds up to ``score - average_score_``.
        """
        parts = self.coef_ * (x - self.mean_)
        return np.asarray(parts * self.secant(self.average_latent_, float(parts.sum())))

    def secant(self, start: float, distance: float) -> float:
        """Return the slope of the score between two places on the line, ``distance`` apart."""
        # Rounding makes the secant of two nearly equal points meaningless: there the tangent serves.
        step = distance if abs(distance) > 1e-6 else 1e-6
        low, high = self.score_at(np.array([start, start + step]))
        return float(high - low) / step


def _proportional_odds(
    latent: NDArray[np.float64], ranks: NDArray[np.intp], n_classes: int
) -> tuple[NDArray[np.float64], float]:
    """Fit thresholds and one slope by maximum likelihood; a little ridge keeps separable data finite."""
    spread = float(latent.std()) or 1.0
    standard = (latent - latent.mean()) / spread
    shares = np.clip(np.cumsum(np.bincount(ranks, minlength=n_classes))[:-1] / len(ranks), 1e-3, 1 - 1e-3)
    start = np.concatenate([[-np.log(1 / shares[0] - 1)], np.log(np.diff(-np.log(1 / shares - 1)) + 1e-3), [0.5]])

    def unpack(p: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
        return np.cumsum(np.concatenate([p[:1], np.exp(p[1:-1])])), float(np.exp(p[-1]))

    def loss(p: NDArray[np.float64]) -> float:
        offsets, slope = unpack(p)
        above = expit(slope * standard[:, None] - offsets[None, :])
        edges = np.hstack([np.ones((len(ranks), 1)), above, np.zeros((len(ranks), 1))])
        likelihood = edges[np.arange(len(ranks)), ranks] - edges[np.arange(len(ranks)), ranks + 1]
        return float(-np.log(np.maximum(likelihood, 1e-12)).mean() + 1e-4 * (p @ p))

    offsets, slope = unpack(minimize(loss, start, method="L-BFGS-B").x)
    return latent.mean() + spread * offsets / slope, slope / spread
