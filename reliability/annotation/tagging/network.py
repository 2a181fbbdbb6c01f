"""The network: what it makes of each token of a whole document."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability.annotation.remembered import Remembered
from reliability.annotation.tagging.forms import N_PLACE, PLACES, form, normalised, places
from reliability.wordbook import WordFact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reliability.annotation.quotations import Quotation
    from reliability.segmentation import Segments

# Rows of what the network gives for a token: it stands inside one of the three parts, or begins one.
OUTPUTS = ("source", "cue", "content", "source begins", "cue begins", "content begins")
# Tokens computed at once: memory stays flat on long texts.
_CHUNK = 1024
# Distinct words whose first layer is remembered between documents: about 25 MB.
_REMEMBERED = 16384
# Log odds against, beyond which a probability is 0 in single precision.
_LEAST_LIKELY = np.float32(80)


@dataclass(frozen=True, slots=True)
class Layer:
    """One convolution: weights of shape (n_taps, n_in, n_out), a bias, and how far apart its taps are."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    dilation: int

    @property
    def reach(self) -> int:
        """How many tokens to either side it looks at."""
        return len(self.weights) // 2 * self.dilation

    def __call__(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the layer's output, negative values cut; shape (n_tokens, n_out)."""
        out = np.tile(self.bias, (len(rows), 1))
        # Tap by tap: arrays stay small enough to be given out again without the operating system.
        shifts = _shifts(len(rows), len(self.weights), self.dilation)
        for (here, there), weights in zip(shifts, self.weights, strict=True):
            out[here] += rows[there] @ weights
        return np.maximum(out, 0, out=out)


def _shifts(n: int, taps: int, dilation: int) -> Iterator[tuple[slice, slice]]:
    """Yield for each tap the tokens that it gives something to, and the tokens that it takes that from."""
    for tap in range(taps):
        shift = (tap - taps // 2) * dilation
        reach = min(n, abs(shift))
        late, early = slice(reach, n), slice(0, n - reach)
        yield (early, late) if shift > 0 else (late, early)


class _Memory:
    """What each tap of the first layer makes of the words met so far, and of the places a token may have."""

    def __init__(self, layer: Layer) -> None:
        taps, _, width = layer.weights.shape
        self.numbers: dict[str, int] = {}
        # What all taps make of one word stands together: of a word met by chance the memory is read once, not seven
        # times in seven places.
        self.words = np.zeros((_REMEMBERED, taps * width), np.float32)
        self.buffers = np.empty((2, 2 * _CHUNK, taps * width), np.float32)
        self.places = PLACES @ _side_by_side(layer.weights[:, -N_PLACE:])


def _side_by_side(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the weights of all taps as one matrix; shape (n_in, n_taps * n_out)."""
    return np.concatenate(list(weights), axis=1)


@dataclass(frozen=True)
class Tagger:
    """The trained network.

    Parameters
    ----------
    words : dict of str to int
        Row of each known word's vector; row 0 is that of any other.
    vectors : ndarray of shape (n_words + 1, n_dimensions)
    layers : list of Layer
        The first takes a word's vector, its `form` and its `places`.
    out_weights, out_bias : ndarray of shape (n, 6) and (6,)
        From all layers' outputs side by side to the logits of `OUTPUTS`.
    """

    words: dict[str, int]
    vectors: NDArray[np.float32]
    layers: list[Layer]
    out_weights: NDArray[np.float32]
    out_bias: NDArray[np.float32]
    _lock: Any = field(default_factory=threading.Lock, repr=False, compare=False)
    _remembered: list[_Memory] = field(default_factory=list, repr=False, compare=False)

    def __call__(self, segments: Segments, quoted: Sequence[Quotation]) -> NDArray[np.float32]:
        """Return probabilities of shape (n_tokens, 6), in the order of `OUTPUTS`."""
        words, where = segments.words, places(segments, quoted)
        found = np.zeros((len(words), len(OUTPUTS)), np.float32)
        reach = sum(layer.reach for layer in self.layers)
        for start in range(0, len(words), _CHUNK):
            end = min(start + _CHUNK, len(words))
            first, last = max(0, start - reach), min(len(words), end + reach)
            rows = self._rows(words[first:last], where[first:last])
            found[start:end] = rows[start - first : end - first]
        return found

    def vectors_of(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Return the words' vectors; shape (n, n_dimensions)."""
        rows = np.fromiter(map(self._word_rows.__getitem__, words), np.intp, len(words))
        return self.vectors.take(rows, axis=0)

    def vectors_in(self, segments: Segments) -> NDArray[np.float32]:
        """Return the vectors of a text's tokens; shape (n_tokens, n_dimensions)."""
        return self.vectors.take(segments.look_up(self._row_fact), axis=0)

    @cached_property
    def _row_fact(self) -> WordFact:
        return WordFact(self._word_rows.__getitem__)

    @cached_property
    def _word_rows(self) -> Remembered[int]:
        return Remembered(lambda word: self.words.get(normalised(word), 0))

    def _rows(self, words: list[str], where: NDArray[np.intp]) -> NDArray[np.float32]:
        rows = self._first_layer(words, where)
        outputs = [rows]
        for layer in self.layers[1:]:
            rows = layer(rows)
            outputs.append(rows)
        widths = np.cumsum([0, *(rows.shape[1] for rows in outputs)])
        logits: NDArray[np.float32] = np.tile(self.out_bias, (len(words), 1))
        for rows, first, last in zip(outputs, widths, widths[1:], strict=False):
            logits += rows @ self.out_weights[first:last]
        probabilities: NDArray[np.float32] = np.float32(1) / (
            np.float32(1) + np.exp(np.minimum(-logits, _LEAST_LIKELY))
        )
        return probabilities

    def _first_layer(self, words: list[str], where: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return the first layer's output: each tap's share of a word is the same wherever the word stands."""
        layer = self.layers[0]
        out = np.tile(layer.bias, (len(words), 1))
        with self._lock:
            memory, numbers = self._known(words)
            # Into buffers: new arrays each time would cost more than what is done with them.
            told, placed = memory.buffers[:, : len(words)]
            memory.words.take(numbers, axis=0, out=told, mode="clip")
            told += memory.places.take(where, axis=0, out=placed, mode="clip")
            width = out.shape[1]
            for tap, (here, there) in enumerate(_shifts(len(words), len(layer.weights), layer.dilation)):
                out[here] += told[there, tap * width : (tap + 1) * width]
        return np.maximum(out, 0, out=out)

    def _known(self, words: list[str]) -> tuple[_Memory, NDArray[np.intp]]:
        """Return the memory, in which all these words are, and their numbers there."""
        if not self._remembered:
            self._remembered.append(_Memory(self.layers[0]))
        memory = self._remembered[0]
        try:
            numbers = np.fromiter(map(memory.numbers.__getitem__, words), np.intp, len(words))
        except KeyError:
            self._learn(memory, words)
            numbers = np.fromiter(map(memory.numbers.__getitem__, words), np.intp, len(words))
        return memory, numbers

    def _learn(self, memory: _Memory, words: list[str]) -> None:
        new = list({word for word in words if word not in memory.numbers})
        if len(memory.numbers) + len(new) > _REMEMBERED:
            memory.numbers.clear()
            new = list(set(words))
        first = len(memory.numbers)
        told = np.concatenate([self.vectors_of(new), np.array([form(word) for word in new])], axis=1)
        # One product a word: in a common one a word's last digit would depend on which words it was met with, and so a
        # document's on what was read before it.
        shares = told[:, None] @ _side_by_side(self.layers[0].weights[:, :-N_PLACE])
        memory.words[first : first + len(new)] = shares[:, 0]
        memory.numbers.update({word: first + place for place, word in enumerate(new)})
