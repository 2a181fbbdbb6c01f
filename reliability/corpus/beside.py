"""What is kept beside the rows of a corpus whose documents are compared: files that grow with each chunk."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability.corpus.days import day_of
from reliability.corpus.packing import pack
from reliability.in_story import participate
from reliability.stories.links import Vectors
from reliability.stories.signatures import BANDS, signature, vector

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reliability.corpus.job import Rules
    from reliability.lone import Lone
    from reliability.readers import Record

# One entry a row. Where its terms and its account end; whether it is compared; the day; a hash of its name, and one
# that is equal for documents of the same words, or of the same given story; its signature.
ENTRY = np.dtype(
    [
        ("terms", "<u8"),
        ("account", "<u8"),
        ("taken", "<i4"),
        ("day", "<i4"),
        ("name", "<u8"),
        ("print", "<u8", (2,)),
        ("signature", "<i4", (BANDS,)),
    ]
)
# The rows, changed by their stories.
ROWS = "rows"
_FILES = ("columns", "weights", "accounts", "index")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of one document.

    Parameters
    ----------
    index : bytes
        One `ENTRY`, its ends left open.
    columns, weights, account : bytes
    """

    index: bytes
    columns: bytes = b""
    weights: bytes = b""
    account: bytes = b""


_NOTHING = Entry(bytes(ENTRY.itemsize))


def folder_of(output: Path) -> Path:
    """Return where the files beside an output are, until it is finished."""
    return output.with_name(f"{output.name}.stories")


def entry_of(lone: Lone, record: Record, rules: Rules) -> Entry | None:
    """Return what a comparison needs of a document; None where it takes no part in any."""
    found = participate(lone)
    columns, weights = vector(found.print)
    given = rules.stories == "given"
    if found.account is None or not (record.group if given else len(columns)):
        return None
    if given:
        columns, weights = columns[:0], weights[:0]
    name = f"{record.id}\0{record.source}\0{record.number}"
    same = record.group.encode() if given else columns.tobytes() + weights.tobytes()
    one = np.zeros((), ENTRY)
    one["taken"] = 1
    one["day"] = day_of(lone.extraction.document.published)
    one["name"] = np.frombuffer(_digest(name.encode(), 8), "<u8")[0]
    one["print"] = np.frombuffer(_digest(same, 16), "<u8")
    if not given:
        one["signature"] = signature(columns, weights)
    account = pack(lone, found.account, record.group if given else "")
    return Entry(one.tobytes(), columns.tobytes(), weights.tobytes(), account)


def append(folder: Path, entries: Sequence[Entry | None]) -> None:
    """Write what is kept of a chunk of rows for good."""
    some = [one or _NOTHING for one in entries]
    index = np.frombuffer(b"".join(one.index for one in some), ENTRY).copy()
    index["terms"] = np.cumsum([len(one.columns) // 4 for one in some]) + _size(folder / "columns") // 4
    index["account"] = np.cumsum([len(one.account) for one in some]) + _size(folder / "accounts")
    parts = {
        "columns": b"".join(one.columns for one in some),
        "weights": b"".join(one.weights for one in some),
        "accounts": b"".join(one.account for one in some),
        "index": index.tobytes(),
    }
    for name, data in parts.items():
        with (folder / name).open("ab") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())


def cut(folder: Path, rows: int) -> None:
    """Cut off what was written after so many rows, and make the files where there are none."""
    folder.mkdir(exist_ok=True)
    last = np.zeros((), ENTRY)
    if rows:
        with (folder / "index").open("rb") as stream:
            stream.seek((rows - 1) * ENTRY.itemsize)
            last = np.frombuffer(stream.read(ENTRY.itemsize), ENTRY)[0]
    terms = 4 * int(last["terms"])
    sizes = {"columns": terms, "weights": terms, "accounts": int(last["account"]), "index": rows * ENTRY.itemsize}
    for name, size in sizes.items():
        with (folder / name).open("ab") as stream:
            stream.truncate(size)


def holds(folder: Path, rows: int) -> bool:
    """Tell whether so many rows were kept there."""
    return all((folder / name).is_file() for name in _FILES) and _size(folder / "index") >= rows * ENTRY.itemsize


def remove(folder: Path) -> None:
    """Remove it all."""
    shutil.rmtree(folder, ignore_errors=True)


class Beside:
    """The files, read from disk as they are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = _mapped(folder / "index", ENTRY)
        self.vectors = Vectors(
            self.index["terms"],
            _mapped(folder / "columns", np.dtype("<i4")),
            _mapped(folder / "weights", np.dtype("<f4")),
        )
        self._accounts = _mapped(folder / "accounts", np.dtype("u1"))

    def account(self, number: int) -> bytes:
        """Return the account of one document."""
        start = int(self.index["account"][number - 1]) if number else 0
        return bytes(self._accounts[start : int(self.index["account"][number])])


def _mapped(path: Path, kind: np.dtype[Any]) -> Any:
    # Nothing cannot be mapped.
    return np.memmap(path, kind, "r") if _size(path) else np.empty(0, kind)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _digest(data: bytes, size: int) -> bytes:
    return blake2b(data, digest_size=size).digest()
