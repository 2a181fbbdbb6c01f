"""The rating of one document as a record: by itself, and moved by what others on its story say."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability.lone import parts_by_signal, parts_of
from reliability.model_file import READINGS
from reliability.moving import moved
from reliability.reasons import Reason, find_reasons
from reliability.scale import CAVEAT, LEVELS
from reliability.signals.consensus import load_consensus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reliability.classifier import ReliabilityClassifier
    from reliability.document import Document
    from reliability.extractor import Extraction
    from reliability.in_story import Place, Story
    from reliability.lone import Lone
    from reliability.model_file import Model
    from reliability.signals.consensus import Standing
    from reliability.signals.signal import Evidence

# The interval was measured on English texts of a hundred words and more; for others it is made this much wider. Of the
# sixteen labelled articles that are unlike the rest nine in ten lie within 1.3 times the interval of all.
_WIDER = {"too-short": 2.0, "unlike-training": 1.3}


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

    def _repr_html_(self) -> str:
        from reliability.report.notebook import show_rating  # noqa: PLC0415  (a layer above: see the tests)

        return show_rating(self)


def rating_of(lone: Lone, model: Model) -> Rating:
    """Make the record of a document rated by itself."""
    return Rating(
        document=lone.extraction.document,
        **figures_of(lone, model),
        reasons=find_reasons(parts_of(lone, model), lone.extraction, model),
        evidence=lone.extraction.evidence,
        furniture=_gaps(lone.extraction),
    )


def figures_of(lone: Lone, model: Model) -> dict[str, Any]:
    """Return the figures of a rating by their names, without the words that explain them: those take longer."""
    rating, latent = model.readers["rating"], lone.latents[:1]
    scores = {name: _score_at(model.readers[name], lone.latents[k]) for k, name in enumerate(READINGS) if k}
    return {
        "level": LEVELS[int(rating.level_at(latent)[0])],
        "score": lone.score,
        "interval": _interval(lone.score, rating.half_width_, lone.flags),
        "probabilities": tuple(rating.probabilities_at(latent)[0].tolist()),
        "signals": scores | {"consensus": None},
        "contributions": parts_by_signal(lone, model),
        "flags": lone.flags,
    }


def _score_at(reader: ReliabilityClassifier, latent: float) -> float:
    return float(reader.score_at(np.array([latent]))[0])


def rating_in(lone: Rating, latent: float, place: Place, model: Model) -> Rating:
    """Move a lone rating to where its story puts it: score, level, probabilities and interval together.

    Parameters
    ----------
    lone : Rating
    latent : float
        Its place on the rating's line.
    place : Place
    model : Model
        That rated it.
    """
    standing = place.standing
    if standing.value is None:
        return replace(lone, story=place.story)
    at = move(latent, lone.score, lone.flags, standing, model)
    reason = Reason("consensus__story", "consensus", _phrase(place, at.added), standing.value, at.added)
    return replace(
        lone,
        score=at.score,
        level=at.level,
        probabilities=at.probabilities,
        interval=at.interval,
        signals={**lone.signals, "consensus": standing.value},
        contributions={**lone.contributions, "consensus": at.added},
        reasons=tuple(sorted([*lone.reasons, reason], key=lambda one: (-abs(one.contribution), one.feature))),
        flags=(*lone.flags, *at.flags),
        evidence=tuple(sorted([*lone.evidence, *place.evidence], key=_order)),
        story=place.story,
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a story puts a document: score, level, probabilities and interval together.

    Parameters
    ----------
    score : float
    level : str
    probabilities : tuple of float
    interval : (float, float)
    added : float
        To the lone score.
    flags : tuple of str
        That join the document's own.
    """

    score: float
    level: str
    probabilities: tuple[float, ...]
    interval: tuple[float, float]
    added: float
    flags: tuple[str, ...]


def move(latent: float, score: float, flags: tuple[str, ...], standing: Standing, model: Model) -> Moved:
    """Move a lone score by how the document stands in its story.

    Parameters
    ----------
    latent, score : float
        Its place on the rating's line, and its lone score.
    flags : tuple of str
        Its own.
    standing : Standing
        With a value.
    model : Model
    """
    moved_to = moved(model, latent, standing.move, held="untraceable" in flags)
    rating = model.readers["rating"]
    found = float(rating.score_at(moved_to)[0])
    return Moved(
        score=found,
        level=LEVELS[int(rating.level_at(moved_to)[0])],
        probabilities=tuple(float(p) for p in rating.probabilities_at(moved_to)[0]),
        # The other documents leave it a little less sure what a reader would say; measured on the gold stories.
        interval=_interval(found, max(rating.half_width_, load_consensus().half_width), flags),
        added=found - score,
        flags=tuple(_story_flags(standing)),
    )


def _order(item: Evidence) -> tuple[int, int, str, str]:
    return item.start, item.end, item.signal, item.kind


def _story_flags(standing: Standing) -> list[str]:
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
    half_width *= max(_WIDER.get(flag, 1.0) for flag in ("", *flags))
    return max(0.0, score - half_width), min(1.0, score + half_width)


def _gaps(extraction: Extraction) -> tuple[tuple[int, int], ...]:
    """Return what lies between the article's spans, blank stretches left out."""
    text, spans = extraction.document.text, extraction.annotation.segments.kept
    bounds = zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)], strict=True)
    return tuple((start, end) for start, end in bounds if text[start:end].strip())


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None
