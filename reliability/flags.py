"""Findings a reader should know of before trusting a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reliability import lexicons
from reliability.annotation.support import is_unsourced, is_untraceable, resolved

if TYPE_CHECKING:
    from reliability.annotation.annotate import Annotation

# Below this many words a page says too little for its sourcing to be judged.
LEAST_WORDS = 50
# In English prose two of five words are function words; in other languages' hardly one of ten looks like one.
_LEAST_FUNCTION_WORDS = 0.2


def flags_of(annotation: Annotation) -> tuple[str, ...]:
    """Return the flags of one document, in a fixed order."""
    found = []
    if annotation.segments.n_words < LEAST_WORDS:
        found.append("too-short")
    if not is_english(annotation):
        found.append("not-english")
    return (*found, *_sourcing_flags(annotation))


def is_english(annotation: Annotation) -> bool:
    """Whether a text has the function words of English; texts under ten words get the benefit of the doubt."""
    words = [word.lower() for word in annotation.segments.words if word[0].isalpha()]
    if len(words) < 10:
        letters = [letter for word in words for letter in word]
        return sum(letter.isascii() for letter in letters) >= 0.5 * len(letters)
    return sum(word in lexicons.words("function_words") for word in words) >= _LEAST_FUNCTION_WORDS * len(words)


def _sourcing_flags(annotation: Annotation) -> list[str]:
    if is_unsourced(annotation):
        return ["unsourced", "untraceable"] if is_untraceable(annotation) else ["unsourced"]
    sources = {a.kind for a in resolved(annotation.attributions)}
    return [] if sources & {"person", "organisation", "document"} else ["anonymous-only"]
