"""Parquet as records; needs the extra "corpora"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reliability.errors import ReadError
from reliability.readers.lines import no_column
from reliability.readers.record import Fields, Record, make_record
from reliability.readers.sources import open_raw, require, size_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# Rows turned into Python objects at a time, and bytes read ahead of them: a row group alone can be gigabytes.
_ROWS = 64
_BUFFER = 2**18


def read_parquet(address: str, fields: Fields) -> Iterator[Record]:
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
        number, total = 0, max(1, table.metadata.num_rows)
        for batch in table.iter_batches(batch_size=_ROWS, columns=wanted, use_threads=False):
            for values in batch.to_pylist():
                number += 1
                yield make_record(fields, values, address, number, size * number // total)
