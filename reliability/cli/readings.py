"""Readings of labelled articles: made now, or kept by training from models that had not seen them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability import rating
from reliability.document import Document
from reliability.errors import DocumentError, ModelError, TrainingError
from reliability.gold import publisher_groups, records
from reliability.measures import Readings, Truth
from reliability.measures.readings import check_readings
from reliability.running import complain
from reliability.scale import LEVELS
from reliability.stored import read_npz

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from reliability.gold import Gold
    from reliability.model_file import Model

_COLUMNS = ("scores", "levels", "intervals", "probabilities")


def read_held_out(path: Path, ids: Sequence[str]) -> Readings:
    """Read what training kept.

    Parameters
    ----------
    path : Path
        Holds the arrays ``ids``, ``scores``, ``levels``, ``intervals``, ``probabilities``, row by row in the order of
        the labelled articles.
    ids : sequence of str
        Of those articles.

    Raises
    ------
    ModelError
        Where the file is missing, damaged, or tells of other articles.
    """
    stored = _load(path)
    if stored["ids"].astype(str).tolist() != list(ids):
        raise ModelError(f"{path}: tells of other articles than the labelled ones, or in another order; train again")
    try:
        readings = Readings(**{name: stored[name] for name in _COLUMNS})
        check_readings(readings, len(ids))
    except ValueError as error:
        raise ModelError(f"{path}: is damaged ({error}); train again") from error
    return readings


def count_known(path: Path, ids: Sequence[str]) -> int:
    """Return how many articles bear the id of one that the model beside the file was trained on; 0 without a file."""
    return len(set(ids) & set(_load(path)["ids"].astype(str).tolist())) if path.exists() else 0


def _load(path: Path) -> dict[str, NDArray[Any]]:
    try:
        return read_npz(path, "train again", ("ids", *_COLUMNS))
    except ModelError as error:
        raise ModelError(f"held-out readings cannot be read: {error}") from error


def rate_articles(gold: Gold, model: Model, advance: Callable[[], None]) -> tuple[Readings, list[int]]:
    """Rate each article by itself, with one line on standard error for each that cannot be.

    Parameters
    ----------
    gold : Gold
    model : Model
    advance : callable
        Called after each article.

    Returns
    -------
    (Readings, list of int)
        And the rows of the articles that they are of.

    Raises
    ------
    TrainingError
        Where not one can be rated.
    """
    rate = rating.load_rater(model)
    found, rows = [], []
    for row, (name, text) in enumerate(zip(gold.ids, gold.texts, strict=True)):
        try:
            read = rate(Document(text=text, id=name))
        except DocumentError as error:
            complain(str(error))
        else:
            found.append((read.score, LEVELS.index(read.level), read.interval, read.probabilities))
            rows.append(row)
        advance()
    if not found:
        raise TrainingError("not one of the articles could be rated")
    scores, levels, intervals, probabilities = zip(*found, strict=True)
    return Readings(np.array(scores), np.array(levels), np.array(intervals), np.array(probabilities)), rows


def find_truth(path: Path, gold: Gold, rows: Sequence[int]) -> Truth:
    """Return labels of the given rows of a gold, with what is known of each article.

    Parameters
    ----------
    path : Path
        Of the gold, which is read again for the genres.
    gold : Gold
    rows : sequence of int
    """
    genres = [str(record.get("genre") or "") for _, record in records(path)]
    return Truth(
        labels=gold.labels["rating"][rows],
        groups=publisher_groups(gold.texts, gold.domains)[rows],
        corpus=[gold.corpora[row] for row in rows],
        publisher=[gold.domains[row] for row in rows],
        genre=[genres[row] for row in rows],
        n_words=np.array([len(re.findall(r"\w+", gold.texts[row])) for row in rows]),
    )
