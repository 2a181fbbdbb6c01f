"""The page written: templates filled, style and script put in, and a policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from reliability.report.page.anchors import clean, make_anchors
from reliability.report.page.entries import Entry
from reliability.report.page.notes import number_notes
from reliability.report.page.passages import Key
from reliability.report.page.picture import draw_picture
from reliability.report.page.stories import find_stories
from reliability.report.target import write_target
from reliability.report.words import flag_words
from reliability.scale import CAVEAT, LEVELS, SIGNALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from reliability.rating import Rating

_STYLES = ("overview.css", "reading.css", "media.css")
_SCRIPTS = ("overview.js", "reading.js")
_SCORE_PLACES = 2
# Chunks of a template are words; so many are gathered before they are handed on.
_BUFFERED = 512


def write_page(ratings: Iterable[Rating], path: Path) -> None:
    """Write the report on some documents as one file of HTML that needs nothing else.

    Parameters
    ----------
    ratings : iterable of Rating
        In the order of the page.
    path : Path
        Replaced whole or, when anything goes wrong, not at all.

    Raises
    ------
    ReliabilityError
        When it cannot be written there.
    """
    write_target(path, make_page(ratings))


def make_page(ratings: Iterable[Rating]) -> Iterator[str]:
    """Make the report on some documents as HTML: the same characters for the same ratings.

    What documents say is escaped, whatever it holds. The page's policy lets only its own style and script run and
    lets nothing be loaded or sent.

    Parameters
    ----------
    ratings : iterable of Rating
        In the order of the page.

    Yields
    ------
    str
        The page in stretches.
    """
    shown = list(ratings)
    style, script = ("".join(map(_asset, names)) for names in (_STYLES, _SCRIPTS))
    template = _environment().get_template("page.html")
    stream = template.stream(
        policy=_policy(style, script), style=style, script=script, caveat=CAVEAT, levels=LEVELS, **_contents(shown)
    )
    stream.enable_buffering(_BUFFERED)
    yield from stream


def _contents(ratings: Sequence[Rating]) -> dict[str, Any]:
    """Work out all that the page shows."""
    anchors = make_anchors(rating.document.id for rating in ratings)
    stories = find_stories(ratings, anchors)
    notes = number_notes(ratings)
    story_of = {at: story for story in stories for at in story.claims}
    entries = []
    for at, (rating, anchor) in enumerate(zip(ratings, anchors, strict=True)):
        story = story_of.get(at)
        key = Key(notes, story.claims[at] if story else {})
        entries.append(Entry(at + 1, anchor, rating, key, story.anchor if story else ""))
    flags = Counter(flag for rating in ratings for flag in rating.flags)
    counts = Counter(entry.level for entry in entries)
    return {
        "entries": entries,
        "stories": stories,
        "signals": SIGNALS,
        "picture": draw_picture(entries),
        "counts": [counts[number] for number in range(len(LEVELS))],
        "flags": [(flag, clean(flag_words(flag)), count) for flag, count in sorted(flags.items())],
        "notes": [{"signal": note.signal.capitalize(), "words": note.words, "meaning": note.meaning} for note in notes],
    }


def _environment() -> Environment:
    """Make the template engine: everything is escaped, and a name that is not there is an error."""
    environment = Environment(
        loader=PackageLoader("reliability.report.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "score": lambda value: "–" if value is None else f"{value:.{_SCORE_PLACES}f}",
        "signed": lambda value: f"{round(value, _SCORE_PLACES) + 0.0:+.{_SCORE_PLACES}f}".replace("-", "−"),
        "percent": lambda value: f"{value:.0%}".replace("%", "\u202f%"),
        "count": lambda number, noun: f"{number:,} {noun}{'' if number == 1 else 's'}",
        "hundred": lambda value: f"{100 * value:.1f}".removesuffix(".0"),
    }
    return environment


def _asset(name: str) -> str:
    return (files("reliability.report.page") / "assets" / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Say what a browser may do with the page: apply this style, run this script, nothing else."""
    allowed = {"style-src": style, "script-src": script}
    rules = [f"{name} '{_digest(text)}'" for name, text in allowed.items()]
    closed = ["default-src 'none'", "base-uri 'none'", "form-action 'none'"]
    return "; ".join([*closed, *rules, "require-trusted-types-for 'script'"])


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
