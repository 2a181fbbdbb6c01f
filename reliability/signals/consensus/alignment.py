"""Sentences of different documents on one claim, and whether they support or contradict each other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from reliability.signals.consensus.opposition import at_odds, opposed_claims

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from reliability.signals.consensus.accounts import Account
    from reliability.signals.consensus.claims import Claim
    from reliability.signals.consensus.voices import Voices

# The claims of a document that others are searched for.
_FOUND = 12
# Chances of denial further apart than this are two stances.
_APART = 0.5
# How flat and how doubtful two sentences are that tell a matter as settled and as open.
_FLAT, _DOUBTFUL = 0.1, 0.5


@dataclass(frozen=True)
class Sentences:
    """The most central sentences of a story's documents as unit vectors of their terms.

    Parameters
    ----------
    rows : csr_matrix of shape (n_sentences, n_terms)
    owners, places : ndarray of shape (n_sentences,)
        The document and which of its claims; documents in order.
    weights : ndarray of shape (n_sentences,)
    bounds : ndarray of shape (n_documents + 1,)
        Where each document's sentences begin.
    """

    rows: Any
    owners: NDArray[np.intp]
    places: NDArray[np.intp]
    weights: NDArray[np.float64]
    bounds: NDArray[np.intp]

    def of(self, document: int) -> slice:
        """Return which sentences are one document's."""
        return slice(int(self.bounds[document]), int(self.bounds[document + 1]))


@dataclass(frozen=True, slots=True)
class ClaimPair:
    """Two sentences on one claim.

    Parameters
    ----------
    document, other : int
        Numbers of the two documents in the story.
    claim, other_claim : Claim
    likeness : float
        Cosine of their terms, in [0, 1].
    relation : str
        From the document's side: "supports"; "opposite", "denies", "denied" contradict; "other number" and "flat",
        asserted where the other leaves it open, differ; "asks" is none of these, a question claims nothing.
    """

    document: int
    other: int
    claim: Claim
    other_claim: Claim
    likeness: float
    relation: str


@dataclass(frozen=True)
class Compared:
    """The documents of a story and what is known of each.

    Parameters
    ----------
    accounts : sequence of Account
    sentences : Sentences
    voices : Voices
    denial : ndarray of shape (n,)
        How likely each document denies or checks the story, in [0, 1].
    sides : sequence of mapping of str to float
        On which side of which opposites each document is.
    """

    accounts: Sequence[Account]
    sentences: Sentences
    voices: Voices
    denial: NDArray[np.float64]
    sides: Sequence[Mapping[str, float]]


def central_sentences(accounts: Sequence[Account], limit: int = _FOUND) -> Sentences:
    """Gather the most central sentences of each document."""
    columns: dict[str, int] = {}
    indices: list[int] = []
    values: list[float] = []
    ends, owners, places, weights, bounds = [0], [], [], [], [0]
    for i, one in enumerate(accounts):
        for k in sorted(one.central[:limit]):
            claim = one.claims[k]
            if not claim.terms:
                continue
            length = math.sqrt(math.fsum(value * value for value in claim.terms.values())) or 1.0
            for stem, value in claim.terms.items():
                indices.append(columns.setdefault(stem, len(columns)))
                values.append(value / length)
            ends.append(len(indices))
            owners.append(i)
            places.append(k)
            weights.append(claim.weight)
        bounds.append(len(owners))
    rows = sparse.csr_matrix((values, indices, ends), shape=(len(owners), max(1, len(columns))))
    return Sentences(rows, np.array(owners, np.intp), np.array(places, np.intp), np.array(weights), np.array(bounds))


def claims_found(sentences: Sentences, heard: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return how much of each heard document's central sentences each document has a like sentence for.

    Returns
    -------
    ndarray of shape (n, n_heard)
        In [0, 1].
    """
    n = len(sentences.bounds) - 1
    found = np.zeros((n, len(heard)))
    filled = np.flatnonzero(np.diff(sentences.bounds))
    for column, j in enumerate(heard):
        mine = sentences.of(j)
        if mine.start == mine.stop:
            continue
        similar = (sentences.rows[mine] @ sentences.rows.T).toarray()
        share = sentences.weights[mine] / max(float(sentences.weights[mine].sum()), 1e-9)
        found[filled, column] = share @ np.maximum.reduceat(similar, sentences.bounds[filled], axis=1)
    return found


def claim_pairs(story: Compared, document: int) -> list[ClaimPair]:
    """Return for each central claim of one document the closest sentence of each independent other that is heard.

    Where a claim is on one side of a pair of opposites, the closest sentence on the other side is there as well.

    Returns
    -------
    list of ClaimPair
        The most alike first.
    """
    sentences, voices = story.sentences, story.voices
    mine = sentences.of(document)
    similar = (sentences.rows[mine] @ sentences.rows.T).toarray()
    claims = [story.accounts[document].claims[place] for place in sentences.places[mine]]
    found = []
    for j in voices.heard[voices.against[document] > 0].tolist():
        theirs = sentences.of(j)
        if theirs.start == theirs.stop:
            continue
        others = [story.accounts[j].claims[place] for place in sentences.places[theirs]]
        for row, claim in enumerate(claims):
            likely = similar[row, theirs]
            for k in _partners(claim, others, likely):
                relation = _relate(story, (document, claim), (j, others[k]))
                found.append(ClaimPair(document, j, claim, others[k], float(likely[k]), relation))
    return sorted(found, key=lambda pair: (-pair.likeness, pair.claim.span, pair.other))


def _partners(claim: Claim, others: Sequence[Claim], likely: NDArray[np.float64]) -> list[int]:
    """Return which of another document's sentences to set beside a claim."""
    best = int(likely.argmax())
    opposite = [k for k, other in enumerate(others) if opposed_claims(claim, other)] if claim.sides else []
    return sorted({best, max(opposite, key=lambda k: (likely[k], -k))}) if opposite else [best]


def _relate(story: Compared, mine: tuple[int, Claim], theirs: tuple[int, Claim]) -> str:
    """Return how two aligned sentences stand to each other, by the first that applies."""
    (i, claim), (j, other) = mine, theirs
    if claim.asks or other.asks:
        return "asks"
    gap = story.denial[i] - story.denial[j]
    if opposed_claims(claim, other) or at_odds(claim, other, story.sides[i], story.sides[j]):
        return "opposite"
    if abs(gap) > _APART and claim.denied != other.denied:
        return "denies" if gap > 0 else "denied"
    elsewhere = frozenset(story.accounts[j].figures)
    if claim.figures and other.figures and not claim.figures & other.figures and not claim.figures <= elsewhere:
        return "other number"
    if claim.doubt < _FLAT and other.doubt >= _DOUBTFUL:
        return "flat"
    return "supports"
