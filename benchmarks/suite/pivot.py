"""Rows set side by side for the page: a line for each name and kind of folds, a column for each thing read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from suite.rows import number
from suite.setting import GAP, LIBRARY, RANDOM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from suite.rows import Row

    Column = tuple[str, str]

# Figures of which less is better.
ERRORS = {"distance in levels", "processor seconds to the first answer", "MB of memory at most"}
# The labels are nobody's reading; the library's own are no peers.
_NO_PEERS = {"labels"}


def tables(rows: list[Row]) -> Iterator[str]:
    """Yield Markdown tables: one for each figure; those of one column together, where the same names have them.

    Gaps are told in words where they matter.
    """
    rows = [row for row in rows if not row.figure.endswith(GAP)]
    figures: dict[str, dict[Column, None]] = {}
    for row in rows:
        figures.setdefault(row.figure, {})[row.subject, row.figure] = None
    together: dict[tuple[tuple[str, str], ...], list[Column]] = {}
    for figure, columns in figures.items():
        if len(columns) > 1:
            yield _table(rows, list(columns), figure)
            continue
        for subject, _ in columns:
            lines = dict.fromkeys((r.name, r.folds) for r in rows if (r.subject, r.figure) == (subject, figure))
            together.setdefault(tuple(lines), []).append((subject, figure))
    for single in together.values():
        yield _table(rows, single, "")


def _table(rows: Iterable[Row], columns: list[Column], figure: str) -> str:
    found = {(row.name, row.folds, row.subject, row.figure): row for row in rows}
    shown = dict.fromkeys((row.name, row.folds) for row in rows if (row.subject, row.figure) in columns)
    folded = any(folds for _, folds in shown)
    heads = [_head(rows, column, shared=bool(figure)) for column in columns]
    lines = [[figure, *(["folds"] if folded else []), *heads], ["---"] * (1 + folded + len(heads))]
    for name, folds in shown:
        cells = [found.get((name, folds, *column)) for column in columns]
        if all(row is None or row.value is None for row in cells):
            continue
        lines.append([name, *([folds or "–"] if folded else []), *map(_cell, cells)])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _head(rows: Iterable[Row], column: Column, *, shared: bool) -> str:
    subject, figure = column
    numbers = {(row.n, row.of) for row in rows if (row.subject, row.figure) == column}
    of, counted = max(numbers)[1], sorted({n for n, _ in numbers})
    name = subject if shared else f"{subject}: {figure}"
    return f"{name} ({' to '.join(f'{n:,}' for n in (counted[0], counted[-1])[: len(counted)])} {of})"


def _cell(row: Row | None) -> str:
    if row is None:
        return ""
    spread = "" if row.low is None or row.high is None else f" ({number(row.low)} to {number(row.high)})"
    return number(row.value) + spread


@dataclass(frozen=True)
class Standing:
    """A peer beside the library on one figure, publishers, blocks or stories held out.

    Parameters
    ----------
    ours, theirs : Row
    gap : Row, optional
        How far the peer is above, where that was measured.
    """

    ours: Row
    theirs: Row
    gap: Row | None

    @property
    def ahead(self) -> bool:
        """Whether the peer's figure, rounded as shown, is the better one."""
        return self._better(round(self.theirs.value or 0, 3), round(self.ours.value or 0, 3))

    @property
    def level(self) -> bool:
        """Whether the two can't be told apart: shown alike, or the gap's interval holds zero."""
        if round(self.theirs.value or 0, 3) == round(self.ours.value or 0, 3):
            return True
        ends = (self.gap.low, self.gap.high) if self.gap else (None, None)
        return ends[0] is not None and ends[1] is not None and ends[0] <= 0 <= ends[1]

    def __str__(self) -> str:
        gap = self.gap
        sure = f"; the difference lies from {gap.low:+.3f} to {gap.high:+.3f}" if gap and gap.low is not None else ""
        told = f"{self.theirs.name} {number(self.theirs.value)}, this library {number(self.ours.value)}"
        return f"{self.theirs.subject}, {self.theirs.figure}: {told}{sure}"

    def _better(self, one: float, other: float) -> bool:
        return one < other if self.theirs.figure in ERRORS else one > other


def standings(rows: list[Row]) -> list[Standing]:
    """Set every peer's figure beside the library's; those of random folds are no results."""
    honest = [row for row in rows if row.folds != RANDOM]
    ours = {(row.subject, row.figure): row for row in honest if row.name == LIBRARY}
    gaps = {(row.subject, row.name, row.figure): row for row in honest if row.figure.endswith(GAP)}
    return [
        Standing(ours[row.subject, row.figure], row, gaps.get((row.subject, row.name, row.figure + GAP)))
        for row in honest
        if (row.subject, row.figure) in ours
        and row.value is not None
        and not row.name.startswith(LIBRARY)
        and row.name not in _NO_PEERS
    ]
