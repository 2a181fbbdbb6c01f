"""What a benchmark returns: rows of figures, and what it left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Row:
    """One figure.

    Parameters
    ----------
    subject : str
        What is read: "rating", "uncertain sentences".
    name : str
        Who reads it: the library, or a peer.
    figure : str
        What is counted, with its unit where it has one.
    value : float or None
        None where it is not defined, as a correlation with a constant.
    low, high : float or None
        Where 95 % of bootstrap draws lie, or slowest and fastest run.
    n : int
        How many it was counted on.
    of : str
        What those are: "articles", "sentences", "publishers".
    folds : str
        What a fold holds whole; empty where nothing was learned for the figure.
    differs : str
        What is not as in the rows beside it.
    """

    subject: str
    name: str
    figure: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    of: str
    folds: str = ""
    differs: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of one benchmark.

    Parameters
    ----------
    rows : list of Row
    left_out : list of str
        What could not be measured here, and what it needs.
    printed : str
        Output of a script that was called, as it stands.
    """

    rows: list[Row] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    printed: str = ""


def number(value: float | None) -> str:
    """Write a figure: three digits after the point, fewer where it is large; a dash where there is none."""
    if value is None:
        return "–"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"


def cells(row: Row) -> list[str]:
    """Return a row as text, column by column."""
    spread = "" if row.low is None or row.high is None else f"{number(row.low)} to {number(row.high)}"
    return [
        row.subject,
        row.name,
        row.figure,
        number(row.value),
        spread,
        f"{row.n:,} {row.of}",
        row.folds or "–",
        row.differs,
    ]


HEADS = ("what", "by", "figure", "value", "95 % or spread", "of", "folds", "what differs")


def table(rows: Iterable[Row]) -> str:
    """Set rows in columns for a terminal."""
    lines = [list(HEADS), *(cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip() for line in lines)
