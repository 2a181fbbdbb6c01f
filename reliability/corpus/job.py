"""What is to be rated, and how."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reliability.limits import DEFAULT, Limits
from reliability.readers import Fields

if TYPE_CHECKING:
    from pathlib import Path

# Rated between two syncs to disk: some tenths of a second are lost by a kill, and a sync costs milliseconds.
CHUNK = 64


@dataclass(frozen=True, slots=True)
class Rules:
    """What the rows depend on besides the records and the model.

    Parameters
    ----------
    fields : Fields
    signals : bool
        Add every feature.
    evidence : bool
        Add the spans of evidence.
    stories : {"", "found", "given"}
        Whether documents are compared, and how it is known which tell one story.
    window : int, optional
        Most days between two documents that tell one story, where stories are found.
    limits : Limits
        How much of a document is read, and the seconds that it may take.
    """

    fields: Fields = field(default_factory=Fields)
    signals: bool = False
    evidence: bool = False
    stories: str = ""
    window: int | None = None
    limits: Limits = DEFAULT


@dataclass(frozen=True, slots=True)
class Job:
    """A corpus to be rated.

    Parameters
    ----------
    inputs : tuple of str
        Files, in the order in which they are rated.
    output : Path, optional
        ``.jsonl``, ``.ndjson`` or ``.parquet``.
    rules : Rules
    model : Path, optional
    jobs : int
        Processes that rate.
    engine : {"local", "dask"}
    scheduler : str, optional
        Address of a Dask scheduler; a cluster is started on this machine without one.
    max_errors : int, optional
        Stop when there are more.
    fresh : bool
        Start anew whatever is there.
    chunk : int
        Records rated between two syncs.
    """

    inputs: tuple[str, ...]
    output: Path | None = None
    rules: Rules = field(default_factory=Rules)
    model: Path | None = None
    jobs: int = 1
    engine: str = "local"
    scheduler: str | None = None
    max_errors: int | None = None
    fresh: bool = False
    chunk: int = CHUNK
