"""Why a score is what it is: each feature's part, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reliability.annotation.wording import readable
from reliability.extractor import FEATURES
from reliability.scale import SIGNALS
from reliability.signals.sourcing import UNTRACEABLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reliability.extractor import Extraction
    from reliability.model_file import Model

# So many patterns of wording are named as examples in a reason.
_EXAMPLES = 3
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


def by_signal(parts: NDArray[np.float64], model: Model) -> dict[str, float]:
    """Return what the columns of each signal add to a score together."""
    totals = np.bincount(model.column_signals, weights=parts, minlength=len(SIGNALS))
    return {name: float(total) for name, total in zip(SIGNALS, totals, strict=True)}


def find_reasons(parts: NDArray[np.float64], extraction: Extraction, model: Model) -> tuple[Reason, ...]:
    """Return what each feature, and the wording of each signal, adds to a score, the largest first."""
    found = []
    averages = model.weighting.mean_**2
    for column, feature in enumerate(FEATURES):
        value = extraction.signals[feature.signal].features[feature.name]
        if abs(parts[column]) > _NEGLIGIBLE:
            amount = "" if feature.name == UNTRACEABLE else f"{_amount(value, float(averages[column]))} "
            phrase = amount + feature.phrase
            found.append(Reason(feature.name, feature.signal, phrase, value, float(parts[column])))
    return tuple(
        sorted([*found, *_wording(parts, model)], key=lambda reason: (-abs(reason.contribution), reason.feature))
    )


def _wording(parts: NDArray[np.float64], model: Model) -> list[Reason]:
    """Sum up the patterns of each signal, naming the ones that did most."""
    found = []
    patterns = parts[len(FEATURES) :]
    signals = model.column_signals[len(FEATURES) :]
    for number, signal in enumerate(_WORDING):
        total = float(patterns[signals == number].sum())
        columns = np.flatnonzero((signals == number) & (patterns != 0))
        strongest = columns[np.argsort(-patterns[columns] if total > 0 else patterns[columns], kind="stable")]
        examples = ", ".join(f"“{readable(model.extractor.patterns_[column])}”" for column in strongest[:_EXAMPLES])
        phrase = f"{_WORDING[signal][total > 0]}: {examples}"
        found.append(Reason(f"{signal}__wording", signal, phrase, float("nan"), total))
    return found


# What the turns of phrase around each signal's words are like, lowering and raising a score.
_WORDING = {
    "hedging": ("worded like comment or conjecture", "worded like a report of facts"),
    "specificity": ("particulars placed as in vague texts", "particulars placed as in precise texts"),
    "sourcing": ("sources brought in as in weak texts", "sources brought in as in well-sourced texts"),
}


def _amount(value: float, average: float) -> str:
    if not value > 0:
        return "no"
    return "many" if value > average else "few"
