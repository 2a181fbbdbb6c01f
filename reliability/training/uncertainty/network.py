"""Fits the cue network: sentences are labelled, the words that make them uncertain are found by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reliability.annotation.uncertain.network import HEADS, N_PLACE, OFFSETS, CueNetwork
from reliability.annotation.uncertain.words import n_listed, n_not_near
from reliability.training.progress import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reliability.training.uncertainty.material import Material

# By block- and publisher-grouped folds: docs/decisions/0005-hedging-specificity.md.
HIDDEN = 48
NETWORKS = 2
EPOCHS = 12
_BATCH = 96
# Of each batch so much comes from the encyclopaedia, of which there are far fewer sentences.
_ENCYCLOPAEDIA = 0.25
_RATE = 3e-3
_DROPOUT = 0.5
_LEAST_SEEN = 3
# Weight decay of the layer, of its outputs, and of the weights of single words.
_DECAY = {"layer": 3e-4, "out": 9e-4, "word_weights": 2e-4}
_WORD_SHRINKAGE = 0.06
# How much telling the voices apart counts beside telling doubt from none.
_VOICE = 0.5
# No sentence pulls harder: a rate near 0 where the label says 1 would have no bound.
_STEEPEST = 30.0

Parameters = dict[str, "NDArray[np.float32]"]


@dataclass(frozen=True)
class _Batch:
    rows: NDArray[np.float32]
    words: NDArray[np.intp]
    sentences: NDArray[np.intp]
    firsts: NDArray[np.intp]


class _Rows:
    """Gathers what the network sees of some sentences: a token, its place, and the words around it."""

    def __init__(self, material: Material) -> None:
        self.material = material
        beside = material.told[:, : -n_not_near()]
        # One more number and one more word: there is none.
        self.near = np.pad(beside, ((0, 1), (0, 1)))
        self.near[-1, -1] = 1
        self.width = material.told.shape[1] + N_PLACE + len(OFFSETS) * self.near.shape[1]

    def __call__(self, sentences: NDArray[np.intp]) -> _Batch:
        m = self.material
        tokens = m.tokens_of(sentences)
        starts, ends = m.first_tokens[sentences], m.first_tokens[sentences + 1]
        lengths = ends - starts
        begin, end = np.repeat(starts, lengths), np.repeat(ends, lengths)
        own = m.told[m.tokens[tokens]]
        own[:, -n_listed() :] = np.maximum(own[:, -n_listed() :], m.listed[tokens])
        columns = [own, m.where[tokens]]
        for offset in OFFSETS:
            beside = tokens + offset
            inside = (beside >= begin) & (beside < end)
            columns.append(self.near[np.where(inside, m.tokens[np.clip(beside, 0, len(m.tokens) - 1)], -1)])
        firsts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        return _Batch(np.hstack(columns), m.tokens[tokens], np.repeat(np.arange(len(sentences)), lengths), firsts)


def fit_network(material: Material, chosen: NDArray[np.intp]) -> CueNetwork:
    """Fit networks of different random beginnings to some of the sentences and return their mean as one network."""
    return _side_by_side([_fit_one(material, chosen, random_state) for random_state in range(NETWORKS)])


def _side_by_side(networks: Sequence[CueNetwork]) -> CueNetwork:
    """Return the network whose scores are the mean of some networks' scores; all were fitted to the same sentences."""
    word_weights = np.mean([network.word_weights for network in networks], axis=0)
    offset = np.mean([network.offset for network in networks], axis=0)
    return CueNetwork(
        networks[0].words,
        np.concatenate([network.own for network in networks], axis=1),
        np.concatenate([network.near for network in networks], axis=2),
        np.concatenate([network.bias for network in networks]),
        (np.concatenate([network.out for network in networks]) / len(networks)).astype(np.float32),
        word_weights.astype(np.float32),
        offset.astype(np.float32),
    )


def _fit_one(material: Material, chosen: NDArray[np.intp], random_state: int) -> CueNetwork:
    """Fit one network.

    Stochastic gradient descent (Adam, Kingma and Ba 2015) with dropout on numbers and hidden units. Every token has a
    rate for each head; a sentence is in doubt with probability 1 - exp(-sum of rates), and in the writer's voice
    rather than a source's in proportion to their sums. What all heads share is learned from both kinds of sentences.
    """
    rng, gather = np.random.default_rng(random_state), _Rows(material)
    own_weights, names = _own_weights(material, chosen)
    parameters = _begin(rng, gather.width, len(names) + 1)
    momentum = {name: np.zeros_like(value) for name, value in parameters.items()}
    squares = {name: np.zeros_like(value) for name, value in parameters.items()}
    from_articles, others = chosen[material.is_article[chosen]], chosen[~material.is_article[chosen]]
    n_others = int(_BATCH * _ENCYCLOPAEDIA)
    steps = EPOCHS * (len(chosen) // _BATCH)
    draws = (_draws(rng, others, n_others), _draws(rng, from_articles, _BATCH - n_others))
    for step in shown(range(1, steps + 1), "cue network"):
        sentences = np.concatenate([next(draw) for draw in draws])
        batch = gather(sentences)
        slope = _slopes(
            parameters, batch, own_weights, (material.labels[sentences], ~material.is_article[sentences]), rng
        )
        rate = np.float32(_RATE * (1 - step / steps) + 1e-6)
        for name in parameters:
            slope[name] += np.float32(_DECAY.get(name, 0)) * parameters[name]
            momentum[name] += np.float32(0.1) * (slope[name] - momentum[name])
            squares[name] += np.float32(0.001) * (slope[name] ** 2 - squares[name])
            corrected = np.sqrt(squares[name] / (1 - 0.999**step)) + 1e-7
            parameters[name] -= (rate * (momentum[name] / (1 - 0.9**step)) / corrected).astype(np.float32)
        parameters["word_weights"] *= 1 - rate * np.float32(_WORD_SHRINKAGE)
        parameters["word_weights"][0] = 0
    return _shipped(parameters, material, names)


def _own_weights(material: Material, chosen: NDArray[np.intp]) -> tuple[NDArray[np.intp], list[str]]:
    """Return for each word the row of its own weights, 0 for one that is too rare, and the names of the others."""
    tokens = material.known[material.tokens[material.tokens_of(chosen)]]
    kept = np.flatnonzero(np.bincount(tokens, minlength=len(material.names)) >= _LEAST_SEEN)
    rows = np.zeros(len(material.names), np.intp)
    rows[kept] = np.arange(1, len(kept) + 1)
    return rows[material.known], [material.names[number] for number in kept]


def _begin(rng: np.random.Generator, width: int, n_words: int) -> Parameters:
    heads = len(HEADS) + 1
    # The first head is shared: what it gives goes to all others. Rates begin low, as most words are no cue.
    offset = np.full(heads, -2.0, np.float32)
    offset[-1] -= 0.5
    return {
        "layer": rng.normal(0, 1 / np.sqrt(width), (width, HIDDEN)).astype(np.float32),
        "bias": np.zeros(HIDDEN, np.float32),
        "out": rng.normal(0, 0.1, (HIDDEN, heads)).astype(np.float32),
        "word_weights": np.zeros((n_words, heads), np.float32),
        "offset": offset,
    }


def _draws(rng: np.random.Generator, sentences: NDArray[np.intp], n: int) -> Iterator[NDArray[np.intp]]:
    """Yield n sentences at a time, each as often as any other."""
    waiting = rng.permutation(sentences)
    while True:
        while len(waiting) < n:
            waiting = np.concatenate([waiting, rng.permutation(sentences)])
        yield waiting[:n]
        waiting = waiting[n:]


def _slopes(
    parameters: Parameters,
    batch: _Batch,
    own_weights: NDArray[np.intp],
    told: tuple[NDArray[np.intp], NDArray[np.bool_]],
    rng: np.random.Generator,
) -> Parameters:
    """Return the loss's slope in every parameter."""
    p, words = parameters, own_weights[batch.words]
    rows = batch.rows * _kept(rng, batch.rows.shape[1:], _DROPOUT / 2)
    mask = _kept(rng, (len(rows), HIDDEN), _DROPOUT)
    before = rows @ p["layer"] + p["bias"]
    hidden = np.maximum(before, 0) * mask
    given = hidden @ p["out"] + p["word_weights"][words] + p["offset"]
    scores = given[:, 1:] + given[:, :1]
    sums = np.add.reduceat(np.logaddexp(0, scores), batch.firsts, axis=0)
    steep = _loss_slopes(sums, *told)[batch.sentences] / (1 + np.exp(-scores))
    steep = np.column_stack([steep.sum(axis=1), steep]).astype(np.float32)
    back = (steep @ p["out"].T) * mask * (before > 0)
    counted = [np.bincount(words, column, minlength=len(p["word_weights"])) for column in steep.T]
    return {
        "layer": rows.T @ back,
        "bias": back.sum(axis=0),
        "out": hidden.T @ steep,
        "word_weights": np.stack(counted, axis=1).astype(np.float32),
        "offset": steep.sum(axis=0),
    }


def _kept(rng: np.random.Generator, shape: tuple[int, ...], dropped: float) -> NDArray[np.float32]:
    found: NDArray[np.float32] = ((rng.random(shape) > dropped) / (1 - dropped)).astype(np.float32)
    return found


def _loss_slopes(
    sums: NDArray[np.float32], labels: NDArray[np.intp], of_encyclopaedia: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Return the slope of the mean loss in each sentence's sums of rates; shape (n_sentences, 3)."""
    doubtful = labels > 0
    marked = np.where(doubtful, -1 / np.expm1(np.maximum(sums[:, 0], 1e-4)), 1)
    both = np.maximum(sums[:, 1:].sum(axis=1), 1e-4)
    any_doubt = np.where(doubtful, -1 / np.expm1(both), 1)
    columns = [np.where(of_encyclopaedia, marked, 0)]
    for voice in (1, 2):
        share = 1 / both - np.where(labels == voice, 1 / np.maximum(sums[:, voice], 1e-4), 0)
        slope = any_doubt + _VOICE * np.where(doubtful, share, 0)
        columns.append(np.where(of_encyclopaedia, 0, np.clip(slope, -_STEEPEST, _STEEPEST)))
    found: NDArray[np.float32] = (np.stack(columns, axis=1) / len(labels)).astype(np.float32)
    return found


def _shipped(parameters: Parameters, material: Material, names: list[str]) -> CueNetwork:
    """Give each head its own and the shared part."""
    heads = {name: parameters[name][..., 1:] + parameters[name][..., :1] for name in ("out", "word_weights", "offset")}
    own = material.told.shape[1] + N_PLACE
    layer = parameters["layer"]
    near = layer[own:].reshape(len(OFFSETS), -1, layer.shape[1])
    known = {name: row for row, name in enumerate(names, start=1)}
    return CueNetwork(
        known, layer[:own], near, parameters["bias"], heads["out"], heads["word_weights"], heads["offset"]
    )


def rates_of(network: CueNetwork, material: Material, sentences: NDArray[np.intp]) -> NDArray[np.float32]:
    """Return the rates of all tokens of some sentences; shape (n_tokens, 3)."""
    gather = _Rows(material)
    layer = np.concatenate([network.own, network.near.reshape(-1, network.near.shape[2])])
    rows = np.array([network.words.get(name, 0) for name in material.names], np.intp)[material.known]
    found = []
    for some in np.array_split(sentences, max(1, len(sentences) // 200)):
        batch = gather(some)
        hidden = np.maximum(batch.rows @ layer + network.bias, 0)
        found.append(np.logaddexp(0, hidden @ network.out + network.word_weights[rows[batch.words]] + network.offset))
    rates: NDArray[np.float32] = np.concatenate(found).astype(np.float32)
    return rates
