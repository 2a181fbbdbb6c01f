"""Rows on disk: appended, synced, and gone on with where a run was broken off."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from reliability.corpus import beside
from reliability.corpus.manifest import (
    Manifest,
    check_same,
    describe,
    files_of,
    manifest_path,
    read_manifest,
    rows_path,
    sync_folder,
    write_manifest,
)
from reliability.errors import ReliabilityError
from reliability.readers import require
from reliability.report.target import check_target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from reliability.corpus.chunks import Chunk
    from reliability.corpus.job import Job
    from reliability.corpus.work import Done

# States of a run that still needs the rows as they were written.
OPEN = ("rating", "grouping", "comparing")
SUFFIXES = (".jsonl", ".ndjson", ".parquet")


def begin(output: Path, job: Job) -> Manifest:
    """Return where a run begins or goes on; the output's folder is left as it is on any refusal.

    Raises
    ------
    ReliabilityError
        Where the output cannot be written, or was begun otherwise.
    """
    if output.suffix.lower() not in SUFFIXES:
        raise ReliabilityError(f"{output}: rows are written as {' or '.join(SUFFIXES)}; give it such a name")
    if output.suffix.lower() == ".parquet":
        require("pyarrow", str(output))
    for path in files_of(output):
        check_target(path, [name for name in job.inputs if "://" not in name])
    made_of = describe(job)
    if job.fresh:
        # The manifest goes first: rows without one are never gone on with.
        manifest_path(output).unlink(missing_ok=True)
        rows_path(output).unlink(missing_ok=True)
        beside.remove(beside.folder_of(output))
    known = read_manifest(output)
    if known is not None:
        check_same(known, made_of, output)
        _check_files(known, output)
        return known
    if rows_path(output).exists():
        raise ReliabilityError(f"{rows_path(output)}: is there without its manifest; remove it, or give --fresh")
    begun = Manifest(made_of)
    with telling(output):
        write_manifest(begun, output)
    return begun


def _check_files(known: Manifest, output: Path) -> None:
    """Refuse to go on where files were moved or cut since."""
    part, folder = rows_path(output), beside.folder_of(output)
    if known.state in OPEN and _compares(known) and known.rows and not beside.holds(folder, known.rows):
        raise ReliabilityError(f"{folder}: holds less than was written; --fresh starts anew")
    if known.state == "rated" and (folder / beside.ROWS).exists():
        part = folder / beside.ROWS
    finished = output.stat().st_size if output.exists() else -1
    if known.state == "done" and finished != known.output_bytes:
        raise ReliabilityError(f"{output}: was finished, and is not there as it was; --fresh makes it anew")
    held = part.stat().st_size if part.exists() else 0
    in_place = known.state == "rated" and not part.exists() and finished == known.bytes
    if known.state != "done" and held < known.bytes and not in_place:
        raise ReliabilityError(f"{part}: holds fewer rows than were written; --fresh starts anew")


def _compares(at: Manifest) -> bool:
    return bool(at.made_of["options"].get("stories"))


@contextmanager
def open_rows(output: Path, at: Manifest) -> Iterator[BinaryIO]:
    """Open the rows to go on with; what was written after the last chunk that is done is cut off."""
    part = rows_path(output)
    with part.open("r+b" if part.exists() else "x+b") as stream:
        _lock(stream, part)
        stream.truncate(at.bytes)
        stream.seek(at.bytes)
        if _compares(at):
            beside.cut(beside.folder_of(output), at.rows)
        sync_folder(part.parent)
        yield stream


def _lock(stream: BinaryIO, part: Path) -> None:
    """Refuse to write where another run writes."""
    try:
        import fcntl  # noqa: PLC0415  (not on every system; there two runs at a time go unnoticed)
    except ImportError:
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise ReliabilityError(f"{part}: another run is writing it; wait for that, or choose another output") from error


def append(stream: BinaryIO, output: Path, at: Manifest, chunk: Chunk, done: Done) -> Manifest:
    """Write the rows of a chunk for good, then say so in the manifest."""
    stream.write(done.lines)
    stream.flush()
    os.fsync(stream.fileno())
    if done.entries:
        beside.append(beside.folder_of(output), done.entries)
    after = replace(
        at,
        place=chunk.end,
        rows=at.rows + len(chunk.records),
        errors=at.errors + done.errors,
        bytes=at.bytes + len(done.lines),
    )
    write_manifest(after, output)
    return after


def reach(state: str, output: Path, at: Manifest) -> Manifest:
    """Write down that a step is done, and what comes next."""
    after = replace(at, state=state)
    write_manifest(after, output)
    return after


def finish(output: Path, at: Manifest, job: Job) -> Manifest:
    """Put the finished file in its place: all rows are written by now."""
    part = rows_path(output)
    moved = beside.folder_of(output) / beside.ROWS
    if at.state == "rating":
        at = reach("rated", output, at)
    if at.state == "rated":
        if moved.exists():
            moved.replace(part)
        if output.suffix.lower() == ".parquet":
            _put_table(part, output, job)
        elif part.exists():
            part.replace(output)
        sync_folder(output.parent)
        at = replace(at, state="done", output_bytes=output.stat().st_size)
        write_manifest(at, output)
    part.unlink(missing_ok=True)
    beside.remove(moved.parent)
    return at


def _put_table(part: Path, output: Path, job: Job) -> None:
    from reliability.corpus.tables import write_table  # noqa: PLC0415  (needs a package of the extra)

    whole = output.with_name(f".reliability-{secrets.token_hex(4)}.tmp")
    try:
        write_table(part, whole, job.rules)
        with whole.open("rb") as stream:
            os.fsync(stream.fileno())
        whole.replace(output)
    finally:
        whole.unlink(missing_ok=True)


@contextmanager
def telling(output: Path) -> Iterator[None]:
    """Say of a full disk, or another cause, that the same command goes on."""
    try:
        yield
    except OSError as error:
        raise ReliabilityError(
            f"{output}: cannot be written: {error.strerror or error}; the same command goes on once that is mended"
        ) from error
