"""How each document of a story stands to the independent others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability.signals.consensus.alignment import ClaimPair, Compared, central_sentences, claim_pairs
from reliability.signals.consensus.features import measure
from reliability.signals.consensus.opposition import opposition, sides_of
from reliability.signals.consensus.voices import find_voices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.signals.consensus.accounts import Account
    from reliability.signals.consensus.model import ConsensusModel

# Predicted agreement below which a document is said to contradict its story: leaving stories out, three of four that
# are flagged have the label 1 or 2, and six of ten of those are flagged. What full opposition takes off is set by hand.
CONTRADICTED = 2.15
OPPOSED = 2.0
# Consensus below which conflicts are worth showing: above it most are two ways of telling one thing.
_LOW = 0.6
_NO_CONFLICT = frozenset({"supports", "asks"})
# How alike two sentences must be to be on one claim; less where they are on two sides of a pair of opposites.
_ALIKE = 0.3
_OPPOSITE_ALIKE = 0.2
# Conflicting sentences must both be central: what one says in passing contradicts nobody.
_CENTRAL = 0.03


@dataclass(frozen=True, slots=True)
class Standing:
    """How one document stands to the independent others on its story.

    Parameters
    ----------
    value : float or None
        Consensus in [0, 1]; None where nobody independent is there.
    move : float
        By how much the lone score moves, in [-0.375, 0.375].
    contradicted : bool
    uncorroborated : bool
        Whether no independent other has a sentence like any of its central ones.
    voices : int
        Independent voices on the story, its own among them.
    agreements, conflicts : tuple of ClaimPair
        Sentences that say the same, and for a document of low consensus sentences that do not.
    """

    value: float | None
    move: float
    contradicted: bool
    uncorroborated: bool
    voices: int
    agreements: tuple[ClaimPair, ...] = ()
    conflicts: tuple[ClaimPair, ...] = ()


def compare(accounts: Sequence[Account], quality: Sequence[float], model: ConsensusModel) -> tuple[Standing, ...]:
    """Compare the documents of one story.

    Parameters
    ----------
    accounts : sequence of Account
    quality : sequence of float
        Lone scores, in [0, 1]: what stands on named sources is heard more.
    model : ConsensusModel

    Returns
    -------
    tuple of Standing
        In the order given, which changes nothing else.
    """
    if not accounts:
        return ()
    # In an order of their own, so that not even a rounding depends on the one given.
    order = sorted(range(len(accounts)), key=lambda i: (*_key(accounts[i]), quality[i]))
    found = _compare([accounts[i] for i in order], np.array([quality[i] for i in order], float), model)
    standings = {order[i]: _renumbered(standing, order) for i, standing in enumerate(found)}
    return tuple(standings[i] for i in range(len(accounts)))


def _compare(accounts: Sequence[Account], quality: NDArray[np.float64], model: ConsensusModel) -> list[Standing]:
    denial = model.denials(accounts)
    voices, sentences = find_voices(accounts, quality), central_sentences(accounts)
    rows = measure(accounts, voices, sentences, quality, denial)
    agreement = model.agreements(rows) - OPPOSED * opposition(accounts, voices, quality)
    moves = model.moves(agreement, voices.against @ quality[voices.heard], voices.count)
    story = Compared(accounts, sentences, voices, denial, sides_of(accounts))
    found = []
    for i, value in enumerate(model.consensus(agreement)):
        if voices.alone[i]:
            found.append(Standing(None, 0.0, contradicted=False, uncorroborated=False, voices=voices.count))
            continue
        contradicted = bool(agreement[i] < CONTRADICTED)
        pairs = claim_pairs(story, i)
        agreements = tuple(pair for pair in pairs if pair.relation == "supports" and pair.likeness >= _ALIKE)
        conflicts = tuple(filter(_is_conflict, pairs)) if contradicted or value < _LOW else ()
        found.append(
            Standing(
                value=float(value),
                move=float(moves[i]),
                contradicted=contradicted,
                uncorroborated=not contradicted and not agreements,
                voices=voices.count,
                agreements=agreements,
                conflicts=conflicts,
            )
        )
    return found


def _is_conflict(pair: ClaimPair) -> bool:
    """Whether two sentences contradict each other visibly: on one claim, and neither said in passing."""
    least = _ALIKE if pair.relation != "opposite" else _OPPOSITE_ALIKE
    central = min(pair.claim.weight, pair.other_claim.weight) >= _CENTRAL
    return pair.relation not in _NO_CONFLICT and pair.likeness >= least and central


def _key(account: Account) -> tuple[Any, ...]:
    return account.n_words, account.runs, tuple(account.terms), account.stance, [one.span for one in account.claims]


def _renumbered(standing: Standing, order: Sequence[int]) -> Standing:
    def given(pairs: Sequence[ClaimPair]) -> tuple[ClaimPair, ...]:
        return tuple(replace(pair, document=order[pair.document], other=order[pair.other]) for pair in pairs)

    return replace(standing, agreements=given(standing.agreements), conflicts=given(standing.conflicts))
