"""The end of a page: what would be doubtful elsewhere is furniture where only furniture follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reliability.furniture.authors import cut_author_box
from reliability.furniture.boundaries import SENTENCE_END
from reliability.furniture.cues import pattern

if TYPE_CHECKING:
    from reliability.furniture.units import Unit

# Set on the dev half of the gold's publishers.
_CLOSING_WORDS = 80  # its longest closing words of a page; more is a paragraph
_BETWEEN_WORDS = 8  # one short line may stand between two that say they are furniture


def cut_tail(units: list[Unit], text: str) -> None:
    """From the end upwards, cut what would be doubtful elsewhere, and the author box that then ends the page."""
    i = len(units) - 1
    while i > 0 and (units[i].cut or units[i].kind == "separator"):
        if i < len(units) - 1:
            units[i].cut = True
        i -= 1
        unit = units[i]
        if not unit.cut and units[i + 1].cut:
            between = i > 0 and unit.words <= _BETWEEN_WORDS and unit.kind == "short" and _is_tail(units[i - 1])
            unit.cut = between or _is_tail(unit)
    cut_author_box(units, i, text)


def _is_tail(unit: Unit) -> bool:
    """Tell whether a unit's first sentence is furniture, given that only furniture follows."""
    if unit.words > _CLOSING_WORDS:
        return False
    first = SENTENCE_END.search(unit.text)
    return bool(pattern("tail").search(unit.folded, 0, first.end() if first else len(unit.folded)))
