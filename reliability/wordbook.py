"""Words met so far, each with a number, by which what is known of it is looked up for a whole text at once.

Twelve dictionaries were asked for every word of a text before, and looking a word up in a large one takes as long as a
hundred additions. Now one is, and the rest are arrays.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import DTypeLike, NDArray

# Distinct words, more than a hundred articles hold: some 10 MB with all that is kept of them.
_MOST = 65_536
# Room of a new column.
_LEAST_ROOM = 1024


class WordFact:
    """Something that is known of every word by itself.

    Parameters
    ----------
    find : callable
        From a word to it; asked once for each word of a book.
    dtype : numpy type
        ``object`` where it is no number.
    """

    def __init__(self, find: Callable[[str], Any], dtype: DTypeLike = np.intp) -> None:
        self.find = find
        self.dtype = dtype


class Wordbook(dict[str, int]):
    """Words with their numbers, counted from 0; a word gets one when it is first met.

    Examples
    --------
    >>> book = Wordbook()
    >>> numbers = book.read(["it", "rained", "it"])
    >>> numbers.tolist(), book.look_up(WordFact(len), numbers).tolist()
    ([0, 1, 0], [2, 6, 2])
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        super().__init__()
        self.words: list[str] = []
        self._columns: dict[WordFact, tuple[NDArray[Any], int]] = {}
        # Threads may read texts at a time.
        self._lock = threading.RLock()
        for word in words:
            self[word]

    def __missing__(self, word: str) -> int:
        with self._lock:
            if word not in self:
                # Last of all the number, which others read without the lock: what it stands for must be there by then.
                self.words.append(word)
                self[word] = len(self.words) - 1
            return self[word]

    def __reduce__(self) -> tuple[type[Wordbook], tuple[list[str]]]:
        return Wordbook, (self.words,)

    def read(self, words: Sequence[str]) -> NDArray[np.intp]:
        """Return the number of each word; shape (n_words,)."""
        return np.fromiter(map(self.__getitem__, words), np.intp, len(words))

    def look_up(self, fact: WordFact, numbers: NDArray[np.intp]) -> NDArray[Any]:
        """Return a fact about the words of these numbers; shape (n_words,)."""
        column, filled = self._columns.get(fact, (None, 0))
        if column is None or filled < len(self.words):
            column = self._filled(fact)
        return column.take(numbers)

    def _filled(self, fact: WordFact) -> NDArray[Any]:
        """Return the column of a fact with all words in it."""
        with self._lock:
            column, filled = self._columns.get(fact, (np.zeros(_LEAST_ROOM, fact.dtype), 0))
            n = len(self.words)
            if n > len(column):
                # Twice the room, so that little is copied however the book grows.
                column = np.concatenate([column, np.zeros(max(n, len(column)), fact.dtype)])
            column[filled:n] = [fact.find(word) for word in self.words[filled:n]]
            self._columns[fact] = column, n
            return column


_current = Wordbook()


def current_wordbook() -> Wordbook:
    """Return the book in use, a new one where it is full: texts that were numbered by the old one keep that."""
    global _current  # noqa: PLW0603 (one book for all texts, or none would know many words)
    if len(_current) > _MOST:
        _current = Wordbook()
    return _current
