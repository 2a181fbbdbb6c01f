"""Files of numbers and names, read without trusting them: nothing that they say is run, and no size is believed."""

from __future__ import annotations

import io
import json
import math
import zipfile
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from numpy.lib import format as npy

from reliability.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from numpy.typing import NDArray

# The largest file that ships has 6 MB, unpacked 15.
_MOST_BYTES = 256 * 2**20
_MOST_UNPACKED = 2**30
# What JSON stands for takes up to thirty times its room.
_MOST_JSON = 32 * 2**20
_PIECE = 2**20
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_HEADERS: dict[tuple[int, int], Callable[..., Any]] = {
    (1, 0): npy.read_array_header_1_0,
    (2, 0): npy.read_array_header_2_0,
}
# Numbers, and strings of a fixed length.
_KINDS = "biufU"


def read_json(path: Path, way_out: str, **options: Any) -> Any:
    """Return what a JSON file holds.

    Parameters
    ----------
    path : Path
    way_out : str
        What helps; the last words of the error.
    **options
        Passed on to ``json.loads``.

    Raises
    ------
    ModelError
        Where the file is missing, too large or no JSON.
    """
    data = _content(path, _MOST_JSON, "no model can be read there", way_out)
    try:
        return json.loads(data.decode("utf-8"), **options)
    except (ValueError, RecursionError) as error:  # brackets within brackets, ten thousand deep
        raise ModelError(f"{path}: is no model file, or a damaged one; {way_out}") from error


def read_npz(path: Path, way_out: str, names: Collection[str] | None = None) -> dict[str, NDArray[Any]]:
    """Return the arrays of a file that numpy wrote.

    Parameters
    ----------
    path : Path
    way_out : str
        What helps; the last words of the error.
    names : collection of str, optional
        Of the arrays that must be there; without it all that are.

    Raises
    ------
    ModelError
        Where the file is missing, too large, damaged, holds objects or lacks an array.
    """
    data = _content(path, _MOST_BYTES, "cannot be read", way_out)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wanted = archive.namelist() if names is None else [f"{name}.npy" for name in names]
            members = [archive.getinfo(name) for name in wanted]
            if sum(member.file_size for member in members) > _MOST_UNPACKED:
                raise ValueError("too large when unpacked")
            return {member.filename.removesuffix(".npy"): _array(archive, member) for member in members}
    except Exception as error:  # whatever zipfile, zlib, numpy and Python's parser of its heads come upon
        cause = str(error)[:80] or type(error).__name__
        raise ModelError(f"{path}: is no file of numbers, or a damaged one; {way_out} ({cause})") from error


def _content(path: Path, most: int, complaint: str, way_out: str) -> bytes:
    try:
        with path.open("rb") as file:
            # Piece by piece: asked for all at once, room would be made for the most there may be.
            data = b"".join(islice(iter(partial(file.read, _PIECE), b""), most // _PIECE + 1))
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or error
        raise ModelError(f"{path}: {complaint} ({cause}); {way_out}") from error
    if len(data) > most:
        raise ModelError(f"{path}: is no model: it has more than {most // 2**20} MB; {way_out}")
    return data


def _array(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> NDArray[Any]:
    """Read an array whose bytes are as many as it says, before room is made for it."""
    if member.compress_type not in _PACKINGS:
        raise ValueError("packed in a way that is not numpy's")
    content = io.BytesIO(archive.read(member))
    shape, _, dtype = _HEADERS[npy.read_magic(content)](content)
    told = content.getbuffer().nbytes - content.tell()
    if dtype.kind not in _KINDS or min(shape, default=0) < 0 or math.prod(shape) * dtype.itemsize != told:
        raise ValueError("is not what its head says")
    content.seek(0)
    array: NDArray[Any] = npy.read_array(content, allow_pickle=False)
    return array
