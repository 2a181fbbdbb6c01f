"""How specific sentences are, each by itself, for use as a library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reliability.annotation.specific import judge_specific, load_specific
from reliability.segmentation import segment_as

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


def sentence_specificity(sentences: Iterable[str]) -> NDArray[np.float64]:
    """Tell how specific each sentence is.

    Parameters
    ----------
    sentences : iterable of str
        Each is read by itself; one that holds several sentences is taken for one.

    Returns
    -------
    ndarray of shape (n_sentences,)
        In [0, 1]: about the share of the sentences learned from that are less specific. 0 where a string holds no
        letter or digit.

    Examples
    --------
    >>> vague, precise = sentence_specificity(["Many things changed.", "It paid Ann Okoye $2.5 million on 9 May 2019."])
    >>> bool(vague < 0.3 < 0.7 < precise)
    True
    """
    texts = list(sentences)
    found = np.zeros(len(texts))
    worded = [place for place, text in enumerate(texts) if any(map(str.isalnum, text))]
    if not worded:
        return found
    # As one text in which every sentence is a paragraph: no quotation runs on into the next.
    spans, position = [], 0
    for place in worded:
        spans.append((position, position + len(texts[place])))
        position += len(texts[place]) + 1
    joined = "\n".join(texts[place] for place in worded)
    found[worded] = judge_specific(load_specific(), segment_as(joined, spans)).specificity
    return found
