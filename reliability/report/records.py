"""Ratings for programs: JSON, JSON lines, CSV."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reliability.scale import SIGNALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reliability.rating import Rating

COLUMNS = (
    "id",
    "title",
    "level",
    "score",
    "low",
    "high",
    *(f"p_{number}" for number in range(1, 6)),
    *SIGNALS,
    "contributions",
    "flags",
)
# Those of them that hold words; the others hold numbers.
TEXTS = frozenset({"id", "title", "level", "contributions", "flags"})

# What a spreadsheet takes for the start of a formula, in the forms it folds onto ASCII too.
_FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠]")
# Where a spreadsheet set to another separator, or one that cuts at line ends, would begin a new cell.
# A run of blanks is tried from its beginning only: from each of its blanks, it would cost the square of its length.
_FORMULA_INSIDE = re.compile("(?:[;|]|(?<!\\s)\\s)\\s*+(?=[=+\\-@＝＋－＠])")
_BEGINS_CELL = frozenset(";|\t\r\n")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
# JSON allows these, but readers that split by line end, encoders, and terminals (escapes, turned text) trip over them.
_AWKWARD = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

# A cell may be printed to a terminal: no escape may reach it. Tabs and line ends are left, csv quotes them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def to_json(ratings: Iterable[Rating]) -> str:
    """Write ratings as one JSON array, indented.

    Returns
    -------
    str
        Ends with a line end. What is undefined, not a number in Python, is null.
    """
    return f"{dump([rating.to_dict() for rating in ratings], indent=2)}\n"


def to_jsonl(ratings: Iterable[Rating]) -> Iterator[str]:
    """Write ratings as JSON lines.

    Yields
    ------
    str
        One rating on one line, as soon as it is there.
    """
    for rating in ratings:
        yield f"{dump(rating.to_dict())}\n"


def to_csv(ratings: Iterable[Rating]) -> Iterator[str]:
    """Write ratings as CSV with a heading, safe to open in a spreadsheet.

    Yields
    ------
    str
        One row, as soon as it is there. Cells of text that a spreadsheet would run as a formula start with an
        apostrophe.
    """
    yield _write_row(COLUMNS)
    for rating in ratings:
        yield _write_row([_guard(cell) if isinstance(cell, str) else _round(cell) for cell in to_row(rating).values()])


def to_row(rating: Rating) -> dict[str, str | float | None]:
    """Return a rating as one value for each of `COLUMNS`, in their order; numbers as they are."""
    contributions = ";".join(f"{signal}:{_round(amount)}" for signal, amount in rating.contributions.items())
    return {
        "id": rating.document.id,
        "title": rating.document.title,
        "level": rating.level,
        "score": rating.score,
        **dict(zip(("low", "high"), rating.interval, strict=True)),
        **{f"p_{number}": probability for number, probability in enumerate(rating.probabilities, start=1)},
        **{signal: rating.signals.get(signal) for signal in SIGNALS},
        "contributions": contributions,
        "flags": ";".join(rating.flags),
    }


def _write_row(cells: Sequence[object]) -> str:
    """Write one row of CSV."""
    row = io.StringIO()
    csv.writer(row, lineterminator="\n").writerow(cells)
    return row.getvalue()


def _guard(text: str) -> str:
    """Keep a spreadsheet from running text of a document as a formula.

    Examples
    --------
    >>> _guard("=HYPERLINK(A1)"), _guard("-12.5"), _guard("Council votes;=1+1")
    ("'=HYPERLINK(A1)", '-12.5', "Council votes;'=1+1")
    """
    encodable = _CONTROL.sub("\ufffd", text.encode("utf-8", "replace").decode("utf-8"))
    encodable = _FORMULA_INSIDE.sub(lambda found: found[0] + "'" * (not _BEGINS_CELL.isdisjoint(found[0])), encodable)
    return f"'{encodable}" if _FORMULA.match(encodable) and not _NUMBER.fullmatch(encodable) else encodable


def _round(value: float | None) -> str:
    """Write a number to six places, which is more than a rating knows; empty where there is none."""
    return "" if value is None or math.isnan(value) else f"{round(float(value), 6) + 0.0:g}"


def dump(record: object, indent: int | None = None) -> str:
    """Write JSON that every reader takes: no NaN, no line ends but our own, nothing that cannot be encoded."""
    written = json.dumps(_plain(record), ensure_ascii=False, allow_nan=False, indent=indent)
    return _AWKWARD.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def _plain(value: object) -> object:
    """Replace what JSON has no word for, NaN and infinities, by null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value
