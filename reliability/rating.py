"""Rate documents: the one call that most users need."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from reliability.annotation.wording import readable
from reliability.document import Document
from reliability.errors import EmptyDocumentError
from reliability.extractor import FEATURE_NAMES, FEATURES, extract
from reliability.flags import LEAST_WORDS, flags_of
from reliability.model_file import READINGS, Model, load_model
from reliability.readers import read
from reliability.scale import CAVEAT, LEVELS, SIGNALS
from reliability.signals.sourcing import UNTRACEABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from reliability.extractor import Extraction
    from reliability.signals.signal import Evidence

# The interval was measured on English texts of a hundred words and more; for others it is made this much wider.
_WIDER = 2.0
_UNTRACEABLE = FEATURE_NAMES.index(UNTRACEABLE)
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
            "note": CAVEAT,
        }


def rate(
    documents: Iterable[str | Path | Document],
    stories: Literal[False] | None = None,
    model: Model | Path | None = None,
) -> list[Rating]:
    """Rate documents.

    Parameters
    ----------
    documents : iterable of str, Path or Document
        A string is a text, a path a file to read.
    stories : None or False
        Grouping into stories and consensus between documents are not part of this version: every document is rated
        alone. Anything but None or False is refused, so that nobody takes a lone rating for a compared one.
    model : Model or Path, optional
        The model that ships with the package where none is given.

    Returns
    -------
    list of Rating
        In the order given.

    Raises
    ------
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
    if stories is not None and stories is not False:
        raise NotImplementedError("consensus between documents is not computed yet: leave stories out, or False")
    rater = load_rater(model)
    return [rater(_document(given, number)) for number, given in enumerate(documents, start=1)]


def load_rater(model: Model | Path | None = None) -> Callable[[Document], Rating]:
    """Return a function that rates one document, with the model loaded once."""
    loaded = model if isinstance(model, Model) else _loaded(model)
    return lambda document: _rate_one(document, loaded)


@lru_cache(maxsize=4)
def _loaded(path: Path | None) -> Model:
    return load_model(path)


def _document(given: str | Path | Document, number: int) -> Document:
    if isinstance(given, Path):
        return read(given)
    document = Document(text=given) if isinstance(given, str) else given
    return document if document.id else replace(document, id=f"document {number}")


def _rate_one(document: Document, model: Model) -> Rating:
    extraction = extract(document)
    if not extraction.annotation.segments.n_words:
        raise EmptyDocumentError(document.id or "document", "holds no words to rate")
    flags = flags_of(extraction.annotation)
    matrix = model.extractor.transform_extractions([extraction])
    row = model.weighting.transform(matrix).toarray().ravel()
    rating = model.readers["rating"]
    # Of a short text, and all the more of one in another language, only a part can be believed: the rest is average.
    row = rating.mean_ + _belief(extraction, flags) * (row - rating.mean_)
    parts = rating.contributions(row)
    held = "untraceable" in flags
    latent = model.bounded(rating.latent(row[None, :]), np.array([held]))
    score = float(rating.score_at(latent)[0])
    # What the line alone did not take away, where a page with nothing to trace is held in the lowest band.
    parts[_UNTRACEABLE] += score - rating.average_score_ - parts.sum()
    return Rating(
        document=document,
        score=score,
        level=LEVELS[int(rating.level_at(latent)[0])],
        probabilities=tuple(float(p) for p in rating.probabilities_at(latent)[0]),
        interval=_interval(score, rating.half_width_, flags),
        signals={name: float(model.readers[name].score_rows(row[None, :])[0]) for name in READINGS[1:]}
        | {"consensus": None},
        contributions=_by_signal(parts, model),
        reasons=_reasons(parts, extraction, model),
        flags=flags,
        evidence=extraction.evidence,
        furniture=_gaps(extraction),
    )


def _belief(extraction: Extraction, flags: tuple[str, ...]) -> float:
    """Return in [0, 1] how far what was read counts against the average document."""
    if "not-english" in flags:
        return 0.0
    return min(1.0, extraction.annotation.segments.n_words / LEAST_WORDS)


def _interval(score: float, half_width: float, flags: tuple[str, ...]) -> tuple[float, float]:
    if "not-english" in flags:
        return 0.0, 1.0
    if "too-short" in flags:
        half_width *= _WIDER
    return max(0.0, score - half_width), min(1.0, score + half_width)


def _by_signal(parts: NDArray[np.float64], model: Model) -> dict[str, float]:
    totals = np.bincount(model.column_signals, weights=parts, minlength=len(SIGNALS))
    return {name: float(total) for name, total in zip(SIGNALS, totals, strict=True)}


def _reasons(parts: NDArray[np.float64], extraction: Extraction, model: Model) -> tuple[Reason, ...]:
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


def _gaps(extraction: Extraction) -> tuple[tuple[int, int], ...]:
    """Return what lies between the article's spans, blank stretches left out."""
    text, spans = extraction.document.text, extraction.annotation.segments.kept
    bounds = zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)], strict=True)
    return tuple((start, end) for start, end in bounds if text[start:end].strip())


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None
