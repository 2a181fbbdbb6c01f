"""From doubt of tokens to doubt of sentences: calibrated, and divided between the writer and the sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reliability.annotation.tagging import load_tagger
from reliability.annotation.uncertain.network import HEADS, CueNetwork, places_of
from reliability.annotation.uncertain.words import find_cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.annotation.cues import Cue
    from reliability.segmentation import Segments

VOICES = ("no", "writer", "source")
N_NUMBERS = 26
_LEAD = 4
# Below this rate a logarithm would tell apart what is nothing.
_LEAST = 1e-3


# Log odds against, beyond which a probability is 0.
_LEAST_LIKELY = 700.0


@dataclass(frozen=True)
class UncertainModel:
    """The network, and two small regressions on what it makes of a sentence.

    Parameters
    ----------
    network : CueNetwork
    mean, scale : ndarray of shape (N_NUMBERS,)
        By which `sentence_numbers` are brought to one scale.
    weights, bias : ndarray of shape (N_NUMBERS, 3) and (3,)
        Of the multinomial regression for `VOICES`.
    favoured : ndarray of shape (3,)
        What is added to the logits where one label must be named: rare labels would hardly ever be the likeliest.
    platt : ndarray of shape (3,)
        Calibration of encyclopaedic doubt: weights of the log odds and the log length, and a constant (Platt 1999).
    threshold : ndarray of shape (1,)
        Probability of encyclopaedic doubt from which on a sentence is best called uncertain.
    """

    network: CueNetwork
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    favoured: NDArray[np.float32]
    platt: NDArray[np.float32]
    threshold: NDArray[np.float32]


@dataclass(frozen=True)
class Uncertain:
    """What the model makes of a text.

    Parameters
    ----------
    cues : list of Cue
        What the lists call a cue, whether or not it is one where it stands.
    tokens : ndarray of shape (n_tokens, 3)
        Probability that the token by itself marks doubt, in the order of
        `reliability.annotation.uncertain.network.HEADS`.
    uncertain : ndarray of shape (n_sentences,)
        Probability that the readers of an encyclopaedia would mark the sentence as uncertain, weasel words included.
    voices : ndarray of shape (n_sentences, 3)
        Probabilities that nobody, the writer, or a source speculates.
    labels : ndarray of int, shape (n_sentences,)
        The place in `VOICES` of the label that is best named.
    """

    cues: list[Cue]
    tokens: NDArray[np.float32]
    uncertain: NDArray[np.float64]
    voices: NDArray[np.float64]
    labels: NDArray[np.intp]


def judge_uncertain(
    model: UncertainModel, segments: Segments, quoted: Sequence[bool], probabilities: NDArray[np.float32]
) -> Uncertain:
    """Tell how uncertain each sentence of a text is, and in whose voice.

    Parameters
    ----------
    model : UncertainModel
    segments : Segments
    quoted : sequence of bool
        For each token whether it stands in a verbatim quotation.
    probabilities : ndarray of shape (n_tokens, 6)
        What the tagger makes of each token.
    """
    n = len(segments.sentences)
    if not n:
        nothing = np.zeros(0, np.intp)
        return Uncertain([], np.zeros((0, len(HEADS)), np.float32), np.zeros(0), np.zeros((0, len(VOICES))), nothing)
    where = places_of(segments, quoted, probabilities)
    cues = find_cues(segments)
    rates = model.network.rates(segments, where, cues, load_tagger())
    numbers = sentence_numbers(rates, where, segments.first_tokens)
    logits = (numbers - model.mean) / model.scale @ model.weights + model.bias
    likely = np.exp(logits - logits.max(axis=1, keepdims=True))
    lengths = np.diff(segments.first_tokens)
    doubt = log_odds(np.add.reduceat(rates[:, 0], segments.first_tokens[:-1]))
    platt = model.platt[0] * doubt + model.platt[1] * np.log(lengths) + model.platt[2]
    return Uncertain(
        cues,
        -np.expm1(-rates),
        1 / (1 + np.exp(np.minimum(-platt.astype(np.float64), _LEAST_LIKELY))),
        (likely / likely.sum(axis=1, keepdims=True)).astype(np.float64),
        (logits + model.favoured).argmax(axis=1),
    )


def log_odds(rates: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the logits of sentences whose tokens' rates add up to these."""
    found: NDArray[np.float32] = np.log(np.expm1(np.clip(rates, _LEAST, 50)))
    return found


def sentence_numbers(
    rates: NDArray[np.float32], where: NDArray[np.float32], first_tokens: Sequence[int]
) -> NDArray[np.float32]:
    """Return what the voices are told by; shape (n_sentences, N_NUMBERS).

    The doubt of each voice and both, inside what a source said and outside; how much of the sentence is a source's;
    where it stands; the doubt and the sources of the sentences beside it and of the whole document.
    """
    firsts, n = np.asarray(first_tokens[:-1]), len(first_tokens) - 1
    lengths = np.diff(first_tokens).astype(np.float32)
    inside = np.maximum(where[:, 5], where[:, 2])
    doubt = rates[:, 1:].sum(axis=1)
    columns = np.column_stack([rates[:, 1:], doubt, doubt * inside, doubt * where[:, 2], doubt * where[:, 5]])
    writer, source, both, said, quoted, content = np.add.reduceat(columns, firsts).T
    shares = np.add.reduceat(where, firsts) / lengths[:, None]
    most = np.maximum.reduceat(np.column_stack([where[:, 3:], doubt]), firsts)
    odds, place = log_odds(both), np.arange(n)
    total = both + _LEAST
    beside = np.column_stack([odds, shares[:, 5]])
    before = np.vstack([[np.log(_LEAST), 0], beside[:-1]])
    after = np.vstack([beside[1:], [np.log(_LEAST), 0]])
    found = np.column_stack(
        [
            odds,
            np.log(writer + _LEAST),
            np.log(source + _LEAST),
            log_odds(said),
            log_odds(both - said),
            quoted / total,
            content / total,
            (content / total) * odds,
            shares[:, 5],
            shares[:, 5] * odds,
            shares[:, 2],
            most[:, 0],
            most[:, 1],
            most[:, 2],
            np.log(most[:, 3] + _LEAST),
            place == 0,
            place < _LEAD,
            place / max(1, n - 1),
            np.log(lengths),
            shares[:, 1] > 0,
            (shares[:, 1] > 0) * shares[:, 5],
            before,
            after,
            np.full(n, np.log(-np.expm1(-both).mean() + _LEAST) if n > 1 else odds.mean()),
        ]
    )
    return found.astype(np.float32)
