"""One document rated by itself, as numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from reliability.annotation.strangers import find_strangers, without
from reliability.errors import EmptyDocumentError
from reliability.extractor import FEATURE_NAMES, extract_each
from reliability.flags import LEAST_WORDS, flags_of
from reliability.scale import SIGNALS
from reliability.segmentation import segment_spans
from reliability.signals.sourcing import UNTRACEABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    columns, values : ndarray of shape (n_cells,)
        The cells of its row of the weighed matrix that may be other than 0.
    belief : float
        How far what was read counts against the average document, in [0, 1].
    latents : ndarray of shape (4,)
        Its place on each line, in the order of `reliability.model_file.READINGS`; the rating's as it was held.
    score : float
        0 speculative, 1 well-sourced.
    steepness : float
        What a step on the rating's line adds to the score between the average document and this one.
    held_back : float
        What the line alone did not take away where a page with nothing to trace is held in the lowest band.
    """

    extraction: Extraction
    flags: tuple[str, ...]
    columns: NDArray[np.intp]
    values: NDArray[np.float64]
    belief: float
    latents: NDArray[np.float64]
    score: float
    steepness: float
    held_back: float

    @property
    def latent(self) -> float:
        """Its place on the rating's line."""
        return float(self.latents[0])

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
    [found] = rate_each([document], model)
    if isinstance(found, EmptyDocumentError):
        raise found
    return found


def rate_each(documents: Sequence[Document], model: Model) -> list[Lone | EmptyDocumentError]:
    """Rate several documents, each as if alone; faster than one by one, see `reliability.extractor.extract_each`.

    Returns
    -------
    list of Lone or EmptyDocumentError
        In their order; an error for each that holds no words.
    """
    placed = [_place(extraction, model) for extraction in extract_each(documents)]
    return [_own(one, model) if isinstance(one, Lone) else one for one in placed]


def _own(lone: Lone, model: Model) -> Lone:
    """Leave out what has nothing to do with the rest of the page, where that would raise its rating."""
    document, segments = lone.extraction.document, lone.extraction.annotation.segments
    strangers = [
        segments.original(segments.sentences[first][0], segments.sentences[end - 1][1])
        for first, end in find_strangers(segments, document.title)
    ]
    if not strangers:
        return lone
    own = _place(
        extract_each([document], segmented=[segment_spans(document.text, without(segments.kept, strangers))])[0], model
    )
    if isinstance(own, Lone) and own.score < lone.score:
        return replace(own, flags=(*own.flags, "unrelated-text"))
    return lone


def _place(extraction: Extraction, model: Model) -> Lone | EmptyDocumentError:
    if not extraction.annotation.segments.n_words:
        return EmptyDocumentError(extraction.document.id or "document", "holds no words to rate")
    flags = flags_of(extraction.annotation)
    if extraction.document.hidden_words >= LEAST_WORDS:
        flags = (*flags, "hidden-text")
    if extraction.document.truncated:
        flags = (*flags, "truncated")
    columns, values, unusualness = model.weighting.transform_row(*model.extractor.transform_extraction(extraction))
    if unusualness > model.weighting.most_unusual_ and not {"too-short", "not-english"} & set(flags):
        flags = (*flags, "unlike-training")
    # Of a short text, and all the more of one in another language, only a part can be believed: the rest is average.
    belief = _belief(extraction, flags)
    average = model.average_latents
    latents = average + belief * (model.latents(columns, values) - average)
    rating, on_line = model.readers["rating"], float(latents[0])
    latents[:1] = model.bounded(latents[:1], np.array(["untraceable" in flags]))
    score = float(rating.score_at(latents[:1])[0])
    distance = on_line - float(average[0])
    steepness = rating.secant(float(average[0]), distance)
    held_back = score - model.average_score - steepness * distance
    return Lone(extraction, flags, columns, values, belief, latents, score, steepness, held_back)


def parts_of(lone: Lone, model: Model) -> NDArray[np.float64]:
    """Return what each column adds to the score; they sum to its distance from the average document's."""
    rating = model.readers["rating"]
    row = np.zeros(len(rating.coef_))
    row[lone.columns] = lone.values
    parts: NDArray[np.float64] = rating.coef_ * (row - rating.mean_) * (lone.belief * lone.steepness)
    parts[_UNTRACEABLE] += lone.held_back
    return parts


def parts_by_signal(lone: Lone, model: Model) -> dict[str, float]:
    """Return what the columns of each signal add to the score together."""
    cells = lone.values * model.readers["rating"].coef_[lone.columns]
    totals = np.bincount(model.column_signals[lone.columns], cells, minlength=len(SIGNALS)) - model.average_parts
    totals *= lone.belief * lone.steepness
    totals[model.column_signals[_UNTRACEABLE]] += lone.held_back
    return dict(zip(SIGNALS, totals.tolist(), strict=True))


def _belief(extraction: Extraction, flags: tuple[str, ...]) -> float:
    """Return in [0, 1] how far what was read counts against the average document."""
    if "not-english" in flags:
        return 0.0
    return min(1.0, extraction.annotation.segments.n_words / LEAST_WORDS)
