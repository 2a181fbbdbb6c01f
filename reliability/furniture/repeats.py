"""Lines that stand on the page before, word for word: a second copy is no second source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reliability.furniture.units import Unit

# Words of the shortest line whose repetition is none of chance: "“We can't comment on that,” he said." may come twice.
_LEAST_WORDS = 8


def cut_repeats(units: Sequence[Unit], folded: str) -> None:
    """Cut each line, or sentence of a flattened page, that an earlier one says in the same words.

    Crawlers store pages twice over, editors pull quotations out of the text, and whoever stuffs a page with one good
    quotation a hundred times has still one.
    """
    seen: set[str] = set()
    for unit in units:
        if unit.cut or unit.words < _LEAST_WORDS:
            continue
        said = " ".join(folded[unit.start : unit.end].split())
        unit.cut = said in seen
        seen.add(said)
