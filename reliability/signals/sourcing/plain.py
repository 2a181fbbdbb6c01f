"""Attributions and supports of a plain string, for use as a library."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reliability.annotation.annotate import annotate
from reliability.annotation.attributions import find_statements
from reliability.annotation.judging import ROLES, SUPPORTS
from reliability.annotation.names import names
from reliability.annotation.quotations import quotations
from reliability.segmentation import segment_as, segment_spans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reliability.annotation.annotate import Annotation
    from reliability.annotation.attributions import Attribution

Span = tuple[int, int]


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
    segments = segment_spans(text, [(0, len(text))])
    statements = find_statements(segments, quotations(segments), names(segments))

    def given(span: Span | None) -> Span | None:
        return segments.original(*span) if span else None

    return [
        replace(
            found,
            source=given(found.source),
            cue=given(found.cue),
            content=given(found.content),
            speaker=given(found.speaker),
            role=given(found.role),
        )
        for found in statements.attributions
    ]


def annotate_whole(text: str) -> Annotation:
    """Annotate a text without dropping furniture."""
    return annotate(segment_spans(text, [(0, len(text))]))


def sentence_support(text: str, spans: Iterable[Span]) -> list[tuple[str, str]]:
    """Tell what each sentence of a text does and what its claim stands on.

    Parameters
    ----------
    text : str
        A whole article: what stands before and after a sentence counts.
    spans : iterable of (int, int)
        Its sentences as character offsets, in any order. Where two overlap, the first keeps the words they share.

    Returns
    -------
    list of (str, str)
        For each span its role (central, detail, background, opinion or furniture) and its support (person,
        organisation, document, witness, anonymous, vague, common or none). A span without a letter or digit that is
        its own is furniture that stands on nothing.

    Raises
    ------
    ValueError
        Where a span does not lie within the text.

    Examples
    --------
    >>> text = "“The bridge is safe,” Mayor Ann Okoye said in a statement on Monday."
    >>> [support for _, support in sentence_support(text, [(0, len(text))])]
    ['person']
    """
    asked = [(int(start), int(end)) for start, end in spans]
    if any(not 0 <= start <= end <= len(text) for start, end in asked):
        raise ValueError(f"spans must lie within the text, which has {len(text)} characters")
    own: dict[Span, Span] = {}
    position = 0
    for start, end in sorted(set(asked)):
        begin = max(start, position)
        if any(character.isalnum() for character in text[begin:end]):
            own[start, end] = (begin, end)
            position = end
    judged = annotate(segment_as(text, own.values())).judged
    labels = {
        span: (ROLES[role], SUPPORTS[support])
        for span, role, support in zip(own, judged.roles.argmax(axis=1), judged.supports.argmax(axis=1), strict=True)
    }
    return [labels.get(span, ("furniture", "none")) for span in asked]
