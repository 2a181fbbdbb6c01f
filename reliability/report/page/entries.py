"""One document as the page shows it: plain values, nothing left to work out in a template."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reliability.report.page.anchors import clean, headline
from reliability.report.page.notes import LETTERS, note_of
from reliability.report.page.passages import lay_out
from reliability.report.terminal import make_line
from reliability.report.words import AGAINST, flag_sentence, flag_words
from reliability.scale import LEVELS, SIGNALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reliability.rating import Rating
    from reliability.report.page.passages import Key, Paragraph

_MOST_REASONS = 6
# Below this an amount would be shown as 0.00.
_LEAST_AMOUNT = 0.005


@dataclass(frozen=True, slots=True)
class Reading:
    """A signal's value in [0, 1], None where there is none, and by how much it moved the score."""

    signal: str
    value: float | None
    moved: float
    against: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the page.

    Parameters
    ----------
    number : int
        From 1, in the order of the page.
    anchor : str
        The fragment that leads to it.
    rating : Rating
    key : Key
        How its evidence is named.
    story : str
        The anchor of its story; empty for a document alone with its own.
    """

    number: int
    anchor: str
    rating: Rating
    key: Key
    story: str = ""

    @property
    def name(self) -> str:
        """Its title, or the last part of its id."""
        return headline(self.rating.document)

    @property
    def stated(self) -> list[str]:
        """Its id, and what its file states of author, publisher, date and address."""
        one = self.rating.document
        words = (clean(given) for given in (one.id, one.author, one.publisher, one.published, one.url))
        return [given for given in dict.fromkeys(words) if given and given != self.name]

    @property
    def level(self) -> int:
        """The number of its level, from 0."""
        return LEVELS.index(self.rating.level)

    @property
    def flags(self) -> list[tuple[str, str, str]]:
        """Its flags: the name, a few words, a sentence."""
        return [(flag, clean(flag_words(flag)), clean(flag_sentence(flag))) for flag in self.rating.flags]

    @property
    def readings(self) -> list[Reading]:
        """Its signals, all four."""
        values = {name: self.rating.signals.get(name) for name in SIGNALS}
        moved = self.rating.contributions
        return [
            Reading(name, None if value is None or math.isnan(value) else value, moved.get(name, 0.0), name == AGAINST)
            for name, value in values.items()
        ]

    @property
    def average(self) -> float:
        """The average document's score, from which the signals moved this one's."""
        return self.rating.score - sum(self.rating.contributions.values())

    @property
    def levels(self) -> list[tuple[str, float, bool]]:
        """The five levels with their probabilities, and whether the score falls into each."""
        rating = self.rating
        return [(name, p, name == rating.level) for name, p in zip(LEVELS, rating.probabilities, strict=True)]

    @property
    def surpassed(self) -> bool:
        """Whether a level beside the score's own is likelier."""
        return max(self.rating.probabilities) > self.rating.probabilities[self.level]

    def reasons(self, sign: int) -> list[tuple[float, str, str]]:
        """Say what moved the score most, up or down: amounts, phrases, signals."""
        chosen = [one for one in self.rating.reasons if sign * one.contribution >= _LEAST_AMOUNT]
        return [(one.contribution, make_line(one.phrase), one.signal) for one in chosen[:_MOST_REASONS]]

    @property
    def looks(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """The key to the marks in its text: each signal's letter and name, and its drawings with their meanings."""
        looks = {note_of(item).look: item.signal for item in self.rating.evidence}
        return [
            (letter, signal, sorted(look for look, its in looks.items() if its == signal))
            for signal, letter in LETTERS.items()
            if signal in looks.values()
        ]

    def paragraphs(self) -> Iterator[Paragraph]:
        """Lay out its text, when its turn comes."""
        return lay_out(self.rating, self.key)
