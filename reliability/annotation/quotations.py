"""Stretches between quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reliability.segmentation import Segments

_MARK = re.compile(r"[\"“”„«»]")
_OPENING = "“„«"
_CLOSING = "”»"
# Shorter stretches are names of works or words held at a distance ("so-called"), not what somebody said.
_LEAST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch, marks included; ``verbatim`` where it is long enough to be somebody's words."""

    start: int
    end: int
    verbatim: bool


def quotations(segments: Segments) -> list[Quotation]:
    """Return the quotations of a text in order; none overlaps another.

    A quotation ends at the latest with its paragraph: the next paragraph of a long one opens its marks anew, and
    a mark that nobody closed does not swallow the article. Straight marks open after a blank and close after
    anything else.
    """
    text = segments.text
    found: list[Quotation] = []
    position = 0
    for line_end in [*(m.start() for m in re.finditer("\n", text)), len(text)]:
        found.extend(_in_paragraph(text, position, line_end))
        position = line_end + 1
    return found


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened = -1
    for match in _MARK.finditer(text, start, end):
        at = match.start()
        opens = match[0] in _OPENING or (match[0] not in _CLOSING and (at == start or text[at - 1] in " (\n—-["))
        if opened < 0 and (opens or match[0] not in _CLOSING):
            opened = at
        elif opened >= 0 and not (opens and match[0] in _OPENING):
            found.append(_quotation(text, opened, at + 1))
            opened = -1
    if opened >= 0:
        found.append(_quotation(text, opened, end))
    return found


def _quotation(text: str, start: int, end: int) -> Quotation:
    return Quotation(start, end, text.count(" ", start, end) >= _LEAST_WORDS - 1)


def tokens_inside(segments: Segments, quoted: Sequence[Quotation]) -> list[bool]:
    """Return for each token whether it stands in a verbatim quotation."""
    inside = [False] * len(segments.tokens)
    token = 0
    for quotation in quoted:
        if not quotation.verbatim:
            continue
        while token < len(inside) and segments.tokens[token][0] < quotation.start:
            token += 1
        while token < len(inside) and segments.tokens[token][0] < quotation.end:
            inside[token] = True
            token += 1
    return inside
