"""The tagger's file: numbers and words, nothing that runs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability.annotation.arrays import read_arrays, write_arrays
from reliability.annotation.tagging.forms import N_FORM, N_PLACE
from reliability.annotation.tagging.network import OUTPUTS, Layer, Tagger
from reliability.errors import ModelError
from reliability.resources import attribution_models

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FILE_NAME = "attributions.npz"
# Words between those that a layer looks at; what a file says of it decides how much room a text takes.
_WIDEST = 1024


def load_tagger() -> Tagger:
    """Return the tagger in use, read once."""
    return read_tagger(attribution_models() / FILE_NAME)


@lru_cache(maxsize=4)
def read_tagger(path: Path) -> Tagger:
    """Read a tagger; raises `ModelError` where the file is none."""
    arrays = read_arrays(path, {"words": 1, "vectors": 2, "dilations": 1, "out_weights": 2, "out_bias": 1})
    numbers = range(len(arrays["dilations"]))
    shapes = {f"weights_{k}": 3 for k in numbers} | {f"bias_{k}": 1 for k in numbers}
    convolutions = read_arrays(path, shapes)
    words = arrays["words"].tobytes().decode("utf-8", errors="replace").split("\n")
    layers = [
        Layer(convolutions[f"weights_{k}"], convolutions[f"bias_{k}"], int(arrays["dilations"][k])) for k in numbers
    ]
    vectors = arrays["vectors"]
    widths = [vectors.shape[1] + N_FORM + N_PLACE, *(layer.weights.shape[2] for layer in layers)]
    fits = ((arrays["dilations"] >= 1) & (arrays["dilations"] <= _WIDEST)).all() and vectors.shape[0] > 0
    fits = fits and len(vectors) == len(words) + 1 and arrays["out_weights"].shape == (sum(widths[1:]), len(OUTPUTS))
    if not fits or any(layer.weights.shape[1] != width for layer, width in zip(layers, widths, strict=False)):
        raise ModelError(f"{path}: its parts do not fit together or this version; make models writes it again")
    known = {word: row for row, word in enumerate(words, start=1)}
    return Tagger(known, vectors, layers, arrays["out_weights"], arrays["out_bias"])


def write_tagger(tagger: Tagger, path: Path) -> None:
    """Write a tagger, its numbers in half precision."""
    words = "\n".join(sorted(tagger.words, key=tagger.words.__getitem__)).encode()
    arrays: dict[str, NDArray[Any]] = {
        "words": np.frombuffer(words, np.uint8),
        "vectors": tagger.vectors,
        "dilations": np.array([layer.dilation for layer in tagger.layers]),
        "out_weights": tagger.out_weights,
        "out_bias": tagger.out_bias,
    }
    for number, layer in enumerate(tagger.layers):
        arrays |= {f"weights_{number}": layer.weights, f"bias_{number}": layer.bias}
    write_arrays(path, arrays)
