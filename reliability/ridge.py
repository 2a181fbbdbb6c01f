"""Ridge regression with more columns than rows, for several targets at once, with held-out values of every row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from scipy.linalg import cho_factor, cho_solve

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]


@dataclass(frozen=True)
class Lines:
    """One line through the columns for each target.

    Parameters
    ----------
    coef : ndarray of shape (n_targets, n_columns)
    intercept : ndarray of shape (n_targets,)
    held_out : ndarray of shape (n_rows, n_targets)
        What a line fitted without a row's group makes of the row.
    """

    coef: Array
    intercept: Array
    held_out: Array


def fit_lines(X: Any, targets: Array, alpha: float, groups: ArrayLike | None = None, n_folds: int = 5) -> Lines:
    """Fit ridge lines, and once more for each fold without its rows.

    Solved in the dual (Saunders, Gammerman and Vovk 1998): products of rows are taken once, and every fold and target
    is read off them, so that 6,000 rows of 24,000 columns take seconds. Needs 8 bytes for each pair of rows.

    Parameters
    ----------
    X : array or sparse matrix of shape (n_rows, n_columns)
    targets : ndarray of shape (n_rows, n_targets)
    alpha : float
        Penalty on the squares of the coefficients; the intercept is free.
    groups : array of shape (n_rows,), optional
        Rows of one group are held out together.
    n_folds : int
        Fewer where there are fewer groups; with a single group nothing can be held out, and fitted values stand in.
    """
    products = X @ X.T
    products = np.asarray(products.toarray() if sparse.issparse(products) else products, float)
    everyone = np.arange(len(targets))
    weights, centre = _solve(products, targets, alpha)
    coef = np.asarray((X.T @ weights).T, float)
    mean = np.asarray(X.mean(axis=0), float).ravel()
    held_out = np.empty(targets.shape)
    for train, test in _folds(everyone, groups, n_folds):
        weights, centre_of_fold = _solve(products[np.ix_(train, train)], targets[train], alpha)
        across = products[np.ix_(test, train)]
        # Products with the mean of the fold's rows, which every row is counted from.
        offset = products[np.ix_(train, train)].mean(axis=0)
        held_out[test] = (across - offset) @ weights + centre_of_fold
    return Lines(coef, centre - coef @ mean, held_out)


def _solve(products: Array, targets: Array, alpha: float) -> tuple[Array, Array]:
    """Return dual weights, which sum to zero, and the targets' means."""
    mean = products.mean(axis=0)
    centred = products - mean[None, :] - mean[:, None] + mean.mean()
    centred[np.diag_indices(len(centred))] += alpha
    centre = targets.mean(axis=0)
    return cho_solve(cho_factor(centred, lower=True, overwrite_a=True), targets - centre), centre


def _folds(rows: NDArray[np.intp], groups: ArrayLike | None, n_folds: int) -> list[tuple[Any, Any]]:
    from sklearn.model_selection import GroupKFold, KFold  # noqa: PLC0415 (training only)

    n_folds = min(n_folds, len(rows) if groups is None else len(np.unique(np.asarray(groups))))
    if n_folds < 2:
        return [(rows, rows)]
    splitter = KFold(n_folds, shuffle=True, random_state=0) if groups is None else GroupKFold(n_folds)
    return list(splitter.split(rows, groups=groups))
