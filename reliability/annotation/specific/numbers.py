"""What can be counted of each sentence: its length, classes and shapes of its words, how it begins and ends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability.annotation.specific.classes import COLUMN, FLAGS
from reliability.annotation.specific.surroundings import IN_POSTS, IN_QUOTATIONS, posts, quoted_shares
from reliability.annotation.specific.vocabulary import (
    CAPITAL,
    CAPITALS,
    FIGURE,
    LETTERS_AND_FIGURES,
    MARK,
    MIXED,
    SMALL,
    Vocabulary,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.annotation.quotations import Quotation
    from reliability.segmentation import Segments

_LENGTHS = ("log words", "root words", "words", "log characters", "root characters", "characters per word")
_SHAPES = (
    "small",
    "name",
    "capitals",
    "mixed",
    "figure",
    "letters and figures",
    "run of capitals",
    "within a run",
    "name that begins",
    "unknown name",
    "unknown word",
)
_ENDS = {
    "ends": ("stop", "question", "shout", "straight", "close", "dots"),
    "ends ?": ("question",),
    "ends !": ("shout",),
    "ends :": ("colon",),
    "ends quoted": ("straight", "open", "close", "single"),
}
_BEGINS = ("begins with a quotation mark", "begins small", "begins with a figure", "begins with a capital")
_OPENERS = (
    *("first person", "second person", "third person", "it", "demonstrative", "the", "a", "preposition"),
    *("conjunction", "subordinator", "question word", "negation", "be", "modal", "indefinite", "degree"),
)
NUMBERS = (
    *_LENGTHS,
    *FLAGS,
    *_SHAPES,
    *_ENDS,
    *_BEGINS,
    *(f"first word: {name}" for name in _OPENERS),
    *IN_QUOTATIONS,
    *IN_POSTS,
    "rarest word",
)
# By which the flags of a last word become the ways to end that it stands for; shape (n_flags, 5).
_END_OF_FLAG = np.array([[flag in flags for flags in _ENDS.values()] for flag in FLAGS], np.float32)
_OPENER_COLUMNS = [COLUMN[flag] for flag in _OPENERS]
# Words of a sentence beyond which the sum of their vectors is divided by their number, below by its root only.
_MANY_WORDS = 60


@dataclass(frozen=True)
class Tokens:
    """A text's tokens as the network reads them.

    Parameters
    ----------
    rows, shapes, lengths : ndarray of shape (n_tokens,)
        Of `Vocabulary.read`.
    bounds : ndarray of shape (n_sentences + 1,)
        The first token of each sentence, and at the end the number of tokens.
    """

    rows: NDArray[np.intp]
    shapes: NDArray[np.intp]
    lengths: NDArray[np.intp]
    bounds: NDArray[np.intp]

    @property
    def starts(self) -> NDArray[np.intp]:
        """The first token of each sentence; shape (n_sentences,)."""
        return self.bounds[:-1]

    @cached_property
    def n_words(self) -> NDArray[np.float32]:
        """How many words and numbers each sentence has, at least one; shape (n_sentences,)."""
        return np.maximum(self.summed(self.shapes != MARK), np.float32(1))

    @cached_property
    def word_weights(self) -> NDArray[np.float32]:
        """What a word of each sentence counts: one over the root of their number; shape (n_sentences,).

        Of n random vectors the sum grows with the root of n. Beyond 60 words, which are rather a list than a sentence,
        its length is held there.
        """
        divisors: NDArray[np.float32] = np.maximum(np.sqrt(self.n_words), self.n_words / np.float32(_MANY_WORDS**0.5))
        return np.float32(1) / divisors

    def summed(self, values: NDArray[Any]) -> NDArray[np.float32]:
        """Return the sum of what the tokens of each sentence have; shape (n_sentences, ...)."""
        found: NDArray[np.float32] = np.add.reduceat(values.astype(np.float32, copy=False), self.starts, axis=0)
        return found


def read_tokens(segments: Segments, vocabulary: Vocabulary) -> Tokens:
    """Look up every token of a text."""
    return Tokens(*vocabulary.read(segments), np.array(segments.first_tokens, np.intp))


def sentence_numbers(
    segments: Segments,
    tokens: Tokens,
    vocabulary: Vocabulary,
    quoted: Sequence[Quotation],
    flags: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Return the numbers of each sentence of a text that has sentences.

    Parameters
    ----------
    segments, tokens, vocabulary
        The text, and what was looked up of it.
    quoted : sequence of Quotation
    flags : ndarray of shape (n_sentences, n_flags)
        The sums of its words' flags.

    Returns
    -------
    ndarray of shape (n_sentences, n_numbers)
        In the order of `NUMBERS`; counts as logarithms. A sentence's numbers do not depend on blanks, nor on other
        sentences but for the quotations and posts that run over several.
    """
    starts, rows = tokens.starts, tokens.rows
    words, characters = tokens.n_words, tokens.summed(tokens.lengths)
    # What begins a sentence is its first word, the mark before it left out; or the mark where no word follows.
    opener = np.minimum(starts + (tokens.shapes[starts] == MARK), tokens.bounds[1:] - 1)
    first, last = rows[starts], tokens.bounds[1:] - 1
    lengths = (np.log1p(words), np.sqrt(words), words / 20, np.log1p(characters), np.sqrt(characters))
    begins = (
        vocabulary.quotes[first],
        tokens.shapes[starts] == SMALL,
        tokens.shapes[starts] == FIGURE,
        (tokens.shapes[starts] == CAPITAL) | (tokens.shapes[starts] == CAPITALS),
    )
    parts = (
        np.array([*lengths, characters / words]).T,
        np.log1p(flags),
        np.log1p(tokens.summed(_shapes(tokens, vocabulary, opener))),
        vocabulary.flags[rows[last]] @ _END_OF_FLAG > 0,
        np.array(begins).T,
        vocabulary.flags[rows[opener]][:, _OPENER_COLUMNS],
        quoted_shares(segments, tokens.bounds, quoted),
        posts(segments),
        np.maximum.reduceat(vocabulary.rarity[rows], starts)[:, None],
    )
    return np.concatenate(parts, axis=1, dtype=np.float32)


def _shapes(tokens: Tokens, vocabulary: Vocabulary, opener: NDArray[np.intp]) -> NDArray[np.float32]:
    """Return for each token which of `_SHAPES` it has, zeros and ones; shape (n_tokens, 11)."""
    rows, shapes = tokens.rows, tokens.shapes
    head = np.zeros(len(rows), bool)
    head[tokens.starts] = head[opener] = True
    capital = (shapes == CAPITAL) | (shapes == CAPITALS)
    name = capital & (~head | vocabulary.often_capital[rows])
    follows = np.zeros(len(rows), bool)
    follows[1:] = name[:-1]
    follows[tokens.starts] = False
    unknown = vocabulary.unknown[rows]
    told = (
        shapes == SMALL,
        name,
        shapes == CAPITALS,
        shapes == MIXED,
        shapes == FIGURE,
        shapes == LETTERS_AND_FIGURES,
        name & ~follows,
        name & follows,
        name & head,
        unknown & capital,
        unknown & (shapes == SMALL),
    )
    found = np.empty((len(rows), len(_SHAPES)), np.float32)
    for column, told_of_all in enumerate(told):
        found[:, column] = told_of_all
    return found
