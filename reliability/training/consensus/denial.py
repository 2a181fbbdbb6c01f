"""Learn to tell a denial or check of a story from its telling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from reliability.gold import records
from reliability.segmentation import segment
from reliability.signals.consensus.accounts import stance_of

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

# What the reader's reason for a rating says of articles that deny or check a story.
_REASON = re.compile(r"debunk|fact.?check|trace[sd]|hoax|denial|denied|retract", re.IGNORECASE)
_PENALTY = 0.3


def train_denial(path: Path, without: frozenset[str]) -> NDArray[np.float64]:
    """Return weights of an account's stance and a bias; shape (7,).

    Logistic regression on articles whose reader gave a denial or a check as reason.

    Parameters
    ----------
    path : Path
        Labelled articles with ``text`` and ``why``.
    without : frozenset of str
        Texts that are tested on later.
    """
    rows, labels = denial_rows(path, without)
    return fit_denial(rows, labels)


def denial_rows(path: Path, without: frozenset[str]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the stance of each labelled article and whether it denies; shapes (n, 6) and (n,)."""
    rows, labels = [], []
    for _, record in records(path):
        text = str(record.get("text") or "")
        if text not in without:
            rows.append(stance_of(segment(text)))
            labels.append(bool(_REASON.search(str(record.get("why") or ""))))
    return np.array(rows), np.array(labels)


def fit_denial(rows: NDArray[np.float64], labels: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Fit the regression on scaled rows and return it for unscaled ones; shape (7,)."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  (training only)

    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    model = LogisticRegression(C=_PENALTY, class_weight="balanced").fit((rows - mean) / scale, labels)
    weights = model.coef_[0] / scale
    return np.append(weights, model.intercept_[0] - weights @ mean)
