"""What a signal family hands on: features, the evidence for them, and their declaration."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Feature:
    """The declaration of one column of the matrix.

    Parameters
    ----------
    name : str
        ``signal__feature``: ``n_`` for counts, ``_rate`` per 100 words, ``_ratio`` in [0, 1], ``_mean``.
    unit : str
        What one of it is: "per 100 words", "share of sentences".
    low, high : float
        Bounds that no document leaves; infinity where there is none.
    meaning : str
        What it tells and why it matters here, as one sentence.
    phrase : str
        How a journalist would name it when it moves a score: "no named source".
    """

    name: str
    unit: str
    low: float
    high: float
    meaning: str
    phrase: str

    @property
    def signal(self) -> str:
        """The family it belongs to, the part of the name before the two underscores."""
        return self.name.split("__", 1)[0]

    def holds(self, value: float) -> bool:
        """Whether a value lies within the declared bounds; NaN, for undefined, does."""
        return math.isnan(value) or self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a document that moved a signal.

    Parameters
    ----------
    signal : str
        The family that found it: "hedging", "specificity", "sourcing" or "consensus".
    kind : str
        What it is within the family: "modal", "amount", "person".
    start, end : int
        Character offsets, end excluded, into the document's text as it was given.
    text : str
        The words themselves: ``document.text[start:end]``.
    voice : str
        "writer", or "source" where the words belong to somebody the writer quotes or reports.
    """

    signal: str
    kind: str
    start: int
    end: int
    text: str
    voice: str = "writer"


@dataclass(frozen=True)
class Signal:
    """What one family reads in one document.

    Parameters
    ----------
    name : str
        The family.
    features : mapping of str to float
        One value for each feature that the family declares; NaN where it is undefined.
    show : callable
        Returns the evidence in the order of the text; asked only where somebody wants to see it.
    """

    name: str
    features: Mapping[str, float]
    show: Callable[[], Iterable[Evidence]] = field(compare=False, repr=False)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The words behind the features, in the order of the text."""
        return tuple(self.show())
