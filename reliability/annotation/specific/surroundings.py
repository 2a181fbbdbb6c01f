"""What stands around a sentence: quotation marks that run over it, a quoted post that it belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.annotation.quotations import Quotation
    from reliability.segmentation import Segments

IN_QUOTATIONS = (
    "share quoted",
    "share in a verbatim quotation",
    "whether any is verbatim",
    "quotations that open",
    "begins inside a quotation",
)
IN_POSTS = ("in a post's paragraph", "in a post or before it", "signature of a post")
# "— Ann Ito (@annito)" and the addresses that a network gives its posts.
_SIGNATURE = re.compile(r"[—–-] ?[^@\n]{2,40}\(@\w+\)|pic\.twitter\.com/|https?://t\.co/")
_MAY_SIGN = ("(@", "pic.twitter", "t.co/")
# Sentences that a post has at most, its signature left out.
_POST = 3


def quoted_shares(segments: Segments, bounds: NDArray[np.intp], quoted: Sequence[Quotation]) -> NDArray[np.float32]:
    """Return how much of each sentence stands in quotation marks.

    Parameters
    ----------
    segments : Segments
    bounds : ndarray of shape (n_sentences + 1,)
        The first token of each sentence, and the number of tokens.
    quoted : sequence of Quotation
        In the order of the text.

    Returns
    -------
    ndarray of shape (n_sentences, 5)
        In the order of `IN_QUOTATIONS`; shares of tokens, the number of quotations as a logarithm.
    """
    if not quoted:
        return np.zeros((len(bounds) - 1, len(IN_QUOTATIONS)), np.float32)
    first_of = bounds.tolist()
    # Lists, of which single places are changed faster than of arrays.
    inside, verbatim, opened, begun = ([0] * (len(first_of) - 1) for _ in range(4))
    last = 0
    for quotation in quoted:
        first = bisect_left(segments.tokens, (quotation.start,), last)
        last = bisect_left(segments.tokens, (quotation.end,), first)
        sentence = bisect_right(first_of, first) - 1
        opened[sentence] += 1
        while sentence < len(inside) and first_of[sentence] < last:
            shared = min(last, first_of[sentence + 1]) - max(first, first_of[sentence])
            inside[sentence] += shared
            verbatim[sentence] += shared * quotation.verbatim
            begun[sentence] |= first < first_of[sentence]
            sentence += 1
    found = np.array([inside, verbatim, verbatim, opened, begun], np.float32).T
    found[:, :2] /= np.diff(bounds)[:, None]
    found[:, 2] = found[:, 1] > 0
    found[:, 3] = np.log1p(found[:, 3])
    return found


def posts(segments: Segments) -> NDArray[np.float32]:
    """Return which sentences belong to a post of a social network: its signature follows within three sentences.

    Returns
    -------
    ndarray of shape (n_sentences, 3)
        In the order of `IN_POSTS`; zeros and ones.
    """
    found = np.zeros((len(segments.sentences), len(IN_POSTS)), np.float32)
    text, paragraphs = segments.text, segments.paragraphs
    if not any(sign in text for sign in _MAY_SIGN):
        return found
    for signed in {segments.sentence_at(match.start()) for match in _SIGNATURE.finditer(text)} - {-1}:
        found[signed, 2] = 1
        for sentence in range(max(0, signed - _POST), signed + 1):
            apart = paragraphs[signed] - paragraphs[sentence]
            found[sentence, 0] = max(found[sentence, 0], apart == 0)
            found[sentence, 1] = max(found[sentence, 1], apart <= 1)
    return found
