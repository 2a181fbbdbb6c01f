"""Rate documents: the one call that most users need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reliability.document import Document
from reliability.errors import DocumentError
from reliability.in_story import Participant, find_places, participate
from reliability.lone import rate_alone
from reliability.model_file import Model, load_model
from reliability.rated import Rating, rating_in, rating_of
from reliability.ratings import Ratings
from reliability.readers import read
from reliability.reasons import Reason
from reliability.scale import LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

__all__ = [
    "LEVELS",
    "Rating",
    "Ratings",
    "Reading",
    "Reason",
    "compare_readings",
    "load_rater",
    "load_reader",
    "rate",
    "rate_stream",
]


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
) -> Ratings:
    """Rate documents, each beside the others on its story.

    Parameters
    ----------
    documents : iterable of str, Path or Document
        A string is a text, a path a file to read.
    stories : None, sequence or False
        None finds out which documents tell one story. A sequence of labels, one a document, says so: equal labels are
        one story, None is no story. False rates every document alone; `rate_stream` does so without keeping them.
    model : Model or Path, optional
        The model that ships with the package where none is given.
    against : iterable of str, Path or Document
        More documents to compare with, which are not rated themselves; only where stories are found and not given.

    Returns
    -------
    Ratings
        A list of Rating in the order given, which changes nothing else. A document of no story is rated as if alone.
        A notebook shows it as a table, and its ``to_frame()`` is a data frame.

    Raises
    ------
    TypeError
        Where a single document is given and not a list, or something that is no document.
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
    _refuse_single(documents)
    _refuse_single(against)
    references = [_document(given, number, "reference") for number, given in enumerate(against, start=1)]
    if references and stories is not None:
        raise ValueError("documents to compare with go with stories that are found: leave stories out")
    given = [_document(one, number) for number, one in enumerate(documents, start=1)]
    if stories is False:
        return Ratings(map(load_rater(model), given))
    if stories is not None and (isinstance(stories, str) or len(stories) != len(given)):
        raise ValueError(f"stories needs one label for each of the {len(given)} documents")
    reader = load_reader(model)
    return Ratings(compare_readings([reader(one) for one in given], stories, [reader(one) for one in references]))


def rate_stream(
    documents: Iterable[str | Path | Document], model: Model | Path | None = None
) -> Iterator[Rating | DocumentError]:
    """Rate documents one by one as they come, each alone.

    `rate` returns a list, because a story may be told by any two of its documents; here nothing is kept, so that there
    may be millions.

    Parameters
    ----------
    documents : iterable of str, Path or Document
        A string is a text, a path a file to read.
    model : Model or Path, optional
        The model that ships with the package where none is given.

    Yields
    ------
    Rating or DocumentError
        In the order given. A document that cannot be rated yields its error and does not end the stream.

    Raises
    ------
    ModelError
        Where the model cannot be used; at the call, before any document is taken.

    Examples
    --------
    >>> texts = (f"The mayor said on Monday that {n} ferries had been repaired." for n in range(10_000))
    >>> next(rate_stream(texts)).document.id
    'document 1'
    """
    _refuse_single(documents)
    rater = load_rater(model)

    def rated() -> Iterator[Rating | DocumentError]:
        for number, given in enumerate(documents, start=1):
            try:
                yield rater(_document(given, number))
            except DocumentError as error:
                yield error

    return rated()


def load_rater(model: Model | Path | None = None) -> Callable[[Document], Rating]:
    """Return a function that rates one document by itself, with the model loaded once."""
    loaded = model if isinstance(model, Model) else _loaded(model)
    return lambda document: rating_of(rate_alone(document, loaded), loaded)


def load_reader(model: Model | Path | None = None) -> Callable[[Document], Reading]:
    """Return a function that reads one document for a comparison, with the model loaded once."""
    loaded = model if isinstance(model, Model) else _loaded(model)

    def reader(document: Document) -> Reading:
        lone = rate_alone(document, loaded)
        return Reading(rating_of(lone, loaded), participate(lone), lone.latent, loaded)

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
        reading.rating if place is None else rating_in(reading.rating, reading.latent, place, reading.model)
        for reading, place in zip(readings, places, strict=False)
    ]


@lru_cache(maxsize=4)
def _loaded(path: Path | None) -> Model:
    return load_model(path)


def _refuse_single(documents: object) -> None:
    """Refuse one document where several are asked for: a text would be taken for a list of characters."""
    if isinstance(documents, str | Path | Document):
        raise TypeError("documents are given as a list, even a single one: rate([document])")


def _document(given: str | Path | Document, number: int, what: str = "document") -> Document:
    if isinstance(given, Path):
        return read(given)
    document = Document(text=given) if isinstance(given, str) else given
    if not isinstance(document, Document):
        kind = type(given).__name__
        raise TypeError(
            f"{what} {number}: a text, a Path or a Document can be rated, not {kind}; Document(text=...) makes one, "
            "Document.from_page(...) takes over an object with page_content and metadata"
        )
    return document if document.id else replace(document, id=f"{what} {number}")
