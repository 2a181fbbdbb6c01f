"""What the tagger is told of a word by itself, and of where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from reliability import lexicons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.annotation.quotations import Quotation
    from reliability.segmentation import Segments

_DIGIT = re.compile(r"\d")
_KINDS = tuple(sorted(set(lexicons.kinds("reporting").values())))
_NOUNS = tuple(sorted(set(lexicons.kinds("sources").values())))
N_FORM = 8 + len(_KINDS) + len(_NOUNS) + 3
# Out of quotation marks, inside a short stretch, inside a verbatim one; sentence begins, sentence ends, paragraph
# begins, one of the first two sentences.
N_PLACE = 7
_SENTENCE_BEGINS, _SENTENCE_ENDS, _PARAGRAPH_BEGINS, _LEAD = 3, 6, 12, 24


@lru_cache(maxsize=65536)
def normalised(word: str) -> str:
    """Return the form under which a word's vector is looked up."""
    return _DIGIT.sub("0", word.lower())


@lru_cache(maxsize=65536)
def form(word: str) -> NDArray[np.float32]:
    """Return what can be told of a word without knowing it; shape (N_FORM,), zeros and ones."""
    lowered = word.lower()
    found = np.zeros(N_FORM, np.float32)
    found[:8] = (
        word[0].isupper(),
        word.isupper() and len(word) > 1,
        word[0].isdigit(),
        word.isalpha() and word.islower(),
        lowered.endswith("ly"),
        lowered.endswith("ed"),
        lowered.endswith("ing"),
        lowered.endswith("s"),
    )
    cue, noun = lexicons.kinds("reporting").get(lowered), lexicons.kinds("sources").get(lowered)
    if cue is not None:
        found[8 + _KINDS.index(cue)] = 1
    if noun is not None:
        found[8 + len(_KINDS) + _NOUNS.index(noun)] = 1
    found[-3:] = [lowered in lexicons.words(name) for name in ("roles", "organisations", "outlets")]
    return found


# Every place that a token may have, one-hot: how it is quoted, then four marks that may go together.
PLACES: NDArray[np.float32] = np.array(
    [
        [quoted == k for k in range(3)] + [bool(marks >> k & 1) for k in range(N_PLACE - 3)]
        for marks in range(2 ** (N_PLACE - 3))
        for quoted in range(3)
    ],
    np.float32,
)


def places(segments: Segments, quoted: Sequence[Quotation]) -> NDArray[np.intp]:
    """Return where each token stands, as its row of `PLACES`; shape (n_tokens,)."""
    n = len(segments.tokens)
    found = np.zeros(n, np.intp)
    if not n:
        return found
    for quotation in quoted:
        first, last = (bisect_left(segments.tokens, (at,)) for at in (quotation.start, quotation.end))
        found[first:last] = 2 if quotation.verbatim else 1
    firsts = np.array(segments.first_tokens, np.intp)
    firsts, ends = firsts[:-1], firsts[1:]
    paragraphs = np.array(segments.paragraphs)
    found[firsts] += _SENTENCE_BEGINS
    found[ends - 1] += _SENTENCE_ENDS
    found[firsts[0]] += _PARAGRAPH_BEGINS
    found[firsts[1:][paragraphs[1:] != paragraphs[:-1]]] += _PARAGRAPH_BEGINS
    found[: ends[min(1, len(ends) - 1)]] += _LEAD
    return found
