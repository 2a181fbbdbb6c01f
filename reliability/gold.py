"""Labelled articles: read, checked, and grouped so that no fold sees what it is tested on."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reliability.errors import TrainingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray

# Column of the gold that each reading of the model is trained on.
COLUMNS = {"rating": "rating", "hedging": "speculation", "specificity": "specificity", "sourcing": "sourcing"}
_SHINGLE = 6
# Texts that share a fifth of the shorter one's six-word runs hold the same report, or the same page around it.
_SHARED = 0.2
# Runs in more texts than this are boilerplate that says nothing about two of them.
_COMMON = 20


@dataclass(frozen=True)
class Gold:
    """Labelled articles as parallel columns.

    Parameters
    ----------
    texts, ids, corpora, domains : list of str
        ``domains`` is empty where the publisher is not known.
    labels : dict of str to ndarray of shape (n,)
        Whole numbers 1 to 5, keyed as `COLUMNS`.
    sha256 : str
        Of the file.
    """

    texts: list[str]
    ids: list[str]
    corpora: list[str]
    domains: list[str]
    labels: dict[str, NDArray[np.int_]]
    sha256: str


@contextmanager
def whole_records(path: Path) -> Iterator[None]:
    """Name the file where a record lacks a field, or speaks of an article that is not there.

    Raises
    ------
    TrainingError
        In place of the bare KeyError.
    """
    try:
        yield
    except KeyError as error:
        raise TrainingError(f"{path}: a record lacks {error}, or {error} is no article that was given") from error


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Name the file in what is wrong with its articles taken together.

    Raises
    ------
    TrainingError
        In place of the one that names no file.
    """
    try:
        yield
    except TrainingError as error:
        raise TrainingError(f"{path}: {error}") from error


def records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield line numbers and records of a JSON lines file, gzipped or not.

    Raises
    ------
    TrainingError
        Where the file is missing or a line is no JSON object.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                record = json.loads(line)
                if not isinstance(record, dict):
                    raise TrainingError(f"{path}, line {number}: is no JSON object")
                yield number, record
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise TrainingError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    except json.JSONDecodeError as error:
        raise TrainingError(
            f"{path}: is no JSON lines file ({error}); labelled articles are one JSON object a line"
        ) from error


def read_gold(path: Path) -> Gold:
    """Read labelled articles.

    Raises
    ------
    TrainingError
        Where a record lacks a field or a label is no whole number from 1 to 5.
    """
    rows = []
    for number, record in records(path):
        labels = [record.get(column) for column in COLUMNS.values()]
        if not isinstance(record.get("text"), str) or any(label not in {1, 2, 3, 4, 5} for label in labels):
            raise TrainingError(
                f"{path}, line {number}: needs text, and {', '.join(COLUMNS.values())} as whole numbers from 1 to 5"
            )
        rows.append(record)
    if not rows:
        raise TrainingError(f"{path}: holds no articles")
    return _as_gold(rows, hashlib.sha256(path.read_bytes()).hexdigest())


def _as_gold(rows: Sequence[dict[str, Any]], sha256: str) -> Gold:
    return Gold(
        texts=[row["text"] for row in rows],
        ids=[str(row.get("id", index)) for index, row in enumerate(rows)],
        corpora=[str(row.get("corpus") or "") for row in rows],
        domains=[str(row.get("domain") or "") for row in rows],
        labels={name: np.array([row[column] for row in rows]) for name, column in COLUMNS.items()},
        sha256=sha256,
    )


def read_more(readings: Path, articles: Path, known: Iterable[str]) -> Gold:
    """Read further labelled articles, whose labels and texts lie in two files; those of ``known`` ids are left out.

    Parameters
    ----------
    readings : Path
        JSON lines with ``id`` and the labels of `read_gold`.
    articles : Path
        JSON lines with ``id`` and ``text``, and where known ``corpus`` and ``domain``.
    known : iterable of str
        Ids.

    Raises
    ------
    TrainingError
        Where a record lacks a field, or a reading is of an article that is not there.
    """
    left_out = set(known)
    with whole_records(readings):
        labels = {str(record["id"]): record for _, record in records(readings)}
        texts = {str(record.get("id")): record for _, record in records(articles) if str(record.get("id")) in labels}
        rows = [texts[name] | {"id": name} | labels[name] for name in labels if name not in left_out]
        return _as_gold(rows, hashlib.sha256(readings.read_bytes()).hexdigest())


def publisher_groups(texts: Sequence[str], domains: Sequence[str]) -> NDArray[np.int_]:
    """Return a group number for each article; articles of one publisher and near-duplicates share it.

    Articles without a publisher stand alone unless another one repeats them.
    """
    parent = list(range(len(texts)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    first: dict[str, int] = {}
    for index, domain in enumerate(domains):
        if domain:
            parent[root(index)] = root(first.setdefault(domain, index))
    for one, other in _near_duplicates(texts):
        parent[root(one)] = root(other)
    return np.unique([root(index) for index in range(len(texts))], return_inverse=True)[1]


def divide(
    groups: NDArray[Any],
    n_folds: int,
    what: str,
    *,
    least: int | None = None,
    random_state: int | None = 0,
) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Return folds of rows, those to learn from and those held out, whole groups at a time.

    Parameters
    ----------
    groups : ndarray of shape (n,)
    n_folds : int
    what : str
        What a group is, in the plural, for the error.
    least : int, optional
        Groups that will do for fewer folds, one for each; without it ``n_folds``.
    random_state : int, optional
        By which groups are shuffled; None leaves them in their order.

    Raises
    ------
    TrainingError
        Where there are fewer groups than are needed; it names no file.

    Examples
    --------
    >>> [held_out.tolist() for _, held_out in divide(np.array([0, 0, 1, 2]), 3, "publishers", random_state=None)]
    [[0, 1], [3], [2]]
    """
    from sklearn.model_selection import GroupKFold  # noqa: PLC0415  (slow to import, and reading needs none of it)

    n_groups, needed = len(np.unique(groups)), n_folds if least is None else least
    if n_groups < needed:
        raise TrainingError(
            f"has too few {what} to learn from some and test on others: {n_groups}, where {needed} are needed; "
            "add articles of others"
        )
    division = GroupKFold(min(n_folds, n_groups), shuffle=random_state is not None, random_state=random_state)
    return list(division.split(np.zeros(len(groups)), groups=groups))


def _near_duplicates(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs of texts that share a good part of their word runs."""
    shingles: list[set[tuple[str, ...]]] = []
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        words = re.findall(r"\w+", text.lower())
        own = {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
        shingles.append(own)
        for shingle in own:
            holders[shingle].append(index)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for indices in holders.values():
        if len(indices) <= _COMMON:
            for position, one in enumerate(indices):
                for other in indices[:position]:
                    shared[other, one] += 1
    for (one, other), number in shared.items():
        if number > _SHARED * min(len(shingles[one]), len(shingles[other])):
            yield one, other
