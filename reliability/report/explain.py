"""One rating at length: what it is, why, and the text with the words that counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.text import Text

from reliability.report.claims import draw_claims
from reliability.report.passage import explain_marks, mark_passage
from reliability.report.table import LEVEL_STYLES, name_document
from reliability.report.terminal import can_draw, draw_bar, make_line, print_lines
from reliability.report.words import AGAINST, flag_sentence
from reliability.scale import CAVEAT, SIGNALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from reliability.rating import Rating

# Longer lines than this are hard to follow, however wide the terminal.
_WIDEST = 100
_INDENT = "  "
_MOST_REASONS = 5
# Below this an amount would be printed as 0.00.
_LEAST_AMOUNT = 0.005
_BAR = 10
_STRIP = 40
# What wrapped lines are indented by: blanks, and a warning's or an amount's column.
_HANG = re.compile(r" *(?:! |[-+]\d\.\d\d  )?")


def explain(rating: Rating, console: Console) -> str:
    """Explain a rating: how sure it is, what moved it, and the text with its evidence marked.

    Parameters
    ----------
    rating : Rating
        What to explain.
    console : Console
        Decides the width, the styles, and between styles and brackets for the marks.

    Returns
    -------
    str
        Ready to print, an empty line at its end.
    """
    width = min(console.width, _WIDEST)
    styled = console.color_system is not None
    plain = not can_draw(console)
    sections = [
        _draw_heading(rating, width, plain=plain),
        [Text(f"! {flag_sentence(flag)}", style="yellow") for flag in rating.flags],
        _draw_levels(rating, plain=plain),
        _draw_signals(rating, plain=plain),
        _draw_reasons(rating),
        draw_claims(rating, console, width),
        _draw_legend(explain_marks(rating, styled=styled)),
        [Text(_INDENT).append_text(line) if line.plain else line for line in mark_passage(rating, styled=styled)],
        [Text(CAVEAT, style="dim")],
    ]
    return print_lines(console, _wrap(sections, console, width))


def _draw_heading(rating: Rating, width: int, *, plain: bool) -> list[Text]:
    """Name the document, its level and its score, and say how sure that is."""
    document = rating.document
    name = name_document(rating)
    stated = [make_line(words) for words in (document.title, document.author, document.publisher, document.published)]
    low, high = rating.interval
    lines = [
        Text(("=" if plain else "━") * width, style="dim"),
        Text(name, style="bold"),
        Text(", ".join(words for words in stated if words and words != name)),
        Text.assemble(
            (rating.level.capitalize(), f"bold {LEVEL_STYLES.get(rating.level, '')}"),
            f": {rating.score:.2f}, where 0 is speculative and 1 well-sourced",
        ),
        Text(f"90 % interval: {low:.2f} to {high:.2f}"),
    ]
    return [line for line in lines if line.plain]


def _draw_levels(rating: Rating, *, plain: bool) -> list[Text]:
    """Draw how likely each of the five levels is."""
    lines = [Text("How likely each level is", style="bold")]
    for level, probability in zip(LEVEL_STYLES, rating.probabilities, strict=True):
        chosen = level == rating.level
        filled = ("#" if plain else "█") * round(probability * _STRIP)
        words = f"{'>' if chosen else ' '} {level:<19}  {probability:4.0%}  {filled}".replace("%", " %")
        lines.append(Text(words, style="bold" if chosen else ""))
    if max(rating.probabilities) > rating.probabilities[list(LEVEL_STYLES).index(rating.level)]:
        lines.append(Text("> marks the band that the score falls into; a neighbour is a little likelier."))
    return lines


def _draw_signals(rating: Rating, *, plain: bool) -> list[Text]:
    """Draw each signal with its direction, and by how much it moved the score from the average document's."""
    average = rating.score - sum(rating.contributions.values())
    lines = [Text(f"From the average document's {average:.2f} to this one's {rating.score:.2f}", style="bold")]
    for signal in SIGNALS:
        value = rating.signals.get(signal)
        if value is None:
            continue
        moved = _amount(rating.contributions.get(signal, 0.0))
        direction = "less is better" if signal == AGAINST else "more is better"
        bar = draw_bar(value, _BAR, ascii_only=plain)
        lines.append(Text(f"{_INDENT}{moved}  {signal:<11}  {value:.2f}  {bar}  {direction}"))
    return lines


def _draw_reasons(rating: Rating) -> list[Text]:
    """Say what moved the score up and down most, in words and amounts."""
    lines: list[Text] = []
    for title, sign in (("What raised it most", 1), ("What lowered it most", -1)):
        reasons = [reason for reason in rating.reasons if sign * reason.contribution >= _LEAST_AMOUNT]
        if reasons:
            lines.append(Text(title, style="bold"))
        lines.extend(
            Text(f"{_INDENT}{_amount(reason.contribution)}  {make_line(reason.phrase)} ({reason.signal})")
            for reason in reasons[:_MOST_REASONS]
        )
    return lines


def _draw_legend(legend: list[Text]) -> list[Text]:
    """Say how the words that counted are marked, or that there are none."""
    title = Text("The text, with the words that counted marked" if legend else "The text; no words in it are marked")
    title.stylize("bold")
    return [title, *(Text(_INDENT).append_text(line) for line in legend)]


def _wrap(sections: Iterable[list[Text]], console: Console, width: int) -> Iterator[Text]:
    """Wrap lines at the width, keeping their indent, with an empty line after each section."""
    for section in filter(None, sections):
        for line in section:
            hang = len(_HANG.match(line.plain)[0])  # type: ignore[index]  # it matches the empty string too
            first, rest = line.divide([hang]) if hang else (Text(), line)
            for index, part in enumerate(rest.wrap(console, width - hang)):
                yield (Text(" " * hang) if index else first).append_text(part)
        yield Text()


def _amount(contribution: float) -> str:
    """Write by how much the score moved; adding nought turns a rounded -0.0 into 0.0.

    Examples
    --------
    >>> _amount(0.084), _amount(-0.001)
    ('+0.08', '+0.00')
    """
    return f"{round(contribution, 2) + 0.0:+.2f}"
