"""Sourcing: who says what the text says, and whether a reader could find them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from math import inf, log1p
from typing import TYPE_CHECKING

from reliability import lexicons
from reliability.annotation.annotate import annotate
from reliability.annotation.cues import matcher
from reliability.annotation.support import STRENGTH, is_untraceable, resolved
from reliability.segmentation import segment_spans
from reliability.signals.counting import evidence, rate, share
from reliability.signals.signal import Evidence, Feature, Signal

if TYPE_CHECKING:
    from reliability.annotation.annotate import Annotation
    from reliability.annotation.attributions import Attribution

# The model reads this column by its name.
UNTRACEABLE = "sourcing__untraceable"
NAMED = ("person", "organisation", "document")
_KINDS = {
    "person": "named people",
    "organisation": "named bodies",
    "document": "documents",
    "anonymous": "unnamed sources",
    "vague": "vague sources",
}
_RECORDS = {
    "record": ("records, filings and posts", "words for what a reader could go and look up"),
    "study": ("studies and polls", "words of research"),
    "hearing": ("statements, hearings and interviews", "words for occasions on which things were said"),
    "check": ("words of checking", "confirmed, denied, according to, obtained"),
    "spoof": ("words about hoaxes", "hoax, satire, debunked: the text is about a falsehood or is one"),
}
_LEAD = 4

FEATURES: tuple[Feature, ...] = (
    *(
        Feature(f"sourcing__n_{kind}", "log(1 + number)", 0, inf, f"Different {phrase} that say something.", phrase)
        for kind, phrase in _KINDS.items()
    ),
    *(
        Feature(
            f"sourcing__{kind}_ratio",
            "share of sentences",
            0,
            1,
            f"Sentences that stand on {phrase}.",
            f"sentences that stand on {phrase}",
        )
        for kind, phrase in (
            _KINDS | {"pronoun": "somebody not introduced", "other": "nobody that can be told"}
        ).items()
    ),
    *(
        Feature(f"sourcing__{kind}_rate", "per 100 words", 0, 100, f"Density of {meaning}.", phrase)
        for kind, (phrase, meaning) in _RECORDS.items()
    ),
    Feature(
        "sourcing__none_ratio",
        "share of sentences",
        0,
        1,
        "Sentences that no source stands behind.",
        "sentences without a source",
    ),
    Feature(
        "sourcing__named_ratio",
        "share of sentences",
        0,
        1,
        "Sentences that stand on a named person, a named body or a document.",
        "sentences that stand on a named source",
    ),
    Feature(
        "sourcing__lead_named_ratio",
        "share of the first four sentences",
        0,
        1,
        "A named source where the main claim is made.",
        "named sources in the lead",
    ),
    Feature(
        "sourcing__lead_weak_ratio",
        "share of the first four sentences",
        0,
        1,
        "An unnamed, vague or untold source where the main claim is made.",
        "weak sources in the lead",
    ),
    Feature(
        "sourcing__lead_none_ratio",
        "share of the first four sentences",
        0,
        1,
        "No source where the main claim is made.",
        "a lead without a source",
    ),
    Feature(
        "sourcing__gap_ratio",
        "share of sentences",
        0,
        1,
        "The longest stretch without any source.",
        "long stretches without a source",
    ),
    Feature("sourcing__attribution_rate", "per 100 words", 0, 100, "Attributions of all kinds.", "attributions"),
    Feature(
        "sourcing__direct_rate", "per 100 words", 0, 100, "Quotations given to a named person.", "named people quoted"
    ),
    Feature(
        "sourcing__second_hand_ratio",
        "share of attributions",
        0,
        1,
        "Sources that are outlets reporting what others said.",
        "other outlets' reports",
    ),
    Feature(
        "sourcing__quoted_ratio", "share of characters", 0, 1, "Text between quotation marks.", "verbatim quotation"
    ),
    Feature(
        "sourcing__said_rate",
        "per 100 words",
        0,
        100,
        "said, says, told, added: the plain verbs of reporting.",
        "plain reporting verbs",
    ),
    Feature(
        "sourcing__role_rate",
        "per 100 words",
        0,
        100,
        "Titles and roles: who is speaking and why they would know.",
        "roles and titles",
    ),
    Feature(
        UNTRACEABLE,
        "0 or 1",
        0,
        1,
        "Whether nothing can be traced: no source, no quotation, no two people named. Caps the rating.",
        "nothing that a reader could trace",
    ),
    Feature("sourcing__outlet_rate", "per 100 words", 0, 100, "Publishers named.", "other outlets by name"),
)


def attributions(text: str) -> list[Attribution]:
    """Find every attribution of a text.

    Parameters
    ----------
    text : str
        Taken whole: nothing is dropped as page furniture.

    Returns
    -------
    list of Attribution
        In the order of their cues; spans are character offsets into ``text``.

    Examples
    --------
    >>> found = attributions("The bridge is safe, said Mayor Ann Okoye.")
    >>> start, end = found[0].source
    >>> "The bridge is safe, said Mayor Ann Okoye."[start:end], found[0].kind
    ('Mayor Ann Okoye', 'person')
    """
    annotation = annotate_whole(text)

    def given(span: tuple[int, int] | None) -> tuple[int, int] | None:
        return annotation.segments.original(*span) if span else None

    return [
        replace(found, source=given(found.source), cue=given(found.cue), content=given(found.content))
        for found in annotation.attributions
    ]


def annotate_whole(text: str) -> Annotation:
    """Annotate a text without dropping furniture."""
    return annotate(segment_spans(text, [(0, len(text))]))


def read(annotation: Annotation) -> Signal:
    """Return the sourcing features of a document and its attributions."""
    found = [item for attribution in annotation.attributions for item in _evidence(annotation, attribution)]
    values = _sources(annotation) | _sentences(annotation) | _densities(annotation)
    return Signal("sourcing", values, tuple(sorted(found, key=lambda item: item.start)))


def _sources(annotation: Annotation) -> dict[str, float]:
    distinct: dict[str, set[str]] = {kind: set() for kind in STRENGTH}
    for attribution in annotation.attributions:
        if attribution.source is not None:
            distinct[attribution.kind].add(_key(annotation, attribution.source))
    kinds = Counter(a.kind for a in resolved(annotation.attributions) if a.direct)
    n = annotation.segments.n_words
    return {
        **{f"sourcing__n_{kind}": log1p(len(distinct[kind])) for kind in _KINDS},
        "sourcing__attribution_rate": rate(len(annotation.attributions), n),
        "sourcing__direct_rate": rate(kinds["person"], n),
        "sourcing__second_hand_ratio": share(
            sum(a.second_hand for a in annotation.attributions), len(annotation.attributions)
        ),
    }


def _key(annotation: Annotation, span: tuple[int, int]) -> str:
    """Return what later mentions of a source repeat: the last word of its name, or the words as they stand."""
    place = bisect_left(annotation.name_starts, span[0])
    if place < len(annotation.names) and annotation.name_starts[place] < span[1]:
        return annotation.names[place].key
    return annotation.segments.lowered[span[0] : span[1]]


def _sentences(annotation: Annotation) -> dict[str, float]:
    sources = annotation.sentence_sources
    lead = sources[:_LEAD]
    counts = Counter(sources)
    gap = longest = 0
    for kind in sources:
        gap = gap + 1 if kind is None else 0
        longest = max(longest, gap)
    return {
        **{f"sourcing__{kind}_ratio": share(counts[kind], len(sources)) for kind in STRENGTH},
        UNTRACEABLE: float(is_untraceable(annotation)),
        "sourcing__none_ratio": share(counts[None], len(sources)),
        "sourcing__named_ratio": share(sum(counts[kind] for kind in NAMED), len(sources)),
        "sourcing__lead_named_ratio": share(sum(kind in NAMED for kind in lead), len(lead)),
        "sourcing__lead_weak_ratio": share(sum(kind in {"anonymous", "vague", "other"} for kind in lead), len(lead)),
        "sourcing__lead_none_ratio": share(sum(kind is None for kind in lead), len(lead)),
        "sourcing__gap_ratio": share(longest, len(sources)),
    }


def _densities(annotation: Annotation) -> dict[str, float]:
    segments = annotation.segments
    n = segments.n_words
    words = [word.lower() for word in segments.words]
    counts = Counter(cue.kind for cue in matcher("evidence").find(segments.lowered))
    quoted = sum(q.end - q.start for q in annotation.quotations if q.verbatim)
    roles = lexicons.words("roles")
    return {
        **{f"sourcing__{kind}_rate": rate(counts[kind], n) for kind in _RECORDS},
        "sourcing__quoted_ratio": share(quoted, len(segments.text)),
        "sourcing__said_rate": rate(sum(word in {"said", "says", "told", "added"} for word in words), n),
        "sourcing__role_rate": rate(sum(word in roles for word in words), n),
        "sourcing__outlet_rate": rate(sum(name.kind == "outlet" for name in annotation.names), n),
    }


def _evidence(annotation: Annotation, attribution: Attribution) -> list[Evidence]:
    found = []
    if attribution.source is not None:
        found.append(evidence(annotation, ("sourcing", attribution.kind), attribution.source))
    if attribution.direct and attribution.content is not None:
        found.append(evidence(annotation, ("sourcing", "quotation"), attribution.content, "source"))
    return found
