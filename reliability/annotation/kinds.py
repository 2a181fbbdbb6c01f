"""What kind of source a span names: a linear model over its words, its head, its first and its last word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from reliability.annotation.arrays import read_arrays
from reliability.annotation.tagging import Tagger, form
from reliability.errors import ModelError
from reliability.resources import attribution_models

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from reliability.annotation.names import Name

Span = tuple[int, int]
# A capital behind a small letter that no "Mc" or "De" leads in.
_INNER = re.compile(r"(?<!^Mc)(?<!^Mac)(?<!^De)(?<!^Di)(?<!^La)(?<!^Le)(?<!^Du)(?<!^Van)(?<!^Fitz)(?<=[a-z])[A-Z]")
FILE_NAME = "kinds.npz"
KINDS = ("person", "organisation", "document", "anonymous", "vague", "pronoun", "other")
_NAME_NUMBERS = {"person": 0, "organisation": 1, "outlet": 2, "other": 3}
# The last row is that of a word in no name.
_NAME_ROWS = np.eye(5, 4, dtype=np.float32)
# The head of "a spokesman for the Labor Department" or "one of the former prosecutors" stands before one of these.
_AFTER_HEAD = frozenset("of for from in who whose with at by , that ( - –".split())


@dataclass(frozen=True)
class KindModel:
    """Weights of a multinomial logistic regression; shape (n_features, 7), and a bias for each of `KINDS`."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def __call__(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return a probability for each kind; shape (n, 7)."""
        scores = features @ self.weights + self.bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        probabilities: NDArray[np.float32] = scores / scores.sum(axis=1, keepdims=True)
        return probabilities


def source_features(
    tagger: Tagger, words: Sequence[str], names_at: Mapping[int, Name], spans: Sequence[Span]
) -> NDArray[np.float32]:
    """Return what the kind of each span is told by.

    The mean over its words of their vectors, their `form` and the kind of name they are part of; the same of its
    head, first and last word; and six numbers on its length and its capitals.

    Parameters
    ----------
    tagger : Tagger
        For the words' vectors.
    words : sequence of str
        The text's tokens as written.
    names_at : mapping of int to Name
        The name that a token is part of.
    spans : sequence of (int, int)
        Token ranges.
    """
    tokens = [token for span in spans for token in range(*span)]
    rows = np.concatenate(
        [
            tagger.vectors_of([words[token] for token in tokens]),
            np.array([form(words[token]) for token in tokens], np.float32),
            _NAME_ROWS[[_NAME_NUMBERS[names_at[token].kind] if token in names_at else -1 for token in tokens]],
        ],
        axis=1,
    )
    lengths = np.array([last - first for first, last in spans])
    firsts = np.cumsum(lengths) - lengths
    heads = firsts + [_head(words, span) for span in spans]
    means = np.add.reduceat(rows, firsts) / lengths[:, None]
    shapes = np.array([_shape(words, names_at, span) for span in spans], np.float32)
    return np.concatenate([means, rows[heads], rows[firsts], rows[firsts + lengths - 1], shapes], axis=1)


def _head(words: Sequence[str], span: Span) -> int:
    """Return which word of a span is its head, counted from its first."""
    first, last = span
    for token in range(first + 1, last):
        if words[token].lower() in _AFTER_HEAD:
            return token - 1 - first
    return last - 1 - first


def without_impossible(
    probabilities: NDArray[np.float32], words: Sequence[str], names_at: Mapping[int, Name], spans: Sequence[Span]
) -> NDArray[np.float32]:
    """Take from spans the kinds that their spelling or use in the text rules out.

    The labelled spans are of politics, where a single capitalised word is nearly always a person. A name with capitals
    inside ("OpenAI") or one that the text treats as a body is none.
    """
    found = probabilities.copy()
    for row, span in zip(found, spans, strict=True):
        named = [names_at[token] for token in range(*span) if token in names_at]
        capitals = [words[token] for token in range(*span) if words[token][0].isupper()]
        if any(name.kind == "person" for name in named) or not capitals:
            continue
        if any(name.kind in {"organisation", "outlet"} for name in named) or all(map(_INNER.search, capitals)):
            row[KINDS.index("person")] = 0
    scaled: NDArray[np.float32] = found / np.maximum(found.sum(axis=1, keepdims=True), np.float32(1e-9))
    return scaled


def _shape(words: Sequence[str], names_at: Mapping[int, Name], span: Span) -> tuple[float, ...]:
    capitals = sum(word[0].isupper() for word in words[slice(*span)])
    n = span[1] - span[0]
    named = (names_at.get(token) for token in range(*span))
    full = any(name is not None and name.kind == "person" and name.last - name.first > 1 for name in named)
    return min(n, 8) / 8, capitals / n, min(capitals, 4) / 4, n == 1, "," in words[slice(*span)], full


def load_kinds() -> KindModel:
    """Return the model of kinds in use, read once."""
    return read_kinds(attribution_models() / FILE_NAME)


@lru_cache(maxsize=4)
def read_kinds(path: Path) -> KindModel:
    """Read a model of kinds; raises `ModelError` where it is none."""
    arrays = read_arrays(path, {"weights": 2, "bias": 1})
    if arrays["weights"].shape[1:] != arrays["bias"].shape or len(arrays["bias"]) != len(KINDS):
        raise ModelError(f"{path}: its parts do not fit together or this version; make models writes it again")
    return KindModel(arrays["weights"], arrays["bias"])
