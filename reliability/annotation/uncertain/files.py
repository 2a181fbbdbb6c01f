"""The file of the model: arrays of numbers, and which lists and tagger they belong to."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability.annotation import tagging
from reliability.annotation.arrays import read_arrays, write_arrays
from reliability.annotation.uncertain.judging import N_NUMBERS, VOICES, UncertainModel
from reliability.annotation.uncertain.network import HEADS, N_PLACE, OFFSETS, CueNetwork
from reliability.annotation.uncertain.words import n_beside, n_listed, n_not_near, names_of_numbers
from reliability.errors import ModelError
from reliability.resources import attribution_models

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FILE_NAME = "uncertainty.npz"
_NETWORK = {"own": 2, "near": 3, "bias": 1, "out": 2, "word_weights": 2, "offset": 1}
_SENTENCES = {"mean": 1, "scale": 1, "weights": 2, "voices_bias": 1, "favoured": 1, "platt": 1, "threshold": 1}


def load_uncertain() -> UncertainModel:
    """Return the model in use, read once."""
    return read_uncertain(attribution_models() / FILE_NAME)


def read_uncertain(path: Path) -> UncertainModel:
    """Read a model, once for each file.

    Raises
    ------
    ModelError
        Where the file is none, its parts do not fit together, or it was learned over another tagger or other lists.
    """
    return _read(path, attribution_models() / tagging.FILE_NAME)


@lru_cache(maxsize=4)
def _read(path: Path, tagger: Path) -> UncertainModel:
    arrays = read_arrays(path, _NETWORK | _SENTENCES | {"words": 1, "fingerprint": 1})
    known = tagging.read_tagger(tagger)
    if arrays["fingerprint"].tolist() != fingerprint(known).tolist():
        raise ModelError(f"{path}: was learned over another tagger or other cue lists; make models writes it again")
    words = arrays["words"].tobytes().decode("utf-8", errors="replace").split("\n")
    n_numbers = known.vectors.shape[1] + n_beside() + n_listed()
    n_hidden = len(arrays["bias"])
    shapes = {
        "own": (n_numbers + N_PLACE, n_hidden),
        "near": (len(OFFSETS), n_numbers - n_not_near() + 1, n_hidden),
        "out": (n_hidden, len(HEADS)),
        "word_weights": (len(words) + 1, len(HEADS)),
        "offset": (len(HEADS),),
        "mean": (N_NUMBERS,),
        "scale": (N_NUMBERS,),
        "weights": (N_NUMBERS, len(VOICES)),
        "voices_bias": (len(VOICES),),
        "favoured": (len(VOICES),),
        "platt": (3,),
        "threshold": (1,),
    }
    if any(arrays[name].shape != shape for name, shape in shapes.items()):
        raise ModelError(f"{path}: its parts do not fit together or this version; make models writes it again")
    known_words = {word: row for row, word in enumerate(words, start=1)}
    own, near, bias, out, word_weights, offset = (arrays[name] for name in _NETWORK)
    network = CueNetwork(known_words, own, near, bias, out, word_weights, offset)
    return UncertainModel(network, **{name.removeprefix("voices_"): arrays[name] for name in _SENTENCES})


def write_uncertain(model: UncertainModel, path: Path, tagger: tagging.Tagger) -> None:
    """Write a model, its numbers in half precision."""
    words = model.network.words
    arrays: dict[str, NDArray[Any]] = {name: getattr(model.network, name) for name in _NETWORK}
    arrays |= {name: getattr(model, name.removeprefix("voices_")) for name in _SENTENCES}
    arrays["words"] = np.frombuffer("\n".join(sorted(words, key=words.__getitem__)).encode(), np.uint8)
    arrays["fingerprint"] = fingerprint(tagger)
    write_arrays(path, arrays)


def fingerprint(tagger: tagging.Tagger) -> NDArray[np.uint32]:
    """Return checksums of a tagger's vectors and of the lists that numbers depend on; shape (2,)."""
    vectors = tagger.vectors.astype(np.float16).tobytes()
    return np.array([zlib.crc32(vectors), zlib.crc32(names_of_numbers().encode())], np.uint32)
