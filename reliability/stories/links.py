"""How alike pairs of documents are, and the nearest of each, kept in arrays that may lie on disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from reliability.stories.linkage import NEIGHBOURS

if TYPE_CHECKING:
    from numpy.typing import NDArray

# One more than the largest hash of a term.
_COLUMNS = 2**31 - 1
# Pairs compared at a time: some tens of megabytes.
_AT_A_TIME = 20_000


@dataclass(frozen=True)
class Vectors:
    """Documents as hashed terms and weights, one behind the other.

    Parameters
    ----------
    ends : ndarray of shape (n,)
        Where each document's terms end.
    columns, weights : ndarray
        As `signatures.vector` returns them.
    """

    ends: NDArray[Any]
    columns: NDArray[np.int32]
    weights: NDArray[np.float32]

    def rows(self, numbers: NDArray[np.intp], *, packed: bool = False) -> Any:
        """Return some documents as a sparse matrix; packed, its columns are those that they have."""
        stops = self.ends[numbers].astype(np.int64)
        starts = np.where(numbers > 0, self.ends[np.maximum(numbers, 1) - 1], 0).astype(np.int64)
        pointers = np.r_[0, np.cumsum(stops - starts)]
        where = np.arange(pointers[-1]) + np.repeat(starts - pointers[:-1], stops - starts)
        columns, values = self.columns[where], self.weights[where].astype(np.float64)
        width = _COLUMNS
        if packed:
            known, columns = np.unique(columns, return_inverse=True)
            width = max(1, len(known))
        return sparse.csr_matrix((values, columns.ravel(), pointers), shape=(len(numbers), width))

    def likeness(self, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the cosine of each pair of documents; shape (n_pairs,)."""
        found = [np.zeros(0)]
        for start in range(0, len(pairs), _AT_A_TIME):
            some = pairs[start : start + _AT_A_TIME]
            numbers, where = np.unique(some, return_inverse=True)
            rows, where = self.rows(numbers), where.reshape(some.shape)
            both = rows[where[:, 0]].multiply(rows[where[:, 1]])
            found.append(np.asarray(both.sum(axis=1)).ravel())
        return np.concatenate(found)


@dataclass(frozen=True)
class Links:
    """Pairs of documents with their likeness.

    Parameters
    ----------
    pairs : ndarray of shape (n, 2)
        The smaller number first, in ascending order, none twice.
    likeness : ndarray of shape (n,)
    """

    pairs: NDArray[np.int64]
    likeness: NDArray[np.float64]

    @classmethod
    def none(cls) -> Links:
        """Return no links."""
        return cls(np.empty((0, 2), np.int64), np.empty(0))

    @classmethod
    def joined(cls, *several: Links) -> Links:
        """Return the links of several, each of them once and in ascending order."""
        pairs = np.sort(np.concatenate([one.pairs for one in several]), axis=1)
        found, first = np.unique(pairs[:, 0] << 32 | pairs[:, 1], return_index=True)
        likeness = np.concatenate([one.likeness for one in several])
        return cls(np.column_stack([found >> 32, found & (2**32 - 1)]), likeness[first])

    def nearest(self, most: int = NEIGHBOURS) -> Links:
        """Return those that are among the strongest of one of their two documents.

        What is left out of a part of all links would be left out of all of them, too.
        """
        ends = self.pairs.T.ravel()
        likeness, other = np.tile(self.likeness, 2), self.pairs[:, ::-1].T.ravel()
        order = np.lexsort((other, -likeness, ends))
        sorted_ends = ends[order]
        rank = np.arange(len(ends)) - np.searchsorted(sorted_ends, sorted_ends)
        kept = np.zeros(len(self.pairs), bool)
        kept[order[rank < most] % max(1, len(self.pairs))] = True
        return Links(self.pairs[kept], self.likeness[kept])

    def matrix(self, n: int) -> Any:
        """Return them as a symmetric sparse matrix of shape (n, n)."""
        one, other = self.pairs.T
        near = sparse.csr_matrix((self.likeness, (one, other)), shape=(n, n))
        return near.maximum(near.T)
