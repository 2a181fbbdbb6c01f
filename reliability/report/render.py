"""Ratings in the format that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reliability.report.explain import explain as explain_rating
from reliability.report.records import to_csv, to_json, to_jsonl
from reliability.report.table import arrange, draw_table
from reliability.report.terminal import open_console

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from reliability.rating import Rating


def write_report(
    ratings: Iterable[Rating],
    form: str = "text",
    order: str | None = None,
    *,
    explain: bool = False,
    stream: TextIO | None,
) -> Iterator[str]:
    """Write ratings as text, JSON, JSON lines or CSV.

    Parameters
    ----------
    ratings : iterable of Rating
        Taken one by one for JSON lines and CSV in the given order, else all at once.
    form : {"text", "json", "jsonl", "csv"}
        The format.
    order : {"best", "worst", "given"}, optional
        Highest score first, lowest first, or as they come; by default best for text and given for the others.
    explain : bool
        For text: explain each rating, and end with the table when there are several.
    stream : file or None
        Where the text will go, which decides its width and styles; None for a file.

    Yields
    ------
    str
        The report in stretches, in order.
    """
    order = order or ("best" if form == "text" else "given")
    if order != "given":
        ratings = arrange(ratings, order)
    if form == "json":
        yield to_json(ratings)
    elif form == "jsonl":
        yield from to_jsonl(ratings)
    elif form == "csv":
        yield from to_csv(ratings)
    else:
        console = open_console(stream)
        shown = list(ratings)
        if explain:
            yield from (explain_rating(rating, console) for rating in shown)
        if not explain or len(shown) > 1:
            yield draw_table(shown, console, order)
