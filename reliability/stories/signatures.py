"""Hashed signatures: equal in more places the more alike two documents are."""

from __future__ import annotations

import math
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reliability.stories.grouping import Fingerprint

# Places of a signature. Chosen by how many neighbours that all pairs would give are found: see docs/decisions/0008.
BANDS = 64
# A term is drawn the more often, the larger this power of its weight. A cosine multiplies weights, hence two.
_POWER = 2
_REST = ""


def vector(one: Fingerprint) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Return a fingerprint as hashed terms and weights, of length 1 with the weight of its common words left out.

    Two terms of one hash, some in a million documents, are one term.

    Returns
    -------
    columns : ndarray of shape (n,)
        In ascending order, none twice.
    weights : ndarray of shape (n,)
    """
    length = math.sqrt(math.fsum(weight * weight for _, weight in one)) or 1.0
    terms = [(_hash(stem), weight / length) for stem, weight in one if stem != _REST]
    columns, where = np.unique(np.array([column for column, _ in terms], np.int32), return_inverse=True)
    weights = np.bincount(where.ravel(), [weight for _, weight in terms], len(columns))
    return columns, weights.astype(np.float32)


def signature(columns: NDArray[np.int32], weights: NDArray[np.float32], bands: int = BANDS) -> NDArray[np.int32]:
    """Return one term of a document for each band, drawn by weight and so that like documents draw the same.

    Each term runs an exponential race, at the speed of its squared weight, with the same luck in every document; the
    first is drawn. Two documents draw the same one as often as their weights overlap (Moulton and Jiang, 2018,
    "Maximally consistent sampling and the Jaccard index of probability distributions", ICDM).

    Parameters
    ----------
    columns, weights : ndarray of shape (n,)
        As `vector` returns them, at least one.
    bands : int

    Returns
    -------
    ndarray of shape (bands,)
    """
    luck = _luck(columns, bands)
    return np.asarray(columns[np.argmin(luck / weights.astype(np.float64)[:, None] ** _POWER, axis=0)])


def _luck(columns: NDArray[np.int32], bands: int) -> NDArray[np.float64]:
    """Return an exponential number for each term and band, always the same; shape (n, bands)."""
    # The mixing of SplitMix64 (Steele, Lea and Flood, 2014, "Fast splittable pseudorandom number generators", OOPSLA).
    mixed = columns.astype(np.uint64)[:, None] + (np.arange(1, bands + 1, dtype=np.uint64) << np.uint64(32))[None, :]
    mixed = mixed * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed = mixed ^ (mixed >> np.uint64(31))
    return np.asarray(-np.log(((mixed >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53))


@lru_cache(maxsize=200_000)
def _hash(stem: str) -> int:
    """Return a term's number, of 31 bits."""
    return int.from_bytes(blake2b(stem.encode(), digest_size=4).digest(), "little") >> 1
