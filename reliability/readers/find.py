"""What the user names, expanded into files: folders, patterns and standard input."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING

from reliability.errors import ReadError
from reliability.readers.files import READERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def find(paths: Iterable[str | os.PathLike[str]]) -> Iterator[str | ReadError]:
    """Expand files, folders and patterns into the files to read.

    A folder stands for the documents in it and in its folders, sorted by name: files with a suffix that ``read`` knows,
    but neither hidden ones nor those whose name starts with ``README``, because these describe the folder. A pattern
    (``*``, ``?``, ``[...]``, and ``**`` for any number of folders) stands for every file that matches it, sorted,
    hidden ones left out, whatever their suffix. A name that exists is never taken for a pattern. Anything else, ``-``
    among them, is passed on for ``read`` to judge. What two arguments name is listed twice.

    Parameters
    ----------
    paths : iterable of str or os.PathLike
        What the user named.

    Yields
    ------
    str or ReadError
        A path for ``read``, or the error of an argument that stands for no file. The error is yielded, not raised, so
        that one bad argument does not cost the others.

    Examples
    --------
    >>> [str(found) for found in find(["a.txt", "no-such-folder/*.txt"])]
    ['a.txt', 'no-such-folder/*.txt: no file matches this pattern; check it, and the folder you are in']
    """
    for path in paths:
        given = os.fspath(path)
        # os.path answers False for what cannot be a path at all, such as one with a NUL byte.
        if os.path.isdir(given):  # noqa: PTH112
            yield from _folder(given)
        elif glob.has_magic(given) and not os.path.lexists(given):
            yield from _pattern(given)
        else:
            yield given


def _folder(given: str) -> Iterator[str | ReadError]:
    """Yield the documents below a folder, and an error for each folder that cannot be listed."""
    unlisted: list[OSError] = []
    found = sorted(
        Path(folder, name).relative_to(given)
        for folder, name in _files_below(given, unlisted)
        if Path(name).suffix.lower() in READERS and not name.lower().startswith("readme")
    )
    base = given.rstrip("/" + os.sep) or "/"
    yield from (f"{base.rstrip('/')}/{path.as_posix()}" for path in found)
    for error in unlisted:
        yield ReadError(str(error.filename), f"this folder cannot be listed: {error.strerror}")
    if not found and not unlisted:
        yield ReadError(
            given, f"this folder holds no document ({' '.join(sorted(READERS))}; README files do not count)"
        )


def _files_below(given: str, unlisted: list[OSError]) -> Iterator[tuple[str, str]]:
    """Yield (folder, name) of every file that is not hidden."""
    # Links to folders are not followed: they may lead round in a circle.
    for folder, folders, names in os.walk(given, onerror=unlisted.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from ((folder, name) for name in names if not name.startswith("."))


def _pattern(given: str) -> Iterator[str | ReadError]:
    """Yield the files that match a pattern, or its error."""
    try:
        # A link that leads nowhere is kept: the error of its reading tells the user more than its absence.
        found = glob.iglob(given, recursive=True)  # noqa: PTH207  (Path.glob lists hidden files)
        matches = sorted(match for match in found if not Path(match).is_dir())
    except (OSError, ValueError) as error:
        yield ReadError(given, f"this pattern cannot be searched for: {error}")
        return
    if not matches:
        yield ReadError(given, "no file matches this pattern; check it, and the folder you are in")
    yield from matches
