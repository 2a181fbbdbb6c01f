"""The records of several files cut into chunks, from any place on."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from reliability.errors import ReliabilityError
from reliability.readers import read_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reliability.corpus.job import Rules
    from reliability.readers import Record

# A chunk of longer documents ends earlier: several of them wait in memory at a time.
_LARGEST = 2**21


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the inputs a chunk ends.

    Parameters
    ----------
    input : int
        Number of the file, from 0.
    record : int
        Number of the last record; 0 before the first.
    digest : str
        Hash of the records of this file up to here.
    """

    input: int = 0
    record: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Records that are rated together.

    Parameters
    ----------
    records : tuple of Record
    end : Place
    read : int
        Bytes of its last file that were read.
    """

    records: tuple[Record, ...]
    end: Place
    read: int


def cut(inputs: Sequence[str], rules: Rules, start: Place, size: int) -> Iterator[Chunk]:
    """Cut the records of files into chunks.

    Parameters
    ----------
    inputs : sequence of str
    rules : Rules
        Where in a record its text is, and how large it may be.
    start : Place
        The end of the last chunk that is done.
    size : int
        Most records of a chunk.

    Yields
    ------
    Chunk

    Raises
    ------
    ReliabilityError
        Where what was done already is not what the file holds now.
    """
    records: list[Record] = []
    weight, place = 0, start
    for number in range(start.input, len(inputs)):
        before = start if number == start.input else Place(number)
        for record, digest in _after(inputs[number], rules, before):
            place = Place(number, record.number, digest.hex())
            records.append(record)
            weight += len(record.text) + len(record.content)
            if len(records) >= size or weight >= _LARGEST:
                yield Chunk(tuple(records), place, record.read)
                records, weight = [], 0
    if records:
        yield Chunk(tuple(records), place, records[-1].read)


def _after(address: str, rules: Rules, before: Place) -> Iterator[tuple[Record, bytes]]:
    """Yield the records of a file that follow a place, each with the hash of all up to it."""
    digest, reached = b"", 0
    changed = ReliabilityError(f"{address}: was changed since its first records were rated; --fresh starts anew")
    for record in read_records(address, rules.fields, rules.limits):
        digest = _follow(digest, record)
        if record.number > before.record:
            if reached < before.record:
                raise changed
            yield record, digest
        elif record.number == before.record and digest.hex() != before.digest:
            raise changed
        reached = record.number
    if reached < before.record:
        raise changed


def _follow(digest: bytes, record: Record) -> bytes:
    """Return the hash of a record and all before it."""
    made = blake2b(digest, digest_size=16)
    for part in (record.id, record.title, record.error, record.text):
        made.update(part.encode("utf-8", "replace"))
        made.update(b"\0")
    made.update(record.content)
    return made.digest()
