"""Files that hold many documents: which they are, where they are, and how they are opened."""

from __future__ import annotations

import glob
import gzip
import hashlib
import io
import os
import stat
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reliability.errors import ReadError, ReliabilityError
from reliability.readers.files import refusal
from reliability.readers.find import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from reliability.limits import Limits

# The kind of each suffix; what opens the kind, where that is a package of the extra "corpora".
KINDS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
}
_PACKAGES = {"parquet": "pyarrow", "warc": "fastwarc"}
_COMPRESSED = {"jsonl": (".gz", ".zst"), "csv": (".gz", ".zst"), "warc": (".gz",), "parquet": ()}
_BLOCK = 2**16
# What a compressed file may unpack to in any case: small files of like records are packed well.
ALWAYS = 2**26


def kind_of(address: str) -> str:
    """Return "jsonl", "csv", "parquet" or "warc" by a file's suffix; empty for a file that is one document.

    Examples
    --------
    >>> kind_of("crawl.JSONL.gz"), kind_of("s3://bucket/a.parquet"), kind_of("page.html")
    ('jsonl', 'parquet', '')
    """
    stem, suffix = os.path.splitext(address.lower())  # noqa: PTH122  (an address is no path)
    if suffix not in {".gz", ".zst"}:
        return KINDS.get(suffix, "")
    kind = KINDS.get(os.path.splitext(stem)[1], "")  # noqa: PTH122  (as above)
    return kind if suffix in _COMPRESSED.get(kind, ()) else ""


def is_remote(address: str) -> bool:
    """Tell an address that fsspec opens from a path."""
    return "://" in address


def find_sources(names: Iterable[str]) -> Iterator[str | ReadError]:
    """Expand what the user named as `find` does, and patterns in addresses too.

    Yields
    ------
    str or ReadError
    """
    for name in names:
        if not (is_remote(name) and glob.has_magic(name)):
            yield from find([name])
            continue
        system, path = _remote(name)
        with _reached(name):
            found = sorted(system.glob(path))
        if not found:
            yield ReadError(name, "nothing there matches this pattern; check it")
        yield from (system.unstrip_protocol(one) for one in found)


def require(package: str, name: str) -> Any:
    """Import a package of the extra, or say how to get it.

    Raises
    ------
    ReliabilityError
        Where it is not installed.
    """
    try:
        return import_module(package)
    except ImportError as error:
        raise ReliabilityError(
            f"{name}: needs the package {package.partition('.')[0]}; install the extra: "
            "pip install 'source-reliability[corpora]'"
        ) from error


def check_packages(addresses: Iterable[str]) -> None:
    """Refuse files that need a package which is not there, before any work is done."""
    for address in addresses:
        package = _PACKAGES.get(kind_of(address))
        if package:
            require(package, address)
        if address.lower().endswith(".zst"):
            require("zstandard", address)
        if is_remote(address):
            require("fsspec", address)


@contextmanager
def open_raw(address: str) -> Iterator[BinaryIO]:
    """Open a file as it is stored, by path or address.

    Raises
    ------
    ReliabilityError
        Where it cannot be opened.
    """
    if is_remote(address):
        system, path = _remote(address)
        with _reached(address):
            stream = system.open(path, "rb")
    else:
        with _reached(address):
            mode = Path(address).stat().st_mode
            # Opening a pipe or a device may wait forever.
            if not stat.S_ISREG(mode):
                raise ReadError(address, refusal(mode))
            stream = Path(address).open("rb")  # noqa: SIM115  (what fails later is not the opening)
    with stream:
        yield stream


def unpacked(raw: BinaryIO, address: str, limits: Limits) -> BinaryIO:
    """Return a stream of what a compressed file holds, or the file itself.

    Reading it raises a ReadError where it unpacks to far more than a file of texts would.
    """
    if address.lower().endswith(".gz"):
        return io.BufferedReader(_Bounded(gzip.GzipFile(fileobj=raw), raw, address, limits.ratio), 2**20)
    if address.lower().endswith(".zst"):
        frames = require("zstandard", address).ZstdDecompressor().stream_reader(raw, read_across_frames=True)
        return io.BufferedReader(_Bounded(frames, raw, address, limits.ratio), 2**20)
    return raw


class _Bounded(io.RawIOBase):
    """What is unpacked, until it is too much for what it was unpacked from."""

    def __init__(self, inner: Any, raw: BinaryIO, address: str, ratio: int) -> None:
        self.inner, self.raw, self.address, self.ratio = inner, raw, address, ratio
        self.unpacked = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        n_bytes: int = self.inner.readinto(buffer)
        self.unpacked += n_bytes
        if self.unpacked > ALWAYS and self.unpacked > self.ratio * self.raw.tell():
            raise ReadError(
                self.address,
                f"and what follows cannot be read: it unpacks to more than {self.ratio} times its size, as files "
                "made to exhaust a machine do; unpack it yourself if you trust it",
            )
        return n_bytes


def size_of(address: str) -> int:
    """Return a file's size in bytes; 0 where that is not known.

    Raises
    ------
    ReliabilityError
        Where it cannot be reached.
    """
    with _reached(address):
        if not is_remote(address):
            return Path(address).stat().st_size
        system, path = _remote(address)
        return int(system.info(path).get("size") or 0)


def fingerprint(address: str) -> list[int | str]:
    """Return what tells whether a file was changed: its size, and a hash of its ends or what its store says of it.

    Raises
    ------
    ReliabilityError
        Where it cannot be reached.
    """
    size = size_of(address)
    if is_remote(address):
        system, path = _remote(address)
        with _reached(address):
            return [size, str(system.ukey(path))]
    if not kind_of(address):
        return [size]
    with open_raw(address) as raw, _reached(address):
        digest = hashlib.sha256(raw.read(_BLOCK))
        raw.seek(max(0, size - _BLOCK))
        digest.update(raw.read(_BLOCK))
    return [size, digest.hexdigest()]


def _remote(address: str) -> tuple[Any, str]:
    """Return the file system of an address and the path in it."""
    with _reached(address):
        found: tuple[Any, str] = require("fsspec.core", address).url_to_fs(address)
        return found


@contextmanager
def _reached(address: str) -> Iterator[None]:
    """Turn what goes wrong when a file is reached into one line that names it."""
    try:
        yield
    except ReliabilityError:
        raise
    except FileNotFoundError as error:
        raise ReliabilityError(f"{address}: there is no such file; check the spelling") from error
    # Every store has errors of its own.
    except Exception as error:
        reason = getattr(error, "strerror", None) or error
        raise ReliabilityError(f"{address}: cannot be opened: {reason}") from error
