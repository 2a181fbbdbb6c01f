"""Records of any file, one after the other; what is wrong with one, or with the rest of a file, becomes a record."""

from __future__ import annotations

import zlib
from dataclasses import replace
from gzip import BadGzipFile
from typing import TYPE_CHECKING

from reliability.errors import DocumentError, ReliabilityError
from reliability.limits import DEFAULT, Limits
from reliability.readers.files import content
from reliability.readers.lines import read_csv, read_jsonl
from reliability.readers.parquet import read_parquet
from reliability.readers.record import Fields, Record, failed
from reliability.readers.sources import is_remote, kind_of, open_raw, size_of
from reliability.readers.warc import read_warc

if TYPE_CHECKING:
    from collections.abc import Iterator

_READERS = {"jsonl": read_jsonl, "csv": read_csv, "parquet": read_parquet, "warc": read_warc}
# What a damaged file raises, whatever store it comes from; packages add ValueErrors and OSErrors without a number.
_DAMAGE = (BadGzipFile, EOFError, zlib.error, ValueError)


def read_records(address: str, fields: Fields, limits: Limits = DEFAULT) -> Iterator[Record]:
    """Yield the records of a file; of a file that is one document, this one.

    Memory does not grow with the file.

    Parameters
    ----------
    address : str
        A path, or an address that fsspec opens.
    fields : Fields
    limits : Limits, optional
        How large a record may be.

    Yields
    ------
    Record
        In their order. Where the file is damaged, the last one says so.

    Raises
    ------
    ReliabilityError
        Where the file cannot be read at all, or no longer: a disk or a network that fails may work again later, so
        that nothing is said of the records.
    """
    kind = kind_of(address)
    number = read = 0
    try:
        for record in _READERS[kind](address, fields, limits) if kind else _whole(address, limits):
            number, read = record.number, record.read
            yield record
    except DocumentError as error:
        broken = failed(address, number + 1, error.cause, read)
        yield broken if kind else replace(broken, id=address, error=error.cause)
    except ReliabilityError:
        raise
    # Packages fail in ways that none of them documents.
    except Exception as error:
        if _may_pass(address, error):
            raise ReliabilityError(f"{address}: cannot be read on after record {number}: {error}") from error
        reason = str(error) or type(error).__name__
        yield failed(address, number + 1, f"and what follows cannot be read: the file is damaged ({reason})", read)


def _may_pass(address: str, error: Exception) -> bool:
    """Tell a failure of disk or network from a damaged file."""
    if isinstance(error, _DAMAGE):
        return False
    # pyarrow raises OSErrors of its own for damage; those of the system have a number.
    return bool(getattr(error, "errno", None)) or is_remote(address)


def _whole(address: str, limits: Limits) -> Iterator[Record]:
    """Yield the one document of a file."""
    size = size_of(address)
    if size > limits.bytes:
        yield Record(address, 1, address, error=limits.too_large, read=size)
        return
    if is_remote(address):
        with open_raw(address) as raw:
            data = raw.read(limits.bytes + 1)
    else:
        data = content(address, address, limits)
    if data.strip():
        yield Record(address, 1, address, content=data, read=size)
    else:
        yield Record(address, 1, address, error="is empty; give a file that holds text", read=size)
