"""Reads specificity in one document: its features, and the words that show them."""

from __future__ import annotations

from bisect import bisect_right
from functools import partial
from typing import TYPE_CHECKING

from reliability.signals.counting import evidence
from reliability.signals.signal import Evidence, Signal
from reliability.signals.specificity.details import find_details
from reliability.signals.specificity.values import values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reliability.annotation.annotate import Annotation
    from reliability.annotation.names import Name
    from reliability.signals.specificity.details import Details

Span = tuple[int, int]

# Before a name that is neither a person's nor a body's these words make it a place.
_PLACING = frozenset("in at near from across outside around throughout via off".split())


def read(annotation: Annotation) -> Signal:
    """Return the specificity features of a document, its particulars, and the vague words against them."""
    details = find_details(annotation)
    return Signal("specificity", values(annotation, details), partial(_show, annotation, details))


def _show(annotation: Annotation, details: Details) -> list[Evidence]:
    if not annotation.segments.n_words:
        return []
    return sorted(_evidence(annotation, details), key=lambda item: (item.start, item.end))


def _evidence(annotation: Annotation, details: Details) -> Iterator[Evidence]:
    wide = [(span, "title") for span in details.titles]
    wide += [(span, "product") for span in details.products]
    wide += [(span, "relative_date") for span in details.relative_dates]
    wide += [(span, "person") for span in _described(annotation)]
    small = [((p.start, p.end), p.kind) for p in annotation.particulars]
    small += [(_span(annotation, name), _kind(annotation, name)) for name in annotation.names]
    if wide:
        inside = _Inside([span for span, _ in wide])
        small = [item for item in small if not inside.holds(item[0])]
    verbatim = [(quotation.start, quotation.end) for quotation in annotation.quotations if quotation.verbatim]
    small += [(span, "quotation") for span in verbatim if span not in details.titles]
    small += [(span, "vague") for span in details.vague]
    for span, kind in wide + small:
        voice = "source" if verbatim and annotation.is_quoted(span[0]) else "writer"
        yield evidence(annotation, ("specificity", kind), span, voice)


class _Inside:
    """Tells whether a span lies within one of others."""

    def __init__(self, spans: list[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach: list[int] = []
        for _, end in ordered:
            self._reach.append(max(end, self._reach[-1] if self._reach else 0))

    def holds(self, span: Span) -> bool:
        last = bisect_right(self._starts, span[0]) - 1
        return last >= 0 and span[1] <= self._reach[last]


def _described(annotation: Annotation) -> Iterator[Span]:
    """Yield named sources with their role: "Ann Okoye, the bridge's engineer"."""
    for attribution in annotation.attributions:
        if attribution.kind == "person" and attribution.role is not None and attribution.source is not None:
            start, end = attribution.source
            # "Ann Okoye, the bridge's engineer, said": the comma behind belongs to the sentence.
            yield start, start + len(annotation.segments.text[start:end].rstrip(" ,"))


def _span(annotation: Annotation, name: Name) -> Span:
    tokens = annotation.segments.tokens
    return tokens[name.first][0], tokens[name.last - 1][1]


def _kind(annotation: Annotation, name: Name) -> str:
    if name.kind != "other":
        return name.kind
    before = annotation.segments.words[name.first - 1].lower() if name.first else ""
    return "place" if before in _PLACING else "name"
