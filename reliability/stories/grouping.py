"""Documents of one story: rare words in common, nearest neighbours, average linkage."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from reliability.annotation.terms import term
from reliability.stories.linkage import LEAST, NEIGHBOURS, linked, pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from reliability.annotation.terms import Frequencies

# A term's weight in one document, terms in alphabetical order: equal for equal words, whatever order they came in. The
# last is the weight of all common words together.
Fingerprint = tuple[tuple[str, float], ...]

_REST = ""
# Words read of a document, and the word from which on one more counts less than half.
_WORDS = 700
_HALF = 210.0
# An event's vocabulary is wider than its rare names, which would chain one subject's events: hence a root.
_RARITY = 0.4
# Terms of more than two fifths of all articles tell no story from another. Rarity knows them, and not how many of the
# documents given have them: or a story that all documents tell would be none.
_COMMON = 0.1
# Megabytes for one stretch of likenesses; scikit-learn's own default of a gigabyte is much for a laptop.
_MEMORY = 64


def fingerprint(words: Sequence[str], frequencies: Frequencies) -> Fingerprint:
    """Return what tells a document's story: its terms, weighed.

    A term counts by the logarithm of its number, each place the less the later it comes, times a root of its rarity.
    Names need no weight of their own: they are rare enough.

    Parameters
    ----------
    words : sequence of str
        Tokens as written.
    frequencies : Frequencies
    """
    counts: dict[str, float] = {}
    for place, word in enumerate(words[:_WORDS]):
        stem = term(word)
        if stem is not None:
            counts[stem] = counts.get(stem, 0.0) + 1 / (1 + place / _HALF)
    weights = {stem: frequencies.rarity(stem) ** _RARITY * math.log1p(n) for stem, n in sorted(counts.items())}
    telling = [(stem, weight) for stem, weight in weights.items() if frequencies.rarity(stem) >= _COMMON]
    common = math.sqrt(math.fsum(weights[stem] ** 2 for stem in weights if frequencies.rarity(stem) < _COMMON))
    return (*telling, (_REST, common)) if telling else ()


def group(prints: Sequence[Fingerprint], least: float = LEAST) -> NDArray[np.intp]:
    """Label documents by story.

    Equal ones are folded; each is linked to its nearest others; connected documents are divided by average linkage
    (Sokal and Michener, 1958), which asks for likeness to a story's documents in the mean and so does not chain one
    event to the next. The order of the documents does not change who belongs together.

    Parameters
    ----------
    prints : sequence of Fingerprint
        An empty one, of a document without terms, stays alone.
    least : float
        Mean cosine likeness within a story, in [0, 1].

    Returns
    -------
    ndarray of shape (n,)
        Equal for documents of one story, counted from 0 in order of first appearance.

    Examples
    --------
    >>> bridge, ferry = (("bridg", 1.0), ("toll", 1.0)), (("ferri", 1.0), ("pump", 1.0))
    >>> group([bridge, ferry, bridge]).tolist()
    [0, 1, 0]
    """
    # Sorted, so that ties among neighbours are broken by what the documents say and not by where they stand.
    places = {key: place for place, key in enumerate(sorted(set(prints)))}
    distinct = list(places)
    told = np.array([place for key, place in places.items() if key], np.intp)
    found = np.arange(len(distinct)) + len(distinct)
    if len(told) > 1:
        rows = _unit_rows([distinct[place] for place in told])
        fresh = 0
        for members in pieces(_neighbours(rows, least / 2), np.arange(len(told)), least / 2):
            labels = linked(rows[members], least) + fresh
            found[told[members]] = labels
            fresh = int(labels.max()) + 1
    # Empty documents are not one story for having nothing in common.
    given = [int(found[places[key]]) if key else -1 - number for number, key in enumerate(prints)]
    return _in_order(given)


def _in_order(labels: Sequence[int]) -> NDArray[np.intp]:
    seen: Mapping[int, int] = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    return np.array([seen[label] for label in labels], np.intp)


def _unit_rows(prints: Sequence[Fingerprint]) -> Any:
    """Return rows of length 1; what joins a document to no other is put together in a column of its own."""
    columns: dict[str, int] = {}
    indices: list[int] = []
    values: list[float] = []
    ends = [0]
    for one in prints:
        length = math.sqrt(math.fsum(weight * weight for _, weight in one)) or 1.0
        for stem, weight in one:
            indices.append(columns.setdefault(stem, len(columns)))
            values.append(weight / length)
        ends.append(len(indices))
    telling = np.bincount(indices, minlength=len(columns)) > 1
    telling[[column for stem, column in columns.items() if stem == _REST]] = False
    rows = sparse.csr_matrix((np.array(values), indices, ends), shape=(len(prints), len(columns)))[:, telling]
    rest = np.sqrt(np.maximum(0, 1 - np.asarray(rows.multiply(rows).sum(axis=1)).ravel()))
    return sparse.hstack([rows, sparse.diags(rest)], format="csr")


def _neighbours(rows: Any, least: float) -> Any:
    """Return the likeness of each row to its nearest others, symmetric; shape (n, n), sparse."""
    from sklearn import config_context  # noqa: PLC0415  (only where there are documents to compare)
    from sklearn.neighbors import NearestNeighbors  # noqa: PLC0415

    with config_context(working_memory=_MEMORY):
        search = NearestNeighbors(n_neighbors=min(NEIGHBOURS, rows.shape[0] - 1), metric="cosine").fit(rows)
        near = search.kneighbors_graph(mode="distance")
    near.data = np.where(near.data <= 1 - least, 1 - near.data, 0)
    near.eliminate_zeros()
    return near.maximum(near.T)
