"""What a model is fitted to and tested on, kept as numbers: counts, labels, groups; no text."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from reliability.errors import ModelError, TrainingError
from reliability.extractor import FEATURE_NAMES, SignalExtractor
from reliability.fitting import Material
from reliability.stored import read_npz

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from reliability.evaluation import Predictions

NUMBERS = "numbers.npz"
# What models said of articles whose publishers they had not seen.
HELD_OUT = "held-out.npz"
_ABOUT = ("ids", "corpora", "gold_sha256", "n_publishers")
_WHOLE = ("counts", "columns", "ends", "labels", "groups")
_LABELS = ("rating", "hedging", "specificity", "sourcing")
# The oldest moment that an archive can bear: the same numbers are the same bytes on any day.
_MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Numbers:
    """Material with what is told of the gold's articles.

    Parameters
    ----------
    material : Material
        The gold's rows come first.
    ids, corpora : sequence of str
        Of the gold's articles.
    gold_sha256 : str
        Of the gold's file.
    n_publishers : int
        Known ones of the gold.
    """

    material: Material
    ids: Sequence[str]
    corpora: Sequence[str]
    gold_sha256: str
    n_publishers: int


def write_numbers(numbers: Numbers, path: Path) -> None:
    """Write numbers; the same ones always as the same bytes."""
    material, width = numbers.material, len(FEATURE_NAMES)
    counts = material.matrix[:, width:].tocsr()
    about = {
        "features": list(FEATURE_NAMES),
        "patterns": material.extractor.patterns_,
        **{name: getattr(numbers, name) for name in _ABOUT},
    }
    arrays = {
        "about": np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), np.uint8),
        "features": material.matrix[:, :width].toarray().astype(np.float32),
        "counts": counts.data.astype(np.uint16),
        "columns": counts.indices.astype(np.uint16 if counts.shape[1] < 2**16 else np.int32),
        "ends": counts.indptr.astype(np.int32),
        "labels": np.column_stack([material.labels[name] for name in _LABELS]).astype(np.int8),
        "groups": material.groups.astype(np.int32),
        "measured": material.measured,
    }
    _write(path, arrays)


def read_numbers(path: Path) -> Numbers:
    """Read what `write_numbers` wrote.

    Raises
    ------
    TrainingError
        Where the file is missing, damaged, or of a version with other features.
    """
    path = path / NUMBERS if path.is_dir() else path
    try:
        stored = read_npz(path, "training writes numbers.npz")
        about = json.loads(stored["about"].tobytes())
        if about["features"] != list(FEATURE_NAMES):
            raise TrainingError(f"{path}: holds other features than this version computes; train from the texts")
        return Numbers(_material(stored, about["patterns"]), *(about[name] for name in _ABOUT))
    except ModelError as error:
        raise TrainingError(str(error)) from error
    except (ValueError, KeyError, IndexError, TypeError, OverflowError, RecursionError) as error:
        raise TrainingError(f"{path}: is no file of numbers, or a damaged one; training writes numbers.npz") from error


def _material(stored: dict[str, NDArray[Any]], patterns: list[str]) -> Material:
    if len(set(map(str.__str__, patterns))) != len(patterns):
        raise ValueError("a pattern has two columns")
    extractor = SignalExtractor()
    extractor.set_patterns(patterns)
    features = stored["features"].astype(float)
    n = len(features)
    if features.shape != (n, len(FEATURE_NAMES)) or stored["labels"].shape != (n, len(_LABELS)):
        raise ValueError("columns do not fit")
    counts = _counts(stored, (n, len(patterns)))
    labels = {name: stored["labels"][:, column].astype(int) for column, name in enumerate(_LABELS)}
    if not len(stored["labels"]) == len(stored["groups"]) == len(stored["measured"]) == n:
        raise ValueError("rows do not fit")
    matrix = sparse.hstack([sparse.csr_matrix(features), counts], format="csr")
    return Material(extractor, matrix, labels, stored["groups"].astype(int), stored["measured"])


def _counts(stored: dict[str, NDArray[Any]], shape: tuple[int, int]) -> Any:
    """Return the counts of patterns; shape (n, n_patterns), sparse."""
    for name in _WHOLE:
        array = stored[name]
        # What is no whole number, or too large for one of 32 bits, would be cut to another without a word.
        whole = array.dtype.kind in "iu" and (array == array.astype(np.int32)).all()
        if not whole or array.ndim != 1 + (name == "labels"):
            raise ValueError(f"{name} are no whole numbers")
    values, columns, ends = (stored[name] for name in ("counts", "columns", "ends"))
    # SciPy believes these where it copies rows, and would write beyond its room.
    in_order = len(ends) == shape[0] + 1 and ends[0] == 0 and (np.diff(ends.astype(np.int64)) >= 0).all()
    if not (in_order and ends[-1] == len(columns) == len(values)):
        raise ValueError("rows do not fit")
    counts = sparse.csr_matrix((values.astype(float), columns.astype(np.int32), ends.astype(np.int32)), shape=shape)
    counts.check_format(full_check=True)
    return counts


def write_held_out(ids: Sequence[str], predicted: Predictions, path: Path) -> None:
    """Write what models that had not seen their publishers said of the gold's articles."""
    arrays = {
        "ids": np.array(list(ids)),
        "scores": predicted.scores["rating"],
        "levels": predicted.levels,
        "intervals": predicted.intervals,
        "probabilities": predicted.probabilities,
    }
    _write(path, arrays)


def _write(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(array), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.getvalue(), compresslevel=9)
