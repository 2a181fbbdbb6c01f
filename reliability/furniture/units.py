"""The units of a page that are cut or kept: lines, or sentences where the page is flattened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from reliability.furniture.boundaries import LINE, SENTENCE_END
from reliability.furniture.cues import pattern
from reliability.furniture.kinds import name_kind

# Openings are read on the first characters only: what makes a line furniture stands there, and a line of 10 MB costs
# no more than one of 600 characters.
_LONG = 600
# A button whose line break was lost: its headline is glued to it.
_GLUED = re.compile(r"(?:Related|Advertisement|ADVERTISEMENT|Read [Mm]ore|RELATED)(?=[A-Z][a-z])")


@dataclass(slots=True)
class Unit:
    """A stretch of a page; whether it is cut is settled step by step."""

    start: int
    end: int
    text: str  # the unit's first characters, stripped
    folded: str
    words: int
    kind: str
    cut: bool


def find_units(text: str, folded: str, menus: list[tuple[int, int]]) -> list[Unit]:
    """Cut what the menus leave into lines, or into sentences where the page is flattened."""
    flat = any(_shares_line(text, *menu) for menu in menus)
    units: list[Unit] = []
    at = behind = 0
    for line in LINE.finditer(text):
        start = max(line.start(), behind)  # a menu may reach over several lines
        while at < len(menus) and menus[at][0] < line.end():
            units += _pieces(text, folded, start, menus[at][0], flat=flat)
            units.append(Unit(*menus[at], text="", folded="", words=0, kind="label", cut=True))
            start = behind = menus[at][1]
            at += 1
        if start < line.end():
            units += _pieces(text, folded, start, line.end(), flat=flat)
    return units


def _shares_line(text: str, start: int, end: int) -> bool:
    """Tell whether a menu stands on one line with about a sentence."""
    around = text[max(0, start - 60) : start], text[end : end + 60]
    return any(len(side.strip()) > 20 and not re.search(r"[\r\n]", side) for side in around)


def _pieces(text: str, folded: str, start: int, end: int, *, flat: bool) -> list[Unit]:
    """Return the units of one stretch of a line."""
    if not flat:
        return [_describe(text, folded, start, end)] if text[start:end].strip() else []
    headings = {match.start() for match in pattern("flat heading").finditer(text, start, end)}
    cuts = sorted({start, end, *headings, *(match.end() for match in SENTENCE_END.finditer(text, start, end))})
    units = [_describe(text, folded, *piece) for piece in pairwise(cuts) if text[piece[0] : piece[1]].strip()]
    for unit in units:
        if unit.start in headings:
            unit.kind = "flat heading"
    return units


def _describe(text: str, folded: str, start: int, end: int) -> Unit:
    """Describe one line or sentence, and cut it if its kind alone makes it furniture."""
    upto = min(end, start + _LONG)
    opening = text[start:upto].strip()
    low = folded[start:upto].strip()
    words = low.count(" ") + 1 if any(map(str.isalnum, low)) else 0
    kind = name_kind(low, words) if upto == end else "prose"
    cut = kind in ("label", "credit") or bool(_GLUED.match(opening))
    return Unit(start, end, opening, low, words, kind, cut)
