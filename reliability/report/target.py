"""Where a report goes: standard output, or a file that is written whole or not at all and never over an input."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reliability.errors import ReliabilityError

if TYPE_CHECKING:
    from collections.abc import Iterable


def check_target(path: Path, inputs: Iterable[str | Path]) -> None:
    """Refuse a file that a report must not be written to, before any work is done.

    Parameters
    ----------
    path : Path
        Where the report is to go.
    inputs : iterable of str or Path
        What was or will be read; the file must be none of them, by another name neither.

    Raises
    ------
    ReliabilityError
        When it is a symbolic link, a device or folder, one of the inputs, or in no existing folder.
    """
    try:
        refusal = _refuse(path, inputs)
    except OSError as error:
        refusal = f"cannot be written: {error.strerror or error}"
    if refusal:
        raise ReliabilityError(f"{path}: {refusal}")


def write_target(path: Path, chunks: Iterable[str]) -> None:
    """Write a report to a temporary file beside its target, then put it in the target's place.

    Until then, and when anything goes wrong, the target keeps what it held.

    Parameters
    ----------
    path : Path
        Where the report is to go.
    chunks : iterable of str
        The report; taken as it comes.

    Raises
    ------
    ReliabilityError
        When it cannot be written there.
    """
    check_target(path, ())
    # Not made of the target's name, which may be as long as names can be.
    beside = path.with_name(f".reliability-{secrets.token_hex(4)}.tmp")
    try:
        # "x" never opens what somebody else has put there, and so follows no link either.
        with beside.open("x", encoding="utf-8", newline="") as stream:
            for chunk in chunks:
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())
        if path.is_file():
            beside.chmod(path.stat().st_mode & 0o777)
        # Replaces a link that has turned up meanwhile by the file, and leaves what it points to alone.
        beside.replace(path)
    except OSError as error:
        raise ReliabilityError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        beside.unlink(missing_ok=True)


def print_report(report: Iterable[str], encoding: str, *, quiet: bool = False) -> None:
    """Write a report to standard output, each stretch as soon as it is there.

    Parameters
    ----------
    report : iterable of str
        The report; taken to its end even when nothing is to be printed.
    encoding : str
        Written as bytes in this encoding, with question marks for what it lacks: a terminal with an old code page
        still gets a table, and programs can be given UTF-8 everywhere.
    quiet : bool
        Print nothing.

    Raises
    ------
    BrokenPipeError
        When whoever reads the output has stopped.
    ReliabilityError
        When it cannot be written, to a full disk for instance.
    """
    for part in report:
        if quiet:
            continue
        try:
            sys.stdout.buffer.write(part.encode(encoding, "replace"))
            sys.stdout.buffer.flush()
        except OSError as error:
            # Python flushes once more on its way out, and would fail again then.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            if isinstance(error, BrokenPipeError):
                raise
            raise ReliabilityError(f"standard output cannot be written: {error.strerror or error}") from error


def _refuse(path: Path, inputs: Iterable[str | Path]) -> str:
    """Say why a file must not be written to; empty when it may."""
    if path.is_symlink():
        return "is a symbolic link; name the file itself"
    if not path.parent.is_dir():
        return f"its folder does not exist; make it first: mkdir -p {path.parent}"
    if not path.exists():
        return ""
    if not path.is_file():
        folder = f"is a folder; name a file in it, such as {path / 'ratings.txt'}"
        return folder if path.is_dir() else "is not a file that can be replaced"
    if any(source.exists() and source.samefile(path) for source in map(Path, inputs)):
        return "is also to be read; choose another output"
    return ""
