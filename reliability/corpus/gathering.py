"""The second pass over a corpus: which documents tell one story, found from what the first pass kept of each."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import threadpool_limits

from reliability.corpus.beside import Beside
from reliability.corpus.tasks import counted, tell_nobody
from reliability.stories.banding import Calendar, candidates
from reliability.stories.linkage import LEAST, linked, pieces
from reliability.stories.links import Links
from reliability.stories.signatures import BANDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from reliability.corpus.job import Job
    from reliability.corpus.tasks import Step, Workers

# Links weaker than half of what a story asks for are not looked at, as in memory.
_WEAKEST = LEAST / 2
# Links of several bands are joined together: fewer sorts.
_TOGETHER = 8
# A batch of components for one task: pairs of documents, and documents.
_PAIRS, _DOCUMENTS = 4_000_000, 5_000


@dataclass(frozen=True)
class Stories:
    """Which rows tell one story.

    Parameters
    ----------
    members : ndarray
        Numbers of rows, story by story, ascending within one.
    bounds : ndarray of shape (n_stories + 1,)
        Where each story begins.
    """

    members: NDArray[np.int64]
    bounds: NDArray[np.int64]

    def __iter__(self) -> Iterator[NDArray[np.int64]]:
        return (self.members[start:end] for start, end in zip(self.bounds[:-1], self.bounds[1:], strict=True))


def gather(job: Job, folder: Path, workers: Workers, step: Step = tell_nobody) -> Stories:
    """Return the stories of a corpus that was rated, and keep them on disk; found ones are read from there."""
    kept = folder / "stories.npz"
    if not kept.exists():
        beside = Beside(folder)
        taken = np.flatnonzero(beside.index["taken"])
        if job.rules.stories == "given":
            labels = _given(beside, taken)
        else:
            labels = _found(job.rules.window, beside, taken, (workers, step))
        _put(kept, **_of_several(taken, labels))
    with np.load(kept) as arrays:
        return Stories(arrays["members"], arrays["bounds"])


def _of_several(rows: NDArray[np.intp], labels: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """Return the stories that two rows and more tell, in order of first appearance."""
    _, first, story, size = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    kept = np.flatnonzero(size[story] > 1)
    order = kept[np.lexsort((rows[kept], first[story[kept]]))]
    sizes = size[np.argsort(first)]
    return {"members": rows[order], "bounds": np.r_[0, np.cumsum(sizes[sizes > 1])]}


def _given(beside: Beside, taken: NDArray[np.intp]) -> NDArray[Any]:
    return np.asarray(np.unique(beside.index["print"][taken], axis=0, return_inverse=True)[1]).ravel()


def _found(window: int | None, beside: Beside, taken: NDArray[np.intp], by: tuple[Workers, Step]) -> NDArray[Any]:
    """Return a story's number for each of the rows that take part."""
    workers, step = by
    nodes, node = _folded(beside, taken, window)
    np.save(beside.folder / "nodes.tmp.npy", nodes)
    (beside.folder / "nodes.tmp.npy").replace(beside.folder / "nodes.npy")
    place = str(beside.folder)
    done = workers.run(link_band, ((place, band, window) for band in range(BANDS)))
    near = _joined(beside.folder, counted(done, step, "Finding documents that are alike", BANDS)).matrix(len(nodes))
    labels, fresh = np.arange(len(nodes)), len(nodes)
    batches = _batches(pieces(near, np.arange(len(nodes)), _WEAKEST)) if len(nodes) else iter(())
    divided = workers.run(divide, ((place, batch) for batch in batches))
    for batch, found in counted(divided, step, "Dividing them into stories"):
        for piece, inner in zip(batch, found, strict=True):
            labels[piece] = inner + fresh
            fresh += int(inner.max()) + 1
    return np.asarray(labels[node])


def _folded(beside: Beside, taken: NDArray[np.intp], window: int | None) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the first row of each distinct text, and which of them each row is.

    Where days count, a text of another day is another.
    """
    days = beside.index["day"][taken].astype(np.int64) if window is not None else np.zeros(len(taken), np.int64)
    keys = np.column_stack([beside.index["print"][taken].view(np.int64), days])
    _, first, same = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    return taken[first[order]], np.argsort(order)[same.ravel()]


def link_band(place: str, band: int, window: int | None) -> str:
    """Write the links that one band gives and return where; a task of the second pass.

    What an earlier run wrote is left as it is.
    """
    folder = Path(place)
    target = folder / f"links-{band:02}.npz"
    if not target.exists():
        beside, nodes = Beside(folder), np.load(folder / "nodes.npy")
        calendar = Calendar(np.asarray(beside.index["day"][nodes]), window)
        signatures = beside.index["signature"]
        pairs, likeness = [Links.none().pairs], [Links.none().likeness]
        for some in candidates(band, lambda k: np.asarray(signatures[:, k % BANDS])[nodes], calendar):
            alike = beside.vectors.likeness(nodes[some])
            pairs.append(some[alike >= _WEAKEST])
            likeness.append(alike[alike >= _WEAKEST])
        found = Links.joined(Links(np.concatenate(pairs), np.concatenate(likeness))).nearest()
        _put(target, pairs=found.pairs, likeness=found.likeness)
    return str(target)


def _joined(folder: Path, targets: Iterable[str]) -> Links:
    """Join the links of all bands, keeping the nearest of each document."""
    found, waiting = Links.none(), []
    for number, target in enumerate(targets, start=1):
        with np.load(folder / Path(target).name) as arrays:
            waiting.append(Links(arrays["pairs"], arrays["likeness"]))
        if len(waiting) == _TOGETHER or number == BANDS:
            found, waiting = Links.joined(found, *waiting).nearest(), []
    return found


def _batches(found: Iterable[NDArray[np.intp]]) -> Iterator[list[NDArray[np.intp]]]:
    """Put components together for a task; a document that is linked to no other needs none."""
    batch: list[NDArray[np.intp]] = []
    pairs = documents = 0
    for piece in found:
        if len(piece) < 2:
            continue
        batch.append(piece)
        pairs, documents = pairs + len(piece) ** 2, documents + len(piece)
        if pairs >= _PAIRS or documents >= _DOCUMENTS:
            yield batch
            batch, pairs, documents = [], 0, 0
    if batch:
        yield batch


def divide(place: str, batch: list[NDArray[np.intp]]) -> tuple[list[NDArray[np.intp]], list[NDArray[np.intp]]]:
    """Divide components by average linkage; a task of the second pass."""
    beside, nodes = Beside(Path(place)), np.load(Path(place) / "nodes.npy", mmap_mode="r")
    with threadpool_limits(1):
        return batch, [linked(beside.vectors.rows(nodes[piece], packed=True), LEAST) for piece in batch]


def _put(target: Path, **arrays: Any) -> None:
    """Write arrays, whole or not at all."""
    beside = target.with_name(f".{target.stem}.{os.getpid()}.tmp.npz")
    with beside.open("wb") as stream:
        np.savez(stream, **arrays)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(target)
