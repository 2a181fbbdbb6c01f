"""What a document's agreement with its story is told by: thirteen numbers, each with the sign it must have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reliability.signals.consensus.alignment import claims_found
from reliability.signals.consensus.overlap import gain, held, recall
from reliability.signals.consensus.voices import fullness, length_shares, scaled_rows
from reliability.signals.signal import Feature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.signals.consensus.accounts import Account
    from reliability.signals.consensus.alignment import Sentences
    from reliability.signals.consensus.voices import Voices

# A voice that checks a story weighs up to ten times more where it is asked whether the story is being denied.
_CHECKER = 10
# A denial counts in full from a lone score of about .45 on.
_SOURCED, _FROM = 0.15, 0.6


def _feature(name: str, low: float, high: float, meaning: str, phrase: str) -> Feature:
    return Feature(f"consensus__{name}", "share", low, high, meaning, phrase)


FEATURES: tuple[Feature, ...] = (
    _feature("lead_gain", 0, 1, "How far its lead names what like-minded others name most.", "lead shared"),
    _feature("others_figures_gain", 0, 1, "How far the others' figures are those most others give.", "figures settled"),
    _feature("figures_recall", 0, 1, "Share of the figures of two or more others that it gives.", "figures shared"),
    _feature("lead_figures_held", 0, 1, "Share of the figures in others' leads that it gives.", "lead figures shared"),
    _feature("phrases_recall", 0, 1, "Share of the term pairs of two or more others that it has.", "phrases shared"),
    _feature("claims_found", 0, 1, "How much of the others' central sentences it has like ones for.", "claims shared"),
    _feature("denied_by_best", 0, 1, "The best-sourced denial that it does not share.", "denied by a sourced account"),
    _feature("stance_distance", 0, 1, "How far it is from the others in denying the story.", "another stance"),
    _feature("stance_shared", 0, 1, "How far it denies the story as others do.", "denial shared"),
    _feature("lone_denial", 0, 1, "How far it alone denies the story, on little.", "denial of its own"),
    _feature("attributed", 0, 1, "Share of its sentences with a stated source.", "sentences with a source"),
    _feature("better_sourced", -1, 1, "Its lone score less the others'.", "better sourced than others"),
    _feature("openness", 0, 1, "Share of its central weight that leaves the matter open.", "matters left open"),
)
# Whether more of it means more agreement: fixed, so that no chance of forty stories turns support into a fault.
SIGNS = np.array([1, 1, 1, 1, 1, 1, -1, -1, 1, -1, 1, 1, 1], float)
FEATURE_NAMES = tuple(feature.name for feature in FEATURES)


def measure(
    accounts: Sequence[Account],
    voices: Voices,
    sentences: Sentences,
    quality: NDArray[np.float64],
    denial: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the features of each document of a story.

    Parameters
    ----------
    accounts : sequence of Account
    voices : Voices
    sentences : Sentences
    quality : ndarray of shape (n,)
        Lone scores, in [0, 1].
    denial : ndarray of shape (n,)
        How likely each denies or checks the story, in [0, 1].

    Returns
    -------
    ndarray of shape (n, 13)
        In the order of `FEATURES`; NaN for a document that nobody independent joins.
    """
    against, heard = voices.against, voices.heard
    full = fullness(accounts)
    like = scaled_rows(against * (1 - np.abs(denial[:, None] - denial[None, heard])))
    checking = 1 + _CHECKER * denial * length_shares(accounts)
    centre = scaled_rows(against * checking[heard]) @ denial[heard]
    sourced = np.minimum(1, (_SOURCED + quality) * full / _FROM)
    best = ((against > 0) * (denial * sourced)[heard]).max(axis=1, initial=0)
    figures = [one.figures for one in accounts]
    columns = [
        gain([one.lead for one in accounts], like, heard),
        against @ gain(figures, like, heard)[heard],
        recall(figures, against, heard),
        held([one.lead_figures for one in accounts], figures, against, heard),
        recall([one.pairs for one in accounts], against, heard),
        (against * claims_found(sentences, heard)).sum(axis=1),
        best * (1 - denial),
        np.abs(centre - denial),
        centre * denial,
        denial * (1 - against @ denial[heard]) * (1 - quality),
        np.array([one.attributed for one in accounts]),
        quality - against @ quality[heard],
        np.array([one.openness for one in accounts]),
    ]
    rows = np.column_stack(columns)
    rows[voices.alone] = np.nan
    return rows
