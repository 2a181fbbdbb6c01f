"""How uncertain sentences are, each by itself, for use as a library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reliability.annotation.annotate import annotate
from reliability.segmentation import segment_as

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


def sentence_uncertainty(sentences: Iterable[str]) -> NDArray[np.float64]:
    """Tell how likely each sentence is to be uncertain: hedged, guessed, hearsay, or said by nobody in particular.

    Parameters
    ----------
    sentences : iterable of str
        Each is read by itself; one that holds several sentences is taken for one.

    Returns
    -------
    ndarray of shape (n_sentences,)
        In [0, 1], the larger of two probabilities: that readers of an encyclopaedia mark the sentence as uncertain,
        where half of all sentences are, and that somebody speculates in it, as a newspaper's reader sees it. 0 where a
        string holds no letter or digit.

    Examples
    --------
    >>> hedged, plain = sentence_uncertainty(["The bridge may fall this winter.", "The bridge fell in May."])
    >>> bool(plain < 0.5 < hedged)
    True
    """
    return np.array([_uncertainty(sentence) for sentence in sentences], np.float64)


def _uncertainty(sentence: str) -> float:
    if not any(map(str.isalnum, sentence)):
        return 0.0
    judged = annotate(segment_as(sentence, [(0, len(sentence))])).uncertain
    return float(max(judged.uncertain[0], 1 - judged.voices[0, 0]))
