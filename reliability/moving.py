"""Where on the rating's line a score lies that consensus has moved: level and probabilities follow from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brentq

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reliability.model_file import Model

# A line has no place for the scores 0 and 1; consensus moves none nearer than this.
_EDGE = 0.01
# Slopes of the line's steps beyond which the score is as good as 0 or 1.
_FAR = 12.0


def moved(model: Model, latent: float, move: float, *, held: bool) -> NDArray[np.float64]:
    """Return the place on the line of a document whose score moves.

    Parameters
    ----------
    model : Model
    latent : float
        The lone document's place.
    move : float
        By how much the score moves.
    held : bool
        Whether the page leaves nothing to trace: what others say changes nothing about that, it stays in the lowest
        band.

    Returns
    -------
    ndarray of shape (1,)
    """
    rating = model.readers["rating"]
    score = float(rating.score_at(np.array([latent]))[0])
    wanted = float(np.clip(score + move, min(score, _EDGE), max(score, 1 - _EDGE)))
    low = min(latent, float(rating.thresholds_[0]) - _FAR / rating.slope_)
    high = max(latent, float(rating.thresholds_[-1]) + _FAR / rating.slope_)
    place = brentq(lambda at: float(rating.score_at(np.array([at]))[0]) - wanted, low, high, xtol=1e-10)
    return model.bounded(np.array([place]), np.array([held]))
