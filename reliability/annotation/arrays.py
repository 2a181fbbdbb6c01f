"""Files of named arrays: numbers only, nothing that runs."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_DAMAGED = (ValueError, KeyError, IndexError, EOFError, zipfile.BadZipFile, zlib.error)


def read_arrays(path: Path, dimensions: Mapping[str, int]) -> dict[str, NDArray[Any]]:
    """Read the arrays of a file, each with the number of dimensions it must have; fractions in single precision.

    Raises
    ------
    ModelError
        Where the file is missing, is damaged, lacks an array or holds one of another shape.
    """
    try:
        # The whole file at once: numpy leaves one that it cannot read open.
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            arrays = {name: file[name] for name in dimensions}
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror or error}); make models writes it") from error
    except _DAMAGED as error:
        raise ModelError(f"{path}: is damaged or no model of this version; make models writes it again") from error
    for name, wanted in dimensions.items():
        if arrays[name].ndim != wanted:
            raise ModelError(f"{path}: {name} has {arrays[name].ndim} dimensions instead of {wanted}")
    return {name: array.astype(np.float32) if array.dtype == np.float16 else array for name, array in arrays.items()}


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays in half precision where they are numbers with a fraction: far finer than any of them is known."""
    small = {
        name: array.astype(np.float16) if array.dtype.kind == "f" else array for name, array in sorted(arrays.items())
    }
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **small)
