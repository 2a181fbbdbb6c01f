"""What a user would pick instead, on the same rows and folds: majority, length, readability, NELA; and how to learn."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
from joblib import Parallel, delayed
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.kernel_ridge import KernelRidge
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import KernelCenterer

from reliability.evaluation import folds
from suite.features import nela_features, readability
from suite.intervals import less, mean, spearman
from suite.people import people_rows
from suite.quality import agreement_rows
from suite.rows import Outcome
from suite.setting import GROUPED, SIGNALS, SPLITS, Measuring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from suite.rows import Row
    from suite.setting import Setting

    Array = NDArray[np.float64]
    # Rows learned from and held out, targets of all rows, groups of all rows; returns what it makes of those held out.
    Peer = Callable[[NDArray[np.intp], NDArray[np.intp], Array, NDArray[np.int_]], Array]

_INNER = 3
# Tried inside folds.
PENALTIES = (0.3, 1.0, 3.0)


def run(setting: Setting) -> Outcome:
    """Measure each peer that is installed."""
    texts = setting.articles.texts
    words = np.log([[len(text.split())] for text in texts])
    peers: dict[str, tuple[Peer, str]] = {
        "majority": (middle, "the commonest label, whatever the text"),
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


def peer_rows(setting: Setting, name: str, peer: Peer, differs: str, *, labelled_only: bool = False) -> Iterator[Row]:
    """Yield a peer's figures by both splits, and by publishers how far it is above or below the library.

    With ``labelled_only`` it learns from the labelled articles alone and reads no others.
    """
    measured = setting.material.measured
    groups = setting.material.groups[measured]
    for split in SPLITS:
        found = held_out(setting, peer, split, labelled_only=labelled_only)
        for column, signal in enumerate(SIGNALS):
            yield from agreement_rows(setting, name, signal, (found[measured, column], split), differs)
            if split == GROUPED:
                labels, ours = (
                    setting.material.labels[signal][measured],
                    setting.predicted[split].scores[signal][measured],
                )
                gap = less(spearman(found[measured, column], labels), spearman(ours, labels))
                measuring = Measuring(setting.draws, groups, "articles")
                yield measuring.row(signal, name, ("Spearman less the library's", gap), split, differs)
        labels = setting.material.labels["rating"][measured]
        distance = mean(np.abs(np.clip(found[measured, 0], 1, 5) - labels))
        yield Measuring(setting.draws, groups, "articles").row(
            "rating", name, ("distance in levels", distance), split, differs
        )
        if not labelled_only:
            yield from people_rows(setting, name, found[:, 0], split, differs)


def held_out(setting: Setting, peer: Peer, split: str, *, labelled_only: bool) -> Array:
    """Return what a peer makes of every row, or every labelled one, its fold not learned from; shape (n_rows, 4)."""
    material, groups = setting.material, setting.groups(split)
    targets = np.column_stack([material.labels[signal] for signal in SIGNALS]).astype(float)
    used = material.measured | (not labelled_only)
    divided = [tuple(rows[used[rows]] for rows in pair) for pair in folds(groups)]
    read = Parallel(n_jobs=2)(delayed(peer)(train, test, targets, groups) for train, test in divided)
    found = np.full(targets.shape, np.nan)
    for (_, test), values in zip(divided, read, strict=True):
        found[test] = values
    return found


def middle(train: NDArray[np.intp], test: NDArray[np.intp], targets: Array, _: NDArray[np.int_]) -> Array:
    """Say the commonest label of the rows learned from."""
    commonest = [np.bincount(column.astype(int)).argmax() for column in targets[train].T]
    return np.tile(np.array(commonest, float), (len(test), 1))


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


def ridge(
    products: tuple[Array, Array], targets: Array, groups: NDArray[Any], penalties: Sequence[float] = PENALTIES
) -> Array:
    """Fit ridge regression to products of rows and read the new ones; each target by the penalty best inside."""
    known, new = products
    errors = np.zeros((len(penalties), targets.shape[1]))
    inner = GroupKFold(_INNER, shuffle=True, random_state=0).split(known, groups=groups) if len(penalties) > 1 else ()
    for rest, held in inner:
        for row, penalty in enumerate(penalties):
            read = _fit(known[np.ix_(rest, rest)], targets[rest], penalty)(known[np.ix_(held, rest)])
            errors[row] += np.square(read - targets[held]).sum(axis=0)
    best = np.array(penalties)[errors.argmin(axis=0)]
    found = np.empty((len(new), targets.shape[1]))
    for penalty in np.unique(best):
        found[:, best == penalty] = _fit(known, targets[:, best == penalty], penalty)(new)
    return found


def _fit(products: Array, targets: Array, penalty: float) -> Callable[[Array], Array]:
    """Fit one penalty; rows and targets are counted from their means, so that the intercept is free."""
    centre, mean_target = KernelCenterer().fit(products), targets.mean(axis=0)
    model = KernelRidge(alpha=penalty, kernel="precomputed").fit(centre.transform(products), targets - mean_target)
    return lambda new: np.asarray(model.predict(centre.transform(new)) + mean_target)
