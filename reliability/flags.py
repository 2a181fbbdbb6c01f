"""Findings a reader should know of before trusting a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reliability.annotation.support import distinct_sources, is_unsourced, is_untraceable
from reliability.wordbook import WordFact

if TYPE_CHECKING:
    from reliability.annotation.annotate import Annotation

# Below this many words a page says too little for its sourcing to be judged.
LEAST_WORDS = 50
# Words that English prose can hardly do without and that its neighbours do not share.
_ENGLISH = frozenset(
    "the of and to that for it with as by this are not have from they which he his has been were their would there "
    "said who but its about when what she her you or out if".split()
)
# The gold's articles, lists of headlines among them, have a share of .08 to .4; other languages hardly reach .04.
_LEAST_ENGLISH = 0.06

_NAMED = frozenset({"person", "organisation", "document"})
_SOURCES = _NAMED | {"anonymous"}


def flags_of(annotation: Annotation) -> tuple[str, ...]:
    """Return the flags of one document, in a fixed order."""
    found = []
    if annotation.segments.n_words < LEAST_WORDS:
        found.append("too-short")
    if not is_english(annotation):
        # Sources are looked for by English words: that none is found says nothing about another language.
        return (*found, "not-english")
    return (*found, *_sourcing_flags(annotation))


def is_english(annotation: Annotation) -> bool:
    """Whether a text has the commonest words of English; texts under ten words get the benefit of the doubt."""
    read = np.bincount(annotation.segments.look_up(_READ_AS), minlength=3).tolist()
    n_english, n_words = read[_COMMON], read[_COMMON] + read[_WORD]
    if n_words < 10:
        letters = "".join(word.lower() for word in annotation.segments.words if word[0].isalpha())
        return sum(map(str.isascii, letters)) >= 0.5 * len(letters)
    return bool(n_english >= _LEAST_ENGLISH * n_words)


_NO_WORD, _WORD, _COMMON = range(3)


def _read_as(word: str) -> int:
    if not word[0].isalpha():
        return _NO_WORD
    return _COMMON if word.lower() in _ENGLISH else _WORD


_READ_AS = WordFact(_read_as)


def _sourcing_flags(annotation: Annotation) -> list[str]:
    if is_unsourced(annotation):
        return ["unsourced", "untraceable"] if is_untraceable(annotation) else ["unsourced"]
    sources = {(who, kind) for who, kind in distinct_sources(annotation) if kind in _SOURCES}
    found = []
    if not any(kind in _NAMED for _, kind in sources) and not annotation.links:
        found.append("anonymous-only")
    if len(sources) == 1 and not annotation.links:
        found.append("single-source")
    return found
