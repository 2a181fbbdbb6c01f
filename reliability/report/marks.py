"""Evidence laid over a text: which marks hold at which characters, however they overlap."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reliability.report.words import WEAK_SOURCES, kind_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reliability.signals.signal import Evidence


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text to be marked in one way.

    Parameters
    ----------
    start, end : int
        Character offsets, end excluded; never empty, and no blanks at either end.
    signal : str
        The family that found it.
    label : str
        The kind in words where a reader needs it to understand the mark (whose voice a source is), else empty.
    voice : str
        "writer" or "source"; told apart only for hedging, where it decides how much the words count.
    weak : bool
        Whether it is a source that a reader cannot go back to, or words too vague to look up.
    """

    start: int
    end: int
    signal: str
    label: str
    voice: str
    weak: bool

    @property
    def look(self) -> tuple[str, str, str, bool]:
        """What decides how it is shown."""
        return self.signal, self.label, self.voice, self.weak


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text over which the same marks hold, outermost first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def make_marks(text: str, evidence: Iterable[Evidence], label: Callable[[Evidence], str] | None = None) -> list[Mark]:
    """Turn evidence into marks: within the text, without blanks at their ends, one where several would look alike.

    Parameters
    ----------
    text : str
        The text that the offsets point into.
    evidence : iterable of Evidence
        In any order, overlapping in any way.
    label : callable, optional
        Labels a piece of evidence; what has one label looks alike. By default by what a reader needs to understand it.

    Returns
    -------
    list of Mark
        By start, the longer first, so that a mark comes before those inside it.
    """
    marks = (_make_mark(text, one, (label or _label)(one)) for one in evidence)
    ordered = sorted((mark for mark in marks if mark.start < mark.end), key=_place)
    merged: dict[int, Mark] = {}
    latest: dict[tuple[str, str, str, bool], int] = {}
    for index, mark in enumerate(ordered):
        before = latest.get(mark.look)
        # A name within a name, both underlined, would only put one mark inside another of its kind.
        if before is not None and mark.start < merged[before].end:
            end = max(mark.end, merged[before].end)
            merged[before] = Mark(merged[before].start, end, *mark.look)
        else:
            merged[index] = mark
            latest[mark.look] = index
    return sorted(merged.values(), key=_place)


def sweep(marks: list[Mark], edges: Iterable[int]) -> Iterator[Piece]:
    """Cut a text into the pieces over which the same marks hold.

    One pass over all places where a mark starts or ends, keeping the marks that are open. Marks may nest and cross;
    each piece lists its marks from the outermost to the innermost, in one order throughout, so that whoever draws
    brackets closes down to the first difference between two pieces and opens again from there.

    Parameters
    ----------
    marks : list of Mark
        As ``make_marks`` orders them.
    edges : iterable of int
        Further offsets to cut at: the two ends of the text at least.

    Yields
    ------
    Piece
        In order and without gaps from the first edge to the last.
    """
    cuts = sorted({*edges, *(mark.start for mark in marks), *(mark.end for mark in marks)})
    waiting = 0
    held: list[Mark] = []
    for start, end in pairwise(cuts):
        held = [mark for mark in held if mark.end > start]
        while waiting < len(marks) and marks[waiting].start <= start:
            held.append(marks[waiting])
            waiting += 1
        yield Piece(start, end, tuple(held))


def _make_mark(text: str, evidence: Evidence, label: str) -> Mark:
    """Bring one piece of evidence within the text and trim it; an empty one starts where it ends."""
    start, end = max(evidence.start, 0), min(evidence.end, len(text))
    words = text[start:end] if start < end else ""
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    signal = evidence.signal
    return Mark(
        start,
        end,
        signal,
        label,
        evidence.voice if signal == "hedging" else "writer",
        _is_vague(evidence) or (signal == "sourcing" and evidence.kind in WEAK_SOURCES),
    )


def _label(evidence: Evidence) -> str:
    """Name the kind in words where a reader needs it."""
    labelled = _is_vague(evidence) or evidence.signal not in {"hedging", "specificity"}
    return kind_words(evidence.kind) if labelled else ""


def _is_vague(evidence: Evidence) -> bool:
    """Whether words stand where a particular could: told apart from those that do."""
    return evidence.signal == "specificity" and evidence.kind == "vague"


def _place(mark: Mark) -> tuple[int, int]:
    """Order by start, the longer first."""
    return mark.start, -mark.end
