"""Reads sourcing in one document: its features, and the words that show them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reliability.annotation.judging import ROLES, SUPPORTS
from reliability.signals.counting import evidence
from reliability.signals.signal import Evidence, Signal
from reliability.signals.sourcing.values import values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reliability.annotation.annotate import Annotation
    from reliability.annotation.attributions import Attribution

_CENTRAL, _NONE = ROLES.index("central"), SUPPORTS.index("none")
# A sentence is shown as a claim without a source where both are this likely.
_SURE = 0.5


def read(annotation: Annotation) -> Signal:
    """Return the sourcing features of a document, its sources and quotations, its links and its bare claims."""
    return Signal("sourcing", values(annotation), partial(_show, annotation))


def _show(annotation: Annotation) -> list[Evidence]:
    found = [item for attribution in annotation.attributions for item in _of_attribution(annotation, attribution)]
    found += [evidence(annotation, ("sourcing", "link"), (start, end)) for start, end, _ in annotation.links]
    found += _bare_claims(annotation)
    return sorted(set(found), key=lambda item: (item.start, item.end))


def _of_attribution(annotation: Annotation, attribution: Attribution) -> Iterator[Evidence]:
    if not attribution.stated:
        return
    if attribution.source is not None:
        kind = "second-hand" if attribution.second_hand else attribution.kind
        yield evidence(annotation, ("sourcing", kind), attribution.source)
    if attribution.direct and attribution.content is not None:
        start, end = attribution.content
        for quotation in annotation.quotations_in(start, end):
            yield evidence(annotation, ("sourcing", "quotation"), (quotation.start, quotation.end), "source")


def _bare_claims(annotation: Annotation) -> Iterator[Evidence]:
    """Yield the central sentences that neither an attribution nor the model finds a source for."""
    judged, sources = annotation.judged, annotation.sentence_sources
    for k, span in enumerate(annotation.segments.sentences):
        if sources[k] is None and judged.roles[k, _CENTRAL] > _SURE and judged.supports[k, _NONE] > _SURE:
            yield evidence(annotation, ("sourcing", "none"), span)
