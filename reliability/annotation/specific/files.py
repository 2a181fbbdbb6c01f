"""The file of the model: arrays of numbers, and which tagger's words they belong to."""

from __future__ import annotations

import zlib
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability.annotation import tagging
from reliability.annotation.arrays import read_arrays, write_arrays
from reliability.annotation.specific.classes import FLAGS
from reliability.annotation.specific.model import OUTPUTS, SpecificModel
from reliability.annotation.specific.numbers import NUMBERS
from reliability.annotation.specific.vocabulary import Vocabulary
from reliability.errors import ModelError
from reliability.resources import attribution_models

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

FILE_NAME = "specificity.npz"
_ARRAYS = tuple(field.name for field in fields(SpecificModel) if field.name != "vocabulary")
_MATRICES = frozenset(("table", "numbers_in", "words_in", "out", "numbers_out", "words_out"))
_WORDS = ("endings", "idf", "capital", "fingerprint")


def load_specific() -> SpecificModel:
    """Return the model in use, read once."""
    return read_specific(attribution_models() / FILE_NAME)


def read_specific(path: Path) -> SpecificModel:
    """Read a model, once for each file; its words are those of the tagger in use.

    Raises
    ------
    ModelError
        Where the file is none, its parts do not fit together, or it was learned over another tagger's words.
    """
    return _read(path, attribution_models() / tagging.FILE_NAME)


@lru_cache(maxsize=4)
def _read(path: Path, tagger: Path) -> SpecificModel:
    arrays = read_arrays(path, {name: 2 if name in _MATRICES else 1 for name in (*_ARRAYS, *_WORDS)})
    words = tagging.read_tagger(tagger).words
    if arrays["fingerprint"].tolist() != fingerprint(words).tolist():
        raise ModelError(f"{path}: was learned over the words of another tagger than {tagger}; make models writes both")
    told = arrays["endings"].tobytes().decode("utf-8", errors="replace").split("\n")
    endings = {(end[:1] == "A", end[1:]): len(words) + 1 + place for place, end in enumerate(told)}
    model = SpecificModel(
        Vocabulary(words, endings, arrays["idf"], arrays["capital"]), **{name: arrays[name] for name in _ARRAYS}
    )
    if len(endings) != len(told) or not _fits(model):
        raise ModelError(f"{path}: its parts do not fit together or this version; make models writes it again")
    return model


def _fits(model: SpecificModel) -> bool:
    words = model.vocabulary
    n_rows, rank, n_hidden = len(words.words) + 1 + len(words.endings), model.table.shape[1], len(model.bias)
    shapes = {
        "table": (n_rows, rank),
        "mean": (len(NUMBERS),),
        "scale": (len(NUMBERS),),
        "numbers_in": (len(NUMBERS), n_hidden),
        "words_in": (rank, n_hidden),
        "bias": (n_hidden,),
        "out": (n_hidden, len(OUTPUTS)),
        "numbers_out": (len(NUMBERS), len(OUTPUTS)),
        "words_out": (rank, len(OUTPUTS)),
        "offset": (len(OUTPUTS),),
    }
    every = {(False, ""), (True, "")} <= words.endings.keys() and model.table.dtype == np.int8
    return (
        every
        and words.idf.shape == words.capital.shape == (n_rows,)
        and all(getattr(model, name).shape == shape for name, shape in shapes.items())
    )


def write_specific(model: SpecificModel, path: Path) -> None:
    """Write a model, its table as it is and all other numbers in half precision."""
    words = model.vocabulary
    ordered = sorted(words.endings, key=words.endings.__getitem__)
    endings = "\n".join(f"{'A' if capital else 'a'}{end}" for capital, end in ordered).encode()
    arrays: dict[str, NDArray[Any]] = {name: getattr(model, name) for name in _ARRAYS}
    arrays |= {
        "endings": np.frombuffer(endings, np.uint8),
        "idf": words.idf,
        "capital": words.capital,
        "fingerprint": fingerprint(words.words),
    }
    write_arrays(path, arrays)


def fingerprint(words: Mapping[str, int]) -> NDArray[np.uint32]:
    """Return a checksum of words in the order of their rows, and of the names of numbers and classes; shape (2,)."""
    ordered = "\n".join(sorted(words, key=words.__getitem__))
    return np.array([zlib.crc32(ordered.encode()), zlib.crc32("\n".join((*NUMBERS, *FLAGS)).encode())], np.uint32)
