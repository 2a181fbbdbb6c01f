"""What is furniture only beside other furniture: lists under a heading, the end of a page, labels and captions."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reliability.furniture.authors import is_bio
from reliability.furniture.boundaries import SENTENCE_END

if TYPE_CHECKING:
    from reliability.furniture.units import Unit

# Set on the dev half of the gold's publishers.
_TAIL_SHARE = 0.5  # a block that runs to the end may hold this share of the text at most
_TAIL_PROSE = 0.3  # and this share of it may look like paragraphs
_COMMENTS_SHARE = 0.35  # readers' comments are prose too: below their heading, prose goes up to this share
_LIST_LINES = 12  # a list below a heading is cut up to this many lines
_CAPTION_WORDS = 20

_LISTED = ("short", "teaser", "bio", "label", "separator", "side label")


def mark_lists(units: list[Unit]) -> None:
    """Mark teasers (a rule or bullet, a headline, then one sentence) and author boxes among prose, for the tail."""
    earlier = before = ""  # the kinds of the two units before
    for unit in units:
        if unit.kind in ("prose", "short"):
            if (earlier, before) == ("separator", "short") and not SENTENCE_END.search(unit.text):
                unit.kind = "teaser"
            elif is_bio(unit, before):
                unit.kind = "bio"
        earlier, before = before, unit.kind


def cut_blocks(units: list[Unit], length: int) -> None:
    """Cut each heading of a box with the teasers below it, or with all the rest of the page."""
    ahead = sum(unit.end - unit.start for unit in units if unit.kind == "prose")
    read = False  # whether prose came before: a page does not begin with its end
    for i, unit in enumerate(units):
        if unit.kind == "prose":
            ahead -= unit.end - unit.start
            read = True
        elif unit.kind in ("heading", "comments", "flat heading"):
            if read and _ends_page(unit, ahead, length, last=units[-1]):
                for later in units[i:]:
                    later.cut = True
                return
            if unit.kind != "flat heading":
                _cut_list(units, i)


def _ends_page(heading: Unit, ahead: int, length: int, *, last: Unit) -> bool:
    """Tell whether all below a heading is furniture; ``ahead`` counts the characters of prose there."""
    rest = length - heading.end
    if heading.kind == "flat heading":
        return rest <= _TAIL_SHARE * length and last.cut
    if heading.kind == "comments" and rest <= _COMMENTS_SHARE * length:
        return True
    return rest <= _TAIL_SHARE * length and ahead <= _TAIL_PROSE * rest


def _cut_list(units: list[Unit], at: int) -> None:
    """Cut the heading at ``at`` with the short lines right below it, if there are any."""
    end = at + 1
    while end < min(len(units), at + 1 + _LIST_LINES) and units[end].kind in _LISTED:
        end += 1
    if end > at + 1 or end == len(units):
        for unit in units[at:end]:
            unit.cut = True


def cut_neighbours(units: list[Unit]) -> None:
    """Cut what one neighbour shows to be furniture: stock captions above a credit, side labels beside anything cut."""
    for unit, below in pairwise(units):
        if unit.kind == "short" and below.kind == "credit" and unit.folded == unit.text:
            # Alternative texts of pictures begin in lower case and end without a stop; headings do neither.
            unit.cut = unit.words <= _CAPTION_WORDS and unit.text[-1] not in ".!?:,;"
    for ordered in (units, units[::-1]):
        for before, unit in pairwise(ordered):
            if unit.kind == "side label" and (before.cut or before.kind == "side label"):
                unit.cut = before.cut = True
