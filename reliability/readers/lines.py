"""JSON lines and CSV as records."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from reliability.errors import ReadError
from reliability.limits import DEFAULT, Limits
from reliability.readers.record import Fields, Record, failed, make_record
from reliability.readers.sources import open_raw, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_MARK = b"\xef\xbb\xbf"


def read_jsonl(address: str, fields: Fields, limits: Limits = DEFAULT) -> Iterator[Record]:
    """Yield the records of JSON lines; empty lines are none.

    Yields
    ------
    Record
        Numbered by line.
    """
    with open_raw(address) as raw:
        lines = _Lines(unpacked(raw, address, limits), limits.bytes)
        for number, line in enumerate(lines, start=1):
            read = raw.tell()
            if line is None:
                yield failed(address, number, limits.too_large, read)
            elif line.strip():
                yield _json_record(fields, line, address, number, read)


def _json_record(fields: Fields, line: bytes, address: str, number: int, read: int) -> Record:
    try:
        values = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return failed(address, number, "is not UTF-8; it may be binary", read)
    # Nesting without end, and numbers of thousands of digits, are refused by Python itself.
    except (ValueError, RecursionError) as error:
        return failed(address, number, f"is no JSON: {error}", read)
    if not isinstance(values, dict):
        return failed(address, number, "is no JSON object", read)
    return make_record(fields, values, address, number, read)


def read_csv(address: str, fields: Fields, limits: Limits = DEFAULT) -> Iterator[Record]:
    """Yield the records of a table whose first row names the columns.

    Yields
    ------
    Record
        Numbered by row, the heading not counted.

    Raises
    ------
    ReadError
        Where no column bears the text's name.
    """
    # One for all of Python; a field over it is an error of the record.
    csv.field_size_limit(limits.bytes)
    with open_raw(address) as raw:
        rows = csv.reader(_Decoded(_Lines(unpacked(raw, address, limits), limits.bytes)))
        heading = next(rows, [])
        if fields.text not in heading:
            raise ReadError(address, no_column(fields.text, heading))
        number = 0
        while True:
            try:
                cells = next(rows)
            except StopIteration:
                return
            except (csv.Error, _TooLongError) as error:
                number += 1
                cause = limits.too_large if isinstance(error, _TooLongError) else f"cannot be read as CSV: {error}"
                yield failed(address, number, cause, raw.tell())
                continue
            if cells:
                number += 1
                yield _csv_record(fields, heading, cells, address, number, raw.tell())


def no_column(name: str, columns: list[str]) -> str:
    """Say that a table lacks the text's column, and which it has."""
    shown = ", ".join(columns[:20]) or "none"
    return f"has no column {name!r}; name the one that holds the text with --text-field (there are: {shown})"


def _csv_record(  # noqa: PLR0913  (a row, and where it stands)
    fields: Fields, heading: list[str], cells: list[str], address: str, number: int, read: int
) -> Record:
    if len(cells) > len(heading):
        return failed(address, number, f"has {len(cells)} cells, and the heading {len(heading)}", read)
    if any(not cell.isascii() and not _encodes(cell) for cell in cells):
        return failed(address, number, "is not UTF-8; it may be binary", read)
    return make_record(fields, dict(zip(heading, cells, strict=False)), address, number, read)


def _encodes(cell: str) -> bool:
    try:
        cell.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


class _TooLongError(Exception):
    """A line that would fill the memory."""


class _Lines:
    """Lines of a stream, None for one that is too long; never more than one in memory."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self.stream = stream
        self.most = most
        self.first = True

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> bytes | None:
        line = self.stream.readline(self.most + 1)
        if not line:
            raise StopIteration
        if self.first:
            line, self.first = line.removeprefix(_MARK), False
        if len(line) <= self.most:
            return line
        while line and not line.endswith(b"\n"):
            line = self.stream.readline(self.most)
        return None


class _Decoded:
    """The same as text for the csv module; no generator, since one ends with its first error."""

    def __init__(self, lines: _Lines) -> None:
        self.lines = lines

    def __iter__(self) -> _Decoded:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        if line is None:
            raise _TooLongError
        # What is no UTF-8 is found again in the record: a cell may span lines.
        return line.decode("utf-8", "surrogateescape")
