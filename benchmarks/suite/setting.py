"""What benchmarks share: where the data are, the kept numbers, texts row by row, and held-out readings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from joblib import Parallel, delayed

from reliability.evaluation import cross_validate
from reliability.gold import read_gold, read_more, records
from reliability.resources import models_folder
from reliability.training.numbers import read_numbers
from reliability.training.sentence_models import READINGS
from suite.intervals import less, with_interval
from suite.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from reliability.evaluation import Predictions
    from reliability.fitting import Material
    from suite.intervals import Figure

LIBRARY = "this library"
# Follows the name of a figure: how far a peer is above the library, on the same draws of the same rows.
GAP = " less the library's"
GROUPED, RANDOM = "publisher", "random"
SPLITS = (GROUPED, RANDOM)
SIGNALS = ("rating", "hedging", "specificity", "sourcing")
# In a quick run every sixth group of articles takes part.
_QUICK = 6


@dataclass(frozen=True)
class Articles:
    """Texts of the rows of the material, and what is known of them."""

    texts: list[str]
    ids: list[str]
    domains: list[str]


@dataclass(frozen=True)
class Setting:
    """What a run was asked for.

    Parameters
    ----------
    data : Path or None
        The folder of the corpora; None where there is none.
    quick : bool
        Fewer articles and draws: to see that it runs, not for figures.
    """

    data: Path | None
    quick: bool = False

    @property
    def draws(self) -> int:
        """How often the bootstrap draws."""
        return 50 if self.quick else 1000

    @cached_property
    def _chosen(self) -> NDArray[np.intp]:
        groups = self._numbers.material.groups
        return np.flatnonzero(groups % _QUICK == 0) if self.quick else np.arange(len(groups))

    @cached_property
    def _numbers(self) -> Any:
        return read_numbers(models_folder())

    @cached_property
    def material(self) -> Material:
        """Counts, labels and groups of the labelled and the further articles."""
        found: Material = self._numbers.material.some(self._chosen)
        return found

    @cached_property
    def corpora(self) -> NDArray[np.str_]:
        """Of the measured rows."""
        n = int(self._numbers.material.measured.sum())
        return np.array(self._numbers.corpora)[self._chosen[self._chosen < n]]

    @cached_property
    def articles(self) -> Articles:
        """Texts of all rows of the material; needs the data."""
        assert self.data is not None
        gold = read_gold(self.data / "gold" / "articles.jsonl.gz")
        more = read_more(models_folder() / READINGS, self.data / "data" / "articles.jsonl.gz", gold.ids)
        rows = self._chosen.tolist()
        columns = ((*gold.texts, *more.texts), (*gold.ids, *more.ids), (*gold.domains, *more.domains))
        return Articles(*([column[row] for row in rows] for column in columns))

    @cached_property
    def marks(self) -> dict[str, dict[str, Any]]:
        """What people, and experts on publishers, said of the articles of the data, by id, without the text."""
        assert self.data is not None
        found = records(self.data / "data" / "articles.jsonl.gz")
        return {str(record["id"]): record | {"text": ""} for _, record in found}

    def groups(self, split: str) -> NDArray[np.int_]:
        """Return what folds hold whole: a publisher with its near-duplicates, or nothing but the row."""
        return self.material.groups if split == GROUPED else np.arange(len(self.material.groups))

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Which measured rows name their publisher: of the others nobody knows who shares one; needs the data."""
        return np.array(self.articles.domains[: int(self.material.measured.sum())]) != ""

    @cached_property
    def predicted(self) -> dict[str, Predictions]:
        """The library's readings of articles held out, by either split."""
        divided = [replace(self.material, groups=self.groups(split)) for split in SPLITS]
        return dict(zip(SPLITS, Parallel(n_jobs=2)(map(delayed(cross_validate), divided)), strict=True))


@dataclass(frozen=True)
class Reading:
    """What somebody made of a column of articles.

    Parameters
    ----------
    name : str
        Who read.
    scores : ndarray
        Of each row; their order counts.
    folds : str
    ours : ndarray, optional
        The library's scores of the same rows in the same folds, where the two are compared.
    differs : str
    """

    name: str
    scores: NDArray[np.float64]
    folds: str
    ours: NDArray[np.float64] | None = None
    differs: str = ""

    def beside(
        self, measuring: Measuring, subject: str, called: str, figure: Callable[[NDArray[np.float64]], Figure]
    ) -> Iterator[Row]:
        """Measure a figure of the scores and, where the library's are given too, how far it is above theirs."""
        counted = figure(self.scores)
        yield measuring.row(subject, self.name, (called, counted), self.folds, self.differs)
        if self.ours is not None:
            gap = less(counted, figure(self.ours))
            yield measuring.row(subject, self.name, (called + GAP, gap), self.folds, self.differs)


@dataclass(frozen=True)
class Measuring:
    """Makes rows on one set of rows with one grouping."""

    draws: int
    groups: NDArray[Any]
    of: str

    def row(self, subject: str, name: str, figure: tuple[str, Figure], folds: str = "", differs: str = "") -> Row:
        """Measure a figure and its interval."""
        called, counted = figure
        ends = with_interval(counted, self.groups, self.draws)
        return Row(subject, name, called, *ends, len(self.groups), self.of, folds, differs)
