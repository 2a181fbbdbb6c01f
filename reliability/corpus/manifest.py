"""The manifest: a small file beside the output that says what was done, and with what."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from reliability.corpus.chunks import Place
from reliability.errors import ReliabilityError
from reliability.model_file import model_hash
from reliability.readers import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from reliability.corpus.job import Job

_KIND = "source-reliability corpus run"
_FORMAT = 1
# More are kept as one hash: the manifest is written anew with each chunk.
_MOST_NAMES = 100


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was done.

    Parameters
    ----------
    made_of : dict
        What the rows depend on: model, options, inputs, version.
    state : {"rating", "grouping", "comparing", "rated", "done"}
        Where documents are compared, "grouping": each is rated alone; "comparing": their stories are known. "rated":
        every row is written, the file not yet at its place.
    place : Place
        Where the inputs are read up to.
    rows, errors, bytes : int
        Written so far.
    output_bytes : int
        Size of the finished file.
    """

    made_of: dict[str, Any]
    state: str = "rating"
    place: Place = field(default_factory=Place)
    rows: int = 0
    errors: int = 0
    bytes: int = 0
    output_bytes: int = 0


def manifest_path(output: Path) -> Path:
    """Return where the manifest of an output is."""
    return output.with_name(f"{output.name}.manifest.json")


def rows_path(output: Path) -> Path:
    """Return where rows are collected until all are there."""
    return output.with_name(f"{output.name}.part")


def files_of(output: Path) -> tuple[Path, Path, Path]:
    """Return all that is written for an output."""
    return output, rows_path(output), manifest_path(output)


def describe(job: Job) -> dict[str, Any]:
    """Return what the rows of a job depend on.

    Raises
    ------
    ReliabilityError
        Where an input or the model cannot be read.
    """
    prints = [[name, *fingerprint(name)] for name in job.inputs]
    whole = hashlib.sha256(json.dumps(prints).encode()).hexdigest()
    try:
        made_by = version("source-reliability")
    except PackageNotFoundError:
        made_by = "unknown"
    return {
        "model": model_hash(job.model),
        "options": asdict(job.rules),
        "inputs": {"number": len(prints), "sha256": whole, "files": prints if len(prints) <= _MOST_NAMES else []},
        "version": made_by,
    }


def read_manifest(output: Path) -> Manifest | None:
    """Return the manifest of an output; None where there is none.

    Raises
    ------
    ReliabilityError
        Where it cannot be read.
    """
    path = manifest_path(output)
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if (stored.pop("kind"), stored.pop("format")) != (_KIND, _FORMAT):
            raise ValueError("it is of another kind or version")
        return replace(Manifest(**stored), place=Place(**stored["place"]))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ReliabilityError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ReliabilityError(f"{path}: is no manifest of a run ({error}); --fresh starts anew") from error


def write_manifest(manifest: Manifest, output: Path) -> None:
    """Write the manifest in place of the last one, whole or not at all."""
    path = manifest_path(output)
    beside = path.with_name(f".{path.name}.tmp")
    # What a killed run left, or a link that somebody else has put there.
    beside.unlink(missing_ok=True)
    content = {"kind": _KIND, "format": _FORMAT, **asdict(manifest)}
    with beside.open("x", encoding="utf-8") as stream:
        stream.write(json.dumps(content, indent=2) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Write down which files a folder holds, so that a power cut takes none of them back."""
    # Some systems open no folder, and some file systems sync none.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def check_same(manifest: Manifest, made_of: dict[str, Any], output: Path) -> None:
    """Refuse to go on with what was made of something else.

    Raises
    ------
    ReliabilityError
        Naming what differs.
    """
    # As read from the file, where tuples are lists.
    now = json.loads(json.dumps(made_of))
    differing = [key for key in now if manifest.made_of.get(key) != now[key]]
    if not differing:
        return
    causes = "; ".join(_difference(key, manifest.made_of.get(key), now[key]) for key in differing)
    raise ReliabilityError(
        f"{output}: was begun with {causes}. Give the same command to go on, another output, or --fresh to start anew"
    )


def _difference(key: str, before: Any, now: Any) -> str:
    if key == "model":
        return f"another model ({str(before)[:12]}…, now {now[:12]}…)"
    if key == "version":
        return f"version {before} of this package (now {now})"
    if key == "options" and isinstance(before, dict):
        changed = [name for name in now if before.get(name) != now[name]]
        return f"other options ({', '.join(changed)})"
    known = {tuple(one) for one in (before or {}).get("files", [])}
    changed = [one[0] for one in now["files"] if known and tuple(one) not in known][:3]
    named = f" ({', '.join(changed)})" if changed else ""
    return f"other or changed inputs{named}"
