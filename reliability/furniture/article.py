"""What of a text is article: the units that are left when all furniture is cut."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from reliability.furniture.blocks import cut_blocks, cut_neighbours, mark_lists
from reliability.furniture.cues import fold
from reliability.furniture.menus import find_menus
from reliability.furniture.repeats import cut_repeats
from reliability.furniture.tail import cut_tail
from reliability.furniture.units import find_units


def article_spans(text: str) -> list[tuple[int, int]]:
    r"""Return the stretches of a text that are article and not page furniture, as (start, end) in characters.

    Menus, teasers, share bars, sign-up lines, comment boxes, author boxes, copyright lines and picture credits name
    people and outlets that the article does not rest on, so they must not count as its sourcing.

    Parameters
    ----------
    text : str
        Any text; flattened pages and plain prose alike.

    Returns
    -------
    list of (int, int)
        In order, non-empty and not overlapping. The whole text where nothing is furniture, or where all would be.

    Examples
    --------
    >>> text = "The council met on Monday and chose a new mayor.\n\nAdvertisement\n\nMore follows."
    >>> [text[start:end] for start, end in article_spans(text)]
    ['The council met on Monday and chose a new mayor.', 'More follows.']
    """
    folded = fold(text)
    units = find_units(text, folded, find_menus(text, folded))
    mark_lists(units)
    cut_blocks(units, len(text))
    cut_neighbours(units)
    cut_tail(units, text)
    cut_repeats(units, folded)
    some_cut = any(unit.cut for unit in units)
    words_left = any(unit.words and not unit.cut for unit in units)
    if not (some_cut and words_left):
        return [(0, len(text))] if text else []
    spans = []
    for cut, run in groupby(units, key=attrgetter("cut")):
        if not cut:
            kept = list(run)
            spans.append(_trim(text, kept[0].start, kept[-1].end))
    return spans


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Take the white space off both ends of a stretch."""
    stretch = text[start:end]
    return end - len(stretch.lstrip()), start + len(stretch.rstrip())
