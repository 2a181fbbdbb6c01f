"""One document rated by itself, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reliability.errors import EmptyDocumentError
from reliability.extractor import FEATURE_NAMES, extract
from reliability.flags import LEAST_WORDS, flags_of
from reliability.signals.sourcing import UNTRACEABLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reliability.document import Document
    from reliability.extractor import Extraction
    from reliability.model_file import Model

_UNTRACEABLE = FEATURE_NAMES.index(UNTRACEABLE)


@dataclass(frozen=True)
class Lone:
    """What is known of a document before any other is looked at.

    Parameters
    ----------
    extraction : Extraction
    flags : tuple of str
    row : ndarray of shape (n_columns,)
        Its row of the weighed matrix.
    parts : ndarray of shape (n_columns,)
        What each column adds to the score; they sum to its distance from the average document's.
    latent : float
        Its place on the rating's line.
    score : float
        0 speculative, 1 well-sourced.
    """

    extraction: Extraction
    flags: tuple[str, ...]
    row: NDArray[np.float64]
    parts: NDArray[np.float64]
    latent: float
    score: float

    @property
    def held(self) -> bool:
        """Whether it is held in the lowest band for leaving nothing to trace."""
        return "untraceable" in self.flags


def rate_alone(document: Document, model: Model) -> Lone:
    """Read one document and place it on the scale.

    Raises
    ------
    EmptyDocumentError
        Where it holds no words.
    """
    extraction = extract(document)
    if not extraction.annotation.segments.n_words:
        raise EmptyDocumentError(document.id or "document", "holds no words to rate")
    flags = flags_of(extraction.annotation)
    if document.truncated:
        flags = (*flags, "truncated")
    row, unusualness = model.weighting.transform_row(*model.extractor.transform_extraction(extraction))
    if unusualness > model.weighting.most_unusual_ and not {"too-short", "not-english"} & set(flags):
        flags = (*flags, "unlike-training")
    rating = model.readers["rating"]
    # Of a short text, and all the more of one in another language, only a part can be believed: the rest is average.
    belief = _belief(extraction, flags)
    if belief < 1:
        row = rating.mean_ + belief * (row - rating.mean_)
    parts = rating.contributions(row)
    latent = model.bounded(np.array([rating.latent_of(row)]), np.array(["untraceable" in flags]))
    score = float(rating.score_at(latent)[0])
    # What the line alone did not take away, where a page with nothing to trace is held in the lowest band.
    parts[_UNTRACEABLE] += score - rating.average_score_ - parts.sum()
    return Lone(extraction, flags, row, parts, float(latent[0]), score)


def _belief(extraction: Extraction, flags: tuple[str, ...]) -> float:
    """Return in [0, 1] how far what was read counts against the average document."""
    if "not-english" in flags:
        return 0.0
    return min(1.0, extraction.annotation.segments.n_words / LEAST_WORDS)
