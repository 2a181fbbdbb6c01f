"""The values of specificity's features in one document."""

from __future__ import annotations

from collections import Counter
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from reliability import lexicons
from reliability.annotation.judging import ROLES
from reliability.signals.counting import rate, share, weighted_quantile
from reliability.signals.specificity.features import NAMES, PARTICULARS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reliability.annotation.annotate import Annotation
    from reliability.annotation.names import Name
    from reliability.signals.specificity.details import Details

_FURNITURE = ROLES.index("furniture")
_LEAD = 4
_LOW, _HIGH = 0.2, 0.8
_SWEEPING = 0.25
# Expected specificity of a sentence of n words, a + b log(1 + n): least squares over the 3,969 sentences of 240
# articles that the model was trained with.
_AT_NO_WORDS, _BY_LOG_WORDS = -0.28, 0.29


def values(annotation: Annotation, details: Details) -> dict[str, float]:
    """Return the features of a document by their names."""
    return _densities(annotation, details) | _sentences(annotation) | _judged(annotation)


def _densities(annotation: Annotation, details: Details) -> dict[str, float]:
    n = annotation.segments.n_words
    particular = Counter(p.kind for p in annotation.particulars)
    named = Counter("organisation" if name.kind == "outlet" else name.kind for name in annotation.names)
    full = {name.key for name in annotation.names if name.kind == "person" and name.last - name.first > 1}
    counts = {
        **{kind: particular[kind] for kind in PARTICULARS},
        **{f"{kind}_name": named[kind] for kind in NAMES},
        "full_name": len(full),
        "distinct_name": len({name.key for name in annotation.names}),
        "relative_date": len(details.relative_dates),
        "title": len(details.titles),
        "product": len(details.products),
        "quotation": sum(quotation.verbatim for quotation in annotation.quotations),
        "titled_name": sum(is_titled(annotation, name) for name in annotation.names),
        "figure_word": details.n_figure_words,
        "vague": len(details.vague),
    }
    return {f"specificity__{name}_rate": rate(count, n) for name, count in counts.items()}


def is_titled(annotation: Annotation, name: Name) -> bool:
    """Whether a person is named with a title: "Sen. Tom Berg"."""
    if name.kind != "person" or name.last == name.first + 1:
        return False
    roles = lexicons.words("roles")
    return any(word.lower() in roles for word in annotation.segments.words[name.first : name.last - 1])


def _sentences(annotation: Annotation) -> dict[str, float]:
    segments = annotation.segments
    n = len(segments.sentences)
    starts = [p.start for p in annotation.particulars] + [segments.tokens[name.first][0] for name in annotation.names]
    carrying = set(np.searchsorted([start for start, _ in segments.sentences], starts, side="right").tolist()) - {0}
    fragments = sum(segments.text[end - 1] not in ".!?\"'”’)…:;" for _, end in segments.sentences)
    return {
        "specificity__sentence_ratio": share(len(carrying), n),
        "specificity__sentence_mean": share(len(starts), n),
        "specificity__word_length_mean": share(sum(map(len, segments.words)), len(segments.words)),
        "specificity__sentence_length_mean": share(segments.n_words, n),
        "specificity__fragment_ratio": share(fragments, n),
    }


def _judged(annotation: Annotation) -> dict[str, float]:
    """Return what the model reads, each sentence weighted by its words and by how likely it is article."""
    specific, checkable = annotation.specific.specificity, annotation.specific.checkable
    words = np.diff(np.array(annotation.segments.first_tokens, float))
    weights = words * (1 - annotation.judged.roles[:, _FURNITURE].astype(float))
    if not weights.sum() > 0:
        weights = words
    expected = np.clip(_AT_NO_WORDS + _BY_LOG_WORDS * np.log1p(words), 0, 1)
    sweeping = (specific < _SWEEPING) & (checkable < _SWEEPING)
    # From -1 to 1 brought to 0 to 1: the model takes square roots of features.
    beyond_length = (1 + specific - expected) / 2
    rows = np.array([checkable, specific, checkable > 0.5, sweeping, beyond_length])
    names = ("checkable_ratio", "specific_ratio", "checkable_words_ratio", "general_ratio", "beyond_length_ratio")
    lead = ("checkable_lead_ratio", "specific_lead_ratio")
    found = dict(zip(names, _means(rows, weights), strict=True))
    found |= dict(zip(lead, _means(rows[:2, :_LEAD], words[:_LEAD]), strict=True))
    for name, one in (("checkable", checkable), ("specific", specific)):
        found[f"{name}_low_ratio"] = weighted_quantile(one, weights, _LOW)
        found[f"{name}_high_ratio"] = weighted_quantile(one, weights, _HIGH)
    return {f"specificity__{name}": value for name, value in found.items()}


def _means(rows: NDArray[np.float64], weights: NDArray[np.float64]) -> list[float]:
    """Return the weighted mean of each row, in [-1, 1] however it is rounded; NaN of none."""
    if not len(weights):
        return [nan] * len(rows)
    found = (rows @ weights / weights.sum()).tolist()
    return [min(1.0, max(-1.0, mean)) for mean in found]
