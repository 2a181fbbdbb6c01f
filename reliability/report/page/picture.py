"""Where the documents stand: sourcing against hedging, as points of a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reliability.report.page.entries import Entry

WIDTH, HEIGHT, EDGE = 560, 400, 34
# More numbers than these would run into each other.
_NUMBERED = 30
# More points than these are drawn smaller still.
_CROWDED = 400


@dataclass(frozen=True, slots=True)
class Point:
    """A document's place in the drawing."""

    x: float
    y: float
    level: int
    number: int
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing: its points, from the highest level to the lowest, and its size."""

    points: tuple[Point, ...]
    width: int = WIDTH
    height: int = HEIGHT
    edge: int = EDGE

    @property
    def numbered(self) -> bool:
        """Whether there is room for the numbers."""
        return len(self.points) <= _NUMBERED

    @property
    def size(self) -> str:
        """What makes the points smaller where there are many, as part of an SVG transform."""
        return "" if self.numbered else f" scale({0.7 if len(self.points) <= _CROWDED else 0.5})"


def draw_picture(entries: Iterable[Entry]) -> Picture:
    """Place each document by its hedging (to the right) and its sourcing (upwards); both run from 0 to 1."""
    points = []
    for entry in entries:
        values = {reading.signal: reading.value for reading in entry.readings}
        x, y = values["hedging"], values["sourcing"]
        if x is not None and y is not None:
            words = f"{entry.number}. {entry.name}: {entry.rating.level}, hedging {x:.2f}, sourcing {y:.2f}"
            points.append(
                Point(
                    round(EDGE + x * (WIDTH - 2 * EDGE), 1),
                    round(HEIGHT - EDGE - y * (HEIGHT - 2 * EDGE), 1),
                    entry.level,
                    entry.number,
                    entry.anchor,
                    words,
                )
            )
    return Picture(tuple(sorted(points, key=lambda point: -point.level)))
