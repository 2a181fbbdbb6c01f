"""The words a model knows: those of the tagger, and rows by capital and ending for all others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from reliability.annotation.specific.classes import COLUMN, flags_of
from reliability.annotation.tagging import normalised
from reliability.wordbook import WordFact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from reliability.segmentation import Segments

# What a token is by its letters. SMALL holds "I" and its contractions too.
MARK, SMALL, CAPITAL, CAPITALS, MIXED, FIGURE, LETTERS_AND_FIGURES = range(7)
_I = frozenset(("i", "i'm", "i've", "i'll", "i'd"))
# A code holds row, shape and length of a token in the bits of one number.
_SHAPE_BITS, _ROW_BITS = 6, 9
_SHAPE, _LENGTH = 0b111, 0b111111


def ending(word: str) -> str:
    """Return what an unknown word is judged by: its last three letters, or that it is a figure or a mark."""
    return word[-3:] if word[0].isalpha() else "#" if word[0].isdigit() else "."


@dataclass(frozen=True)
class Vocabulary:
    """Rows for words.

    Parameters
    ----------
    words : dict of str to int
        The tagger's: from a normalised word to its row, from 1 up; row 0 is nobody's.
    endings : dict of (bool, str) to int
        Rows behind them, for other words: by whether a word is capitalised, and its `ending`, "" for any.
    idf : ndarray of shape (n_rows,)
        Logarithm of one over the share of articles that a word is in; that of rare words for the endings.
    capital : ndarray of shape (n_rows,)
        Share of a word's occurrences inside sentences that are capitalised, in [0, 1].
    """

    words: Mapping[str, int]
    endings: Mapping[tuple[bool, str], int]
    idf: NDArray[np.float32]
    capital: NDArray[np.float32]

    @cached_property
    def flags(self) -> NDArray[np.float32]:
        """The classes of each row; shape (n_rows, n_flags)."""
        return flags_of(self.words, self.endings, self.rarity)

    @cached_property
    def is_word(self) -> NDArray[np.bool_]:
        """Whether a row is that of a word or number rather than of a mark; shape (n_rows,)."""
        found = np.zeros(len(self.idf), bool)
        found[[row for word, row in self.words.items() if word[0].isalnum()]] = True
        found[[row for (_, end), row in self.endings.items() if end != "."]] = True
        return found

    @cached_property
    def rarity(self) -> NDArray[np.float32]:
        """The idf of words; 0 for marks, which are as frequent as they like."""
        return np.where(self.is_word, self.idf, np.float32(0))

    @cached_property
    def unknown(self) -> NDArray[np.bool_]:
        """Whether a row stands for words that are not known by themselves."""
        return np.arange(len(self.idf)) > len(self.words)

    @cached_property
    def often_capital(self) -> NDArray[np.bool_]:
        """Whether a capital letter at a sentence's begin makes the word a name."""
        return np.logical_or(self.unknown, self.capital > 0.5)

    @cached_property
    def quotes(self) -> NDArray[np.bool_]:
        """Whether a row is that of a quotation mark."""
        marks = [COLUMN[name] for name in ("straight", "open", "close", "single")]
        return np.asarray(self.flags[:, marks].any(axis=1), bool)

    @cached_property
    def _codes(self) -> WordFact:
        return WordFact(self._code)

    def _code(self, word: str) -> int:
        return self.row_of(word) << _ROW_BITS | shape_of(word) << _SHAPE_BITS | min(len(word), _LENGTH)

    def read(self, segments: Segments) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
        """Return the row, shape and length of each token, lengths up to 63; shape (n_tokens,) each."""
        codes = segments.look_up(self._codes)
        return codes >> _ROW_BITS, codes >> _SHAPE_BITS & _SHAPE, codes & _LENGTH

    def row_of(self, word: str) -> int:
        """Return the row of a word as written: its own, that of its last part, or that of its ending."""
        lowered, plain = word.lower(), normalised(word)
        known = self.words.get(plain)
        if known is None and "-" in plain:
            known = self.words.get(plain.rsplit("-", 1)[1])
        if known is None and lowered.endswith(("'s", "n't")):
            known = self.words.get(plain[:-2], self.words.get(plain[:-3]))
        if known is not None:
            return known
        capital = word[0].isupper()
        return self.endings.get((capital, ending(lowered)), self.endings[capital, ""])


def shape_of(word: str) -> int:
    """Return what a token is by its letters.

    Examples
    --------
    >>> shape_of("Ito") == CAPITAL, shape_of("NATO") == CAPITALS, shape_of("F-16") == LETTERS_AND_FIGURES
    (True, True, True)
    """
    lowered = word.lower()
    if word[0].isdigit():
        return FIGURE
    if not word[0].isalpha():
        return MARK
    if any(character.isdigit() for character in word):
        return LETTERS_AND_FIGURES
    if word == lowered or lowered in _I:
        return SMALL
    if not word[0].isupper():
        return MIXED
    return CAPITALS if len(word) > 1 and word.isupper() else CAPITAL
