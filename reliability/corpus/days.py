"""Dates as records state them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from email.utils import parsedate

from reliability.stories.banding import NO_DAY

_FIRST = date(1970, 1, 1)
# Digits of a number of seconds since 1970, and of milliseconds: of any day from 1973 to 2286.
_SECONDS, _MILLISECONDS = (9, 10), (12, 13)


def day_of(stated: str) -> int:
    """Return the day that a record states, counted from 1970; `NO_DAY` where it states none.

    ISO dates and times, those of mail and HTTP, and seconds or milliseconds since 1970 are read. The day is the one
    written down, in whatever time zone.

    Examples
    --------
    >>> day_of("1970-01-03T23:59:00-08:00"), day_of("Sat, 03 Jan 1970 10:00:00 GMT"), day_of("0000172800000")
    (2, 2, 2)
    >>> day_of("last week") == NO_DAY
    True
    """
    stated = stated.strip()
    with suppress(ValueError, OverflowError, TypeError):
        if stated.isdecimal() and len(stated) in (*_SECONDS, *_MILLISECONDS):
            seconds = int(stated) / (1000 if len(stated) in _MILLISECONDS else 1)
            return (datetime.fromtimestamp(seconds, UTC).date() - _FIRST).days
        for written in (stated[:10], stated[:8]):
            with suppress(ValueError):
                return (date.fromisoformat(written) - _FIRST).days
        parsed = parsedate(stated)
        if parsed is not None:
            return (date(*parsed[:3]) - _FIRST).days
    return NO_DAY
