"""Terms, the stems of content words, and how rare each is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from nltk.stem.porter import PorterStemmer

from reliability import lexicons
from reliability.annotation.arrays import read_arrays, write_arrays
from reliability.errors import ModelError
from reliability.resources import models_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

FILE_NAME = "frequencies.npz"
_stem = PorterStemmer().stem


@lru_cache(maxsize=200_000)
def term(word: str) -> str | None:
    """Return the stem of a content word; None for function words, single letters and marks.

    Porter's stemmer (Porter, 1980, "An algorithm for suffix stripping", Program 14).

    Examples
    --------
    >>> term("Negotiations"), term("negotiating"), term("the")
    ('negoti', 'negoti', None)
    """
    lowered = word.lower().removesuffix("'s")
    if len(lowered) < 2 or not lowered[0].isalnum() or lowered.endswith("n't"):
        return None
    return None if lowered in lexicons.words("function_words") else str(_stem(lowered))


@dataclass(frozen=True)
class Frequencies:
    """In how many articles each term stands.

    Parameters
    ----------
    n_articles : int
    counts : mapping of str to int
        Terms of at least thirty articles; all others count as standing in none.
    """

    n_articles: int
    counts: Mapping[str, int]

    def rarity(self, stem: str) -> float:
        """Return the inverse document frequency of a term, in [0, 1]: 1 where no other article has it.

        Spärck Jones (1972), "A statistical interpretation of term specificity and its application in retrieval",
        Journal of Documentation 28.
        """
        return self._rarities.get(stem, 1.0)

    @cached_property
    def _rarities(self) -> dict[str, float]:
        whole = self.n_articles + 1
        return {stem: math.log(whole / (count + 1)) / math.log(whole) for stem, count in self.counts.items()}


def load_frequencies() -> Frequencies:
    """Return the frequencies that ship with the package, read once."""
    return read_frequencies(models_folder() / FILE_NAME)


@lru_cache(maxsize=4)
def read_frequencies(path: Path) -> Frequencies:
    """Read frequencies; raises `ModelError` where the file holds none."""
    arrays = read_arrays(path, {"stems": 1, "counts": 1, "n_articles": 1})
    stems = arrays["stems"].tobytes().decode("utf-8", errors="replace").split("\n")
    counts, n_articles = arrays["counts"], arrays["n_articles"]
    if len(stems) != len(counts) or len(n_articles) != 1 or not 0 < int(counts.max(initial=1)) <= int(n_articles[0]):
        raise ModelError(f"{path}: its parts do not fit together or this version; make consensus writes it again")
    return Frequencies(int(n_articles[0]), dict(zip(stems, counts.tolist(), strict=True)))


def write_frequencies(frequencies: Frequencies, path: Path) -> None:
    """Write frequencies, the terms in alphabetical order."""
    stems = sorted(frequencies.counts)
    arrays: dict[str, NDArray[Any]] = {
        "stems": np.frombuffer("\n".join(stems).encode(), np.uint8),
        "counts": np.array([frequencies.counts[stem] for stem in stems], np.int32),
        "n_articles": np.array([frequencies.n_articles], np.int32),
    }
    write_arrays(path, arrays)
