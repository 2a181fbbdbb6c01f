"""Files of named arrays: numbers only, nothing that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from reliability.errors import ModelError
from reliability.stored import read_npz

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray


def read_arrays(path: Path, dimensions: Mapping[str, int]) -> dict[str, NDArray[Any]]:
    """Read the arrays of a file, each with the number of dimensions it must have; fractions in single precision.

    Raises
    ------
    ModelError
        Where the file is missing, is damaged, lacks an array or holds one of another shape, or what is no number.
    """
    arrays = read_npz(path, "make models writes it again", dimensions)
    for name, wanted in dimensions.items():
        array = arrays[name]
        if array.ndim != wanted:
            raise ModelError(f"{path}: {name} has {array.ndim} dimensions instead of {wanted}; make models writes it")
        if array.dtype.kind not in "biuf" or not np.isfinite(array).all():
            raise ModelError(f"{path}: {name} holds what is no number; make models writes it again")
    return {name: array.astype(np.float32) if array.dtype == np.float16 else array for name, array in arrays.items()}


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays in half precision where they are numbers with a fraction: far finer than any of them is known."""
    small = {
        name: array.astype(np.float16) if array.dtype.kind == "f" else array for name, array in sorted(arrays.items())
    }
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **small)
