"""Reads hedging in one document: its features, and the words that show them."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from reliability.signals.counting import evidence
from reliability.signals.hedging.cues import FoundCue, find_cues
from reliability.signals.hedging.values import SPECULATIVE, values
from reliability.signals.signal import Evidence, Signal

if TYPE_CHECKING:
    from reliability.annotation.annotate import Annotation

Span = tuple[int, int]

# Kinds of cues that are shown; conditions and vague quantities are too common to tell a reader anything.
_SHOWN = SPECULATIVE | {"weasel", "insinuation", "motive", "denial", "approximator", "booster"}


def read(annotation: Annotation) -> Signal:
    """Return the hedging features of a document and the words behind them."""
    cues, questions = find_cues(annotation), _questions(annotation)
    return Signal("hedging", values(annotation, cues, len(questions)), partial(_show, annotation, cues, questions))


def _show(annotation: Annotation, cues: list[FoundCue], questions: list[Span]) -> list[Evidence]:
    found = [
        evidence(annotation, ("hedging", cue.kind), (cue.start, cue.end), cue.voice)
        for cue in cues
        if cue.kind in _SHOWN
    ]
    found += [evidence(annotation, ("hedging", "question"), span) for span in questions]
    return sorted(found, key=attrgetter("start"))


def _questions(annotation: Annotation) -> list[Span]:
    segments = annotation.segments
    return [
        (start, end)
        for start, end in segments.sentences
        if "?" in segments.text[max(start, end - 2) : end] and not annotation.is_quoted(end - 1)
    ]
