"""Text that has nothing to do with the rest of its page: another article behind the first, or stuffing.

Sources count for what a page says. Names, quotations and figures that were put there about nothing on the page would
raise its rating for free, and so would the report that a crawler took from the page beside.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reliability.annotation.terms import load_frequencies, term
from reliability.wordbook import WordFact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

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
    n, words = len(segments.sentences), segments.first_tokens[-1]
    # Told before any stemming: most pages are too short to be two, and every page is asked.
    if n < 2 * _SENTENCES or words < 2 * _WORDS:
        return []
    terms, rarities = segments.look_up(_TERMS), segments.look_up(_RARITIES)
    lengths = np.diff(segments.bounds)
    telling = rarities > _COMMON
    sentences = np.repeat(np.arange(n), lengths)[telling]
    text = _Text(terms[telling], rarities[telling], sentences, lengths)
    heading = np.array([_number(word.strip(".,:;!?\"'()")) for word in title.split()], np.intp)
    left = np.arange(n)
    for _ in range(_ROUNDS):
        run = _stranger(text.only(left), heading)
        if run is None:
            break
        left = np.delete(left, np.arange(*run))
    return _runs(np.setdiff1d(np.arange(n), left).tolist())


def without(kept: list[Run], cut: Iterable[Run]) -> list[Run]:
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


class _Text(NamedTuple):
    """The rare terms of a text, by number, with their rarities and sentences; and the sentences' lengths in tokens."""

    terms: NDArray[np.intp]
    rarities: NDArray[np.float64]
    sentences: NDArray[np.intp]
    lengths: NDArray[np.intp]

    def only(self, chosen: NDArray[np.intp]) -> _Text:
        """Return some of the sentences, numbered anew."""
        if len(chosen) == len(self.lengths):
            return self
        kept = np.isin(self.sentences, chosen)
        sentences = np.searchsorted(chosen, self.sentences[kept])
        return _Text(self.terms[kept], self.rarities[kept], sentences, self.lengths[chosen])


def _stranger(text: _Text, heading: NDArray[np.intp]) -> Run | None:
    """Return the run of sentences that is least like the rest, or None where all is one."""
    if not len(text.terms):
        return None
    n = len(text.lengths)
    size = -(-n // _STRETCHES)
    firsts = np.arange(0, n, size)
    ends = np.append(firsts[1:], n)
    shared, least = _shares(text, text.sentences // size, len(firsts))
    words = np.concatenate([[0], np.cumsum(np.add.reduceat(text.lengths, firsts))])
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
    # The other side may lie around it: its longer part goes, another round finds the rest.
    other = max((0, run[0]), (run[1], n), key=lambda part: part[1] - part[0])
    return run if _is_apart(run, text, heading) else other


def _shares(text: _Text, stretches: NDArray[np.intp], n: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return for stretches from i to j the weight of terms both sides have, and that of the side with less.

    A term is the run's alone if it stands first and last within; the other side's alone if the run lies in a gap
    between two of its places. Both are sums over corners of a table.
    """
    places, at = np.unique(text.terms * n + stretches, return_index=True)
    terms, at_stretch, rarities = places // n, places % n, text.rarities[at]
    new = np.diff(terms, prepend=-1) > 0
    last = np.append(new[1:], True)
    alone, absent = np.zeros((n, n)), np.zeros((n, n))
    np.add.at(alone, (at_stretch[new], at_stretch[last]), rarities[new])
    before = np.where(new, -1, np.roll(at_stretch, 1))
    for start, end, chosen in (
        (before + 1, at_stretch - 1, at_stretch - before > 1),
        (at_stretch + 1, np.full(len(places), n - 1), last & (at_stretch < n - 1)),
    ):
        np.add.at(absent, (start[chosen], end[chosen]), rarities[chosen])
    whole = alone.sum()
    within = alone[::-1].cumsum(axis=0)[::-1].cumsum(axis=1)
    outside = absent.cumsum(axis=0)[:, ::-1].cumsum(axis=1)[:, ::-1]
    return whole - within - outside, np.minimum(whole - outside, whole - within)


def _is_apart(run: Run, text: _Text, heading: NDArray[np.intp]) -> bool:
    """Tell whether a run, and not the rest, is the stranger."""
    within = (text.sentences >= run[0]) & (text.sentences < run[1])
    inside = np.isin(heading, text.terms[within]).sum()
    outside = np.isin(heading, text.terms[~within]).sum()
    if abs(inside - outside) >= _TITLE_TERMS:
        return bool(inside < outside)
    # Behind the title, which may be the first sentence, most of what a page begins with is its own.
    return 2 * run[0] >= _SENTENCES


def _number(word: str) -> int:
    """Return a number that stands for a word's term alone, whatever was read before; -1 where it has none."""
    stem = term(word)
    return -1 if stem is None else int.from_bytes(blake2b(stem.encode(errors="replace"), digest_size=6).digest())


def _rarity(word: str) -> float:
    stem = term(word)
    return 0.0 if stem is None else load_frequencies().rarity(stem)


_TERMS = WordFact(_number)
_RARITIES = WordFact(_rarity, np.float64)
