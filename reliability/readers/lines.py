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
    # One for all of Python. Rows are bounded by their bytes, so that no cell comes near it.
    csv.field_size_limit(limits.bytes)
    with open_raw(address) as raw:
        rows = _rows(_Decoded(_Lines(unpacked(raw, address, limits), limits.bytes)), limits)
        heading = next(rows, [])
        if isinstance(heading, str):
            raise ReadError(address, f"has a heading that {heading}")
        if fields.text not in heading:
            raise ReadError(address, no_column(fields.text, heading))
        # Of millions of columns none is kept but these.
        width, places = len(heading), {name: place for place, name in enumerate(heading) if name in fields.names}
        del heading
        number = 0
        for cells in rows:
            if isinstance(cells, str):
                number += 1
                yield failed(address, number, cells, raw.tell())
            elif cells:
                number += 1
                if len(cells) > width:
                    yield failed(address, number, f"has {len(cells)} cells, and the heading {width}", raw.tell())
                elif any(not cell.isascii() and not _encodes(cell) for cell in cells):
                    yield failed(address, number, "is not UTF-8; it may be binary", raw.tell())
                else:
                    values = {name: cells[place] for name, place in places.items() if place < len(cells)}
                    yield make_record(fields, values, address, number, raw.tell())


def _rows(lines: _Decoded, limits: Limits) -> Iterator[list[str] | str]:
    """Yield the cells of each row, or what is wrong with it; the line after that begins another."""
    reader = csv.reader(lines)
    while True:
        lines.size = 0
        try:
            yield next(reader)
        except StopIteration:
            return
        except _TooLongError:
            yield limits.too_large + ("" if lines.size <= limits.bytes else "; perhaps a quotation mark is not closed")
        except csv.Error as error:
            yield f"cannot be read as CSV: {error}"


def no_column(name: str, columns: list[str]) -> str:
    """Say that a table lacks the text's column, and which it has."""
    shown = ", ".join(columns[:20]) or "none"
    return f"has no column {name!r}; name the one that holds the text with --text-field (there are: {shown})"


def _encodes(cell: str) -> bool:
    try:
        cell.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


class _TooLongError(Exception):
    """A line or row that would fill the memory."""


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
    """The same as text for the csv module; no generator, since one ends with its first error.

    A quoted cell may span lines, and a row of such cells need never end: its lines together are bounded as one is.
    """

    def __init__(self, lines: _Lines) -> None:
        self.lines = lines
        # Bytes of the present row; whoever asks for the next one sets it back.
        self.size = 0

    def __iter__(self) -> _Decoded:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        if line is None:
            raise _TooLongError
        self.size += len(line)
        if self.size > self.lines.most:
            raise _TooLongError
        # What is no UTF-8 is found again in the record: a cell may span lines.
        return line.decode("utf-8", "surrogateescape")
