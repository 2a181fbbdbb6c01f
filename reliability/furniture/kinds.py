"""What a line or sentence is, told from its form and its first words."""

from __future__ import annotations

from itertools import pairwise

from reliability.furniture.boundaries import SENTENCE_END
from reliability.furniture.cues import pattern

_CLOSERS = " \t\u00a0\"'”’)]*"
_EDGES = " \t\u00a0\u200b\ufeff*•·|–—-_=#>»«:…. →()[]"

# Lengths in words, set on the dev half of the gold's publishers.
_LABEL_WORDS = 16
_HEADING_WORDS = 10
_CAPTION_WORDS = 60
_SENTENCE_WORDS = 12  # a line as long as this that ends in a stop is prose
_PARAGRAPH_WORDS = 40  # and one as long as this without

_CREDIT_REACH = 90  # characters at a caption's end that are searched for its credit


def name_kind(low: str, words: int) -> str:
    """Name what a unit's form and first words make it; ``low`` is its folded text, ``words`` how many it has."""
    if not words:
        return "separator"
    ended = low.rstrip(_CLOSERS)[-1:] in (".", "!", "?", "…")
    bare = low.strip(_EDGES)
    if words <= _LABEL_WORDS:
        for kind in ("label", "comments", "side label"):
            if pattern(kind).fullmatch(bare):
                return kind
    if words <= _HEADING_WORDS and not ended and low[0] not in "([" and pattern("heading").fullmatch(bare):
        return "heading"
    if _is_credit(low, words):
        return "credit"
    if _is_notice(low):
        return "label"
    return "prose" if (ended and words >= _SENTENCE_WORDS) or words >= _PARAGRAPH_WORDS else "short"


def _is_credit(low: str, words: int) -> bool:
    """Tell whether a unit is a picture's credit, or a caption that ends with one."""
    if pattern("credit").match(low):
        return True
    return words <= _CAPTION_WORDS and bool(pattern("caption end").search(low, max(0, len(low) - _CREDIT_REACH)))


def _is_notice(low: str) -> bool:
    """Tell whether a line opens as the page's own word to its reader, and goes on so for half its length."""
    # Some cues reach to the end of what they are matched on: the line must open so, and its first sentence by itself.
    # The text is folded, so that only a figure or © opens a new sentence. Split at capitals too, notices of several
    # sentences were kept in 132 of the 8,605 articles of the gold and its pool.
    if not (pattern("sentence").match(low) or pattern("opening").match(low)):
        return False
    cuts = [0, *(match.end() for match in SENTENCE_END.finditer(low)), len(low)]
    sentences = [low[start:end].strip() for start, end in pairwise(cuts)]
    if not _is_own(sentences[0]):
        return False
    return 2 * sum(len(sentence) for sentence in sentences if _is_own(sentence)) >= len(low)


def _is_own(sentence: str) -> bool:
    """Tell whether a sentence is the page's own word to its reader."""
    if pattern("sentence").match(sentence):
        return True
    return bool(pattern("opening").match(sentence) and pattern("own").search(sentence))
