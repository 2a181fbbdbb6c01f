"""Specificity: how densely a text carries particulars that could be looked up."""

from __future__ import annotations

from collections import Counter
from math import inf
from typing import TYPE_CHECKING

from reliability import lexicons
from reliability.annotation.cues import plain_matcher
from reliability.signals.counting import evidence, rate, share
from reliability.signals.signal import Evidence, Feature, Signal

if TYPE_CHECKING:
    from reliability.annotation.annotate import Annotation
    from reliability.annotation.names import Name

_PARTICULARS = {
    "date": "dates",
    "year": "years",
    "day": "weekdays",
    "time": "times of day",
    "amount": "amounts",
    "count": "counts with their unit",
    "number": "bare numbers",
    "legal": "case and section numbers",
    "url": "addresses",
}
_NAMES = {"person": "people by name", "organisation": "bodies by name", "other": "places and other names"}

FEATURES: tuple[Feature, ...] = (
    *(
        Feature(f"specificity__{kind}_rate", "per 100 words", 0, inf, f"Density of {phrase}.", phrase)
        for kind, phrase in _PARTICULARS.items()
    ),
    *(
        Feature(f"specificity__{kind}_name_rate", "per 100 words", 0, 100, f"Density of {phrase}.", phrase)
        for kind, phrase in _NAMES.items()
    ),
    Feature(
        "specificity__full_name_rate",
        "per 100 words",
        0,
        100,
        "Different people with more than a surname: who they are can be looked up.",
        "full names",
    ),
    Feature("specificity__distinct_name_rate", "per 100 words", 0, 100, "Different names.", "different names"),
    Feature(
        "specificity__figure_word_rate",
        "per 100 words",
        0,
        100,
        "percent, million, average, fewer: quantities compared.",
        "words for quantities",
    ),
    Feature(
        "specificity__sentence_ratio",
        "share of sentences",
        0,
        1,
        "Sentences that carry at least one particular or name.",
        "sentences with something to check",
    ),
    Feature(
        "specificity__sentence_mean",
        "particulars and names per sentence",
        0,
        inf,
        "How much there is to check in a sentence.",
        "particulars in a sentence",
    ),
    Feature(
        "specificity__vague_rate",
        "per 100 words",
        0,
        100,
        "many, various, in recent years: words that stand where a particular could.",
        "vague quantities",
    ),
    Feature("specificity__word_length_mean", "characters per token", 0, inf, "Length of words.", "long words"),
    Feature(
        "specificity__sentence_length_mean", "words per sentence", 0, inf, "Length of sentences.", "long sentences"
    ),
    Feature(
        "specificity__fragment_ratio",
        "share of sentences",
        0,
        1,
        "Lines that end without a sentence's mark: headings, teasers, lists.",
        "headings and fragments",
    ),
)


def read(annotation: Annotation) -> Signal:
    """Return the specificity features of a document and its particulars."""
    segments = annotation.segments
    found = [evidence(annotation, ("specificity", p.kind), (p.start, p.end)) for p in annotation.particulars]
    found += [_name_evidence(annotation, name) for name in annotation.names]
    return Signal(
        "specificity",
        _densities(annotation) | _sentences(annotation),
        tuple(sorted(found, key=lambda item: item.start)) if segments.n_words else (),
    )


def _densities(annotation: Annotation) -> dict[str, float]:
    n = annotation.segments.n_words
    particular = Counter(p.kind for p in annotation.particulars)
    named = Counter("organisation" if name.kind == "outlet" else name.kind for name in annotation.names)
    full = {name.key for name in annotation.names if name.kind == "person" and name.last - name.first > 1}
    figures = lexicons.kinds("evidence")
    quantities = sum(figures.get(word.lower()) == "number" for word in annotation.segments.words)
    return {
        **{f"specificity__{kind}_rate": rate(particular[kind], n) for kind in _PARTICULARS},
        **{f"specificity__{kind}_name_rate": rate(named[kind], n) for kind in _NAMES},
        "specificity__full_name_rate": rate(len(full), n),
        "specificity__distinct_name_rate": rate(len({name.key for name in annotation.names}), n),
        "specificity__figure_word_rate": rate(quantities, n),
        "specificity__vague_rate": rate(
            len(plain_matcher("vague_quantities", "vague").find(annotation.segments.lowered)), n
        ),
    }


def _sentences(annotation: Annotation) -> dict[str, float]:
    segments = annotation.segments
    n = len(segments.sentences)
    starts = [p.start for p in annotation.particulars] + [segments.tokens[name.first][0] for name in annotation.names]
    carrying = {segments.sentence_at(start) for start in starts} - {-1}
    fragments = sum(segments.text[end - 1] not in ".!?\"'”’)…:;" for _, end in segments.sentences)
    return {
        "specificity__sentence_ratio": share(len(carrying), n),
        "specificity__sentence_mean": share(len(starts), n),
        "specificity__word_length_mean": share(sum(map(len, segments.words)), len(segments.words)),
        "specificity__sentence_length_mean": share(segments.n_words, n),
        "specificity__fragment_ratio": share(fragments, n),
    }


def _name_evidence(annotation: Annotation, name: Name) -> Evidence:
    tokens = annotation.segments.tokens
    kind = "name" if name.kind == "other" else name.kind
    return evidence(annotation, ("specificity", kind), (tokens[name.first][0], tokens[name.last - 1][1]))
