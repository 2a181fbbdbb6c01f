"""Pairs of documents that may tell one story: those whose signatures agree, in buckets that cannot grow large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

# How many documents of a bucket, within the window, one document meets at most. A larger bucket is divided by the next
# place of the signature; what four places do not divide, reprints or boilerplate, lets each meet the next in line.
MOST = 32
_DEPTH = 4
# The day of a document of which none is known.
NO_DAY = int(np.iinfo(np.int32).min)


@dataclass(frozen=True)
class Calendar:
    """When each document was published, and how far apart two of one story may be.

    Parameters
    ----------
    days : ndarray of shape (n,)
        `NO_DAY` where it is not known.
    window : int, optional
        Most days between two documents; one without a day meets those of every day. Without a window days are not
        looked at.
    """

    days: NDArray[np.int32]
    window: int | None = None

    def passes(self) -> Iterator[tuple[NDArray[np.intp], NDArray[np.int64], NDArray[np.bool_] | None]]:
        """Yield who may meet, by which days, and who is dated where two who are have met before."""
        everyone, any_day = np.arange(len(self.days)), np.zeros(len(self.days), np.int64)
        if self.window is None:
            yield everyone, any_day, None
            return
        dated = self.days != NO_DAY
        yield everyone[dated], self.days.astype(np.int64), None
        if not dated.all():
            yield everyone, any_day, dated


def candidates(
    band: int, column: Callable[[int], NDArray[np.int32]], calendar: Calendar, most: int = MOST
) -> Iterator[NDArray[np.int64]]:
    """Yield the pairs of documents that one band gives, some at a time.

    Parameters
    ----------
    band : int
    column : callable
        Takes the number of a band and returns that place of every document's signature.
    calendar : Calendar
    most : int
        How many documents of a bucket one meets.

    Yields
    ------
    ndarray of shape (n_pairs, 2)
        No pair is in two of them, nor twice in one.
    """
    for members, days, dated in calendar.passes():
        for pairs in _meetings(members, band, column, (days, calendar.window or 0), most):
            yield pairs if dated is None else pairs[~dated[pairs].all(axis=1)]


def _meetings(
    members: NDArray[np.intp],
    band: int,
    column: Callable[[int], NDArray[np.int32]],
    within: tuple[NDArray[np.int64], int],
    most: int,
) -> Iterator[NDArray[Any]]:
    """Yield pairs, dividing buckets that are too large by one place of the signature after the other."""
    days, window = within
    bucket = np.zeros(len(members), np.int64)
    for depth in range(_DEPTH):
        place = column(band + depth)[members]
        order = np.lexsort((members, days[members], place, bucket))
        members, bucket, place = members[order], bucket[order], place[order]
        bucket = np.cumsum(np.r_[True, (np.diff(bucket) != 0) | (np.diff(place) != 0)][: len(members)])
        crowded = np.zeros(len(members), bool)
        if depth < _DEPTH - 1:
            crowded = np.isin(bucket, bucket[_met(bucket, days[members], most + 1, window)])
        calm = members[~crowded]
        for step in range(1, most + 1):
            first = _met(bucket[~crowded], days[calm], step, window)
            if not len(first):
                break
            yield np.column_stack([calm[first], calm[first + step]])
        members, bucket = members[crowded], bucket[crowded]


def _met(bucket: NDArray[np.int64], days: NDArray[np.int64], step: int, window: int) -> NDArray[np.intp]:
    """Return which documents meet the one so many steps on: it is in the same bucket, and within the window."""
    return np.flatnonzero((bucket[step:] == bucket[:-step]) & (days[step:] - days[:-step] <= window))
