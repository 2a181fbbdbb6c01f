"""What each sentence stands on: the source of an attribution in it, a link, or the quotation that runs through it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reliability.annotation.annotate import Annotation
    from reliability.annotation.attributions import Attribution
    from reliability.annotation.quotations import Quotation
    from reliability.segmentation import Segments

# From what a reader can trace best to what nobody could go and ask.
STRENGTH = ("person", "document", "organisation", "anonymous", "pronoun", "vague", "other")
_RANK = {kind: rank for rank, kind in enumerate(STRENGTH)}
# A quotation without a cue of its own belongs to the speaker named at most so many sentences before.
_REACH = 3
# Under this share of sentences a source is an aside, not what the text stands on.
_LEAST_SHARE = 0.05
_TRACEABLE = frozenset({"person", "document", "organisation", "anonymous"})


def sentence_sources(
    segments: Segments,
    quoted: Sequence[Quotation],
    attributions: Sequence[Attribution],
    links: Sequence[tuple[int, int, str]],
) -> list[str | None]:
    """Return for each sentence the kind of the strongest source it stands on, or None.

    Parameters
    ----------
    segments : Segments
    quoted : sequence of Quotation
    attributions : sequence of Attribution
        Only what a source states is support; what it wants is told by the page.
    links : sequence of (int, int, str)
        A link leads to a document that a reader can open.
    """
    kinds: list[str | None] = [None] * len(segments.sentences)
    for attribution in attributions:
        if not attribution.stated:
            continue
        spans = [span for span in (attribution.source, attribution.cue, attribution.content) if span]
        first = segments.sentence_at(min(start for start, _ in spans))
        last = segments.sentence_at(max(end for _, end in spans) - 1)
        for sentence in range(max(0, first), last + 1):
            kinds[sentence] = _stronger(kinds[sentence], attribution.speaker_kind)
    for start, _, _ in links:
        sentence = max(0, segments.sentence_at(start))
        kinds[sentence] = _stronger(kinds[sentence], "document")
    for quotation in quoted:
        if not quotation.verbatim:
            continue
        first, last = segments.sentence_at(quotation.start), segments.sentence_at(quotation.end - 1)
        for sentence in range(max(0, first), last + 1):
            if kinds[sentence] is None:
                before = (kinds[k] for k in range(sentence - 1, max(-1, sentence - 1 - _REACH), -1))
                kinds[sentence] = next((kind for kind in before if kind), "other")
    return kinds


def distinct_sources(annotation: Annotation) -> Counter[tuple[str, str]]:
    """Return each source once, as (whom or what it is, kind), with how often it states something.

    Later mentions count for the source that they point back to; who only wants or believes something is none.
    """
    text = annotation.segments.lowered
    found: Counter[tuple[str, str]] = Counter()
    for attribution in annotation.attributions:
        span = attribution.speaker or attribution.source
        if span is not None and attribution.stated:
            found[text[slice(*span)], attribution.speaker_kind] += 1
    return found


def is_unsourced(annotation: Annotation) -> bool:
    """Whether hardly a sentence stands on a named or at least described source."""
    told = [kind for kind in annotation.sentence_sources if kind in _TRACEABLE]
    return len(told) < max(1, _LEAST_SHARE * len(annotation.sentence_sources))


def is_untraceable(annotation: Annotation) -> bool:
    """Whether a page holds nothing to trace: unsourced, no quotation, and at most one person by full name.

    This is how the scale defines its lowest level.
    """
    people = {name.key for name in annotation.names if name.kind == "person" and name.last - name.first > 1}
    quotes = any(quotation.verbatim for quotation in annotation.quotations)
    return is_unsourced(annotation) and not quotes and len(people) <= 1


def _stronger(first: str | None, second: str) -> str:
    return second if first is None or _RANK[second] < _RANK[first] else first
