"""A document's text with its evidence marked in it, as lines for a console."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.text import Text

from reliability.report.marks import make_marks, sweep
from reliability.report.terminal import drop_invisible, make_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reliability.rating import Rating
    from reliability.report.marks import Mark

# Specificity has the underline alone, so that it still shows on words that another signal has coloured.
_STYLES = {"hedging": "bold yellow", "specificity": "underline", "sourcing": "green", "consensus": "bold blue"}
_SOURCE_STYLE = "italic yellow"
_WEAK_STYLE = "magenta"
_VAGUE_STYLE = "bold magenta"

# A line of this length is likely cut at its file's right margin and not by its writer.
_MARGIN = range(50, 96)


def mark_passage(rating: Rating, *, styled: bool) -> list[Text]:
    """Lay out the text of a document with its evidence marked.

    Parameters
    ----------
    rating : Rating
        Its evidence may nest and cross; page furniture is left out, with a line to say so.
    styled : bool
        Whether to mark with terminal styles; else with signs and brackets.

    Returns
    -------
    list of Text
        Paragraphs, not yet wrapped; an empty one between blocks.
    """
    return _fill_lines(_write(rating, styled=styled))


def explain_marks(rating: Rating, *, styled: bool) -> list[Text]:
    """Explain the marks that occur in a document's text, each shown as it looks there.

    Returns
    -------
    list of Text
        One line a kind of mark; empty when nothing is marked.
    """
    samples: dict[str, Text] = {}
    for mark in sorted(_kept_marks(rating), key=lambda mark: (*_STYLES, mark.signal).index(mark.signal)):
        words = Text("words", style=_style(mark)) if styled else Text(f"{_open(mark)}words{_close(mark)}")
        samples.setdefault(_meaning(mark, styled=styled), words)
    width = max((words.cell_len for words in samples.values()), default=0)
    return [Text.assemble(words, " " * (width - words.cell_len + 2), meaning) for meaning, words in samples.items()]


def _write(rating: Rating, *, styled: bool) -> Iterator[tuple[str, str]]:
    """Yield the text in stretches of one style, with brackets and notes put in."""
    text = make_safe(rating.document.text)
    flowing = unwrap(text)
    left_out = dict(join_spans(text, rating.furniture))
    edges = {0, len(text), *left_out, *left_out.values()}
    skip = 0
    shown: tuple[Mark, ...] = ()
    for piece in sweep(_kept_marks(rating), edges):
        if piece.start in left_out:
            skip = left_out[piece.start]
            if not styled:
                # What ends before the gap is closed before the note on it.
                going_on = tuple(mark for mark in shown if mark.end > piece.start)
                yield _turn_brackets(shown, going_on), ""
                shown = going_on
            yield _note(text, piece.start, skip), "dim"
        if piece.start < skip:
            continue
        if not styled:
            yield _turn_brackets(shown, piece.marks), ""
        shown = piece.marks
        style = " ".join(dict.fromkeys(_style(mark) for mark in shown)) if styled else ""
        yield flowing[piece.start : piece.end], style
    if not styled:
        yield _turn_brackets(shown, ()), ""


def _fill_lines(stretches: Iterable[tuple[str, str]]) -> list[Text]:
    """Gather stretches into lines; never two empty ones in a row, none at the start or the end."""
    lines = [Text()]
    for words, style in stretches:
        for index, part in enumerate(words.split("\n")):
            if index:
                lines.append(Text())
            shown = drop_invisible(part)
            lines[-1].append(shown if lines[-1].plain else shown.lstrip(), style or None)
    filled: list[Text] = []
    for line in lines:
        line.rstrip()
        if line.plain or (filled and filled[-1].plain):
            filled.append(line)
    return filled if not filled or filled[-1].plain else filled[:-1]


def _kept_marks(rating: Rating) -> list[Mark]:
    """Make the marks of a rating, without those that lie wholly within furniture."""
    text = make_safe(rating.document.text)
    spans = join_spans(text, rating.furniture)
    marks = make_marks(text, rating.evidence)
    return [mark for mark in marks if not any(start <= mark.start and mark.end <= end for start, end in spans)]


def join_spans(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    r"""Bring spans within the text, in order, one where only blanks lie between two.

    Examples
    --------
    >>> join_spans("Home | News", [(0, 4), (7, 99)]), join_spans("Home\n\nNews", [(0, 4), (6, 10)])
    ([(0, 4), (7, 11)], [(0, 10)])
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted((max(start, 0), min(end, len(text))) for start, end in spans):
        if start >= end:
            continue
        if joined and not text[joined[-1][1] : start].strip():
            start, end = joined[-1][0], max(end, joined.pop()[1])  # noqa: PLW2901
        joined.append((start, end))
    return joined


def _note(text: str, start: int, end: int) -> str:
    """Say how much was left out: on a line of its own unless it was within one."""
    lines = sum(1 for line in text[start:end].split("\n") if line.strip())
    before = text[text.rfind("\n", 0, start) + 1 : start]
    line_end = text.find("\n", end)
    after = text[end : line_end if line_end >= 0 else len(text)]
    begins = not before.strip() or text[start] == "\n"
    ends = not after.strip() or text[end - 1] == "\n"
    if not lines:
        return "\n" if "\n" in text[start:end] else " "
    if not (begins and ends):
        return f"{'' if before.endswith(' ') else ' '}…{'' if after.startswith(' ') else ' '}"
    return f"\n\n… {lines:,} line{'s' if lines > 1 else ''} of page furniture left out …\n\n"


def unwrap(text: str) -> str:
    """Turn line ends at a file's right margin into blanks, one for one, so that paragraphs can be wrapped anew.

    Only a block of lines that all come close to one margin is taken for one; lists and flattened pages keep
    their lines.
    """

    def flow(block: re.Match[str]) -> str:
        lines = block[0].split("\n")
        wrapped = all(len(line.strip()) in _MARGIN for line in lines[:-1]) and len(lines[-1]) < _MARGIN.stop
        return block[0].replace("\n", " ") if wrapped else block[0]

    return re.sub(r"(?m)^[^\n]++(?:\n[^\n]++)+", flow, text)


def _turn_brackets(before: Sequence[Mark], after: Sequence[Mark]) -> str:
    """Close and open brackets between two pieces: down to the first mark they do not share, and up again."""
    shared = 0
    while shared < min(len(before), len(after)) and before[shared] == after[shared]:
        shared += 1
    closed = "".join(_close(mark) for mark in reversed(before[shared:]))
    return closed + "".join(_open(mark) for mark in after[shared:])


def _open(mark: Mark) -> str:
    """Write what goes before marked words."""
    if mark.signal == "hedging":
        return "~source: " if mark.voice == "source" else "~"
    if mark.signal == "specificity":
        return "?" if mark.weak else "_"
    return f"[{mark.label}: "


def _close(mark: Mark) -> str:
    """Write what goes after marked words."""
    if mark.signal == "hedging":
        return "~"
    return _open(mark) if mark.signal == "specificity" else "]"


def _style(mark: Mark) -> str:
    """Name the terminal style of a mark."""
    if mark.signal == "hedging" and mark.voice == "source":
        return _SOURCE_STYLE
    if mark.signal == "specificity" and mark.weak:
        return _VAGUE_STYLE
    return _WEAK_STYLE if mark.weak else _STYLES.get(mark.signal, "bold")


def _meaning(mark: Mark, *, styled: bool) -> str:
    """Say what a mark means."""
    if mark.signal == "hedging":
        return "conjecture of somebody quoted or reported" if mark.voice == "source" else "the writer's own conjecture"
    if mark.signal == "specificity":
        return "words too vague to look up" if mark.weak else "a particular that a reader can look up"
    if mark.signal == "consensus":
        return "held against the other documents of the story"
    if not styled:
        return "where a claim comes from, and what kind of source that is"
    return "no source, or one that a reader cannot go back to" if mark.weak else "a source that a reader can go back to"
