"""What was learned from labelled stories: weights, and a file that holds nothing but numbers and names."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import expit

from reliability.errors import ModelError
from reliability.resources import models_folder
from reliability.signals.consensus.accounts import STANCES
from reliability.signals.consensus.features import FEATURE_NAMES
from reliability.stored import read_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from reliability.signals.consensus.accounts import Account

FORMAT = 1
FILE_NAME = "consensus.json"
_KIND = "source-reliability consensus model"
_DIGITS = 6
# The detector of denials was trained with both classes weighed equally and cries early; from here it is believed.
_DENIAL_FROM = 1.0
# Consensus moves a score by at most a step and a half of the scale's four, as the rubric bounds it.
BOUND = 0.375
# What more voices do was learned from stories of three to seven, but for two of two: a pair counts as three, so that it
# is not marked down for being a pair, and a thousand as seven.
_FEWEST, _MOST = 3, 7


@dataclass(frozen=True)
class ConsensusModel:
    """Linear models of denial, agreement and what agreement does to a rating.

    Parameters
    ----------
    denial : ndarray of shape (7,)
        Weights of an account's `stance`, and a bias.
    mean, scale, weights : ndarray of shape (n_features,)
        Of agreement, over scaled features.
    bias : float
    curve : ndarray of shape (2,)
        Slope and shift of the logistic curve from predicted agreement to consensus.
    move : ndarray of shape (4,)
        Weights of predicted agreement, of the others' lone scores and of the logarithm of voices, and a bias: by how
        much a lone score moves.
    half_width : float
        Half the width of an interval that holds nine of ten ratings given with the story known.
    facts : dict
        What it was trained on.
    """

    denial: NDArray[np.float64]
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: float
    curve: NDArray[np.float64]
    move: NDArray[np.float64]
    half_width: float
    facts: dict[str, Any] = field(default_factory=dict, compare=False)

    def denials(self, accounts: Sequence[Account]) -> NDArray[np.float64]:
        """Return how likely each document denies or checks the story it tells, in [0, 1]; shape (n,)."""
        stances = np.array([one.stance for one in accounts])
        return np.asarray(expit(stances @ self.denial[:-1] + self.denial[-1] - _DENIAL_FROM))

    def agreements(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return predicted agreement on about the labels' scale of 1 to 5, NaN for rows of NaN; shape (n,)."""
        return np.asarray((rows - self.mean) / self.scale @ self.weights + self.bias)

    def consensus(self, agreements: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return consensus in [0, 1]; shape (n,)."""
        return np.asarray(expit(self.curve[0] * agreements + self.curve[1]))

    def moves(self, agreements: NDArray[np.float64], others: NDArray[np.float64], voices: int) -> NDArray[np.float64]:
        """Return by how much lone scores move, in [-0.375, 0.375]; 0 where there is no agreement to speak of."""
        columns = move_columns(agreements, others, np.full(len(agreements), voices))
        return np.asarray(np.nan_to_num(np.clip(columns @ self.move[:-1] + self.move[-1], -BOUND, BOUND)))


def move_columns(
    agreements: NDArray[np.float64], others: NDArray[np.float64], voices: NDArray[Any]
) -> NDArray[np.float64]:
    """Return what moves a score: predicted agreement, the others' lone scores, the logarithm of voices."""
    return np.column_stack([agreements, others, np.log(np.clip(voices, _FEWEST, _MOST))])


def save_consensus(model: ConsensusModel, path: Path) -> str:
    """Write a model and return the hash that the file carries of its contents."""
    content = {
        "features": list(FEATURE_NAMES),
        "denial": _numbers(model.denial),
        "mean": _numbers(model.mean),
        "scale": _numbers(model.scale),
        "weights": _numbers(model.weights),
        "bias": round(model.bias, _DIGITS),
        "curve": _numbers(model.curve),
        "move": _numbers(model.move),
        "half_width": round(model.half_width, _DIGITS),
        "facts": model.facts,
    }
    digest = _digest(content)
    whole = {"format": FORMAT, "kind": _KIND, "sha256": digest, **content}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return digest


def load_consensus() -> ConsensusModel:
    """Return the model that ships with the package, read once."""
    return read_consensus(models_folder() / FILE_NAME)


@lru_cache(maxsize=4)
def read_consensus(path: Path) -> ConsensusModel:
    """Read a model.

    Raises
    ------
    ModelError
        Where the file is missing, damaged, altered, of another format, or made for other features.
    """
    stored = read_json(path, "make consensus writes it again")
    try:
        _check(stored, path)
        return _assembled(stored)
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise ModelError(f"{path}: is damaged ({error!r}); make consensus writes it again") from error


def _check(stored: Any, path: Path) -> None:
    if not isinstance(stored, dict) or stored.get("kind") != _KIND or stored.get("format") != FORMAT:
        raise ModelError(f"{path}: is no consensus model of this version; make consensus writes one")
    content = {key: value for key, value in stored.items() if key not in {"format", "kind", "sha256"}}
    if stored.get("sha256") != _digest(content):
        raise ModelError(f"{path}: was altered after training (its hash does not fit)")
    if stored.get("features") != list(FEATURE_NAMES):
        raise ModelError(f"{path}: was trained on other features than this version computes; make consensus")


def _assembled(stored: dict[str, Any]) -> ConsensusModel:
    arrays = {name: np.array(stored[name], float) for name in ("denial", "mean", "scale", "weights", "curve", "move")}
    n = len(FEATURE_NAMES)
    wanted = {"denial": 2 * len(STANCES) + 1, "mean": n, "scale": n, "weights": n, "curve": 2, "move": 4}
    if any(arrays[name].shape != (size,) for name, size in wanted.items()) or not (arrays["scale"] > 0).all():
        raise ValueError("its parts do not fit together")
    bias, half_width = float(stored["bias"]), float(stored["half_width"])
    if not np.isfinite(np.concatenate([*arrays.values(), [bias, half_width]])).all() or half_width < 0:
        raise ValueError("its numbers are none")
    return ConsensusModel(**arrays, bias=bias, half_width=half_width, facts=stored["facts"])


def _numbers(values: NDArray[np.float64]) -> list[float]:
    return [round(float(value), _DIGITS) for value in values]


def _digest(content: dict[str, Any]) -> str:
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
