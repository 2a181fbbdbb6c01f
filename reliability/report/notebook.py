"""Ratings as HTML for a notebook: no script, nothing from outside, colours of the page that they stand in."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from reliability.report.marks import make_marks, sweep
from reliability.report.table import name_document
from reliability.report.terminal import make_line, make_safe
from reliability.report.words import AGAINST, flag_sentence, flag_words, kind_words
from reliability.scale import CAVEAT, LEVELS, SIGNALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reliability.rated import Rating
    from reliability.report.marks import Mark

# A notebook keeps what it shows: of a long list this many ratings, of a long text this many characters.
_MOST_RATINGS = 50
_MOST_CHARACTERS = 30_000
_MOST_WORDS = 12
_LONGEST = 100
# Readable on white and on black, and told apart with red and green taken for one.
_DOTS = ("#c0392b", "#d9773c", "#c9a227", "#4f9d8a", "#1b7f5c")
_MEANINGS = {
    "sourcing": "a source that a reader can go back to",
    "weak": "no source, or one that a reader cannot go back to",
    "hedging": "conjecture",
    "specificity": "a particular to look up",
    "vague": "words too vague to look up",
    "consensus": "held against the other documents of the story",
}


def show_rating(rating: Rating) -> str:
    """Show one rating: its level and score, what moved it, and the text with the words that counted.

    Returns
    -------
    str
        HTML; whatever the document holds is escaped.
    """
    low, high = rating.interval
    name = name_document(rating)
    title = make_line(rating.document.title)
    flags = "".join(f'<div class="srel-flag">{escape(flag_sentence(flag))}</div>' for flag in rating.flags)
    return _frame(
        f'<div><strong dir="auto">{escape(name)}</strong></div>'
        + (f'<div dir="auto">{escape(title)}</div>' if title not in {"", name} else "")
        + f"<div>{_level(rating)}: {rating.score:.2f}, where 0 is speculative and 1 well-sourced "
        f'<span class="srel-soft">(90 % interval {low:.2f} to {high:.2f})</span></div>'
        f'<div class="srel-scale" aria-hidden="true"><i style="left:{low:.1%};width:{high - low:.1%}"></i>'
        f'<b style="left:{rating.score:.1%}"></b></div>{flags}{_signals(rating)}{_passage(rating)}'
    )


def show_ratings(ratings: Sequence[Rating]) -> str:
    """Show several ratings as a table, in their order; of more than fifty the first fifty.

    Returns
    -------
    str
        HTML; whatever the documents hold is escaped.
    """
    if not ratings:
        return _frame("<div>No ratings.</div>")
    heads = ["Document", "Score", "Level", *(f"{name.capitalize()}<br>{_direction(name)}" for name in SIGNALS)]
    rows = "".join(_row(rating) for rating in ratings[:_MOST_RATINGS])
    more = len(ratings) - _MOST_RATINGS
    rest = f"<div>and {more:,} more; <code>to_frame()</code> has them all</div>" if more > 0 else ""
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return _frame(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{rest}")


@cache
def _style() -> str:
    return Path(__file__).with_name("notebook.css").read_text(encoding="utf-8")


def _frame(body: str) -> str:
    caveat = f'<div class="srel-soft"><small>{CAVEAT}</small></div>'
    return f'<div class="srel"><style>{_style()}</style>{body}{caveat}</div>'


def _level(rating: Rating) -> str:
    colour = _DOTS[LEVELS.index(rating.level)]
    dot = f'<span class="srel-dot" style="background:{colour}"></span>'
    return f'{dot}<span class="srel-level">{rating.level.capitalize()}</span>'


def _direction(signal: str) -> str:
    words = "less is better" if signal == AGAINST else "more is better"
    return f'<small class="srel-soft">{words}</small>'


def _bar(rating: Rating, signal: str) -> str:
    """Draw a signal as a bar with its value, which is what a screen reader reads."""
    value = rating.signals.get(signal)
    if value is None:
        return '<span class="srel-soft" title="no independent document on its story">–</span>'
    against = " srel-against" if signal == AGAINST else ""
    return (
        f'<span class="srel-bar{against}" aria-hidden="true"><i style="width:{min(max(value, 0), 1):.1%}"></i></span>'
        f'<span class="srel-no">{value:.2f}</span>'
    )


def _row(rating: Rating) -> str:
    """Draw a rating's row and, below it, what a reader should know of and the words that counted."""
    low, high = rating.interval
    score = f'<strong>{rating.score:.2f}</strong> <small class="srel-soft">{low:.2f}–{high:.2f}</small>'
    bars = "".join(f'<td class="srel-no">{_bar(rating, signal)}</td>' for signal in SIGNALS)
    flags = escape("; ".join(flag_words(flag) for flag in rating.flags))
    warned = f'<div class="srel-flag">{flags[:1].upper()}{flags[1:]}</div>' if flags else ""
    return (
        f'<tr><td class="srel-name" dir="auto">{escape(name_document(rating))}</td><td class="srel-no">{score}</td>'
        f'<td class="srel-no">{_level(rating)}</td>{bars}</tr>'
        f'<tr class="srel-more"><td colspan="{3 + len(SIGNALS)}">{warned}{_words(rating)}</td></tr>'
    )


def _words(rating: Rating) -> str:
    """List the words that counted, some of each signal, folded away."""
    lines = []
    found, text = _marks(rating), make_safe(rating.document.text)
    for signal in SIGNALS:
        marks = [mark for mark in found if mark.signal == signal]
        shown = list(dict.fromkeys(_mark(_cut(text[mark.start : mark.end]), (mark,)) for mark in marks))
        more = f" and {len(shown) - _MOST_WORDS:,} more" if len(shown) > _MOST_WORDS else ""
        if shown:
            lines.append(f"<div>{signal.capitalize()}: {' · '.join(shown[:_MOST_WORDS])}{more}</div>")
    summary = f"<summary>Words that counted: {len(found):,}</summary>"
    return f"<details>{summary}{''.join(lines)}</details>" if lines else ""


def _cut(words: str) -> str:
    line = make_line(words)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _signals(rating: Rating) -> str:
    """Draw each signal, its direction, and by how much it moved the score."""
    rows = []
    for signal in SIGNALS:
        moved = f"{round(rating.contributions.get(signal, 0.0), 2) + 0.0:+.2f}"
        amount = moved if rating.signals.get(signal) is not None else ""
        rows.append(
            f"<tr><td>{signal.capitalize()}</td><td>{_bar(rating, signal)}</td>"
            f'<td>{_direction(signal)}</td><td class="srel-no">{amount}</td></tr>'
        )
    average = rating.score - sum(rating.contributions.values())
    head = f'<th colspan="3"></th><th scope="col">moved from {average:.2f}, the average</th>'
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _passage(rating: Rating) -> str:
    """Show the text with its evidence marked, page furniture left out, folded away."""
    marks = _marks(rating)
    looks = {_look(mark): _mark(_MEANINGS[_look(mark)], (mark,)) for mark in marks}
    legend = " ".join(looks[look] for look in _MEANINGS if look in looks)
    text = "".join(_pieces(rating, marks))
    rest = "<div>The rest of the text is left out here.</div>" if len(rating.document.text) > _MOST_CHARACTERS else ""
    return (
        f"<details><summary>The text, with the words that counted marked: {len(marks):,}</summary>"
        f'<div class="srel-legend">{legend}</div>'
        f'<div class="srel-text" dir="auto" tabindex="0">{text}</div>{rest}</details>'
    )


def _pieces(rating: Rating, marks: list[Mark]) -> Iterator[str]:
    text = make_safe(rating.document.text)[:_MOST_CHARACTERS]
    gaps = [(start, min(end, len(text))) for start, end in rating.furniture if start < len(text)]
    shown = [mark for mark in marks if mark.end <= len(text)]
    for piece in sweep(shown, {0, len(text), *(edge for gap in gaps for edge in gap)}):
        if any(start <= piece.start < end for start, end in gaps):
            yield "\n" if "\n" in text[piece.start : piece.end] else " "
        else:
            words = text[piece.start : piece.end]
            yield _mark(words, piece.marks) if piece.marks else escape(words)


def _marks(rating: Rating) -> list[Mark]:
    """Make the marks of a rating, without those in page furniture."""
    found = make_marks(make_safe(rating.document.text), rating.evidence)
    return [one for one in found if not any(start <= one.start and one.end <= end for start, end in rating.furniture)]


def _look(mark: Mark) -> str:
    return {"sourcing": "weak", "specificity": "vague"}.get(mark.signal, mark.signal) if mark.weak else mark.signal


def _mark(words: str, marks: Sequence[Mark]) -> str:
    """Mark words; what they are is said in a tip too, and not by colour alone."""
    looks = dict.fromkeys(_look(mark) for mark in marks)
    tips = dict.fromkeys(f"{mark.signal}{f': {kind_words(mark.label)}' if mark.label else ''}" for mark in marks)
    classes = " ".join(f"srel-{look}" for look in looks)
    return f'<mark class="{classes}" title="{escape("; ".join(tips))}">{escape(words)}</mark>'
