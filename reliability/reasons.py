"""Why a score is what it is: each feature's part, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reliability.annotation.wording import readable
from reliability.extractor import FEATURES
from reliability.signals.sourcing import UNTRACEABLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reliability.extractor import Extraction
    from reliability.model_file import Model

# So many patterns of wording are named as examples in a reason.
_EXAMPLES = 3
_SIGNALS = [feature.signal for feature in FEATURES]
# Rounding alone may leave a feature so much.
_NEGLIGIBLE = 1e-9


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature's part in a score.

    Parameters
    ----------
    feature : str
        Column name, or ``signal__wording`` for all patterns of wording of a signal together.
    signal : str
    phrase : str
        In words that read right in the direction it moved: "few named people".
    value : float
        The feature's value; NaN for wording.
    contribution : float
        What it added to the score; negative where it lowered it.
    """

    feature: str
    signal: str
    phrase: str
    value: float
    contribution: float


def find_reasons(parts: NDArray[np.float64], extraction: Extraction, model: Model) -> tuple[Reason, ...]:
    """Return what each feature, and the wording of each signal, adds to a score, the largest first."""
    found = _wording(parts, model)
    features = zip(FEATURES, _SIGNALS, model.average_features, parts[: len(FEATURES)].tolist(), strict=True)
    for feature, signal, average, part in features:
        if abs(part) > _NEGLIGIBLE:
            value = extraction.signals[signal].features[feature.name]
            amount = "" if feature.name == UNTRACEABLE else _amount(value, average)
            found.append(Reason(feature.name, signal, amount + feature.phrase, value, part))
    return tuple(sorted(found, key=lambda reason: (-abs(reason.contribution), reason.feature)))


def _wording(parts: NDArray[np.float64], model: Model) -> list[Reason]:
    """Sum up the patterns of each signal, naming the ones that did most."""
    found = []
    patterns = parts[len(FEATURES) :]
    for signal, columns in zip(_WORDING, model.pattern_columns, strict=True):
        own = patterns[columns]
        total = float(own.sum())
        strongest = columns[_largest(own if total > 0 else -own)]
        examples = ", ".join(f"“{readable(model.extractor.patterns_[column])}”" for column in strongest)
        phrase = f"{_WORDING[signal][total > 0]}: {examples}"
        found.append(Reason(f"{signal}__wording", signal, phrase, float("nan"), total))
    return found


def _largest(values: NDArray[np.float64]) -> list[int]:
    """Return where the largest values other than 0 stand, the first of equal ones first.

    Looking for the maximum three times is much faster than sorting ten thousand patterns.
    """
    left = np.where(values != 0, values, -np.inf)
    places: list[int] = []
    while len(places) < min(_EXAMPLES, len(left)):
        place = int(left.argmax())
        if left[place] == -np.inf:
            break
        places.append(place)
        left[place] = -np.inf
    return places


# What the turns of phrase around each signal's words are like, lowering and raising a score.
_WORDING = {
    "hedging": ("worded like comment or conjecture", "worded like a report of facts"),
    "specificity": ("particulars placed as in vague texts", "particulars placed as in precise texts"),
    "sourcing": ("sources brought in as in weak texts", "sources brought in as in well-sourced texts"),
}


def _amount(value: float, average: float) -> str:
    if not value > 0:
        return "no "
    return "many " if value > average else "few "
