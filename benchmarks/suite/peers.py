"""What a user would pick instead, on the same rows and folds: majority, length, readability, NELA; and how to learn."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
from joblib import Parallel, delayed
from scipy.stats import spearmanr
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.kernel_ridge import KernelRidge
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import KernelCenterer

from reliability.evaluation import folds
from suite.features import nela_features, readability
from suite.intervals import mean
from suite.people import people_rows
from suite.quality import agreement_rows
from suite.rows import Outcome
from suite.setting import GROUPED, SIGNALS, SPLITS, Measuring, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from suite.intervals import Figure
    from suite.rows import Row
    from suite.setting import Setting

    Array = NDArray[np.float64]
    # Rows learned from and held out, targets of all rows, groups of all rows; returns what it makes of those held out.
    Peer = Callable[[NDArray[np.intp], NDArray[np.intp], Array, NDArray[np.int_]], Array]

_INNER = 3
# Tried inside folds; what is chosen lies between the ends.
PENALTIES = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0)


def run(setting: Setting) -> Outcome:
    """Measure each peer that is installed."""
    texts = setting.articles.texts
    words = np.log([[len(text.split())] for text in texts])
    peers: dict[str, tuple[Peer, str]] = {
        "middle": (middle, "the median label, whatever the text"),
        "length": (boosted(words), "number of words, gradient boosting"),
    }
    left_out = []
    optional = {
        "textstat": ("textstat, boosting", readability, "six figures that need no syllable dictionary"),
        "nela_features": (
            "nela-features, boosting",
            nela_features,
            "without parts of speech and places, which need downloads; tokens and sentences by parts that need none",
        ),
    }
    for package, (name, features, differs) in optional.items():
        if find_spec(package):
            peers[name] = (boosted(features(texts)), differs)
        else:
            left_out.append(f"{name}: {package} is not installed; pip install '.[benchmarks]'")
    rows = [row for name, (peer, differs) in peers.items() for row in peer_rows(setting, name, peer, differs)]
    return Outcome(rows, left_out)


def peer_rows(setting: Setting, name: str, peer: Peer, differs: str) -> Iterator[Row]:
    """Yield a peer's figures by both splits, and by publishers how far it is above or below the library."""
    measured = setting.material.measured
    labels = setting.material.labels["rating"][measured]
    for split in SPLITS:
        found = held_out(setting, peer, split)
        library = setting.predicted[split].scores if split == GROUPED else {}
        for column, signal in enumerate(SIGNALS):
            ours = library[signal][measured] if library else None
            yield from agreement_rows(setting, signal, Reading(name, found[measured, column], split, ours, differs))
        read = Reading(name, found[:, 0], split, library.get("rating"), differs)
        yield from people_rows(setting, read)
        # As scores are: from 0 to 1 in four steps.
        scores = np.clip((found[:, 0] - 1) / 4, 0, 1)

        def far(scores: Array) -> Figure:
            return mean(np.abs(1 + 4 * scores[measured] - labels))

        measuring = Measuring(setting.draws, setting.material.groups[measured], "articles")
        yield from replace(read, scores=scores).beside(measuring, "rating", "distance in levels", far)


def held_out(setting: Setting, peer: Peer, split: str) -> Array:
    """Return what a peer makes of every row, its fold not learned from; shape (n_rows, 4)."""
    material, groups = setting.material, setting.groups(split)
    targets = np.column_stack([material.labels[signal] for signal in SIGNALS]).astype(float)
    divided = list(folds(groups))
    read = Parallel(n_jobs=2)(delayed(peer)(train, test, targets, groups) for train, test in divided)
    found = np.full(targets.shape, np.nan)
    for (_, test), values in zip(divided, read, strict=True):
        found[test] = values
    return found


def middle(train: NDArray[np.intp], test: NDArray[np.intp], targets: Array, _: NDArray[np.int_]) -> Array:
    """Say the median label of the rows learned from: nothing that knows no text is nearer."""
    return np.tile(np.median(targets[train], axis=0), (len(test), 1))


def boosted(features: Array) -> Peer:
    """Return gradient boosting over a few numbers of each text."""

    def peer(train: NDArray[np.intp], test: NDArray[np.intp], targets: Array, _: NDArray[np.int_]) -> Array:
        columns = []
        for column in targets.T:
            model = HistGradientBoostingRegressor(learning_rate=0.05, max_iter=200, random_state=0)
            columns.append(model.fit(features[train], column[train]).predict(features[test]))
        return np.column_stack(columns)

    return peer


def of_rows(rows: Array) -> Peer:
    """Return ridge regression over dense rows of numbers."""

    def peer(train: NDArray[np.intp], test: NDArray[np.intp], targets: Array, groups: NDArray[np.int_]) -> Array:
        return ridge((rows[train] @ rows[train].T, rows[test] @ rows[train].T), targets[train], groups[train])

    return peer


def ridge(products: tuple[Array, Array], targets: Array, groups: NDArray[Any]) -> Array:
    """Fit ridge regression to products of rows and read the new ones.

    Each target has the penalty by which articles of held-out groups are read in the best order, Spearman's.
    """
    known, new = products
    read = np.empty((len(PENALTIES), *targets.shape))
    for rest, held in GroupKFold(_INNER, shuffle=True, random_state=0).split(known, groups=groups):
        for row, penalty in enumerate(PENALTIES):
            fitted = _fit(known[np.ix_(rest, rest)], targets[rest], penalty)
            read[row, held] = fitted(known[np.ix_(held, rest)])
    orders = [[spearmanr(one[:, column], targets[:, column])[0] for column in range(targets.shape[1])] for one in read]
    best = np.array(PENALTIES)[np.argmax(orders, axis=0)]
    found = np.empty((len(new), targets.shape[1]))
    for penalty in np.unique(best):
        found[:, best == penalty] = _fit(known, targets[:, best == penalty], penalty)(new)
    return found


def _fit(products: Array, targets: Array, penalty: float) -> Callable[[Array], Array]:
    """Fit one penalty; rows and targets are counted from their means, so that the intercept is free."""
    centre, mean_target = KernelCenterer().fit(products), targets.mean(axis=0)
    model = KernelRidge(alpha=penalty, kernel="precomputed").fit(centre.transform(products), targets - mean_target)
    return lambda new: np.asarray(model.predict(centre.transform(new)) + mean_target)
