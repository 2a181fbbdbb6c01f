"""The network: from the numbers and words of a sentence to how specific it is and whether it can be checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from reliability.annotation.quotations import quotations
from reliability.annotation.specific.numbers import read_tokens, sentence_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.annotation.quotations import Quotation
    from reliability.annotation.specific.vocabulary import Vocabulary
    from reliability.segmentation import Segments

OUTPUTS = ("specificity", "checkable")
# Standard deviations beyond which a number tells no more.
_FURTHEST = np.float32(4)
# Log odds against, beyond which a probability is 0: a sentence of ten thousand marks is far from all that was learned.
_LEAST_LIKELY = 700.0
# Steps of the word table to either side of 0.
STEPS = 127


@dataclass(frozen=True)
class Specific:
    """What the model makes of each sentence.

    Parameters
    ----------
    specificity : ndarray of shape (n_sentences,)
        In [0, 1]: about the share of the sentences learned from, each genre counting alike, that are less specific.
    checkable : ndarray of shape (n_sentences,)
        Probability that the sentence states something that a reader could check, in [0, 1].
    """

    specificity: NDArray[np.float64]
    checkable: NDArray[np.float64]


@dataclass(frozen=True)
class SpecificModel:
    """One hidden layer over numbers and word sums, and a path around it, to two logits.

    Parameters
    ----------
    vocabulary : Vocabulary
    table : ndarray of int8, shape (n_rows, rank)
        A few numbers for each row of the vocabulary: all of a word that the two outputs depend on.
    mean, scale : ndarray of shape (n_numbers,)
        By which `sentence_numbers` are brought to one scale.
    numbers_in, words_in : ndarray of shape (n_numbers, n_hidden) and (rank, n_hidden)
    bias : ndarray of shape (n_hidden,)
    out : ndarray of shape (n_hidden, 2)
    numbers_out, words_out : ndarray of shape (n_numbers, 2) and (rank, 2)
        The path around the hidden layer.
    offset : ndarray of shape (2,)
        In the order of `OUTPUTS`.
    """

    vocabulary: Vocabulary
    table: NDArray[np.int8]
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    numbers_in: NDArray[np.float32]
    words_in: NDArray[np.float32]
    bias: NDArray[np.float32]
    out: NDArray[np.float32]
    numbers_out: NDArray[np.float32]
    words_out: NDArray[np.float32]
    offset: NDArray[np.float32]

    @cached_property
    def vectors(self) -> NDArray[np.float32]:
        """The table as fractions in [-1, 1]; shape (n_rows, rank)."""
        return self.table.astype(np.float32) / np.float32(STEPS)

    @cached_property
    def looked_up(self) -> NDArray[np.int8]:
        """The flags of each row and behind them its steps, so that both are summed at once.

        In small numbers: four times as much would not stay in the processor's cache.
        """
        return np.hstack([self.vocabulary.flags.astype(np.int8), self.table])

    def logits(self, numbers: NDArray[np.float32], sums: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return both outputs from `sentence_numbers` and the weighted sums of vectors; shape (n_sentences, 2)."""
        rows = scaled(numbers, self.mean, self.scale)
        hidden = np.maximum(rows @ self.numbers_in + sums @ self.words_in + self.bias, 0)
        found: NDArray[np.float32] = hidden @ self.out + rows @ self.numbers_out + sums @ self.words_out + self.offset
        return found


def scaled(numbers: NDArray[np.float32], mean: NDArray[np.float32], scale: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return numbers in standard deviations, cut at four."""
    # A third of the time of numpy's clip on so few rows.
    found: NDArray[np.float32] = np.minimum(np.maximum((numbers - mean) / scale, -_FURTHEST), _FURTHEST)
    return found


def judge_specific(model: SpecificModel, segments: Segments, quoted: Sequence[Quotation] | None = None) -> Specific:
    """Tell how specific each sentence of a text is, and how likely it can be checked.

    Parameters
    ----------
    model : SpecificModel
    segments : Segments
    quoted : sequence of Quotation, optional
        The text's quotations, where they are known already.

    Returns
    -------
    Specific
        Of as many sentences as the text has; none where it has none.
    """
    if not segments.sentences:
        return Specific(np.zeros(0), np.zeros(0))
    tokens = read_tokens(segments, model.vocabulary)
    summed = tokens.summed(model.looked_up.take(tokens.rows, axis=0))
    flags, sums = summed[:, : -model.table.shape[1]], summed[:, -model.table.shape[1] :] / np.float32(STEPS)
    found = quotations(segments) if quoted is None else quoted
    numbers = sentence_numbers(segments, tokens, model.vocabulary, found, flags)
    logits = model.logits(numbers, sums * tokens.word_weights[:, None])
    likely = 1 / (1 + np.exp(np.minimum(-logits.astype(np.float64), _LEAST_LIKELY)))
    return Specific(likely[:, 0], likely[:, 1])
