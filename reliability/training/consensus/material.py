"""Labelled stories as they are learned from: what each document claims, and how it was rated."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reliability.document import Document
from reliability.errors import TrainingError
from reliability.gold import records
from reliability.lone import rate_alone
from reliability.model_file import load_model
from reliability.signals.consensus.accounts import Account, account

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from reliability.annotation.terms import Frequencies

_LABELS = ("agreement", "alone", "rating")


@dataclass(frozen=True)
class Story:
    """One labelled story.

    Parameters
    ----------
    ids, texts : list of str
    words : list of list of str
        Tokens of each text without page furniture.
    accounts : list of Account
    quality : ndarray of shape (n,)
        Lone scores of the rating model in use, in [0, 1].
    labels : mapping of str to ndarray of shape (n,)
        "agreement", "alone" and "rating": whole numbers from 1 to 5.
    """

    ids: list[str]
    texts: list[str]
    words: list[list[str]]
    accounts: list[Account]
    quality: NDArray[np.float64]
    labels: Mapping[str, NDArray[np.float64]]


def read_stories(path: Path, frequencies: Frequencies) -> list[Story]:
    """Read and annotate labelled stories.

    Raises
    ------
    TrainingError
        Where a story lacks documents or a document its text or a label.
    """
    model = load_model()
    found = []
    for number, record in records(path):
        documents = record.get("documents")
        if not isinstance(documents, list) or not all(map(_is_whole, documents)):
            raise TrainingError(f"{path}, line {number}: needs documents with text, {', '.join(_LABELS)} from 1 to 5")
        texts = [str(document["text"]) for document in documents]
        lone = [rate_alone(Document(text=text), model) for text in texts]
        annotations = [one.extraction.annotation for one in lone]
        found.append(
            Story(
                ids=[str(document.get("id", place)) for place, document in enumerate(documents)],
                texts=texts,
                words=[annotation.segments.words for annotation in annotations],
                accounts=[account(annotation, frequencies) for annotation in annotations],
                quality=np.array([one.score for one in lone]),
                labels={name: np.array([float(d[name]) for d in documents]) for name in _LABELS},
            )
        )
    if len(found) < 3:
        raise TrainingError(f"{path}: holds fewer than three stories")
    return found


def _is_whole(document: object) -> bool:
    if not isinstance(document, dict) or not isinstance(document.get("text"), str) or not document["text"].strip():
        return False
    return all(document.get(name) in {1, 2, 3, 4, 5} for name in _LABELS)


def file_hash(path: Path) -> str:
    """Return the hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
