"""Stretches between quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reliability.segmentation import Segments

_MARK = re.compile(r"[\"“”„«»]")
_OPENING = "“„«"
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
    return [
        quotation
        for start, end in _paragraph_bounds(segments)
        for quotation in _in_paragraph(segments.text, start, end)
    ]


def _paragraph_bounds(segments: Segments) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph begins and ends, from its first sentence to its last."""
    for _, group in groupby(zip(segments.paragraphs, segments.sentences, strict=True), key=itemgetter(0)):
        sentences = [sentence for _, sentence in group]
        yield sentences[0][0], sentences[-1][1]


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened = -1
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match[0]
        before_word = (at == start or not text[at - 1].isalnum()) and bool(text[at + 1 : at + 2].strip())
        opens = mark in _OPENING or (mark == '"' and before_word)
        if opened < 0:
            # A straight mark behind a word while nothing is open is inches, or a slip.
            opened = at if opens else -1
        elif not opens or mark == '"' or text[opened] == "„":
            found.append(_quotation(text, opened, at + 1))
            opened = -1
    if opened >= 0:
        found.append(_quotation(text, opened, end))
    return found


def _quotation(text: str, start: int, end: int) -> Quotation:
    return Quotation(start, end, len(text[start:end].split()) >= _LEAST_WORDS)


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
