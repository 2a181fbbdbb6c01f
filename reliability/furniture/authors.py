"""Boxes that present the page's author."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reliability.furniture.boundaries import line_start

if TYPE_CHECKING:
    from reliability.furniture.units import Unit

_BIO = re.compile(
    r"((?:[A-Z][\w.'’-]*\s){1,4}?)(?:is|was|has|covers|writes|reports|joined|works)\s(?:an?|the|been|written|about|on|"
    r"for|as|covered|at|senior|staff|[\w.&-]+['’]s?)\b"
)
_ROLE = re.compile(
    r"\b(reporter|editor|writer|journalist|correspondent|columnist|author|contributor|freelance\w*|blogger|"
    r"staffer|producer|fellow|editor-in-chief|novelist|host)\b"
)
_BIO_MORE = re.compile(
    r"(?:(?:he|she|they|his|her|their|prior to|before|you can|for news pitches|follow|contact|reach|e-?mail|write to|"
    r"send|twitter|find)\b|@|\S+@\S+|[\w.]+ (?:was previously|previously|holds|graduated|studied|lives in)\b)",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"[\W\d]*(by|from)?\b[^.]{0,60}$", re.IGNORECASE)

# Set on the dev half of the gold's publishers.
_ROLE_REACH = 250  # characters of a unit that are searched for the author's role
_BOX_LINES = 6
_BYLINE_REACH = 60  # a byline's name stands within so many characters of the line's start


def is_bio(unit: Unit, before: str) -> bool:
    """Tell whether a unit presents the page's author, or goes on to; ``before`` is the kind of the one before."""
    if _BIO.match(unit.text) and _ROLE.search(unit.folded, 0, _ROLE_REACH):
        return True
    return before == "bio" and bool(_BIO_MORE.match(unit.text))


def cut_author_box(units: list[Unit], last: int, text: str) -> None:
    """Cut the author box that ends with the unit at ``last``, from the first line that brings in someone new."""
    first = last + 1
    while first > max(0, last + 1 - _BOX_LINES) and units[first - 1].kind == "bio":
        first -= 1
    for i in range(first, last + 1):
        match = _BIO.match(units[i].text)
        if match and _is_new(match.group(1).split()[-1], text, units[i].start):
            for unit in units[i : last + 1]:
                unit.cut = True
            return


def _is_new(name: str, text: str, before: int) -> bool:
    """Tell whether the article has not spoken of ``name``, but for its byline.

    People an article ends on have been met before; an author box brings in someone new.
    """
    at = text.find(name, 0, before)
    while at >= 0:
        line = line_start(text, at, _BYLINE_REACH)
        if at - line >= _BYLINE_REACH or not _BYLINE.match(text[line:at]):
            return False
        at = text.find(name, at + 1, before)
    return True
