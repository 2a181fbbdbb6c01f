"""Files of many documents, as the tests write them."""

from __future__ import annotations

import csv
import gzip
import io
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Harbour master Ann Ito said on Monday that {} ferries had been repaired, the port's minutes show."


def rows(n):
    return [{"id": f"d{number}", "title": f"Ferries {number}", "text": TEXT.format(number)} for number in range(n)]


def write_jsonl(path: Path, records) -> Path:
    data = b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in records)
    return write_packed(path, data)


def write_packed(path: Path, data: bytes) -> Path:
    if path.suffix == ".gz":
        data = gzip.compress(data)
    elif path.suffix == ".zst":
        import zstandard

        # Two frames, as tools that compress in parallel write them.
        half = len(data) // 2
        data = b"".join(zstandard.ZstdCompressor().compress(part) for part in (data[:half], data[half:]))
    path.write_bytes(data)
    return path


def write_csv(path: Path, records) -> Path:
    made = io.StringIO()
    table = csv.DictWriter(made, list(records[0]))
    table.writeheader()
    table.writerows(records)
    return write_packed(path, made.getvalue().encode())


def write_parquet(path: Path, records) -> Path:
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(records), path, row_group_size=3)
    return path


def answer(url, body, kind="text/html; charset=utf-8", status="200 OK", head=""):
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    name = f"<urn:{url[9:]}>"
    start = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: {name}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2025-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return start.encode() + http + b"\r\n\r\n"


def page(number):
    return f"<html><head><title>Ferries</title></head><body><p>{TEXT.format(number)}</p></body></html>".encode()


def write_warc(path: Path, answers) -> Path:
    # Each record is compressed by itself, as the format asks.
    path.write_bytes(b"".join(gzip.compress(one) if path.suffix == ".gz" else one for one in answers))
    return path
