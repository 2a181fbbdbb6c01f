"""Cues of a list found in a text, whole words only, in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import ahocorasick_rs

from reliability import lexicons

if TYPE_CHECKING:
    from collections.abc import Mapping

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Cue:
    """One occurrence of a cue: its span, its form as listed, and its kind."""

    start: int
    end: int
    form: str
    kind: str


class CueMatcher:
    """Finds the forms of a list in lower-cased text.

    The longest form wins where several begin at one place, and found cues do not overlap. One Aho-Corasick pass
    (Aho and Corasick, 1975), linear in the text however many forms there are.

    Parameters
    ----------
    kinds : mapping of str to str
        Form to kind.
    """

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._forms = list(kinds)
        self._kinds = [kinds[form] for form in self._forms]
        self._automaton = ahocorasick_rs.AhoCorasick(self._forms)

    def find(self, lowered: str) -> list[Cue]:
        """Return the cues of a lower-cased text in order."""
        if not lowered.isascii():
            lowered = _SURROGATE.sub("\ufffd", lowered)  # half a pair, which no encoding takes
        whole = [
            (start, -end, form)
            for form, start, end in self._automaton.find_matches_as_indexes(lowered, overlapping=True)
            if not _joins(lowered[max(0, start - 2) : start][::-1]) and not _joins(lowered[end : end + 2])
        ]
        whole.sort()
        found: list[Cue] = []
        position = 0
        for start, minus_end, form in whole:
            if start >= position:
                position = -minus_end
                found.append(Cue(start, position, self._forms[form], self._kinds[form]))
        return found


def _joins(next_to: str) -> bool:
    """Whether the two characters next to a form, nearest first, make it part of a longer word: "may-be"."""
    if next_to[:1] == "-":
        return next_to[1:2].isalnum()
    return next_to[:1].isalnum() or next_to[:1] == "_"


@lru_cache(maxsize=16)
def matcher(name: str) -> CueMatcher:
    """Return the matcher of a two-column list under ``lexicons/``, built once."""
    return CueMatcher(lexicons.kinds(name))


@lru_cache(maxsize=16)
def plain_matcher(name: str, kind: str) -> CueMatcher:
    """Return the matcher of a one-column list, all of one kind."""
    return CueMatcher(dict.fromkeys(sorted(lexicons.words(name)), kind))
