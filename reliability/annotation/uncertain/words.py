"""What is told of a word by itself before the network reads it where it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from reliability import lexicons
from reliability.annotation.cues import CueMatcher
from reliability.annotation.tagging import N_FORM, form, normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.annotation.cues import Cue
    from reliability.annotation.tagging import Tagger
    from reliability.segmentation import Segments

_ENDINGS = ("tion", "al", "able", "er")
# The lists of cues, one after the other.
CUE_LISTS = ("hedges", "weasels", "denials")


@cache
def _lines(*names: str) -> dict[str, int]:
    """Return each form of some lists with the number of its line: forms of one word are one cue."""
    return {
        form.strip(): number
        for number, line in enumerate(line for name in names for line in lexicons.lines(name))
        for form in line.split("\t")[0].split("/")
    }


@cache
def _closed() -> dict[str, int]:
    return {word: number for number, word in enumerate(sorted(lexicons.words("function_words")))}


@cache
def cue_kinds() -> dict[str, str]:
    """Return every form of a cue with its kind."""
    return {form: kind for name in CUE_LISTS for form, kind in lexicons.kinds(name).items()}


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(sorted(set(cue_kinds().values())))


@cache
def _n_lines() -> int:
    return sum(len(lexicons.lines(name)) for name in CUE_LISTS)


@cache
def n_listed() -> int:
    """How many numbers tell which cue of the list a token belongs to, and of what kind."""
    return _n_lines() + len(_kinds())


@cache
def n_beside() -> int:
    """How many numbers tell of a word apart from its vector and the list of cues."""
    return N_FORM + len(_ENDINGS) + 3 + len(lexicons.lines("stance")) + len(_closed())


@cache
def n_not_near() -> int:
    """How many of the last numbers tell nothing more of a word beside the one that is read."""
    return len(_closed()) + n_listed()


def names_of_numbers() -> str:
    """Return what all numbers depend on, for telling models apart that were learned over other lists."""
    return "\n".join([*cue_kinds(), *lexicons.lines("stance"), *_closed(), *_ENDINGS])


def word_rows(words: list[str], tagger: Tagger) -> NDArray[np.float32]:
    """Return what is told of words; shape (n_words, n_dimensions + n_beside() + n_listed()).

    In this order: the tagger's vector, the form and the other lists, the cue that the word is by itself.
    """
    listed = [_listed(word.lower()) for word in words]
    beside = [_beside(word, unknown=normalised(word) not in tagger.words) for word in words]
    return np.hstack([tagger.vectors_of(words), np.array(beside), np.array(listed)]).astype(np.float32)


@lru_cache(maxsize=65536)
def _beside(word: str, *, unknown: bool) -> NDArray[np.float32]:
    lowered = word.lower()
    own = np.zeros(n_beside() - N_FORM, np.float32)
    for place, ending in enumerate(_ENDINGS):
        own[place] = len(lowered) > len(ending) + 2 and lowered.endswith(ending)
    own[len(_ENDINGS) : len(_ENDINGS) + 3] = (
        not word[0].isalnum(),
        unknown,
        lowered in lexicons.words("vague_quantities"),
    )
    first = len(_ENDINGS) + 3
    stance, closed = _lines("stance").get(lowered), _closed().get(lowered)
    if stance is not None:
        own[first + stance] = 1
    if closed is not None:
        own[first + len(lexicons.lines("stance")) + closed] = 1
    return np.concatenate([form(word), own])


@lru_cache(maxsize=4096)
def _listed(form_of_cue: str) -> NDArray[np.float32]:
    """Return the line and the kind of a cue, one-hot; zeros for what is none."""
    found = np.zeros(n_listed(), np.float32)
    line = _lines(*CUE_LISTS).get(form_of_cue)
    if line is not None:
        found[line] = 1
        found[_n_lines() + _kinds().index(cue_kinds()[form_of_cue])] = 1
    return found


@cache
def _matcher() -> CueMatcher:
    return CueMatcher(cue_kinds())


def find_cues(segments: Segments) -> list[Cue]:
    """Return every cue of the lists, whether or not it means there what the list says."""
    return _matcher().find(segments.lowered)


def phrase_rows(segments: Segments, cues: Sequence[Cue]) -> dict[int, NDArray[np.float32]]:
    """Return for each token inside a phrase among the cues which it belongs to; shape (n_listed(),) each.

    What the token is by itself is left out: `word_rows` tells it, and it must not count twice.
    """
    found: dict[int, NDArray[np.float32]] = {}
    for cue in cues:
        if " " in cue.form:
            first = bisect_right(segments.tokens, (cue.start + 1,)) - 1
            last = bisect_left(segments.tokens, (cue.end,), max(0, first))
            for token in range(max(0, first), last):
                alone = _listed(segments.words[token].lower())
                found[token] = np.maximum(found.get(token, 0), _listed(cue.form) - alone)
    return found
