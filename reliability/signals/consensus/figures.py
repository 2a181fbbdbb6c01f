"""Amounts, counts and days in a form in which two documents' can be compared."""

from __future__ import annotations

import re
from functools import lru_cache

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_BARE = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:-year.*)?")
_SPELLED = {
    word: str(n) for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)
}
_YEAR = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTHS = {_YEAR[3 * n : 3 * n + 3]: n + 1 for n in range(12)}
_MONTH = re.compile("|".join(_MONTHS))
_SCALES = {"trillion": "t", "billion": "b", "bn": "b", "million": "m", "mn": "m", "thousand": "k", "hundred": "h"}
# An address or a case number is not a figure that accounts agree on.
_NAMES = frozenset({"url", "legal"})


# Characters of a particular that is remembered; thousands of longer ones would fill the memory.
_LONGEST = 256


def figures_of(text: str, kind: str) -> tuple[str, ...]:
    """Return the comparable figures of a particular.

    Parameters
    ----------
    text : str
        As written.
    kind : str
        As `reliability.annotation.particulars` names it.

    Examples
    --------
    >>> figures_of("$2.5 billion", "amount"), figures_of("3 May 2014", "date"), figures_of("May 3", "date")
    (('2.5b',), ('date 5 3',), ('date 5 3',))
    """
    return _remembered(text, kind) if len(text) <= _LONGEST else _figures(text, kind)


def _figures(text: str, kind: str) -> tuple[str, ...]:
    lowered = text.lower()
    if kind == "day":
        return (lowered,)
    if kind in _NAMES:
        return ()
    found = [figure.replace(",", "") for figure in _FIGURE.findall(lowered)]
    month = _MONTH.search(lowered) if kind == "date" else None
    if month:
        return (f"date {_MONTHS[month.group()]} {found[0] if found else ''}",)
    scale = next((short for word, short in _SCALES.items() if word in lowered), "")
    found += [_SPELLED[word] for word in re.findall("[a-z]+", lowered) if word in _SPELLED]
    return tuple(figure + scale for figure in found)


_remembered = lru_cache(maxsize=20_000)(_figures)


@lru_cache(maxsize=200_000)
def figure_of(word: str) -> str | None:
    """Return the figure that a token is.

    Examples
    --------
    >>> figure_of("1,200"), figure_of("45-year-old"), figure_of("seven"), figure_of("mayor")
    ('1200', '45', '7', None)
    """
    if word[0].isdigit():
        match = _BARE.fullmatch(word)
        return match.group(1).replace(",", "") if match else None
    return _SPELLED.get(word.lower())
