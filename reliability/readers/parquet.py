"""Parquet as records; needs the extra "corpora"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reliability.errors import ReadError
from reliability.limits import DEFAULT, Limits
from reliability.readers.lines import no_column
from reliability.readers.record import Fields, Record, failed, make_record
from reliability.readers.sources import ALWAYS, open_raw, require, size_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# Rows turned into Python objects at a time, and bytes read ahead of them: a row group alone can be gigabytes.
_ROWS = 64
_BUFFER = 2**18


def read_parquet(address: str, fields: Fields, limits: Limits = DEFAULT) -> Iterator[Record]:
    """Yield the rows of a Parquet file as records, a few at a time.

    Yields
    ------
    Record
        Numbered by row.

    Raises
    ------
    ReadError
        Where no column bears the text's name.
    """
    parquet = require("pyarrow.parquet", address)
    size = size_of(address)
    with open_raw(address) as raw:
        # Buffering whole row groups ahead would be faster from a store far away, and is what fills the memory.
        table = parquet.ParquetFile(raw, buffer_size=_BUFFER, pre_buffer=False)
        columns = list(table.schema_arrow.names)
        if fields.text not in columns:
            raise ReadError(address, no_column(fields.text, columns))
        wanted = [name for name in columns if name in fields.names]
        _check_size(table.metadata, size, address, limits)
        number, total = 0, max(1, table.metadata.num_rows)
        for batch in table.iter_batches(batch_size=_ROWS, columns=wanted, use_threads=False):
            # One at a time: a dictionary can make a gigabyte of 64 rows.
            for row in range(batch.num_rows):
                number += 1
                read = size * number // total
                [values] = batch.slice(row, 1).to_pylist()
                record = make_record(fields, values, address, number, read)
                yield failed(address, number, limits.too_large, read) if len(record.text) > limits.bytes else record


def _check_size(metadata: Any, size: int, address: str, limits: Limits) -> None:
    """Refuse rows that would fill the memory: pyarrow unpacks a page of them as a whole, a gigabyte if told to."""
    for number in range(metadata.num_row_groups):
        # Of the group alone: asked for a column that a damaged file does not describe, pyarrow ends the process.
        group = metadata.row_group(number)
        unpacked = group.total_byte_size
        if unpacked > ALWAYS and (unpacked > limits.ratio * size or unpacked > limits.bytes * group.num_rows):
            raise ReadError(
                address,
                f"cannot be read: row group {number + 1} unpacks to {unpacked / 2**20:,.0f} MiB, far more than its "
                f"{group.num_rows:,} rows should; write it anew if you trust it, or allow more (--max-bytes)",
            )
