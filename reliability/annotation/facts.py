"""Yes-or-no facts about words, read of a whole text at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reliability.wordbook import WordFact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from reliability.segmentation import Segments


class Facts:
    """Facts about words; those of a word are found once and kept as the bits of one number.

    Parameters
    ----------
    find : callable
        From a word to its facts, at most 62, always in the same order.

    Examples
    --------
    >>> from reliability.segmentation import segment
    >>> facts = Facts(lambda word: (word.isupper(), word.isdigit()))
    >>> facts.read(segment("NATO has 32"), 2).astype(int).tolist()
    [[1, 0], [0, 0], [0, 1]]
    """

    def __init__(self, find: Callable[[str], Iterable[bool]]) -> None:
        self._codes = WordFact(lambda word: sum(bool(fact) << bit for bit, fact in enumerate(find(word))))

    def read(self, segments: Segments, n_facts: int) -> NDArray[np.float32]:
        """Return the facts of each token as zeros and ones; shape (n_tokens, n_facts)."""
        return (segments.look_up(self._codes)[:, None] >> np.arange(n_facts) & 1).astype(np.float32)
