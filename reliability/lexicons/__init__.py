"""Cue lists, each a text file headed by where it comes from.

A file holds a cue a line; ``#`` begins a comment line. Two-column files give after a tab the kind of the cue, and
forms of one word may stand on one line, divided by ``/``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a list that are no comments, as written."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def kinds(name: str) -> dict[str, str]:
    """Return each form of a two-column list with its kind.

    Examples
    --------
    >>> kinds("hedges")["reportedly"]
    'rumour'
    """
    found: dict[str, str] = {}
    for line in lines(name):
        forms, kind = line.split("\t")
        for form in forms.split("/"):
            found[form.strip()] = kind.strip()
    return found


@cache
def words(name: str) -> frozenset[str]:
    """Return the forms of a list without their kinds."""
    return frozenset(form.strip() for line in lines(name) for form in line.split("\t")[0].split("/"))
