"""The third pass over a corpus: documents set beside the others on their story, and the rows moved by it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import threadpool_limits

from reliability.corpus.beside import ROWS, Beside
from reliability.corpus.packing import unpack
from reliability.corpus.tasks import counted, tell_nobody
from reliability.corpus.work import evidence_row, model_at, rounded
from reliability.in_story import find_places
from reliability.model_file import Model
from reliability.rated import move
from reliability.report.records import dump

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from reliability.corpus.gathering import Stories
    from reliability.corpus.job import Rules
    from reliability.corpus.packing import Packed
    from reliability.corpus.tasks import Step, Workers
    from reliability.in_story import Place

    # The name of a story, and those of its rows that are compared.
    Part = tuple[str, NDArray[np.int64]]

# Documents compared with each other at a time: what a larger story holds in memory would have no bound. Sixty-one are
# heard of as many as there are, so that parts of it hear about the same.
LARGEST = 2_000
# Documents of small stories that make one task.
_TOGETHER = 250
_COMPARING = "Comparing documents on one story"


def compare_stories(
    rules: Rules, beside: tuple[Path, Path], stories: Stories, workers: Workers, step: Step = tell_nobody
) -> Path:
    """Write the rows, those of documents in a story moved by it, and return where.

    Parameters
    ----------
    rules : Rules
    beside : (Path, Path)
        The folder of what is kept beside the rows, and the rows of documents rated alone.
    stories : Stories
    workers : Workers
    step : callable
        Told how the work gets on.
    """
    folder, rows = beside
    total = len(stories.members)
    moves, ends = folder / "moves", np.zeros(total + 1, np.int64)
    names = Beside(folder).index["name"]
    batches = ((str(folder), batch, rules) for batch in _batches(stories, names))
    step(_COMPARING, 0, total)
    with moves.open("wb") as stream:
        done = 0
        for changes in workers.run(compare, batches, model=True):
            for change in changes:
                stream.write(change)
                done += 1
                ends[done] = stream.tell()
            step(_COMPARING, done, total)
    lines = _merged(folder, rows, stories.members, ends)
    # A row is written faster than a line about it.
    told = counted(lines, step, "Writing rows", len(names), every=1_000)
    return _merge(folder, told)


def _batches(stories: Stories, names: NDArray[np.uint64]) -> Iterator[list[Part]]:
    """Divide stories that are too large, and put small ones together."""
    batch: list[Part] = []
    for story in stories:
        # By the least hash of its documents' names a story is called the same whoever finds it, and however it is cut.
        label = f"{int(names[story].min()):016x}"
        for part in np.array_split(story, -(-len(story) // LARGEST)):
            batch.append((label, part))
            if sum(len(members) for _, members in batch) >= _TOGETHER:
                yield batch
                batch = []
    if batch:
        yield batch


def compare(place: str, batch: list[Part], rules: Rules, model: Model | Path | None) -> list[bytes]:
    """Return for each document of some stories, one after the other, what its row becomes, as JSON."""
    loaded = model if isinstance(model, Model) else model_at(model)
    beside = Beside(Path(place))
    found: list[bytes] = []
    with threadpool_limits(1):
        for name, part in batch:
            members = [unpack(beside.account(number)) for number in part.tolist()]
            label = members[0].group or name
            places = find_places([one.participant for one in members], [label] * len(members))
            for one, its in zip(members, places, strict=True):
                changes = _changes(one, its, rules, loaded) if its is not None else {}
                found.append(dump(changes).encode())
    return found


def _changes(one: Packed, place: Place, rules: Rules, model: Model) -> dict[str, Any]:
    changes: dict[str, Any] = {"story": place.story.label, "voices": place.story.voices}
    standing = place.standing
    if standing.value is None:
        return changes
    at = move(one.latent, one.participant.quality, one.flags, standing, model)
    changes |= {
        "level": at.level,
        "score": rounded(at.score),
        "interval": [rounded(end) for end in at.interval],
        "probabilities": [rounded(share) for share in at.probabilities],
        "signals": {"consensus": rounded(standing.value)},
        "contributions": {"consensus": rounded(at.added)},
        "flags": at.flags,
    }
    if rules.evidence:
        changes["evidence"] = [evidence_row(item) for item in place.evidence]
    return changes


def _merged(folder: Path, rows: Path, members: NDArray[np.int64], ends: NDArray[np.int64]) -> Iterator[bytes]:
    """Yield all rows in their order, changed where there is a change."""
    order = np.argsort(members, kind="stable")
    with rows.open("rb") as alone, (folder / "moves").open("rb") as moves:
        at = 0
        for number, line in enumerate(alone):
            if at < len(order) and members[order[at]] == number:
                start, end = ends[order[at] : order[at] + 2].tolist()
                moves.seek(start)
                row = _changed(json.loads(line), json.loads(moves.read(end - start)))
                yield f"{dump(row)}\n".encode()
                at += 1
            else:
                yield line


def _merge(folder: Path, lines: Iterable[bytes]) -> Path:
    """Write rows, all or none, and return where."""
    target, beside = folder / ROWS, folder / f".{ROWS}.tmp"
    with beside.open("wb") as stream:
        stream.writelines(lines)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(target)
    return target


def _changed(row: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return a row with what its story changes: some values, more flags and evidence, one more signal."""
    for name, value in changes.items():
        if isinstance(value, dict):
            row[name] |= value
        elif name == "flags":
            row[name] += value
        elif name == "evidence":
            row[name] = sorted(row[name] + value, key=_in_text_order)
        else:
            row[name] = value
    return row


def _in_text_order(item: dict[str, Any]) -> tuple[Any, ...]:
    return item["start"], item["end"], item["signal"], item["kind"]
