"""Who in a story speaks independently of whom, and how much each counts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from reliability.signals.consensus.overlap import naming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.signals.consensus.accounts import Account

# Share of the shorter one's runs of four terms above which two documents are one text. On the gold .5 to .8 give
# the same figures, .35 a little less.
_COPY = 0.5
# Of a large story the weightiest are listened to, so that time grows with the story and not with its square.
_HEARD = 61
# Share of vocabulary below which a document tells something else, or in another language. Of documents put among
# another gold story's nine in ten lie below .2, of a story's own none.
_JOINED = 0.2
# Below this many words a document counts for less, down to three tenths.
_FULL_WORDS = 60
_LEAST_LENGTH = 0.3
# Even an unsourced voice is heard a little.
_LEAST_WORTH = 0.15


@dataclass(frozen=True)
class Voices:
    """Who is heard by whom.

    Parameters
    ----------
    voice : ndarray of shape (n,)
        Equal for documents that are one text; -1 for those that tell something else.
    heard : ndarray of shape (n_heard,)
        Documents that are listened to.
    against : ndarray of shape (n, n_heard)
        How much each counts for each; rows sum to 1, or to 0 where nobody independent is there.
    count : int
        Independent voices on the story.
    """

    voice: NDArray[np.intp]
    heard: NDArray[np.intp]
    against: NDArray[np.float64]
    count: int

    @property
    def alone(self) -> NDArray[np.bool_]:
        """For each document whether nobody independent is there; shape (n,)."""
        return np.asarray(self.against.sum(axis=1) == 0)


def find_voices(accounts: Sequence[Account], quality: NDArray[np.float64]) -> Voices:
    """Weigh the documents of a story by sourcing and length, copies sharing one voice.

    Parameters
    ----------
    accounts : sequence of Account
    quality : ndarray of shape (n,)
        Lone scores, in [0, 1].
    """
    voice = _copies(accounts)
    weight = (_LEAST_WORTH + quality) * fullness(accounts)
    heard = np.arange(len(accounts))
    if len(heard) > _HEARD:
        # One document speaks for each voice, or reprints would fill the places.
        heaviest = np.argsort(-weight, kind="stable")
        heard = np.sort(heaviest[np.sort(np.unique(voice[heaviest], return_index=True)[1])][:_HEARD])
    weight = weight / np.maximum(1, np.bincount(voice[heard], minlength=len(accounts)))[voice]
    against = np.repeat(weight[None, heard], len(accounts), axis=0)
    against[voice[:, None] == voice[None, heard]] = 0
    # One that only its own copies stand beside is not outside, but alone.
    outside = (against.sum(axis=1) > 0) & (_joined(accounts, against, heard) < _JOINED)
    against[outside] = 0
    against, heard = against[:, ~outside[heard]], heard[~outside[heard]]
    voice = np.where(outside, -1, voice)
    return Voices(voice, heard, scaled_rows(against), max(1, len(np.unique(voice[~outside]))))


def fullness(accounts: Sequence[Account]) -> NDArray[np.float64]:
    """Return in [0, 1] how far each document is long enough to count; shape (n,)."""
    long = length_shares(accounts)
    return np.asarray((_LEAST_LENGTH + (1 - _LEAST_LENGTH) * long) * (long > 0))


def length_shares(accounts: Sequence[Account]) -> NDArray[np.float64]:
    """Return each document's words as a share of the sixty from which on length adds nothing; shape (n,)."""
    return np.minimum(1, np.array([one.n_words for one in accounts]) / _FULL_WORDS)


def scaled_rows(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return rows that sum to 1; those of nothing stay so."""
    return np.asarray(weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9))


def _copies(accounts: Sequence[Account]) -> NDArray[np.intp]:
    """Return a number for each document, equal for copies and copies of copies; shape (n,)."""
    # Those too short for runs are compared by their words.
    texts: list[tuple[object, ...]] = [one.runs or tuple(sorted(one.terms)) for one in accounts]
    distinct = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    runs = naming([text if text and isinstance(text[0], tuple) else () for text in distinct]).rows
    sizes = np.maximum(1, np.asarray(runs.sum(axis=1)).ravel())
    shared = (runs @ runs.T).tocoo()
    same = shared.data > _COPY * np.minimum(sizes[shared.row], sizes[shared.col])
    links = sparse.csr_matrix((np.ones(same.sum()), (shared.row[same], shared.col[same])), shape=shared.shape)
    part = csgraph.connected_components(links, directed=False)[1]
    return np.array([part[distinct[text]] for text in texts], np.intp)


def _joined(accounts: Sequence[Account], against: NDArray[np.float64], heard: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return how much vocabulary each document shares with the others, by rarity, in [0, 1].

    The larger of the share of its own that any of them has (a short one among long) and the share of theirs that it
    has, in the mean (a long one among short).
    """
    table = naming([one.terms for one in accounts], heard)
    weighed = table.rows.multiply(table.worth).tocsr()
    whole = np.maximum(1e-9, np.array([math.fsum(one.terms.values()) for one in accounts]))
    known = ((against > 0).astype(float) @ table.rows[heard]) > 0
    own = np.asarray(weighed.multiply(known).sum(axis=1)).ravel() / whole
    theirs = (weighed @ table.rows[heard].T).toarray() / whole[heard]
    return np.asarray(np.maximum(own, (scaled_rows(against) * theirs).sum(axis=1)))
