"""Finds the known patterns of a whole stream at once, as numbers and not as strings."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray


class PatternTable:
    """The columns of patterns of wording, looked up by the numbers of the one or two tokens that they consist of.

    A text has twice as many patterns as tokens. To write each as a string and look that up takes five times as long as
    one search for all of them in a sorted array.

    Parameters
    ----------
    patterns : mapping of str to int
        Patterns with their column; see `reliability.annotation.wording.patterns`.
    alike : mapping of str to str, optional
        Tokens that are read as another.

    Examples
    --------
    >>> table = PatternTable({"said": 0, "said PERSON": 1})
    >>> places, columns = table.find(["<s>", "PERSON", "said", "PERSON"])
    >>> places.tolist(), columns.tolist()
    ([2, 2], [0, 1])
    """

    def __init__(self, patterns: Mapping[str, int], alike: Mapping[str, str] | None = None) -> None:
        parts = {tuple(pattern.split(" ")): column for pattern, column in patterns.items()}
        tokens = sorted(set(chain.from_iterable(parts)))
        # Number 0 is that of every token without a pattern.
        self._numbers = _Numbers({token: number for number, token in enumerate(tokens, start=1)})
        self._single = np.full(len(tokens) + 1, -1, np.intp)
        pairs: dict[int, int] = {}
        for part, column in parts.items():
            numbers = [self._numbers[token] for token in part]
            if len(numbers) == 1:
                self._single[numbers[0]] = column
            elif len(numbers) == 2:
                pairs[numbers[0] * len(self._single) + numbers[1]] = column
        # A code beyond all others ends the list, so that each search finds a place.
        ordered = [*sorted(pairs.items()), (len(self._single) ** 2, -1)]
        self._codes, self._columns = np.array(ordered, np.intp).T.copy()
        for token, other in (alike or {}).items():
            self._numbers[token] = self._numbers[other]

    def find(self, stream: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return where known patterns begin in a stream, and the column of each; tokens first, then pairs."""
        numbers = np.fromiter(map(self._numbers.__getitem__, stream), np.intp, len(stream))
        single = self._single[numbers]
        codes = numbers[:-1] * len(self._single) + numbers[1:]
        near = np.searchsorted(self._codes, codes)
        pair = np.where(self._codes[near] == codes, self._columns[near], -1)
        columns = np.concatenate([single, pair])
        places = np.concatenate([np.arange(len(single)), np.arange(len(pair))])
        known = columns >= 0
        return places[known], columns[known]


class _Numbers(dict[str, int]):
    """Tokens to their numbers."""

    def __missing__(self, token: str) -> int:
        return 0
