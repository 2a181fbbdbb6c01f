"""The network: for each token how much doubt it brings, of three kinds, from the words up to three away.

Doubt adds up over a sentence: with rate r of each token, the sentence is in doubt with probability 1 - exp(-sum of r)
(the noisy-or of Pearl 1988, in the form used for learning from sentences of which nobody marked the words: multiple
instance learning, Dietterich et al. 1997). The largest rates are the words that say so.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability.annotation.tagging import normalised
from reliability.annotation.uncertain.words import n_listed, n_not_near, phrase_rows, word_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.annotation.cues import Cue
    from reliability.annotation.tagging import Tagger
    from reliability.segmentation import Segments

# Doubt as an encyclopaedia's readers marked it, weasel words included; the writer's speculation; a source's.
HEADS = ("encyclopaedic", "writer", "source")
OFFSETS = (-3, -2, -1, 1, 2, 3)
_REACH = 3
# Sentence begins; is a question; token is quoted; its probability to stand in a source, a cue, a content.
N_PLACE = 6
# Distinct words whose part of the hidden layer is remembered between documents; about 25 MB.
_REMEMBERED = 16384
# Tokens computed at once: memory stays flat on long texts.
_CHUNK = 1024


@dataclass(frozen=True)
class CueNetwork:
    """One hidden layer over a token and its neighbours, and weights for known words.

    Parameters
    ----------
    words : dict of str to int
        Row of each known word's own weights; row 0 is that of any other.
    own : ndarray of shape (n_numbers + N_PLACE, n_hidden)
        Of what is told of the token itself.
    near : ndarray of shape (6, n_numbers - n_not_near + 1, n_hidden)
        Of what is told of the tokens at `OFFSETS`; the last row is for none.
    bias : ndarray of shape (n_hidden,)
    out : ndarray of shape (n_hidden, 3)
        In the order of `HEADS`.
    word_weights : ndarray of shape (n_words + 1, 3)
    offset : ndarray of shape (3,)
    """

    words: dict[str, int]
    own: NDArray[np.float32]
    near: NDArray[np.float32]
    bias: NDArray[np.float32]
    out: NDArray[np.float32]
    word_weights: NDArray[np.float32]
    offset: NDArray[np.float32]
    _lock: Any = field(default_factory=threading.Lock, repr=False, compare=False)
    _remembered: list[_Memory] = field(default_factory=list, repr=False, compare=False)

    def __reduce__(self) -> tuple[type[CueNetwork], tuple[Any, ...]]:
        """Leave behind what is remembered where the network goes to another process."""
        return CueNetwork, tuple(getattr(self, part.name) for part in fields(self) if part.init and part.repr)

    def rates(
        self, segments: Segments, where: NDArray[np.float32], cues: Sequence[Cue], tagger: Tagger
    ) -> NDArray[np.float32]:
        """Return how much doubt each token brings; shape (n_tokens, 3), at least 0.

        Parameters
        ----------
        segments : Segments
        where : ndarray of shape (n_tokens, N_PLACE)
            See `places_of`.
        cues : sequence of Cue
            See `reliability.annotation.uncertain.words.find_cues`.
        tagger : Tagger
            Knows the words' vectors.
        """
        found = np.empty((len(segments.words), len(HEADS)), np.float32)
        phrases = phrase_rows(segments, cues)
        tokens = np.fromiter(phrases, np.intp, len(phrases))
        listed = np.array(list(phrases.values()), np.float32).reshape(len(phrases), n_listed())
        told = listed @ self.own[-N_PLACE - n_listed() : -N_PLACE]
        padded, at = _padded(segments.first_tokens)
        window = _REMEMBERED - 1 - 2 * _REACH
        window -= window % _CHUNK if window > _CHUNK else 0
        for begin in range(0, len(found), window):
            end = min(begin + window, len(found))
            with self._lock:
                around = padded[at[begin] - _REACH : at[end - 1] + _REACH + 1]
                memory, rows, beside = self._in_window(segments.words, (begin, end), around, tagger)
                for first in range(begin, end, _CHUNK):
                    here = slice(first, min(first + _CHUNK, end))
                    own = rows[first - begin : here.stop - begin]
                    hidden = _hidden(memory, own, beside, at[here] - at[begin] + _REACH)
                    low, high = np.searchsorted(tokens, (first, here.stop))
                    hidden[tokens[low:high] - first] += told[low:high]
                    hidden += where[here] @ self.own[-N_PLACE:]
                    scores = np.maximum(hidden, 0, out=hidden) @ self.out + memory.direct[own]
                    found[here] = np.logaddexp(0, scores)
        return found

    def _in_window(
        self, words: Sequence[str], window: tuple[int, int], around: NDArray[np.intp], tagger: Tagger
    ) -> tuple[_Memory, NDArray[np.intp], NDArray[np.intp]]:
        """Return the memory, the rows of a window's tokens there, and those of what `_padded` says stands beside them.

        No window has more words than are remembered, however many a text has.
        """
        begin, end = window
        first, last = max(0, begin - _REACH), min(len(words), end + _REACH)
        memory, rows = self._known(words[first:last], tagger)
        beside = np.concatenate([[0], rows])[np.maximum(around - first, 0)]
        return memory, rows[begin - first : end - first], beside

    def _known(self, words: Sequence[str], tagger: Tagger) -> tuple[_Memory, NDArray[np.intp]]:
        """Return the memory, in which all these words are, and their rows there."""
        if not self._remembered:
            self._remembered.append(_Memory(self))
        memory = self._remembered[0]
        try:
            rows = np.fromiter(map(memory.rows.__getitem__, words), np.intp, len(words))
        except KeyError:
            self._learn(memory, words, tagger)
            rows = np.fromiter(map(memory.rows.__getitem__, words), np.intp, len(words))
        return memory, rows

    def _learn(self, memory: _Memory, words: Sequence[str], tagger: Tagger) -> None:
        new = list({word for word in words if word not in memory.rows})
        if len(memory.rows) + len(new) >= _REMEMBERED:
            memory.rows.clear()
            new = list(set(words))
        first = 1 + len(memory.rows)
        told = word_rows(new, tagger)
        filled = slice(first, first + len(new))
        # One product a word: in a common one a word's last digit would depend on which words it was met with, and so a
        # document's on what was read before it.
        memory.own[filled] = (told[:, None] @ self.own[:-N_PLACE])[:, 0] + self.bias
        near = told[:, None, : -n_not_near()] @ np.concatenate(list(self.near[:, :-1]), axis=1)
        memory.near[filled] = near[:, 0]
        known = [self.words.get(normalised(word), 0) for word in new]
        memory.direct[filled] = self.word_weights[known] + self.offset
        memory.rows.update({word: first + place for place, word in enumerate(new)})


class _Memory:
    """What the hidden layer makes of the words met so far; row 0 stands for no word."""

    def __init__(self, network: CueNetwork) -> None:
        width = len(network.bias)
        self.rows: dict[str, int] = {}
        self.own = np.zeros((_REMEMBERED, width), np.float32)
        # What a word tells at all offsets stands together: the memory is read once for each, not six times.
        self.near = np.zeros((_REMEMBERED, len(OFFSETS) * width), np.float32)
        self.near[0] = network.near[:, -1].ravel()
        self.direct = np.zeros((_REMEMBERED, len(HEADS)), np.float32)


def _hidden(
    memory: _Memory, rows: NDArray[np.intp], padded: NDArray[np.intp], at: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Return what words and their neighbours give to the hidden layer; shape (n_tokens, n_hidden)."""
    hidden = memory.own.take(rows, axis=0)
    first, width = at[0] - _REACH, hidden.shape[1]
    beside = memory.near.take(padded[first : at[-1] + _REACH + 1], axis=0)
    for place, offset in enumerate(OFFSETS):
        hidden += beside[at - first + offset, place * width : (place + 1) * width]
    return hidden


def _padded(first_tokens: Sequence[int]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the tokens, counted from 1, with three of none, 0, around each sentence; and where each stands there."""
    firsts = np.asarray(first_tokens, np.intp)
    sentence = np.repeat(np.arange(len(firsts) - 1), np.diff(firsts))
    at = np.arange(firsts[-1]) + _REACH * (sentence + 1)
    padded = np.zeros(firsts[-1] + _REACH * len(firsts), np.intp)
    padded[at] = np.arange(1, firsts[-1] + 1)
    return padded, at


def places_of(segments: Segments, quoted: Sequence[bool], probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return where each token stands; shape (n_tokens, N_PLACE)."""
    firsts = np.asarray(segments.first_tokens, np.intp)
    found = np.zeros((len(segments.tokens), N_PLACE), np.float32)
    found[firsts[:-1], 0] = 1
    for first, end in pairwise(segments.first_tokens):
        if "?" in segments.words[max(first, end - 2) : end]:
            found[first:end, 1] = 1
    found[:, 2] = quoted
    found[:, 3:] = probabilities[:, :3]
    return found
