"""A network with one hidden layer and a path around it, fitted by Adam; numpy alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

# Of 32, 48 and 64 units, decay of .001 and .003, 20 and 30 epochs, dropout of .3 and .4: all within .003 of each other.
_HIDDEN, _EPOCHS, _BATCH = 32, 20, 128
_DROPPED = 0.3
_DECAY = 1e-3
_RATE = 3e-3
# Adam's own (Kingma and Ba 2015).
_FADING, _FADING_SQUARES, _TINY = 0.9, 0.999, 1e-8


@dataclass(frozen=True)
class Examples:
    """Rows, targets and weights of shapes (n, n_columns), (n, n_outputs) and (n, n_outputs).

    A weight of 0 says that this output of the example is not known.
    """

    rows: NDArray[np.float32]
    targets: NDArray[np.float32]
    weights: NDArray[np.float32]


@dataclass(frozen=True)
class Layers:
    """The weights: into the hidden layer with its bias, out of it, around it, and what is added last."""

    into: NDArray[np.float32]
    bias: NDArray[np.float32]
    out: NDArray[np.float32]
    around: NDArray[np.float32]
    offset: NDArray[np.float32]

    def arrays(self) -> list[NDArray[np.float32]]:
        """Return them in order."""
        return [self.into, self.bias, self.out, self.around, self.offset]


def fit_network(examples: Examples, random_state: int) -> Layers:
    """Fit by squared error, with dropout of inputs and hidden units (Srivastava et al. 2014) and a cosine rate."""
    random = np.random.default_rng(random_state)
    n, width = examples.rows.shape
    n_outputs = examples.targets.shape[1]
    layers = Layers(
        (random.normal(size=(width, _HIDDEN)) / np.sqrt(width)).astype(np.float32),
        np.zeros(_HIDDEN, np.float32),
        (random.normal(size=(_HIDDEN, n_outputs)) * 0.1 / np.sqrt(_HIDDEN)).astype(np.float32),
        np.zeros((width, n_outputs), np.float32),
        np.zeros(n_outputs, np.float32),
    )
    means = [np.zeros_like(array) for array in layers.arrays()]
    squares = [np.zeros_like(array) for array in layers.arrays()]
    steps = _EPOCHS * -(-n // _BATCH)
    for step, chosen in enumerate(_batches(n, random), start=1):
        rate = _RATE * 0.5 * (1 + np.cos(np.pi * step / steps))
        for k, gradient in enumerate(_gradients(layers, examples, chosen, random)):
            means[k] = _FADING * means[k] + (1 - _FADING) * gradient
            squares[k] = _FADING_SQUARES * squares[k] + (1 - _FADING_SQUARES) * gradient**2
            fresh = np.sqrt(squares[k] / (1 - _FADING_SQUARES**step)) + _TINY
            layers.arrays()[k] -= (rate * means[k] / (1 - _FADING**step) / fresh).astype(np.float32)
    return layers


def _batches(n: int, random: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    for _ in range(_EPOCHS):
        order = random.permutation(n)
        for start in range(0, n, _BATCH):
            yield order[start : start + _BATCH]


def _gradients(
    layers: Layers, examples: Examples, chosen: NDArray[np.intp], random: np.random.Generator
) -> list[NDArray[np.float32]]:
    """Return the gradients of a batch's mean weighted squared error, halved, in the order of `Layers.arrays`."""
    kept = np.float32(1 / (1 - _DROPPED))
    rows = examples.rows[chosen]
    rows *= (random.random(rows.shape, dtype=np.float32) > _DROPPED) * kept
    hidden = rows @ layers.into + layers.bias
    on = ((hidden > 0) & (random.random(hidden.shape, dtype=np.float32) > _DROPPED)) * kept
    active = hidden * on
    found = active @ layers.out + rows @ layers.around + layers.offset
    error = (found - examples.targets[chosen]) * examples.weights[chosen] / np.float32(len(chosen))
    behind = (error @ layers.out.T) * on
    return [
        rows.T @ behind + _DECAY * layers.into,
        behind.sum(axis=0),
        active.T @ error,
        rows.T @ error + _DECAY * layers.around,
        error.sum(axis=0),
    ]


def side_by_side(networks: list[Layers]) -> Layers:
    """Return the one network that gives the mean of several."""
    n = len(networks)
    return Layers(
        into=np.hstack([layers.into for layers in networks]),
        bias=np.concatenate([layers.bias for layers in networks]),
        out=np.vstack([layers.out for layers in networks]) / np.float32(n),
        around=np.mean([layers.around for layers in networks], axis=0),
        offset=np.mean([layers.offset for layers in networks], axis=0),
    )
