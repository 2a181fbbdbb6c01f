"""What a document says beside what others on its story say, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from reliability.report.terminal import make_line, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from reliability.in_story import ClaimEvidence, Story
    from reliability.rating import Rating

_INDENT = 2
_KIND = 11
# Rows of each kind, lines of each sentence, and the narrowest column worth reading.
_ROWS = 4
_LINES = 3
_NARROWEST = 12
_STYLES = {"contradicts": "bold red", "differs": "yellow", "agrees": "green"}


def draw_claims(rating: Rating, console: Console, width: int) -> list[Text]:
    """Draw the claims of a document that others on its story contradict or bear out.

    Parameters
    ----------
    rating : Rating
    console : Console
        Measures the text.
    width : int
        Cells that a line may take.

    Returns
    -------
    list of Text
        Empty for a document alone with its story; conflicts first, then agreements, the most alike of each claim.
    """
    story = rating.story
    if story is None:
        return []
    copies = "" if story.voices == len(story.documents) else f", {_count(story.voices, 'independent voice')}"
    lines = [Text(f"Beside the other documents on its story: {len(story.documents)} documents{copies}", style="bold")]
    if rating.signals.get("consensus") is None:
        return [*lines, Text("  No other of them speaks independently on it: nothing to compare with.")]
    rows = [item for kind in _STYLES for item in _chosen(rating, kind)]
    column = max(_NARROWEST, (width - _INDENT - _KIND - 4) // 2)
    if rows:
        lines.append(_line("", "this document", "another", column))
    for item in rows:
        lines += _row(item, console, column)
    return [*lines, _summary(story)]


def _chosen(rating: Rating, kind: str) -> list[ClaimEvidence]:
    """Choose for each claim the other document's sentence most like it, the most alike claims first."""
    found: dict[tuple[int, int], ClaimEvidence] = {}
    for item in rating.evidence:
        if item.signal == "consensus" and item.kind == kind:
            known = found.get((item.start, item.end))
            if known is None or item.likeness > known.likeness:  # type: ignore[attr-defined]
                found[item.start, item.end] = item  # type: ignore[assignment]
    return sorted(found.values(), key=lambda item: -item.likeness)[:_ROWS]


def _row(item: ClaimEvidence, console: Console, column: int) -> Iterator[Text]:
    """Draw one claim: its kind, its sentence, and the other's with where it stands."""
    mine = _fitted(make_line(item.text), console, column)
    name = shorten(item.other, column - 1)
    theirs = [f"{name}:", *_fitted(make_line(item.other_text), console, column)]
    why = _fitted(item.note, console, column) if item.kind != "agrees" else []
    theirs += [f"({line}" if i == 0 else line for i, line in enumerate(why)]
    if why:
        theirs[-1] += ")"
    for at in range(max(len(mine), len(theirs))):
        left = mine[at] if at < len(mine) else ""
        right = theirs[at] if at < len(theirs) else ""
        yield _line(item.kind if at == 0 else "", left, right, column)


def _line(kind: str, left: str, right: str, column: int) -> Text:
    line = Text(" " * _INDENT)
    for words, cells, style in ((kind, _KIND, _STYLES.get(kind, "")), (left, column, ""), (right, column, "")):
        cell = Text(words, style=style)
        cell.pad_right(max(0, cells - cell.cell_len) + 2)
        line.append_text(cell)
    line.rstrip()
    return line


def _fitted(sentence: str, console: Console, column: int) -> list[str]:
    """Wrap a sentence, cutting what is longer than three lines."""
    # Two cells less, for the bracket and its like that may stand around it.
    lines = [line.plain.rstrip() for line in Text(sentence).wrap(console, column - 2)]
    return lines if len(lines) <= _LINES else [*lines[: _LINES - 1], f"{lines[_LINES - 1]}…"]


def _summary(story: Story) -> Text:
    """Say with how many documents it agrees and conflicts."""
    return Text(
        f"{' ' * _INDENT}{_count(len(story.agreements), 'document')} with a sentence like a central one of this, "
        f"{len(story.conflicts)} with one against it"
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
