"""What each sentence does in its article and what it stands on, as far as a trained model can tell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from reliability.annotation.arrays import read_arrays, write_arrays
from reliability.annotation.pattern_table import PatternTable
from reliability.annotation.sentences import sentence_rows
from reliability.annotation.wording import SENTENCE
from reliability.errors import ModelError
from reliability.resources import attribution_models

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from reliability.annotation.annotate import Annotation

FILE_NAME = "sentences.npz"
ROLES = ("central", "detail", "background", "opinion", "furniture")
SUPPORTS = ("person", "organisation", "document", "witness", "anonymous", "vague", "common", "none")
LABELS = {"role": ROLES, "support": SUPPORTS}
# Standard deviations beyond which a number tells no more.
_FURTHEST = np.float32(4)
# Length of a sentence's patterns beside its numbers, 3. Of 1, 2, and .7 the best by article-grouped folds.
_WORDING = 2.0


@dataclass(frozen=True)
class SupportModel:
    """Two multinomial logistic regressions over the same columns.

    Parameters
    ----------
    mean, scale : ndarray of shape (n_numbers,)
        By which `reliability.annotation.sentences.sentence_rows` are brought to one scale.
    patterns : dict of str to int
        Patterns of wording with their column.
    idf : ndarray of shape (n_patterns,)
    weights, bias : dict of str to ndarray
        For each of `LABELS`, of shape (n_numbers + n_patterns, n_labels) and (n_labels,).
    """

    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    patterns: Mapping[str, int]
    idf: NDArray[np.float32]
    weights: Mapping[str, NDArray[np.float32]]
    bias: Mapping[str, NDArray[np.float32]]

    @cached_property
    def table(self) -> PatternTable:
        """Finds the patterns of a whole text."""
        return PatternTable(self.patterns)

    @cached_property
    def all_weights(self) -> NDArray[np.float32]:
        """The weights of all `LABELS` side by side; shape (n_numbers + n_patterns, 13)."""
        return np.hstack([self.weights[label] for label in LABELS])


@dataclass(frozen=True)
class Judged:
    """For each sentence a probability of each role and each support; shapes (n, 5) and (n, 8)."""

    roles: NDArray[np.float32]
    supports: NDArray[np.float32]


def judge(model: SupportModel, annotation: Annotation) -> Judged:
    """Return the roles and supports of an annotated text's sentences."""
    n = len(annotation.segments.sentences)
    if not n:
        return Judged(np.zeros((0, len(ROLES)), np.float32), np.zeros((0, len(SUPPORTS)), np.float32))
    rows = scaled(sentence_rows(annotation), model.mean, model.scale)
    numbers = rows.shape[1]
    scores = rows @ model.all_weights[:numbers] + np.concatenate([model.bias[label] for label in LABELS])
    scores += _wording_scores(model.table, model.idf, model.all_weights[numbers:], annotation.stream)
    return Judged(_likely(scores[:, : len(ROLES)]), _likely(scores[:, len(ROLES) :]))


def _likely(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the probabilities that scores stand for; rows sum to 1."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return found


def _wording_scores(
    table: PatternTable, idf: NDArray[np.float32], weights: NDArray[np.float32], stream: Sequence[str]
) -> NDArray[np.float32]:
    """Return what the patterns of each sentence add to its scores: `pattern_rows` times weights, without the rows.

    Returns
    -------
    ndarray of shape (n_sentences, n_labels)
    """
    sentences = np.cumsum([token == SENTENCE for token in stream]) - 1
    found = np.zeros((sentences[-1] + 1, weights.shape[1]), np.float32)
    places, columns = table.find(stream)
    if not len(places):
        return found
    # Each pattern of each sentence once, sentence by sentence.
    codes, counts = np.unique(sentences[places] * len(idf) + columns, return_counts=True)
    sentence, column = np.divmod(codes, len(idf))
    told = (1 + np.log(counts.astype(np.float32))) * idf[column]
    lengths = np.sqrt(np.bincount(sentence, told * told, minlength=len(found)))
    told *= (_WORDING / np.maximum(lengths, 1e-9))[sentence]
    firsts = np.flatnonzero(np.diff(sentence, prepend=-1))
    found[sentence[firsts]] = np.add.reduceat(weights[column] * told[:, None], firsts, axis=0)
    return found


def scaled(rows: NDArray[np.float32], mean: NDArray[np.float32], scale: NDArray[np.float32]) -> NDArray[np.float32]:
    """Bring numbers to one scale; together they weigh as much as a few patterns, however many they are."""
    # A third of the time of numpy's clip on so few rows.
    standard: NDArray[np.float32] = np.minimum(np.maximum((rows - mean) / scale, -_FURTHEST), _FURTHEST)
    return standard * np.float32(3 / np.sqrt(rows.shape[1]))


def pattern_rows(columns: Mapping[str, int], idf: NDArray[np.float32], counted: Sequence[Counter[str]]) -> Any:
    """Return the weights of each sentence's known patterns: TF-IDF with logarithmic counts, rows of one length.

    Returns
    -------
    scipy.sparse.csr_matrix of shape (n_sentences, n_patterns)
    """
    indices: list[int] = []
    counts: list[int] = []
    ends = [0]
    for sentence in counted:
        for pattern, n in sentence.items():
            column = columns.get(pattern)
            if column is not None:
                indices.append(column)
                counts.append(n)
        ends.append(len(indices))
    weights = (1 + np.log(np.array(counts, np.float32))) * idf[indices]
    rows = sparse.csr_matrix((weights, indices, ends), shape=(len(counted), len(columns)))
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return sparse.diags(_WORDING / np.maximum(lengths, 1e-9)) @ rows


def load_support() -> SupportModel:
    """Return the model of sentences in use, read once."""
    return read_support(attribution_models() / FILE_NAME)


@lru_cache(maxsize=4)
def read_support(path: Path) -> SupportModel:
    """Read a model; raises `ModelError` where the file is none."""
    shapes = {"mean": 1, "scale": 1, "idf": 1, "patterns": 1}
    shapes |= {f"{label}_weights": 2 for label in LABELS} | {f"{label}_bias": 1 for label in LABELS}
    arrays = read_arrays(path, shapes)
    patterns = arrays["patterns"].tobytes().decode("utf-8", errors="replace").split("\n")
    width = len(arrays["mean"]) + len(patterns)
    fits = len(arrays["mean"]) == len(arrays["scale"]) and len(patterns) == len(arrays["idf"])
    for label, names in LABELS.items():
        fits &= arrays[f"{label}_weights"].shape == (width, len(names)) and len(arrays[f"{label}_bias"]) == len(names)
    if not fits:
        raise ModelError(f"{path}: its parts do not fit together or this version; make models writes it again")
    return SupportModel(
        arrays["mean"],
        arrays["scale"],
        {pattern: column for column, pattern in enumerate(patterns)},
        arrays["idf"],
        {label: arrays[f"{label}_weights"] for label in LABELS},
        {label: arrays[f"{label}_bias"] for label in LABELS},
    )


def write_support(model: SupportModel, path: Path) -> None:
    """Write a model, its numbers in half precision."""
    patterns = "\n".join(sorted(model.patterns, key=model.patterns.__getitem__)).encode()
    arrays: dict[str, NDArray[Any]] = {
        "mean": model.mean,
        "scale": model.scale,
        "idf": model.idf,
        "patterns": np.frombuffer(patterns, np.uint8),
    }
    for label in LABELS:
        arrays |= {f"{label}_weights": model.weights[label], f"{label}_bias": model.bias[label]}
    write_arrays(path, arrays)
