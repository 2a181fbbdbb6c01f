"""What a text says a named person is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reliability.annotation.names import Name
    from reliability.segmentation import Segments

Span = tuple[int, int]
_MARKS = frozenset(",()-–—")


def role_of(segments: Segments, names_at: Mapping[int, Name], source: Span) -> Span | None:
    """Return the token range that describes the person of a source span, without the marks around it, or None.

    The longer side of the name: "Ann Okoye, the agency's director", "lawyer Ann Okoye", "Rep. Ann Okoye (R-Ohio)".
    """
    name = next(
        (names_at[token] for token in range(*source) if token in names_at and names_at[token].kind == "person"), None
    )
    if name is None:
        return None
    before = _trimmed(segments.words, (source[0], max(source[0], name.first)))
    after = _trimmed(segments.words, (min(source[1], name.last), source[1]))
    longest = max(before, after, key=lambda span: span[1] - span[0])
    return longest if longest[0] < longest[1] else None


def _trimmed(words: list[str], span: Span) -> Span:
    first, last = span
    while first < last and words[first] in _MARKS:
        first += 1
    while first < last and words[last - 1] in _MARKS:
        last -= 1
    return first, last
