"""Many ratings at a glance: one row a document, with its signals as bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import set_cell_size
from rich.text import Text

from reliability.report.terminal import can_draw, draw_bar, make_line, print_lines, shorten
from reliability.report.words import AGAINST, flag_words
from reliability.scale import CAVEAT, SIGNALS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import Console

    from reliability.rating import Rating

_TITLES = {
    "best": ", best first",
    "worst": ", worst first",
    "given": ", in the order given",
}
# From the lowest to the highest.
LEVEL_STYLES = {
    "speculative": "red",
    "weakly sourced": "red",
    "partly sourced": "yellow",
    "mostly well-sourced": "green",
    "well-sourced": "green",
}
_BAR = 8
_NARROWEST_NAME = 12
# Room to show how sure each score is, next to it.
_WIDE = 100


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: two lines of heading, a width in cells and what to show of a rating."""

    heading: tuple[str, str]
    width: int
    show: Callable[[Rating], Text]


def arrange(ratings: Iterable[Rating], order: str) -> list[Rating]:
    """Put ratings in order by score; equal scores stay as they came.

    Parameters
    ----------
    ratings : iterable of Rating
        As they came.
    order : {"best", "worst", "given"}
        Highest score first, lowest first, or as they came.
    """
    if order == "given":
        return list(ratings)
    return sorted(ratings, key=lambda rating: rating.score if order == "worst" else -rating.score)


def name_document(rating: Rating) -> str:
    """Name a document as the user knows it: its id, else its title, else that it has none."""
    return make_line(rating.document.id) or make_line(rating.document.title) or "unnamed"


def draw_table(ratings: list[Rating], console: Console, order: str = "given") -> str:
    """Draw one row a document, and below it what to be wary of.

    Parameters
    ----------
    ratings : list of Rating
        In the order to be shown.
    console : Console
        Decides the width, the styles and whether bars can be drawn in more than ASCII.
    order : {"best", "worst", "given"}
        What the title says of the order.

    Returns
    -------
    str
        Empty when there is no rating to show.
    """
    if not ratings:
        return ""
    columns = _choose_columns(ratings, console)
    rule = Text(("─" if can_draw(console) else "-") * (sum(column.width + 1 for column in columns) - 1), style="dim")
    lines = [*_draw_title(ratings, console, order), Text(), *_draw_head(columns), rule]
    for rating in ratings:
        lines += _draw_row(rating, columns, console)
    return print_lines(console, [*lines, Text(), *Text(CAVEAT, style="dim").wrap(console, console.width)])


def _choose_columns(ratings: list[Rating], console: Console) -> list[_Column]:
    """Choose the columns that fit, the documents' names taking what the others leave."""
    plain = not can_draw(console)
    signals = [name for name in SIGNALS if any(rating.signals.get(name) is not None for rating in ratings)]
    columns = [
        _Column(("", "Score"), 5, lambda rating: Text(f"{rating.score:.2f}".rjust(5), style="bold")),
        _Column(("", "Level"), 19, lambda rating: Text(rating.level, style=LEVEL_STYLES.get(rating.level, ""))),
        *(_signal_column(name, plain=plain) for name in signals),
    ]
    if console.width >= _WIDE:
        columns.insert(1, _Column(("", "90 % sure"), 9, lambda rating: Text("{:.2f}-{:.2f}".format(*rating.interval))))
    longest = max(Text(name_document(rating)).cell_len for rating in ratings)
    room = console.width - sum(column.width + 1 for column in columns)
    while room < _NARROWEST_NAME and len(columns) > 2:
        room += columns.pop().width + 1
    width = max(_NARROWEST_NAME, min(room, longest + 1))
    return [_Column(("", "Document"), width, lambda rating: Text(shorten(name_document(rating), width))), *columns]


def _signal_column(name: str, *, plain: bool) -> _Column:
    """Make the column of a signal, with its direction in the heading."""
    against = name == AGAINST
    arrow = ("-" if against else "+") if plain else ("↓" if against else "↑")
    title = "Specific" if name == "specificity" else name.capitalize()
    style = "yellow" if against else "cyan"

    def show(rating: Rating) -> Text:
        return Text(draw_bar(rating.signals.get(name), _BAR, ascii_only=plain), style=style)

    return _Column((title, f"{arrow} better"), max(_BAR, len(title)), show)


def _draw_title(ratings: list[Rating], console: Console, order: str) -> Iterable[Text]:
    """Say what the table is."""
    many = len(ratings) > 1
    count = f"{len(ratings):,} document{'s' if many else ''}"
    title = f"Sourcing of {count}{_TITLES[order] if many else ''}: 0 is speculative, 1 well-sourced"
    return Text(title).wrap(console, console.width)


def _draw_head(columns: list[_Column]) -> list[Text]:
    """Name the columns."""
    return [
        Text(" ".join(set_cell_size(column.heading[line], column.width) for column in columns), style="bold")
        for line in (0, 1)
    ]


def _draw_row(rating: Rating, columns: list[_Column], console: Console) -> list[Text]:
    """Draw a rating's row, and its flags below it: they need more words than a column has room for."""
    cells = [column.show(rating) for column in columns]
    for cell, column in zip(cells, columns, strict=True):
        cell.pad_right(max(column.width - cell.cell_len, 0))
    flags = Text("; ".join(flag_words(flag) for flag in rating.flags), style="yellow")
    if not flags.plain:
        return [Text(" ").join(cells)]
    wrapped = flags.wrap(console, max(console.width - 4, 1))
    return [Text(" ").join(cells), *(Text("    " if i else "  ! ").append_text(line) for i, line in enumerate(wrapped))]
