"""Articles as the networks see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability.annotation.names import names
from reliability.annotation.quotations import Quotation, quotations
from reliability.annotation.tagging import OUTPUTS
from reliability.gold import records, whole_records
from reliability.segmentation import Segments, segment_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

PARTS = ("source", "cue", "content")
NAME_KINDS = ("person", "organisation", "outlet", "other")
# Longer articles are cut: what they say and how is told by then.
_CHARACTERS = 12_000


@dataclass(frozen=True)
class Article:
    """One article, and what each token is, where that is known.

    Parameters
    ----------
    segments : Segments
    quoted : list of Quotation
    labels : ndarray of shape (n_tokens, 6)
        1 where a token stands in or begins a part, in the order of `OUTPUTS`; a teacher's labels lie between.
    marked : dict of str to list of (int, int)
        For each part the character spans marked in the text, from the first to the last of several pieces.
    """

    segments: Segments
    quoted: list[Quotation]
    labels: NDArray[np.float32]
    marked: dict[str, list[tuple[int, int]]]

    def names(self) -> NDArray[np.float32]:
        """Return for each token whether it is part of no name or of which kind; shape (n_tokens, 5)."""
        found = np.zeros((len(self.segments.tokens), 1 + len(NAME_KINDS)), np.float32)
        found[:, 0] = 1
        for name in names(self.segments):
            found[name.first : name.last, 0] = 0
            found[name.first : name.last, 1 + NAME_KINDS.index(name.kind)] = 1
        return found


def read_marked(path: Path, without: frozenset[str] = frozenset()) -> list[Article]:
    """Read articles with marked attributions; PolNeAR's spans as character offsets.

    Parameters
    ----------
    path : Path
        JSON lines with ``id``, ``text`` and ``attributions``: lists of spans under "source", "cue", "content".
    without : frozenset of str
        Ids to leave out.
    """
    with whole_records(path):
        rows = [record for _, record in records(path) if str(record["id"]) not in without]
        return [_marked(str(row["text"]), row["attributions"]) for row in rows if str(row["text"]).strip()]


def read_unmarked(path: Path, without: frozenset[str], step: int) -> list[Article]:
    """Read every so-manieth article of a file, without marks."""
    with whole_records(path):
        texts = [str(record["text"]) for _, record in records(path) if str(record.get("id")) not in without]
    return [_marked(text[:_CHARACTERS], []) for text in texts[::step] if text.strip()]


def _marked(text: str, attributions: Sequence[dict[str, Any]]) -> Article:
    segments = segment_spans(text, [(0, len(text))])
    starts = np.array([segments.original(*token)[0] for token in segments.tokens] or [0])
    ends = np.array([segments.original(*token)[1] for token in segments.tokens] or [0])
    labels = np.zeros((len(segments.tokens), len(OUTPUTS)), np.float32)
    for part, first, last in _pieces(attributions):
        inside = np.flatnonzero((ends > first) & (starts < last))
        labels[inside, part] = 1
        labels[inside[:1], part + len(PARTS)] = 1
    marked = {part: [_hull(a[part]) for a in attributions if a[part]] for part in PARTS}
    return Article(segments, quotations(segments), labels, marked)


def _pieces(attributions: Sequence[dict[str, Any]]) -> Iterator[tuple[int, int, int]]:
    for attribution in attributions:
        for number, part in enumerate(PARTS):
            for first, last in attribution[part]:
                yield number, first, last


def _hull(pieces: Sequence[Sequence[int]]) -> tuple[int, int]:
    return min(first for first, _ in pieces), max(last for _, last in pieces)
