"""Rows as a Parquet table; needs the extra "corpora"."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reliability.extractor import FEATURE_NAMES
from reliability.readers import require
from reliability.scale import SIGNALS

if TYPE_CHECKING:
    from pathlib import Path

    from reliability.corpus.job import Rules

# Rows of a row group: some megabytes, so that whoever reads the table can read it in pieces.
_GROUP = 10_000


def write_table(rows: Path, target: Path, rules: Rules) -> None:
    """Write rows of JSON lines as a Parquet table, a row group at a time.

    The same rows give the same bytes.
    """
    parquet = require("pyarrow.parquet", str(target))
    arrow = require("pyarrow", str(target))
    schema = _schema(arrow, rules)
    with rows.open(encoding="utf-8") as lines, parquet.ParquetWriter(target, schema, compression="zstd") as table:
        group: list[dict[str, Any]] = []
        for line in lines:
            group.append(json.loads(line))
            if len(group) == _GROUP:
                table.write_table(arrow.Table.from_pylist(group, schema))
                group = []
        if group:
            table.write_table(arrow.Table.from_pylist(group, schema))


def _schema(arrow: Any, rules: Rules) -> Any:
    text, number, whole = arrow.string(), arrow.float64(), arrow.int64()
    columns = [
        ("id", text),
        ("source", text),
        ("record", whole),
        ("level", text),
        ("score", number),
        ("interval", arrow.list_(number)),
        ("probabilities", arrow.list_(number)),
        ("signals", arrow.struct([(name, number) for name in SIGNALS])),
        ("contributions", arrow.struct([(name, number) for name in SIGNALS])),
        ("flags", arrow.list_(text)),
    ]
    if rules.signals:
        columns.append(("features", arrow.struct([(name, number) for name in FEATURE_NAMES])))
    if rules.evidence:
        span = [("signal", text), ("kind", text), ("start", whole), ("end", whole), ("voice", text)]
        columns.append(("evidence", arrow.list_(arrow.struct(span))))
    if rules.stories:
        columns += [("story", text), ("voices", whole)]
    return arrow.schema([*columns, ("error", text)])
