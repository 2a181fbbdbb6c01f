"""Cues that are cues where they stand, each with the voice that utters it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reliability.annotation.names import is_heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reliability.annotation.annotate import Annotation
    from reliability.annotation.cues import Cue

# How likely by the model the words of a cue must be to mark doubt where they stand. Those of these kinds that mark
# none there are the month of May, a permission, an advice. Of no other kind does the model know anything.
_LEAST_LIKELY = {"modal": 0.05, "epistemic": 0.05, "rumour": 0.03, "forecast": 0.03, "conditional": 0.03, "weasel": 0.1}
# Whoever says "I think" is the writer, unless in quotation marks.
_FIRST_PERSON = frozenset({"i", "we"})
# Before the month also where every word is capitalised.
_BEFORE_MONTH = frozenset("in by since until till during from last next this early late mid of".split())
_NUMBER_FOLLOWS = re.compile(r"\s*[$€£~]?\d|\s+(?:half|a (?:dozen|third|quarter)|one|two|three|four|five|ten|twenty)\b")


@dataclass(frozen=True, slots=True)
class FoundCue:
    """One cue: its span, its kind, and "writer" or "source"."""

    start: int
    end: int
    kind: str
    voice: str


def find_cues(annotation: Annotation) -> list[FoundCue]:
    """Return the cues of a document that are cues in their place, in the order of the text."""
    cues = annotation.uncertain.cues
    if not cues:
        return []
    sources = _said_by_sources(annotation, cues)
    return [
        FoundCue(cue.start, cue.end, cue.kind, "source" if sources[first] else "writer")
        for cue, first in _in_place(annotation, cues)
    ]


def _in_place(annotation: Annotation, cues: list[Cue]) -> Iterator[tuple[Cue, int]]:
    """Yield the cues that mean what the list says, each with its first token."""
    text, tokens = annotation.segments.text, annotation.segments.tokens
    likely = annotation.uncertain.tokens.max(axis=1).tolist()
    for cue in cues:
        first = min(bisect_left(tokens, (cue.start,)), len(tokens) - 1)
        last = max(first + 1, bisect_left(tokens, (cue.end,)))
        if _is_name(annotation, cue):
            continue
        if max(likely[first:last]) < _LEAST_LIKELY.get(cue.kind, 0) and not _in_heading(annotation, cue):
            continue
        if cue.kind == "approximator" and not _NUMBER_FOLLOWS.match(text, cue.end):
            continue
        yield cue, first


def _said_by_sources(annotation: Annotation, cues: list[Cue]) -> list[bool]:
    """Return for each token whether somebody else says it: in quotation marks, or as what a source said."""
    said, text, tokens = list(annotation.quoted), annotation.segments.lowered, annotation.segments.tokens
    # What "it is said" or "they say" hand on comes from nobody: that cue is the writer's, and so is what follows.
    rumours = {cue.start: cue.end for cue in cues if cue.kind == "rumour" and " " in cue.form}
    for attribution in annotation.attributions:
        if attribution.source is None or attribution.content is None:
            continue
        begin, end = attribution.source
        if text[begin:end] in _FIRST_PERSON or rumours.get(begin, 0) > end:
            continue
        first, last = (bisect_left(tokens, (at,)) for at in attribution.content)
        said[first:last] = [True] * (last - first)
    return said


def _is_name(annotation: Annotation, cue: Cue) -> bool:
    """Whether "May" is the month or "Will" a person: capitalised, in neither a question's begin nor a heading."""
    text = annotation.segments.text
    if text[cue.start : cue.end] not in {"May", "Will"}:
        return False
    words, (start, end) = _sentence(annotation, cue)
    if is_heading(words):
        before = text[start : cue.start].lower().split()
        return bool(before) and before[-1] in _BEFORE_MONTH
    return not (cue.start - start <= 1 and text[end - 1] == "?")


def _in_heading(annotation: Annotation, cue: Cue) -> bool:
    """Whether a capital tells nothing of a word: the model has met "May" as a month only."""
    return annotation.segments.text[cue.start].isupper() and is_heading(_sentence(annotation, cue)[0])


def _sentence(annotation: Annotation, cue: Cue) -> tuple[list[str], tuple[int, int]]:
    """Return the words and the span of the sentence that a cue stands in."""
    segments = annotation.segments
    number = max(0, segments.sentence_at(cue.start))
    return segments.words[slice(*segments.first_tokens[number : number + 2])], segments.sentences[number]
