"""Runs of menu words, in lines of their own or on one line with the article, where a crawler flattened the page."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reliability.furniture.boundaries import LINE, line_start
from reliability.furniture.cues import menu_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r"\S+")

# Scores and lengths set on the dev half of the gold's publishers.
_MENU_SCORE = 6.0  # what a run of menu words must add up to
_MENU_DROP = 5.0  # a run ends where the score falls by this below its best: about four words in lower case
_LONGEST_GAP = 500  # more characters than any stretch of menu without one known word
_SHORT_LINE = 3  # words that an entry of a menu in lines of its own has at most
_LINE_REACH = 300  # how far back a menu may begin before its first known word
_FORTH_REACH = 1200  # and how far on it may go after its last


def find_menus(text: str, folded: str) -> list[tuple[int, int]]:
    """Return the runs of menu words, line by line.

    Menu words add to a running score, other capitalised words add a little, words of prose and ends of sentences take
    away: what scores best between two falls is a menu.
    """
    hits = _find_words(text, folded)
    menus: list[tuple[int, int]] = []
    at = 0
    for end in _line_ends(text):
        upto = at
        while upto < len(hits) and hits[upto][0] < end:
            upto += 1
        if upto > at:
            menus += _line_menus(text, hits[at:upto], end)
        at = upto
    return menus


def _line_ends(text: str) -> Iterator[int]:
    """Yield where lines end; lines of a few words each, one below the other, count as one."""
    end = None
    for line in LINE.finditer(text):
        words = line.group().split()
        short = len(words) <= _SHORT_LINE and not (words and words[-1][-1] in '.!?,;:"”')
        if end is not None and not short:
            yield end
        end = line.end()
        if not short:
            yield end
            end = None
    if end is not None:
        yield end


def _find_words(text: str, folded: str) -> list[tuple[int, int]]:
    """Return where capitalised menu words stand as whole words."""
    hits = []
    for _, start, end in menu_words().find_matches_as_indexes(folded):
        if text[start].islower() and end - start < 12:  # a longer phrase is a menu's in lower case too
            continue
        # A whole word between spaces: what a comma or bracket touches belongs to a sentence.
        alone = not text[max(0, start - 1) : start].strip() and not text[end : end + 1].strip()
        if alone or text[start] == "©":
            hits.append((start, end))
    return hits


def _line_menus(text: str, hits: list[tuple[int, int]], line_end: int) -> list[tuple[int, int]]:
    """Return the menus of one line: runs that score enough and hold three menu words, or two and a ©."""
    menus = []
    for run, score in _runs(text, hits):
        signed = any(text[start] == "©" for start, _ in run)
        if score >= _MENU_SCORE and len(run) >= 3 - signed:
            menus.append((_back(text, run[0][0]), _forth(text, run[-1][1], line_end)))
    return menus


def _runs(text: str, hits: list[tuple[int, int]]) -> Iterator[tuple[list[tuple[int, int]], float]]:
    """Cut one line's menu words into runs, each up to where it scores best, with that score."""
    first = best = 0
    score = top = _weight(text, hits[0])
    for i, (before, hit) in enumerate(pairwise(hits), start=1):
        gap = _gap(text, before[1], hit[0])
        if gap < -_MENU_DROP or score + gap < top - _MENU_DROP:
            yield hits[first : best + 1], top
            first = best = i
            score = top = _weight(text, hit)
            continue
        score += min(gap, 3.0) + _weight(text, hit)
        if score > top:
            top, best = score, i
    yield hits[first : best + 1], top


def _weight(text: str, hit: tuple[int, int]) -> float:
    """Score one menu word: a phrase such as a share button's says more than a word that may be a name's."""
    return 3.0 if text[hit[0]] == "©" else 1.0 + min(3, text.count(" ", *hit) + 1)


def _gap(text: str, start: int, end: int) -> float:
    """Score what stands between two menu words of a line."""
    if end - start > _LONGEST_GAP:
        return -math.inf
    score = 0.0
    for token in text[start:end].split():
        if token[0].islower():
            score -= 1.3
        elif token[-1] in ".!?;,:" and len(token) > 2:
            score -= 1.5
        else:
            score += 0.3
    return score


def _back(text: str, start: int) -> int:
    """Move a menu's start back over capitalised words, if they begin the line."""
    line = line_start(text, start, _LINE_REACH)
    if line == 0 and start > _LINE_REACH:
        return start
    words = text[line:start].split()
    return line if all(not w[0].islower() and w[-1] not in ".!?," for w in words) else start


def _forth(text: str, end: int, line_end: int) -> int:
    """Move a menu's end on over capitalised words: to the line's end, or over a run too long for a name."""
    ends = [end]
    for token in _TOKEN.finditer(text, end, min(line_end, end + _FORTH_REACH)):
        if token.group()[0].islower():
            # The last capitalised words belong to the headline that follows.
            return ends[-4] if len(ends) > 12 else end
        ends.append(token.end())
    return ends[-1] if line_end <= end + _FORTH_REACH else end
