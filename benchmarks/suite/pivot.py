"""Rows set side by side for the page: a line for each name and kind of folds, a column for each thing read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from suite.rows import number
from suite.setting import GROUPED, LIBRARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from suite.rows import Row

    Column = tuple[str, str]

# Figures of which less is better.
ERRORS = {"distance in levels", "processor seconds to the first answer", "MB of memory at most"}
# The difference from the library is told where a peer is ahead; the labels themselves are nobody's reading.
_NO_PEERS = {"labels"}
_GAP = "Spearman less the library's"


def tables(rows: list[Row]) -> Iterator[str]:
    """Yield Markdown tables: one for each figure; those of one column together, where the same names have them."""
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


def ahead(rows: list[Row]) -> list[str]:
    """Say where a peer's figure, rounded as shown, is not worse than the library's on the same folds."""
    ours = {(row.subject, row.figure, row.folds): row.value for row in rows if row.name == LIBRARY}
    gaps = {(row.subject, row.name): row for row in rows if row.figure == _GAP}
    said = []
    for row in rows:
        mine = ours.get((row.subject, row.figure, row.folds))
        if row.name in {LIBRARY, *_NO_PEERS} or row.value is None or mine is None or row.folds == "random":
            continue
        one, other = round(row.value, 3), round(mine, 3)
        if (one > other) if row.figure in ERRORS else (one < other):
            continue
        gap = gaps.get((row.subject, row.name)) if row.figure == "Spearman" and row.folds == GROUPED else None
        sure = f"; the difference lies from {gap.low:+.3f} to {gap.high:+.3f}" if gap and gap.low is not None else ""
        said.append(f"{row.subject}, {row.figure}: {row.name} {number(one)}, this library {number(other)}{sure}")
    return said
