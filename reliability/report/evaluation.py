"""How well a model's readings agree with labels, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from reliability.report.terminal import can_draw, make_line, print_lines, shorten
from reliability.scale import CAVEAT, LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console

_WIDTH = 72
# Key in the figures, what it is, and what it is at best; None where more or less is neither better nor worse.
_FIGURES = (
    ("spearman", "Rank correlation of score and label", "1"),
    ("within", "  its mean over corpora", "1"),
    ("kappa", "Agreement of levels (quadratic kappa)", "1"),
    ("mae", "Distance of score and label, in levels", "0"),
    ("brier", "Brier score of the probabilities", "0"),
    ("ece", 'Calibration error of "at least a level"', "0"),
    ("ece_top", "Calibration error of the likeliest level", "0"),
    ("coverage", "Labels inside the interval of 90 %", "0.9"),
    ("width", "Width of that interval", "narrow"),
)
_PARTS = {"corpus": "Corpus", "publisher": "Publisher", "genre": "Genre", "length": "Length"}
_NOTE = (
    "Distance and bias are in levels; bias is above 0 where scores are higher than labels. Inside is the share of "
    "labels inside the interval. Ranges hold 95 % of the values found when publishers are drawn anew."
)


def draw_evaluation(measured: Mapping[str, Any], console: Console, about: Mapping[str, str]) -> str:
    """Draw what `reliability.measures.measure` found.

    Parameters
    ----------
    measured : mapping
        As `measure` returned it.
    console : Console
        Decides the width and the styles.
    about : mapping of str to str
        What was compared, to stand below the title: a word for each line ("Labels") and a sentence on it. Only the
        caller knows where the labels come from, and a figure means nothing without that.

    Returns
    -------
    str
        No line is longer than 80 columns on a console of 80.
    """
    rule = Text(("─" if can_draw(console) else "-") * min(_WIDTH, console.width), style="dim")
    lines = [_title(measured), Text(), *_about(about, console)]
    for heading, rows in (_figures(measured), _levels(measured), *_parts(measured)):
        lines += [Text(), Text(heading, style="bold"), rule, *map(Text, rows)]
    notes = [
        line for note in (_NOTE, CAVEAT) for line in (Text(), *Text(note, style="dim").wrap(console, console.width))
    ]
    return print_lines(console, [*lines, *notes])


def _title(measured: Mapping[str, Any]) -> Text:
    publishers = measured["n_publishers"]
    known = f" of {publishers:,} known publisher{'' if publishers == 1 else 's'}" if publishers else ""
    n = measured["n_documents"]
    return Text(f"How well readings agree with labels: {n:,} article{'' if n == 1 else 's'}{known}")


def _about(about: Mapping[str, str], console: Console) -> Iterator[Text]:
    """Yield the lines below the title, each sentence indented beside its word."""
    indent = max(map(len, about), default=0) + 2
    for word, sentence in about.items():
        wrapped = Text(make_line(sentence)).wrap(console, max(console.width - indent, 20))
        for number, line in enumerate(wrapped):
            yield Text(("" if number else word).ljust(indent)).append_text(line)


def _figures(measured: Mapping[str, Any]) -> tuple[str, list[str]]:
    rows = []
    for key, meaning, best in _FIGURES:
        figure = measured["figures"][key]
        span = "" if figure["low"] is None else f"{figure['low']:.3f} to {figure['high']:.3f}"
        rows.append(f"{meaning:<41}{_show(figure['value'], 3):>6}  {span:<15}{best:>8}")
    return f"{'Figure':<41}{'Value':>6}  {'Range':<15}{'Best':>8}", rows


def _levels(measured: Mapping[str, Any]) -> tuple[str, list[str]]:
    counts = zip(LEVELS, measured["levels"], measured["labels"], strict=True)
    return f"{'Level':<41}{'Given':>6}  {'Labelled':>8}", [
        f"{name:<41}{given:>6,}  {n:>8,}" for name, given, n in counts
    ]


def _parts(measured: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for key, title in _PARTS.items():
        rows = [
            f"{shorten(name, 28):<29}{part['n']:>8,}{_show(part['spearman'], 2):>10}{_show(part['mae'], 2):>9}"
            f"{_show(part['bias'], 2, '+'):>8}{_show(part['coverage'], 2):>8}"
            for name, part in measured["by"][key].items()
        ]
        yield f"{title:<29}{'Articles':>8}{'Spearman':>10}{'Distance':>9}{'Bias':>8}{'Inside':>8}", rows


def _show(value: float | None, digits: int, sign: str = "") -> str:
    """Show a figure, or a dash where there is none; plain ASCII, which every code page has."""
    return "-" if value is None else f"{value:{sign}.{digits}f}"
