"""What is fuzzed of the files of models: a stranger's may be wrong, but raises documented errors only."""

from __future__ import annotations

import copy
import json
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from hostile.model_files import FOLDER, READERS, archive_of, rehashed

from reliability import rate
from reliability.errors import ModelError
from reliability.model_file import load_model

_TEXT = "Mayor Ann Okoye told the council on Monday that 14 of 16 ferries may sail. “We checked,” she said. " * 3
# Patterns and their columns that the model keeps: all 23,000 would leave time for one input in a second.
_N_PATTERNS = 40
# The larger ones are read by the same code.
_ARCHIVES = ("kinds.npz", "sentences.npz", "frequencies.npz")


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder that is removed at the end of the process."""
    return tempfile.TemporaryDirectory(prefix="fuzz")


def rating_model(data: bytes) -> None:
    """Load bytes as a model; or, where they are a list of changes, the changed model with a hash that fits it.

    A change is a place and what is put there: `[["weighting", "scale", 3], 0]`. A hash that does not fit would end all
    others at the door.
    """
    file = Path(_folder().name, "rating.json")
    changes = _changes(data)
    file.write_bytes(data if changes is None else _changed(changes))
    try:
        model = load_model(file)
    except ModelError as error:
        _check_refusal(error, file.name)
        return
    with np.errstate(all="raise", under="ignore"):
        [rating] = rate([_TEXT], model=model)
    assert 0 <= rating.interval[0] <= rating.score <= rating.interval[1] <= 1
    assert abs(sum(rating.probabilities) - 1) < 1e-6
    json.dumps(rating.to_dict(), allow_nan=False)


def _check_refusal(error: ModelError, name: str) -> None:
    assert name in str(error)


def _changes(data: bytes) -> list[Any] | None:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) else None


def _changed(changes: list[Any]) -> bytes:
    stored = copy.deepcopy(_small())
    for change in changes:
        if isinstance(change, list) and len(change) == 2 and isinstance(change[0], list) and change[0]:
            _put(stored, *change)
    try:
        return rehashed(stored)
    except RecursionError:  # nothing can be written that is as deep as what was read
        return b""


def _put(stored: Any, place: list[Any], value: Any) -> None:
    """Put a value where there is such a place, or behind the last of a list."""
    *way, last = place
    try:
        for key in way:
            stored = stored[key]
        if isinstance(stored, list) and last == len(stored):
            stored.append(value)
        elif isinstance(stored, list) or isinstance(last, str):  # JSON has no other keys
            stored[last] = value
    except (IndexError, KeyError, TypeError):
        return


@cache
def _small() -> dict[str, Any]:
    """Return the model that ships with its first patterns only."""
    stored: dict[str, Any] = json.loads((FOLDER / "rating.json").read_bytes())
    n = len(stored["features"]) + _N_PATTERNS
    stored["patterns"] = stored["patterns"][:_N_PATTERNS]
    stored["weighting"]["idf"] = stored["weighting"]["idf"][:_N_PATTERNS]
    stored["weighting"]["row_mean"] = stored["weighting"]["row_mean"][:n]
    for reader in stored["readers"].values():
        reader["coef"] = reader["coef"][:n]
    return stored


def archive(data: bytes) -> None:
    """Load bytes as an archive of arrays, or as one array among those that ship.

    The first byte picks the model, the second the array; the rest is its file. With a first byte above all models the
    rest is the whole archive, whose sums of its contents stop most changes.
    """
    if len(data) < 2:
        return
    name = _ARCHIVES[data[0] % len(_ARCHIVES)]
    if data[0] < 128:
        keys = list(_arrays(name))
        content = archive_of(_arrays(name) | {keys[data[1] % len(keys)]: data[2:]})
    else:
        content = data[2:]
    file = Path(_folder().name, name)
    file.write_bytes(content)
    try:
        READERS[name](file)
    except ModelError as error:
        _check_refusal(error, name)


@cache
def _arrays(name: str) -> dict[str, bytes]:
    """Return the files of the arrays within an archive that ships."""
    with zipfile.ZipFile(FOLDER / name) as stored:
        return {member.removesuffix(".npy"): stored.read(member) for member in stored.namelist()}
