"""The features of hedging, computed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from reliability import lexicons
from reliability.annotation.facts import Facts
from reliability.annotation.judging import ROLES, SUPPORTS
from reliability.signals.counting import rate, share, weighted_quantile
from reliability.signals.hedging.features import CUES, JUDGED, STANCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.annotation.annotate import Annotation
    from reliability.signals.hedging.cues import FoundCue

SPECULATIVE = frozenset({"modal", "epistemic", "rumour", "forecast"})
_FIRST = frozenset("i me my mine we us our ours i'm i've i'll i'd we're we've we'll we'd".split())
_NEGATION = frozenset("not no never nor neither nobody nothing none cannot".split())
# The lead carries the main claim: headline and the three sentences after it.
_LEAD = 4
_HIGH = 0.8
# Words of so many letters and fewer are not counted as adverbs or as written in capitals.
_SHORT = 4


def values(annotation: Annotation, cues: Sequence[FoundCue], n_questions: int) -> dict[str, float]:
    """Return every feature of the family."""
    return (
        _cue_features(annotation, cues) | _style(annotation) | _endings(annotation, n_questions) | _judged(annotation)
    )


def _cue_features(annotation: Annotation, cues: Sequence[FoundCue]) -> dict[str, float]:
    segments = annotation.segments
    counts = Counter(cue.kind for cue in cues if cue.voice == "writer")
    speculative = {segments.sentence_at(cue.start) for cue in cues if cue.voice == "writer" and cue.kind in SPECULATIVE}
    sources = annotation.sentence_sources
    n_sentences = len(segments.sentences)
    return {
        **{f"hedging__{kind}_rate": rate(counts[kind], segments.n_words) for kind in CUES},
        "hedging__source_rate": rate(
            sum(cue.voice == "source" and cue.kind in SPECULATIVE for cue in cues), segments.n_words
        ),
        "hedging__sentence_ratio": share(len(speculative), n_sentences),
        "hedging__unattributed_ratio": share(sum(sources[k] is None for k in speculative), n_sentences),
        "hedging__lead_ratio": share(sum(k < _LEAD for k in speculative), min(_LEAD, n_sentences)),
    }


_STYLES = ("first_person", "negation", "adverb", "past", "present", "capitals", *STANCES)


def _styles(word: str) -> tuple[bool, ...]:
    """Return for which of `_STYLES` a word of the writer's counts."""
    lowered = word.lower()
    stance = lexicons.kinds("stance").get(lowered)
    return (
        lowered in _FIRST,
        lowered in _NEGATION or lowered.endswith("n't"),
        len(lowered) > _SHORT and lowered.endswith("ly"),
        lowered.endswith("ed") or lowered in {"was", "were", "had"},
        lowered in {"is", "are", "has", "have", "do", "does"},
        len(word) > _SHORT and word.isupper() and word.isalpha(),
        *(stance == one for one in STANCES),
    )


_FACTS = Facts(_styles)


def _style(annotation: Annotation) -> dict[str, float]:
    segments = annotation.segments
    own = ~np.array(annotation.quoted, bool)
    counted = own @ _FACTS.read(segments, len(_STYLES)).astype(float)
    counts = dict(zip(_STYLES, counted.tolist(), strict=True))
    counts["ellipsis"] = segments.text.count("...") + segments.text.count("…")
    return {f"hedging__{name}_rate": rate(count, segments.n_words) for name, count in counts.items()}


def _endings(annotation: Annotation, n_questions: int) -> dict[str, float]:
    segments = annotation.segments
    exclaimed = sum("!" in segments.text[max(start, end - 2) : end] for start, end in segments.sentences)
    return {
        "hedging__question_ratio": share(n_questions, len(segments.sentences)),
        "hedging__exclamation_ratio": share(exclaimed, len(segments.sentences)),
    }


def _judged(annotation: Annotation) -> dict[str, float]:
    """Return what the model of sentences says of the whole; each sentence counts by its words."""
    if not annotation.segments.sentences:
        return {f"hedging__{name}_ratio": float("nan") for name in JUDGED}
    doubt, judged = annotation.uncertain, annotation.judged
    words = np.diff(annotation.segments.first_tokens) * (1.0001 - judged.roles[:, ROLES.index("furniture")])
    voices, any_voice = doubt.voices, 1 - doubt.voices[:, 0]
    unsupported = judged.supports[:, SUPPORTS.index("none")] + judged.supports[:, SUPPORTS.index("vague")]
    lead = words * (np.arange(len(words)) < _LEAD)
    central = words * (judged.roles[:, ROLES.index("central")] + 1e-4)
    found = {
        "speculation": _mean(any_voice, words),
        "writer_speculation": _mean(voices[:, 1], words),
        "source_speculation": _mean(voices[:, 2], words),
        "central_speculation": _mean(any_voice, central),
        "lead_speculation": _mean(any_voice, lead),
        "high_speculation": weighted_quantile(any_voice, words, _HIGH),
        "unsupported_speculation": _mean(voices[:, 1] * np.minimum(unsupported, 1), words),
        "weasel_doubt": _mean(doubt.uncertain, words),
    }
    return {f"hedging__{name}_ratio": min(1.0, max(0.0, value)) for name, value in found.items()}


def _mean(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    return float(values @ weights / weights.sum())
