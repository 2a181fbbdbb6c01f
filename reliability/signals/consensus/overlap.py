"""How much of what documents name is named by others: shares, weighed by who names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping, Sequence

    from numpy.typing import NDArray

# Nobody knows how well a document without a figure would have hit the others' figures: it gets the middle.
_NEUTRAL = 0.5
# Where others agree on little, a share of it says little: so much is added to what is found and to what there is.
_PRIOR = (0.1, 0.4)
_HELD_PRIOR = (0.2, 0.6)


@dataclass(frozen=True)
class Naming:
    """Who names what.

    Parameters
    ----------
    rows : csr_matrix of shape (n_documents, n_items)
        1 where a document names an item.
    worth : ndarray of shape (n_items,)
        What each item counts.
    """

    rows: Any
    worth: NDArray[np.float64]

    def items_of(self, document: int) -> NDArray[np.intp]:
        """Return the columns of what one document names."""
        start, end = self.rows.indptr[document : document + 2]
        return np.asarray(self.rows.indices[start:end])


def naming(named: Sequence[Collection[Hashable]], heard: NDArray[np.intp] | None = None) -> Naming:
    """Make the table of who names what.

    Parameters
    ----------
    named : sequence of collections
        A mapping gives what each item counts; else each counts 1. Columns come in the order of the documents.
    heard : ndarray of int, optional
        Leave out items that none of these documents names: in a large story few are listened to.
    """
    columns: dict[Hashable, int] = {}
    worth: list[float] = []
    for i in range(len(named)) if heard is None else heard:
        for item in named[i]:
            if columns.setdefault(item, len(columns)) == len(worth):
                worth.append(_worth(named[i], item))
    indices: list[int] = []
    ends = [0]
    for items in named:
        indices += [columns[item] for item in items if item in columns]
        ends.append(len(indices))
    shape = (len(named), max(1, len(columns)))
    rows = sparse.csr_matrix((np.ones(len(indices)), indices, ends), shape=shape)
    return Naming(rows, np.array(worth or [1.0]))


def _worth(items: Collection[Hashable] | Mapping[Hashable, float], item: Hashable) -> float:
    return float(items[item]) if isinstance(items, dict) else 1.0


def gain(
    named: Sequence[Collection[Hashable]], against: NDArray[np.float64], heard: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return how far each document names just what the others name most, however much or little it names.

    A normalised cumulative gain (Järvelin and Kekäläinen, 2002, "Cumulated gain-based evaluation of IR techniques",
    ACM TOIS 20): the support of its items over that of as many of the best supported ones.

    Parameters
    ----------
    named : sequence of collections
        What each document names.
    against : ndarray of shape (n, n_heard)
        How much each heard document counts for each.
    heard : ndarray of shape (n_heard,)

    Returns
    -------
    ndarray of shape (n,)
        In [0, 1]; a half for one that names nothing.
    """
    table = naming(named, heard)
    speakers = table.rows[heard].T.tocsr()
    found = np.full(len(named), _NEUTRAL)
    for i, items in enumerate(named):
        if not items:
            continue
        support = (speakers @ against[i]) * table.worth
        size = min(len(items), len(support))
        best = np.partition(support, len(support) - size)[len(support) - size :].sum()
        found[i] = support[table.items_of(i)].sum() / best if best > 0 else 0.0
    return found


def recall(
    named: Sequence[Collection[Hashable]], against: NDArray[np.float64], heard: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return what share of what two or more others name each document names; parameters as of `gain`."""
    table = naming(named, heard)
    speakers = table.rows[heard].T.tocsr()
    total = np.asarray(speakers.sum(axis=1)).ravel()
    listened = set(heard.tolist())
    found = np.zeros(len(named))
    for i in range(len(named)):
        own = np.zeros(len(total))
        own[table.items_of(i)] = 1
        others = total - own if i in listened else total
        support = (speakers @ against[i]) * (others >= 2)
        found[i] = (support @ own + _PRIOR[0]) / (support.sum() + _PRIOR[1])
    return found


def held(
    leads: Sequence[Collection[Hashable]],
    wholes: Sequence[Collection[Hashable]],
    against: NDArray[np.float64],
    heard: NDArray[np.intp],
) -> NDArray[np.float64]:
    """Return the share of what the others' leads name that each document names; a third where there is none."""
    both = naming([*leads, *wholes]).rows
    lead, whole = both[: len(leads)][heard], both[len(leads) :]
    shared = (whole @ lead.T).toarray()
    sizes = np.array([len(leads[j]) for j in heard])
    return np.asarray((against * (shared + _HELD_PRIOR[0]) / (sizes[None, :] + _HELD_PRIOR[1])).sum(axis=1))
