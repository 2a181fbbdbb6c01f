"""Words of denial, of openness and of opposites, found in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reliability import lexicons
from reliability.annotation.cues import CueMatcher

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPEN = "open"
_DENYING = frozenset({"false", "not"})


@dataclass(frozen=True, slots=True)
class StanceCue:
    """A word or phrase that tells how a text stands to what it tells.

    Parameters
    ----------
    start : int
        Offset in the text analysed.
    kinds : frozenset of str
        Of `lexicons/denial.txt`: "false", "told", "not"; and "open".
    sides : frozenset of str
        Pairs of opposites with the side it is on: "ending +".
    """

    start: int
    kinds: frozenset[str]
    sides: frozenset[str]

    @property
    def denies(self) -> bool:
        """Whether it says that something is not so."""
        return bool(self.kinds & _DENYING)

    @property
    def leaves_open(self) -> bool:
        """Whether it says that a matter is not settled."""
        return _OPEN in self.kinds


def stance_cues(lowered: str) -> list[StanceCue]:
    """Return the cues of a lower-cased text in order."""
    matcher, meanings = _cues()
    return [StanceCue(cue.start, *meanings[cue.form]) for cue in matcher.find(lowered)]


@cache
def _cues() -> tuple[CueMatcher, dict[str, tuple[frozenset[str], frozenset[str]]]]:
    """Gather all lists, a form with everything that it stands for."""
    kinds: dict[str, set[str]] = {}
    sides: dict[str, set[str]] = {}
    for form, kind in (*_forms("denial"), *((form, _OPEN) for form in sorted(lexicons.words("openness")))):
        kinds.setdefault(form, set()).add(kind)
    for form, side in _forms("opposites"):
        sides.setdefault(form, set()).add(side)
    every = dict.fromkeys((*kinds, *sides), "stance")
    meanings = {form: (frozenset(kinds.get(form, ())), frozenset(sides.get(form, ()))) for form in every}
    return CueMatcher(every), meanings


def _forms(name: str) -> Iterator[tuple[str, str]]:
    """Yield forms with their kinds; unlike `lexicons.kinds` all kinds of a form on several lines."""
    for line in lexicons.lines(name):
        forms, kind = line.split("\t")
        for form in forms.split("/"):
            yield form.strip(), kind.strip()
