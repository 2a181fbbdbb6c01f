"""Word vectors from unlabelled text: words that stand among the same neighbours get like vectors.

Positive pointwise mutual information of a word with those one and two places before and behind it, each place apart
(which keeps said apart from official), and its leading singular vectors (Levy and Goldberg 2014; Levy, Goldberg and
Dagan 2015, whose square root of the singular values and smoothing of .75 are used).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from reliability.annotation.tagging import normalised
from reliability.segmentation import tokenized

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

N_DIMENSIONS = 64
_PLACES = (-2, -1, 1, 2)
_NEIGHBOURS = 8000
_SMOOTHING = 0.75
_LEAST_COUNT = 8


def learn_vectors(
    texts: Sequence[str], publishers: Sequence[str], least_publishers: int = 12
) -> tuple[list[str], NDArray[np.float32]]:
    """Return the words known, most frequent first, and their vectors; shape (n_words, N_DIMENSIONS).

    Parameters
    ----------
    texts : sequence of str
    publishers : sequence of str
        The publisher of each. Words of fewer than ``least_publishers`` stay unknown: names and house words, which
        would teach the tagger who it reads about instead of how it is written.
    """
    spelled = [[normalised(word) for word in tokenized(text)] for text in texts]
    counts: Counter[str] = Counter()
    spread: dict[str, set[str]] = {}
    for text, publisher in zip(spelled, publishers, strict=True):
        counts.update(text)
        for word in set(text):
            spread.setdefault(word, set()).add(publisher)
    known = [word for word, n in counts.most_common() if n >= _LEAST_COUNT and len(spread[word]) >= least_publishers]
    rows = {word: row for row, word in enumerate(known)}
    numbers = [np.array([rows.get(word, -1) for word in text]) for text in spelled]
    weighed = _information(numbers, len(known))
    left, values, _ = randomized_svd(weighed, min(N_DIMENSIONS, min(weighed.shape) - 1), random_state=0)
    vectors = left * np.sqrt(values)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    padded = np.zeros((len(known), N_DIMENSIONS), np.float32)
    padded[:, : vectors.shape[1]] = vectors
    return known, padded


def _information(texts: Sequence[NDArray[np.intp]], n_words: int) -> sparse.csr_matrix:
    """Return positive pointwise mutual information; shape (n_words, 4 * neighbours)."""
    n_neighbours = min(n_words, _NEIGHBOURS)
    blocks = []
    for place in _PLACES:
        words = np.concatenate([text[max(0, -place) : len(text) - max(0, place)] for text in texts])
        beside = np.concatenate([text[max(0, place) : len(text) + min(0, place)] for text in texts])
        both = (words >= 0) & (beside >= 0) & (beside < n_neighbours)
        pairs = (np.ones(both.sum(), np.float32), (words[both], beside[both]))
        blocks.append(sparse.csr_matrix(pairs, shape=(n_words, n_neighbours)))
    counted = sparse.hstack(blocks).tocoo()
    of_word = np.asarray(counted.sum(axis=1)).ravel()
    of_neighbour = np.asarray(counted.sum(axis=0)).ravel() ** _SMOOTHING
    of_neighbour /= of_neighbour.sum()
    information = np.log(counted.data / (of_word[counted.row] * of_neighbour[counted.col]))
    weighed = sparse.csr_matrix((np.maximum(information, 0), (counted.row, counted.col)), counted.shape)
    weighed.eliminate_zeros()
    return weighed
