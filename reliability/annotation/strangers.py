"""Text that has nothing to do with the rest of its page: another article behind the first, or stuffing.

Sources count for what a page says. Names, quotations and figures that were put there about nothing on the page would
raise its rating for free, and so would the report that a crawler took from the page beside.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from reliability.annotation.terms import load_frequencies, term

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reliability.annotation.terms import Frequencies
    from reliability.segmentation import Segments

Run = tuple[int, int]

# Terms of more than about a quarter of all articles tell no subject from another.
_COMMON = 0.15
# Sentences and words of which either side has at least so many: less says too little of its subject.
_SENTENCES = 8
_WORDS = 100
# Of the smaller side's terms, by rarity, the share that the other side has too. Of 700 labelled articles 3.3 % have two
# sides that share less; of an unrelated report put behind an article nine in ten (docs/decisions/0009).
_LEAST_SHARED = 0.05
# What the sides of an article share where it is cut at random, in the middle of 700 labelled ones.
_SHARED = 0.2
# A page is looked at in so many stretches at most, so that time stays linear in its length.
_STRETCHES = 32
# Terms of the title that one side has and the other has not, for it to be what the title announces.
_TITLE_TERMS = 2
# Insertions in several places are found one after the other.
_ROUNDS = 3


def find_strangers(segments: Segments, title: str = "") -> list[Run]:
    """Find runs of sentences whose words are not those of the rest of the page.

    A page is cut in two at any two places, and what lies between is set against all else by the rare terms that both
    have (lexical cohesion: Hearst, 1997, "TextTiling", Computational Linguistics 23).

    Parameters
    ----------
    segments : Segments
    title : str, optional
        Tells which side is the page's own; without one that shares words with either it is where the page begins.

    Returns
    -------
    list of (int, int)
        First sentence and the one after the last, in order and apart. Empty for a page of one subject.
    """
    frequencies = load_frequencies()
    first = segments.first_tokens
    # Told before any stemming: most pages are too short to be two, and every page is asked.
    if len(first) - 1 < 2 * _SENTENCES or first[-1] < 2 * _WORDS:
        return []
    terms = [[stem for word in segments.words[a:b] if (stem := term(word))] for a, b in pairwise(first)]
    heading = {stem for word in title.split() if (stem := term(word.strip(".,:;!?\"'()")))}
    left = list(range(len(terms)))
    found: set[int] = set()
    for _ in range(_ROUNDS):
        run = _stranger([terms[i] for i in left], [first[i + 1] - first[i] for i in left], heading, frequencies)
        if run is None:
            break
        found.update(left[run[0] : run[1]])
        left = left[: run[0]] + left[run[1] :]
    return _runs(sorted(found))


def without(kept: list[Run], cut: tuple[Run, ...]) -> list[Run]:
    """Return spans without others that lie within them.

    Examples
    --------
    >>> without([(0, 10), (12, 20)], ((4, 14),))
    [(0, 4), (14, 20)]
    """
    for start, end in cut:
        kept = [part for a, b in kept for part in ((a, min(b, start)), (max(a, end), b)) if part[0] < part[1]]
    return kept


def _runs(numbers: list[int]) -> list[Run]:
    """Join neighbouring numbers."""
    runs: list[Run] = []
    for number in numbers:
        if runs and runs[-1][1] == number:
            runs[-1] = (runs[-1][0], number + 1)
        else:
            runs.append((number, number + 1))
    return runs


def _stranger(terms: list[list[str]], lengths: list[int], heading: set[str], frequencies: Frequencies) -> Run | None:
    """Return the run of sentences that is least like the rest, or None where all is one."""
    n = len(terms)
    size = -(-n // _STRETCHES)
    firsts = np.arange(0, n, size)
    ends = np.append(firsts[1:], n)
    places = _places(terms, size)
    shared, least = _shares(places, len(firsts), frequencies)
    words = np.concatenate([[0], np.cumsum(np.add.reduceat(np.array(lengths), firsts))])
    sentences = ends[None, :] - firsts[:, None]
    inner = words[None, 1:] - words[:-1, None]
    enough = (np.minimum(sentences, n - sentences) >= _SENTENCES) & (np.minimum(inner, words[-1] - inner) >= _WORDS)
    foreign = enough & (shared < _LEAST_SHARED * least)
    if not foreign.any():
        return None
    # Of all cuts the one that misses most of what two sides of one subject would share.
    missing = np.where(foreign, _SHARED * least - shared, -np.inf)
    start, end = np.unravel_index(missing.argmax(), missing.shape)
    run = (int(firsts[start]), int(ends[end]))
    return run if _is_apart(run, terms, heading) else _other_side(run, n)


def _places(terms: list[list[str]], size: int) -> dict[str, list[int]]:
    """Return for each term the stretches in which it stands, in order."""
    places: dict[str, list[int]] = {}
    for number, row in enumerate(terms):
        for stem in row:
            stretches = places.setdefault(stem, [])
            if not stretches or stretches[-1] != number // size:
                stretches.append(number // size)
    return places


def _shares(
    places: dict[str, list[int]], n: int, frequencies: Frequencies
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return for stretches from i to j the weight of terms both sides have, and that of the side with less.

    A term is the run's alone if it stands first and last within; the other side's alone if the run lies in a gap
    between two of its places. Both are sums over corners of a table.
    """
    alone, absent = np.zeros((n, n)), np.zeros((n, n))
    for stem, stretches in places.items():
        rarity = frequencies.rarity(stem)
        if rarity > _COMMON:
            alone[stretches[0], stretches[-1]] += rarity
            for before, after in zip([-1, *stretches], [*stretches, n], strict=True):
                if after - before > 1:
                    absent[before + 1, after - 1] += rarity
    whole = alone.sum()
    within = alone[::-1].cumsum(axis=0)[::-1].cumsum(axis=1)
    without = absent.cumsum(axis=0)[:, ::-1].cumsum(axis=1)[:, ::-1]
    return whole - within - without, np.minimum(whole - without, whole - within)


def _is_apart(run: Run, terms: list[list[str]], heading: set[str]) -> bool:
    """Tell whether a run, and not the rest, is the stranger."""
    inside = len(heading & set().union(*terms[run[0] : run[1]]))
    outside = len(heading & set().union(*terms[: run[0]], *terms[run[1] :]))
    if abs(inside - outside) >= _TITLE_TERMS:
        return inside < outside
    # Behind the title, which may be the first sentence, most of what a page begins with is its own.
    return 2 * run[0] >= _SENTENCES


def _other_side(run: Run, n: int) -> Run:
    """Return the longer part of what a run leaves; another round finds the rest."""
    return max((0, run[0]), (run[1], n), key=lambda part: part[1] - part[0])
