"""Documents that say the opposite of what most others say: a flat contradiction in so many words.

Set by hand and not learned. The labelled stories hold seven documents that contradict their story, too few to learn
which words do it; this was tried on the five documents of one story that the product was first asked about.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from reliability.signals.consensus.accounts import Account
    from reliability.signals.consensus.claims import Claim
    from reliability.signals.consensus.voices import Voices

# The sentences that decide which side a document is on, and how soon their weight makes it a whole side.
_CENTRAL = 6
_STEEP = 4.0
# From here on a document has taken a side.
_DECIDED = 0.2
# A lone score so far below the others' makes opposition count in full.
_BELOW = 0.2


def opposition(accounts: Sequence[Account], voices: Voices, quality: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far each document says the opposite of most others while standing on less than they.

    Each pair of opposites gives a document a side, by the central weight of the sentences that hold a word of one and
    not of the other. A document that stands on as much as the others is not contradicted by them, but differs.

    Parameters
    ----------
    accounts : sequence of Account
    voices : Voices
    quality : ndarray of shape (n,)
        Lone scores, in [0, 1].

    Returns
    -------
    ndarray of shape (n,)
        In [0, 1].
    """
    sides = sides_of(accounts)
    pairs = sorted({pair for one in sides for pair in one})
    table = np.array([[one.get(pair, 0.0) for pair in pairs] or [0.0] for one in sides])
    # Of each pair apart: one on which all agree does not make up for one on which they do not.
    opposed = np.maximum(0, -table * (voices.against @ table[voices.heard])).max(axis=1)
    lacking = (voices.against @ quality[voices.heard] - quality) / _BELOW
    return np.asarray(opposed * np.clip(lacking, 0, 1))


def sides_of(accounts: Sequence[Account]) -> list[dict[str, float]]:
    """Return for each document on which side of which opposites its central sentences are, in [-1, 1]."""
    found = []
    for one in accounts:
        sums: dict[str, float] = {}
        for k in one.central[:_CENTRAL]:
            for side in sorted(one.claims[k].sides):
                signed = one.claims[k].weight * (1 if side[-1] == "+" else -1)
                sums[side[:-2]] = sums.get(side[:-2], 0.0) + signed
        found.append({pair: math.tanh(_STEEP * total) for pair, total in sums.items()})
    return found


def opposed_claims(claim: Claim, other: Claim) -> bool:
    """Whether two sentences hold the two sides of a pair, and no side in common."""
    if not claim.sides or not other.sides or claim.sides & other.sides:
        return False
    return bool(_turned(claim.sides) & other.sides)


def at_odds(claim: Claim, other: Claim, sides: Mapping[str, float], other_sides: Mapping[str, float]) -> bool:
    """Whether one of two sentences holds a side that the other's whole document is against.

    Sentences of two documents on one event are alike whatever each says of it: that a partnership was formally ended
    is no support for a document that tells how it is being renegotiated.
    """
    if claim.sides & other.sides:
        return False
    return _against(claim.sides, other_sides) or _against(other.sides, sides)


def _against(sides: frozenset[str], stance: Mapping[str, float]) -> bool:
    return any(stance.get(side[:-2], 0.0) * (1 if side[-1] == "+" else -1) <= -_DECIDED for side in sides)


def _turned(sides: frozenset[str]) -> frozenset[str]:
    return frozenset(side[:-1] + ("-" if side[-1] == "+" else "+") for side in sides)
