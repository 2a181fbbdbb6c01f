"""From probabilities of tokens to spans of sources, cues and contents, and which of them belong together."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Span = tuple[int, int]

SOURCE, CUE, CONTENT = range(3)
# A span reaches as far as its tokens are this likely, begins anew where a begin is likelier than the second value,
# and counts where its best token is likelier than the third. Set on PolNeAR's development articles.
_EDGE = 0.3
_BEGIN = 0.6
_PEAK = (0.5, 0.5, 0.55)
# Crossing another cue costs as much as so many tokens: "X said Y had told Z".
_CROSSED = 4
# Further from a cue than this, a content is nobody's.
_FURTHEST_CONTENT = 40
# Sources looked at to either side of a cue: a sentence without an end may hold thousands.
_NEAREST = 3
# Tokens besides the cue that may stand between two pieces of one content: the source and some marks.
_APART = 8


@dataclass(frozen=True, slots=True)
class Linked:
    """A cue with its source and its content, as token ranges."""

    source: Span | None
    cue: Span
    content: Span | None


def link(probabilities: NDArray[np.float32], first_tokens: Sequence[int]) -> list[Linked]:
    """Return the attributions that the tagger's probabilities speak for, in the order of their cues.

    Parameters
    ----------
    probabilities : ndarray of shape (n_tokens, 6)
        In the order of `reliability.annotation.tagging.OUTPUTS`.
    first_tokens : sequence of int
        For each sentence its first token, and at the end the number of tokens.
    """
    begins = np.zeros(len(probabilities), bool)
    begins[list(first_tokens[:-1])] = True
    cues = _spans(probabilities, CUE, begins)
    sources = _source_of_each(cues, _spans(probabilities, SOURCE, begins), first_tokens)
    contents = _content_of_each(cues, _spans(probabilities, CONTENT, None))
    return [Linked(*parts) for parts in zip(sources, cues, contents, strict=True)]


def _spans(probabilities: NDArray[np.float32], part: int, begins: NDArray[np.bool_] | None) -> list[Span]:
    """Return the token ranges of one part; none of them crosses a token that ``begins`` marks."""
    inside = probabilities[:, part] > _EDGE
    if not inside.any():
        return []
    starting = inside & (probabilities[:, 3 + part] > _BEGIN)
    starting[0] = inside[0]
    starting[1:] |= inside[1:] & ~inside[:-1]
    if begins is not None:
        starting |= inside & begins
    first = np.flatnonzero(starting)
    outside = np.append(np.flatnonzero(~inside), len(inside))
    last = np.minimum(np.append(first[1:], len(inside)), outside[np.searchsorted(outside, first)])
    # Between the ranges stand tokens of none of them, less likely than any within: they do not move the maximum.
    peak = np.maximum.reduceat(probabilities[:, part], first)
    keep = peak >= _PEAK[part]
    return list(zip(first[keep].tolist(), last[keep].tolist(), strict=True))


def _source_of_each(cues: list[Span], sources: list[Span], first_tokens: Sequence[int]) -> list[Span | None]:
    """Return for each cue the nearest source in its sentence; one behind the cue counts as twice as far."""
    found: list[Span | None] = []
    starts = [source[0] for source in sources]
    cue_starts = [cue[0] for cue in cues]
    for cue in cues:
        sentence = bisect_right(first_tokens, cue[0]) - 1
        begin, end = first_tokens[sentence], first_tokens[sentence + 1]
        place = bisect_right(starts, cue[0])
        near = [
            (_distance(cue, source, cue_starts), source)
            for source in sources[max(0, place - _NEAREST) : place + _NEAREST]
            if begin <= source[0] < end
        ]
        found.append(min(near)[1] if near else None)
    return found


def _distance(cue: Span, source: Span, cue_starts: list[int]) -> int:
    if source[1] <= cue[0]:
        crossed = bisect_right(cue_starts, cue[0] - 1) - bisect_right(cue_starts, source[1] - 1)
        return cue[0] - source[1] + _CROSSED * crossed
    if source[0] >= cue[1]:
        crossed = bisect_right(cue_starts, source[0] - 1) - bisect_right(cue_starts, cue[0])
        return 2 * (source[0] - cue[1]) + 1 + 2 * _CROSSED * crossed
    return 0


def _content_of_each(cues: list[Span], contents: list[Span]) -> list[Span | None]:
    """Give each content to the cue next to it; a cue's contents make one, from the first to the last."""
    found: list[Span | None] = [None] * len(cues)
    starts = [cue[0] for cue in cues]
    for content in contents:
        place = bisect_right(starts, content[0])
        # Those before the content's begin, and the first behind it: no other can be nearer.
        around = [number for number in (place - 1, place, place + 1) if 0 <= number < len(cues)]
        gap, nearest = min(((_gap(cues[number], content), number) for number in around), default=(_FURTHEST_CONTENT, 0))
        if gap < _FURTHEST_CONTENT:
            found[nearest] = _joined(cues[nearest], found[nearest], content)
    return found


def _joined(cue: Span, known: Span | None, content: Span) -> Span:
    """Return the pieces of one content as one, "A", said X, "B"; of two that lie apart the one nearer to the cue."""
    if known is None:
        return content
    apart = content[0] - known[1]
    if known[1] <= cue[0] and cue[1] <= content[0]:
        apart -= cue[1] - cue[0]
    if apart <= _APART:
        return min(known[0], content[0]), max(known[1], content[1])
    return min(known, content, key=lambda piece: _gap(cue, piece))


def _gap(cue: Span, content: Span) -> float:
    if cue[1] <= content[0]:
        return content[0] - cue[1]
    # A content that ends before its cue stands a comma further off than one that follows.
    return cue[0] - content[1] + 1.5 if cue[0] >= content[1] else 0
