"""What one document claims: its sentences by how central they are, with their terms, figures and stance."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from reliability.signals.consensus.claims import Claim, read_claims
from reliability.signals.consensus.cues import StanceCue, stance_cues

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reliability.annotation.annotate import Annotation
    from reliability.annotation.terms import Frequencies
    from reliability.segmentation import Segments

# Words of the lead. For its terms the best of 40, 80 and 160, leaving stories out; figures come a little later.
_LEAD, _LEAD_FIGURES = 40, 80
# Characters that count as a document's beginning.
_OPENING = 700
# Texts below this length are no denser for it: one word of denial in a headline is no flood.
_LEAST_DENSE = 60
_RUN = 4
STANCES = ("false", "told", "not")


@dataclass(frozen=True, slots=True)
class Account:
    """What one document claims.

    Parameters
    ----------
    claims : tuple of Claim
        Its first sixty sentences.
    n_words : int
        Words of those.
    terms, lead : mapping of str to float
        Terms of all and of the first forty words, with their rarity.
    pairs, runs : tuple
        Pairs and runs of four of neighbouring terms.
    figures, lead_figures : tuple of str
    stance : tuple of six floats
        For each of `STANCES` the density of its words and the number of them in the beginning, as logarithms.
    attributed : float
        Share of sentences with a stated source.
    openness : float
        Share of the central weight that leaves the matter open.
    """

    claims: tuple[Claim, ...]
    n_words: int
    terms: Mapping[str, float]
    lead: Mapping[str, float]
    pairs: tuple[tuple[str, ...], ...]
    runs: tuple[tuple[str, ...], ...]
    figures: tuple[str, ...]
    lead_figures: tuple[str, ...]
    stance: tuple[float, ...]
    attributed: float
    openness: float

    @property
    def central(self) -> list[int]:
        """The claims from the most central down; of equals the earlier first."""
        return sorted(range(len(self.claims)), key=lambda k: -self.claims[k].weight)


def account(annotation: Annotation, frequencies: Frequencies) -> Account:
    """Read what a document claims off its annotation.

    Parameters
    ----------
    annotation : Annotation
    frequencies : Frequencies
        By which terms are weighed.
    """
    cues = stance_cues(annotation.segments.lowered)
    claims = read_claims(annotation, cues, frequencies)
    return account_of(claims, _stance(cues, annotation.segments.n_words), frequencies)


def account_of(claims: tuple[Claim, ...], stance: tuple[float, ...], frequencies: Frequencies) -> Account:
    """Make an account of its claims and stance, from which all else follows.

    Parameters
    ----------
    claims : tuple of Claim
    stance : tuple of six floats
    frequencies : Frequencies
    """
    running = [stem for claim in claims for stem in claim.terms]
    terms = {stem: frequencies.rarity(stem) for stem in running}
    read = list(accumulate(claim.n_words for claim in claims))
    lead = [stem for claim in claims[: bisect_left(read, _LEAD) + 1] for stem in claim.terms]
    return Account(
        claims=claims,
        n_words=sum(claim.n_words for claim in claims),
        terms=terms,
        lead={stem: terms[stem] for stem in lead},
        pairs=_runs(running, 2),
        runs=_runs(running, _RUN),
        figures=_figures(claims),
        lead_figures=_figures(claims[: bisect_left(read, _LEAD_FIGURES) + 1]),
        stance=stance,
        attributed=sum(claim.stated > 0 for claim in claims) / max(1, len(claims)),
        openness=math.fsum(claim.weight for claim in claims if claim.open),
    )


def stance_of(segments: Segments) -> tuple[float, ...]:
    """Return the six numbers by which a denial is told, of a text that is not annotated."""
    return _stance(stance_cues(segments.lowered), segments.n_words)


def _figures(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(figure for claim in claims for figure in sorted(claim.figures)))


def _runs(running: Sequence[str], length: int) -> tuple[tuple[str, ...], ...]:
    """Return the distinct runs of so many terms, in order."""
    return tuple(dict.fromkeys(zip(*(running[at:] for at in range(length)), strict=False)))


def _stance(cues: Sequence[StanceCue], n_words: int) -> tuple[float, ...]:
    per = 100 / max(_LEAST_DENSE, n_words)
    found: list[float] = []
    for kind in STANCES:
        starts = [cue.start for cue in cues if kind in cue.kinds]
        found += [math.log1p(per * len(starts)), math.log1p(bisect_left(starts, _OPENING))]
    return tuple(found)
