"""The sentences of a document as claims: how central each is, what it names, how flatly it is said."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reliability.annotation.cues import matcher
from reliability.annotation.terms import term
from reliability.signals.consensus.figures import figure_of, figures_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from reliability.annotation.annotate import Annotation
    from reliability.annotation.terms import Frequencies
    from reliability.signals.consensus.cues import StanceCue

# Sentences that are read of a document: what it claims is told by then.
_SENTENCES = 60
# A capital makes a word count a third more when sentences are compared: who and what, rather than how.
CAPITAL = 1.3
# Kinds of hedge that put a statement in doubt.
_DOUBT = frozenset({"modal", "epistemic", "rumour", "conditional", "forecast"})
# How central the five roles of a sentence are: central, detail, background, opinion, furniture.
_ROLES = np.array([1, 0.25, 0.1, 0, 0])
# How well each kind of speaker stands behind a sentence; a second-hand one less, an unnamed one hardly.
_WORTH = {"person": 1.0, "organisation": 1.0, "document": 1.0, "pronoun": 0.7}
_OTHER_WORTH, _SECOND_HAND = 0.4, 0.6


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence.

    Parameters
    ----------
    span : (int, int)
        In the document's text as given.
    n_words : int
    weight : float
        How central it is; a document's weights sum to 1.
    terms : mapping of str to float
        With their rarity, capitalised ones a third more.
    figures : frozenset of str
    sides : frozenset of str
        Which sides of which opposites its words are on.
    denied, open : bool
        Whether it holds a word of denial, and one that leaves the matter open.
    asks : bool
        Whether it is a question, which claims nothing.
    stated : float
        In [0, 1]: how well someone stands behind it.
    doubt : float
        In [0, 1]: how far it is hedged, attributed or left open, and not said flatly.
    """

    span: tuple[int, int]
    n_words: int
    weight: float
    terms: Mapping[str, float]
    figures: frozenset[str]
    sides: frozenset[str]
    denied: bool
    open: bool
    asks: bool
    stated: float
    doubt: float


def read_claims(annotation: Annotation, cues: Sequence[StanceCue], frequencies: Frequencies) -> tuple[Claim, ...]:
    """Return the first sixty sentences of a document as claims.

    Parameters
    ----------
    annotation : Annotation
    cues : sequence of StanceCue
        Of the whole text.
    frequencies : Frequencies
        By which terms are weighed.
    """
    segments = annotation.segments
    n = min(len(segments.sentences), _SENTENCES)
    first = segments.first_tokens
    tokens = [segments.words[first[k] : first[k + 1]] for k in range(n)]
    lengths = [sum(word[0].isalnum() for word in words) for words in tokens]
    starts = [start for start, _ in segments.sentences] + [len(segments.text) + 1]
    hedges = (cue.start for cue in matcher("hedges").find(segments.lowered) if cue.kind in _DOUBT)
    hedged = _present(starts, n, hedges)
    opened = _present(starts, n, (cue.start for cue in cues if cue.leaves_open))
    denied = _present(starts, n, (cue.start for cue in cues if cue.denies))
    stated = _stated(annotation, n)
    doubt = 1 - (1 - 0.8 * hedged) * (1 - 0.8 * stated) * (1 - 0.5 * opened)
    weights, figures = _centrality(annotation, np.array(lengths, float)), _figures(annotation, tokens)
    sides: list[set[str]] = [set() for _ in range(n)]
    for cue in cues:
        place = bisect_right(starts, cue.start) - 1
        if cue.sides and 0 <= place < n:
            sides[place] |= cue.sides
    return tuple(
        Claim(
            span=segments.original(*segments.sentences[k]),
            n_words=lengths[k],
            weight=float(weights[k]),
            terms=_weighed(tokens[k], frequencies),
            figures=frozenset(figures[k]),
            sides=frozenset(sides[k]),
            denied=bool(denied[k]),
            open=bool(opened[k]),
            asks="?" in tokens[k][-2:],
            stated=float(stated[k]),
            doubt=float(doubt[k]),
        )
        for k in range(n)
    )


def _present(starts: Sequence[int], n: int, offsets: Iterable[int]) -> NDArray[np.float64]:
    """Return 1 for each sentence that one of the offsets stands in, else 0."""
    found = np.zeros(n)
    for offset in offsets:
        place = bisect_right(starts, offset) - 1
        if 0 <= place < n:
            found[place] = 1
    return found


def _weighed(words: Sequence[str], frequencies: Frequencies) -> dict[str, float]:
    found: dict[str, float] = {}
    for word in words:
        stem = term(word)
        if stem is not None:
            worth = frequencies.rarity(stem) * (CAPITAL if word[0].isupper() else 1.0)
            found[stem] = max(worth, found.get(stem, 0.0))
    return found


def _stated(annotation: Annotation, n: int) -> NDArray[np.float64]:
    """Return for each sentence in [0, 1] how well someone stands behind it."""
    stated = np.zeros(n)
    for attribution in annotation.attributions:
        span = attribution.content or attribution.cue
        if span is None or not attribution.stated:
            continue
        place = annotation.segments.sentence_at(span[0])
        if 0 <= place < n:
            worth = _WORTH.get(attribution.speaker_kind, _OTHER_WORTH) * (
                _SECOND_HAND if attribution.second_hand else 1
            )
            stated[place] = max(stated[place], worth)
    return stated


def _centrality(annotation: Annotation, lengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how central each sentence is: its role, and its place, which counts less over about three sentences."""
    n = len(lengths)
    if not n:
        return np.zeros(0)
    place = 0.35 + 0.65 * np.exp(-np.arange(n) / 3.0)
    weights = (annotation.judged.roles[:n].astype(float) @ _ROLES + 0.05) * place * np.minimum(1, lengths / 8)
    total = float(weights.sum())
    return np.asarray(weights / total if total > 0 else weights)


def _figures(annotation: Annotation, tokens: Sequence[Sequence[str]]) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in tokens]
    text = annotation.segments.text
    for particular in annotation.particulars:
        place = annotation.segments.sentence_at(particular.start)
        if 0 <= place < len(tokens):
            found[place] += figures_of(text[particular.start : particular.end], particular.kind)
    for place, words in enumerate(tokens):
        found[place] += [figure for figure in map(figure_of, words) if figure]
    return found
