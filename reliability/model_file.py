"""The trained model: its parts, and a file that holds nothing but numbers and names.

The file is JSON. Loading one runs no code that it brings: a model from a stranger can be wrong, but not harmful.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability.annotation import judging, kinds, specific, tagging, uncertain
from reliability.classifier import ReliabilityClassifier
from reliability.errors import ModelError
from reliability.extractor import FEATURE_NAMES, SignalExtractor
from reliability.resources import attribution_models, models_folder
from reliability.scale import LEVELS, SIGNALS
from reliability.signals.sourcing import UNTRACEABLE
from reliability.stored import read_json
from reliability.weighting import Weighting

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FORMAT = 3
FILE_NAME = "rating.json"
# Said where a model that was asked for cannot be used.
WAY_OUT = 'give a file or folder that "reliability train" wrote, or leave the model out'
_UNTRACEABLE = FEATURE_NAMES.index(UNTRACEABLE)
READINGS = ("rating", "hedging", "specificity", "sourcing")
# Digits kept of every number: far finer than any label, and a file a third as large.
_DIGITS = 6
# No number of a model comes near it, and thousands of them multiplied and added up stay finite.
_LARGEST = 1e12


@dataclass(frozen=True)
class Model:
    """Everything that turns documents into ratings.

    Parameters
    ----------
    extractor : SignalExtractor
        Documents to matrix.
    weighting : Weighting
        Matrix to one scale.
    readers : dict of str to ReliabilityClassifier
        "rating", and one for each signal, trained on its own column of the gold.
    facts : dict
        What it was trained on and how well it did.
    """

    extractor: SignalExtractor
    weighting: Weighting
    readers: dict[str, ReliabilityClassifier]
    facts: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def column_signals(self) -> NDArray[np.intp]:
        """For each column of the matrix the number of its signal in `READINGS` less one; shape (n_columns,)."""
        names = (str(name).split("__", 1)[0] for name in self.extractor.get_feature_names_out())
        return np.array([READINGS.index(name) - 1 for name in names], np.intp)

    @cached_property
    def pattern_columns(self) -> list[NDArray[np.intp]]:
        """For each signal in `READINGS[1:]` the columns of its patterns, counted from the first pattern's."""
        signals = self.column_signals[len(FEATURE_NAMES) :]
        return [np.flatnonzero(signals == number) for number in range(len(READINGS) - 1)]

    @cached_property
    def average_features(self) -> list[float]:
        """What each feature of the average text is, in the order of `FEATURE_NAMES`."""
        averages: list[float] = (self.weighting.mean_**2).tolist()
        return averages

    @cached_property
    def coefficients(self) -> NDArray[np.float64]:
        """What a column adds to the place on each line; shape (n_columns, 4), in the order of `READINGS`."""
        return np.array([self.readers[name].coef_ for name in READINGS]).T.copy()

    @cached_property
    def average_latents(self) -> NDArray[np.float64]:
        """Where the average row lies on each line; shape (4,)."""
        return np.array([self.readers[name].average_latent_ for name in READINGS])

    @cached_property
    def average_score(self) -> float:
        """The rating of the average row."""
        return self.readers["rating"].average_score_

    def latents(self, columns: NDArray[np.intp], values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where one row, given by its columns other than 0, lies on each line; shape (4,)."""
        intercepts = [self.readers[name].intercept_ for name in READINGS]
        found: NDArray[np.float64] = values @ self.coefficients[columns] + intercepts
        return found

    @cached_property
    def average_parts(self) -> NDArray[np.float64]:
        """What the average row's columns of each signal add up to on the rating's line; shape (4,)."""
        reader = self.readers["rating"]
        parts: NDArray[np.float64] = reader.coef_ * reader.mean_
        return np.bincount(self.column_signals, parts, len(SIGNALS)).astype(float)

    def rating_latent(self, matrix: Any) -> NDArray[np.float64]:
        """Return where on the rating's line the rows of an extractor's matrix lie; shape (n,)."""
        latent = self.readers["rating"].latent(self.weighting.transform(matrix))
        return self.bounded(latent, matrix[:, [_UNTRACEABLE]].toarray().ravel() == 1)

    def bounded(self, latent: NDArray[np.float64], untraceable: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Hold rows with nothing to trace in the lowest band, which the scale defines so.

        The line alone, which adds up many small habits of wording, would let some pass for weakly sourced.
        """
        ceiling = np.nextafter(self.readers["rating"].cuts_[0], -np.inf)
        return np.where(untraceable, np.minimum(latent, ceiling), latent)


def save_model(model: Model, path: Path) -> str:
    """Write a model and return the hash that the file carries of its contents."""
    content = {
        "features": list(FEATURE_NAMES),
        "patterns": model.extractor.patterns_,
        "weighting": {
            "feature_weight": model.weighting.feature_weight,
            "mean": _numbers(model.weighting.mean_),
            "scale": _numbers(model.weighting.scale_),
            "idf": _numbers(model.weighting.idf_),
            "most_unusual": model.weighting.most_unusual_,
            "row_mean": _numbers(model.readers["rating"].mean_),
        },
        "readers": {name: _reader_content(reader) for name, reader in model.readers.items()},
        "facts": model.facts,
        "made_with": attribution_digest(),
    }
    digest = _digest(content)
    whole = {"format": FORMAT, "kind": "source-reliability rating model", "sha256": digest, **content}
    path.write_text(json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return digest


def attribution_digest() -> str:
    """Return one hash of the files by which attributions are found: their readings are what a model was trained on."""
    digest = hashlib.sha256()
    for name in (tagging.FILE_NAME, kinds.FILE_NAME, judging.FILE_NAME, specific.FILE_NAME, uncertain.FILE_NAME):
        try:
            digest.update((attribution_models() / name).read_bytes())
        except OSError as error:
            raise ModelError(f"{attribution_models() / name}: cannot be read ({error.strerror})") from error
    return digest.hexdigest()


def load_model(path: Path | None = None) -> Model:
    """Read a model.

    Parameters
    ----------
    path : Path, optional
        A model file, or a folder that holds one; without it the model that ships with the package.

    Raises
    ------
    ModelError
        Where the file is missing, damaged, altered, of another kind or format, or made for other features.
    """
    path, stored = _read(path)
    try:
        return _assembled(stored)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise ModelError(f"{path}: is damaged ({str(error)[:80]}); {WAY_OUT}") from error


def model_file(path: Path) -> Path:
    """Return the file of a model that is named by its own path or by its folder's."""
    # False, not an error, for a name that no system takes.
    return path / FILE_NAME if os.path.isdir(path) else path  # noqa: PTH112


def model_hash(path: Path | None = None) -> str:
    """Return the hash by which a model can be told from any other; takes and raises what `load_model` does."""
    _, stored = _read(path)
    return str(stored["sha256"])


def _read(path: Path | None) -> tuple[Path, dict[str, Any]]:
    """Return where a model file is, and what it holds, checked."""
    path = model_file(models_folder() if path is None else path)
    stored: dict[str, Any] = read_json(path, WAY_OUT)
    try:
        _check(stored, path)
    except RecursionError as error:
        raise ModelError(f"{path}: is damaged (lists within lists); {WAY_OUT}") from error
    return path, stored


def _check(stored: Any, path: Path) -> None:
    if not isinstance(stored, dict) or stored.get("kind") != "source-reliability rating model":
        raise ModelError(f"{path}: is no rating model of this package; {WAY_OUT}")
    if stored.get("format") != FORMAT:
        raise ModelError(f"{path}: has format {stored.get('format')}, this version reads {FORMAT}; retrain or upgrade")
    content = {key: value for key, value in stored.items() if key not in {"format", "kind", "sha256"}}
    if stored.get("sha256") != _digest(content):
        raise ModelError(f"{path}: was altered after training (its hash does not fit); {WAY_OUT}")
    if stored.get("features") != list(FEATURE_NAMES):
        raise ModelError(f"{path}: was trained on other features than this version computes; retrain")
    if stored.get("made_with") != attribution_digest():
        raise ModelError(f"{path}: was trained with other attribution models than are in use; retrain")


def _assembled(stored: dict[str, Any]) -> Model:
    patterns, weights = stored["patterns"], stored["weighting"]
    if len(set(map(str.__str__, patterns))) != len(patterns):
        raise ValueError("a pattern has two columns")
    extractor = SignalExtractor()
    extractor.set_patterns(patterns)
    n, n_patterns = len(FEATURE_NAMES), len(extractor.patterns_)
    weighting = Weighting(n, _number(weights["feature_weight"], least=0))
    weighting.mean_, weighting.scale_ = _column(weights["mean"], n), _column(weights["scale"], n)
    weighting.idf_ = _column(weights["idf"], n_patterns)
    weighting.components_ = np.zeros((0, n_patterns))
    weighting.most_unusual_ = _number(weights["most_unusual"])
    if (weighting.scale_ <= 0).any():
        raise ValueError("a scale is not above 0")
    row_mean = _column(weights["row_mean"], n + n_patterns)
    readers = {name: _reader(stored["readers"][name], row_mean) for name in READINGS}
    return Model(extractor, weighting, readers, stored["facts"])


def _reader_content(reader: ReliabilityClassifier) -> dict[str, Any]:
    return {
        "classes": reader.classes_.tolist(),
        "coef": _numbers(reader.coef_),
        "intercept": reader.intercept_,
        "thresholds": reader.thresholds_.tolist(),
        "slope": reader.slope_,
        "cuts": reader.cuts_.tolist(),
        "half_width": reader.half_width_,
    }


def _reader(stored: dict[str, Any], row_mean: NDArray[np.float64]) -> ReliabilityClassifier:
    reader = ReliabilityClassifier()
    n_classes = len(stored["classes"])
    reader.classes_ = np.array(stored["classes"])
    reader.coef_ = _column(stored["coef"], len(row_mean))
    reader.intercept_, reader.slope_ = _number(stored["intercept"]), _number(stored["slope"], least=0)
    reader.thresholds_, reader.cuts_ = (_column(stored[name], n_classes - 1) for name in ("thresholds", "cuts"))
    reader.half_width_ = _number(stored["half_width"], least=0)
    reader.mean_ = row_mean
    reader.n_features_in_ = len(row_mean)
    if reader.classes_.tolist() != list(range(1, len(LEVELS) + 1)):
        raise ValueError("its levels are not those of the scale")
    if (np.diff(reader.thresholds_) < 0).any() or (np.diff(reader.cuts_) < 0).any():
        raise ValueError("its levels are out of order")
    return reader


def _column(values: Any, n: int) -> NDArray[np.float64]:
    """Return n numbers as an array."""
    found = np.array(values, float)
    if found.shape != (n,) or not (np.abs(found) <= _LARGEST).all():
        raise ValueError("a column is not as long as the others, or holds what is no number")
    return found


def _number(value: Any, least: float = -_LARGEST) -> float:
    found = float(value)
    if not least <= found <= _LARGEST:
        raise ValueError("a number is out of range")
    return found


def _numbers(values: NDArray[np.float64]) -> list[float]:
    return [float(f"{value:.{_DIGITS}g}") for value in values]


def _digest(content: dict[str, Any]) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
