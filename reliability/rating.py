"""Rate documents: the one call that most users need."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from reliability.document import Document
from reliability.in_story import Participant, Story, find_places, participate
from reliability.lone import Lone, rate_alone
from reliability.model_file import READINGS, Model, load_model
from reliability.moving import moved
from reliability.readers import read
from reliability.reasons import Reason, by_signal, find_reasons
from reliability.scale import CAVEAT, LEVELS
from reliability.signals.consensus import load_consensus

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from reliability.extractor import Extraction
    from reliability.in_story import Place
    from reliability.signals.signal import Evidence

__all__ = ["LEVELS", "Rating", "Reading", "Reason", "compare_readings", "load_rater", "load_reader", "rate"]

# The interval was measured on English texts of a hundred words and more; for others it is made this much wider.
_WIDER = 2.0


@dataclass(frozen=True, slots=True)
class Rating:
    """How far a careful reader could trace and check what one document says.

    Parameters
    ----------
    document : Document
    score : float
        0 speculative, 1 well-sourced.
    level : str
        One of `LEVELS`.
    probabilities : tuple of float
        Of the five levels; they sum to 1.
    interval : (float, float)
        Holds the score that a reader following the rubric would give in 9 of 10 documents.
    signals : mapping of str to float or None
        hedging (high where much is conjecture), specificity, sourcing, consensus (None when alone), in [0, 1].
    contributions : mapping of str to float
        By signal; they add up to the score's distance from the average document's.
    reasons : tuple of Reason
        By feature, the largest first.
    flags : tuple of str
        Findings a reader should know of: "unsourced", "too-short".
    evidence : tuple of Evidence
    furniture : tuple of (int, int)
        Spans of the document's text that were left out as page furniture.
    story : Story or None
        Which documents tell the same story; None for a document alone with its own.
    """

    document: Document
    score: float
    level: str
    probabilities: tuple[float, ...]
    interval: tuple[float, float]
    signals: Mapping[str, float | None]
    contributions: Mapping[str, float]
    reasons: tuple[Reason, ...]
    flags: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    furniture: tuple[tuple[int, int], ...]
    story: Story | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the rating as JSON-ready values; the document's text is not repeated."""
        return {
            "id": self.document.id,
            "title": self.document.title,
            "level": self.level,
            "score": self.score,
            "interval": list(self.interval),
            "probabilities": list(self.probabilities),
            "signals": dict(self.signals),
            "contributions": dict(self.contributions),
            "reasons": [asdict(reason) | {"value": _finite(reason.value)} for reason in self.reasons],
            "flags": list(self.flags),
            "evidence": [asdict(item) for item in self.evidence],
            "furniture": [list(span) for span in self.furniture],
            "story": self.story.to_dict() if self.story else None,
            "note": CAVEAT,
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """A document rated by itself, with what a comparison needs of it; `compare_readings` takes these.

    Parameters
    ----------
    rating : Rating
    participant : Participant
    latent : float
        Its place on the rating's line.
    model : Model
    """

    rating: Rating
    participant: Participant
    latent: float
    model: Model


def rate(
    documents: Iterable[str | Path | Document],
    stories: Sequence[Hashable] | Literal[False] | None = None,
    model: Model | Path | None = None,
    against: Iterable[str | Path | Document] = (),
) -> list[Rating]:
    """Rate documents, each beside the others on its story.

    Parameters
    ----------
    documents : iterable of str, Path or Document
        A string is a text, a path a file to read.
    stories : None, sequence or False
        None finds out which documents tell one story. A sequence of labels, one a document, says so: equal labels are
        one story, None is no story. False rates every document alone.
    model : Model or Path, optional
        The model that ships with the package where none is given.
    against : iterable of str, Path or Document
        More documents to compare with, which are not rated themselves; only where stories are found and not given.

    Returns
    -------
    list of Rating
        In the order given, which changes nothing else. A document of no story is rated as if alone.

    Raises
    ------
    ValueError
        Where labels do not fit the documents, or documents to compare with come with labels or with False.
    ReadError
        Where a file cannot be read.
    EmptyDocumentError
        Where a document holds no words.
    ModelError
        Where the model cannot be used.

    Examples
    --------
    >>> [rating] = rate(["Experts say the firm may soon be sold. Nobody knows to whom."])
    >>> rating.flags
    ('too-short', 'unsourced', 'untraceable')
    """
    references = [_document(given, number, "reference") for number, given in enumerate(against, start=1)]
    if references and stories is not None:
        raise ValueError("documents to compare with go with stories that are found: leave stories out")
    given = [_document(one, number) for number, one in enumerate(documents, start=1)]
    if stories is False:
        return list(map(load_rater(model), given))
    if stories is not None and (isinstance(stories, str) or len(stories) != len(given)):
        raise ValueError(f"stories needs one label for each of the {len(given)} documents")
    reader = load_reader(model)
    return compare_readings([reader(one) for one in given], stories, [reader(one) for one in references])


def load_rater(model: Model | Path | None = None) -> Callable[[Document], Rating]:
    """Return a function that rates one document by itself, with the model loaded once."""
    loaded = model if isinstance(model, Model) else _loaded(model)
    return lambda document: _rating_of(rate_alone(document, loaded), loaded)


def load_reader(model: Model | Path | None = None) -> Callable[[Document], Reading]:
    """Return a function that reads one document for a comparison, with the model loaded once."""
    loaded = model if isinstance(model, Model) else _loaded(model)

    def reader(document: Document) -> Reading:
        lone = rate_alone(document, loaded)
        return Reading(_rating_of(lone, loaded), participate(lone), lone.latent, loaded)

    return reader


def compare_readings(
    readings: Sequence[Reading], stories: Sequence[Hashable] | None = None, against: Sequence[Reading] = ()
) -> list[Rating]:
    """Rate documents beside the others on their story.

    Parameters
    ----------
    readings : sequence of Reading
    stories : sequence of hashable, optional
        One label a document; without it stories are found.
    against : sequence of Reading
        More documents to compare with.

    Returns
    -------
    list of Rating
        Of ``readings``, in their order.
    """
    # A folder to compare with may hold the very file that is rated.
    known = {(reading.rating.document.id, reading.rating.document.text) for reading in readings}
    others = [one for one in against if (one.rating.document.id, one.rating.document.text) not in known]
    everyone = [reading.participant for reading in (*readings, *others)]
    places = find_places(everyone, stories)
    return [
        reading.rating if place is None else _rating_in(reading, place)
        for reading, place in zip(readings, places, strict=False)
    ]


@lru_cache(maxsize=4)
def _loaded(path: Path | None) -> Model:
    return load_model(path)


def _document(given: str | Path | Document, number: int, what: str = "document") -> Document:
    if isinstance(given, Path):
        return read(given)
    document = Document(text=given) if isinstance(given, str) else given
    return document if document.id else replace(document, id=f"{what} {number}")


def _rating_of(lone: Lone, model: Model) -> Rating:
    rating = model.readers["rating"]
    latent = np.array([lone.latent])
    return Rating(
        document=lone.extraction.document,
        score=lone.score,
        level=LEVELS[int(rating.level_at(latent)[0])],
        probabilities=tuple(float(p) for p in rating.probabilities_at(latent)[0]),
        interval=_interval(lone.score, rating.half_width_, lone.flags),
        signals={name: float(model.readers[name].score_rows(lone.row[None, :])[0]) for name in READINGS[1:]}
        | {"consensus": None},
        contributions=by_signal(lone.parts, model),
        reasons=find_reasons(lone.parts, lone.extraction, model),
        flags=lone.flags,
        evidence=lone.extraction.evidence,
        furniture=_gaps(lone.extraction),
    )


def _rating_in(reading: Reading, place: Place) -> Rating:
    """Move a lone rating to where its story puts it: score, level, probabilities and interval together."""
    lone, standing = reading.rating, place.standing
    if standing.value is None:
        return replace(lone, story=place.story)
    held = "untraceable" in lone.flags
    latent = moved(reading.model, reading.latent, standing.move, held=held)
    rating = reading.model.readers["rating"]
    score = float(rating.score_at(latent)[0])
    added = score - lone.score
    reason = Reason("consensus__story", "consensus", _phrase(place, added), standing.value, added)
    return replace(
        lone,
        score=score,
        level=LEVELS[int(rating.level_at(latent)[0])],
        probabilities=tuple(float(p) for p in rating.probabilities_at(latent)[0]),
        # The other documents leave it a little less sure what a reader would say; measured on the gold stories.
        interval=_interval(score, max(rating.half_width_, load_consensus().half_width), lone.flags),
        signals={**lone.signals, "consensus": standing.value},
        contributions={**lone.contributions, "consensus": added},
        reasons=tuple(sorted([*lone.reasons, reason], key=lambda one: (-abs(one.contribution), one.feature))),
        flags=(*lone.flags, *_story_flags(place)),
        evidence=tuple(sorted([*lone.evidence, *place.evidence], key=_order)),
        story=place.story,
    )


def _order(item: Evidence) -> tuple[int, int, str, str]:
    return item.start, item.end, item.signal, item.kind


def _story_flags(place: Place) -> list[str]:
    standing = place.standing
    found = ["contradicts-consensus"] if standing.contradicted else []
    return [*found, "uncorroborated"] if standing.uncorroborated else found


def _phrase(place: Place, added: float) -> str:
    others = place.story.voices - 1
    independent = f"{others} independent document{'s' if others > 1 else ''}"
    if added > 0:
        return f"the story told by {independent} too"
    if place.standing.contradicted:
        return f"at odds with {independent} on the story"
    return f"little borne out by {independent} on the story"


def _interval(score: float, half_width: float, flags: tuple[str, ...]) -> tuple[float, float]:
    if "not-english" in flags:
        return 0.0, 1.0
    if "too-short" in flags:
        half_width *= _WIDER
    return max(0.0, score - half_width), min(1.0, score + half_width)


def _gaps(extraction: Extraction) -> tuple[tuple[int, int], ...]:
    """Return what lies between the article's spans, blank stretches left out."""
    text, spans = extraction.document.text, extraction.annotation.segments.kept
    bounds = zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)], strict=True)
    return tuple((start, end) for start, end in bounds if text[start:end].strip())


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None
