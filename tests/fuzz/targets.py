"""What is fuzzed: for each reader of documents or models a function of bytes that raises where a promise is broken."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fuzz import model_targets

from reliability.errors import DocumentError, ReliabilityError
from reliability.readers import Fields, read_records
from reliability.readers.files import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from reliability.document import Document

_FIELDS = Fields()


def _check(document: Document) -> None:
    """Hold what every document promises: text that can be stored, and links that lie in it."""
    assert document.text.strip()
    for stated in (document.text, document.title, document.author, document.publisher, document.url):
        assert "\0" not in stated
        stated.encode("utf-8")
    assert all(0 <= start < end <= len(document.text) for start, end, _ in document.links)


def _check_cause(error: ReliabilityError) -> None:
    assert str(error).strip()


def _one(suffix: str) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        try:
            document = parse(data, f"fuzzed{suffix}", suffix)
        except DocumentError as error:
            _check_cause(error)
        else:
            _check(document)

    return target


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder that is removed at the end of the process."""
    return tempfile.TemporaryDirectory(prefix="fuzz")


def _many(suffix: str) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        file = Path(_folder().name, f"fuzzed{suffix}")
        file.write_bytes(data)
        _read_all(str(file))

    return target


def _read_all(address: str) -> None:
    """Read every record; only an error of the file as a whole may end it."""
    try:
        for record in read_records(address, _FIELDS):
            assert record.number >= 1
            assert record.id
            try:
                document = record.load()
            except DocumentError as error:
                _check_cause(error)
            else:
                _check(document)
    except ReliabilityError as error:
        _check_cause(error)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": _one(".txt"),
    "html": _one(".html"),
    "markdown": _one(".md"),
    "pdf": _one(".pdf"),
    "sniffed": _one(""),
    "jsonl": _many(".jsonl"),
    "jsonl.gz": _many(".jsonl.gz"),
    "jsonl.zst": _many(".jsonl.zst"),
    "csv": _many(".csv"),
    "warc": _many(".warc"),
    "warc.gz": _many(".warc.gz"),
    "parquet": _many(".parquet"),
    "npz": model_targets.archive,
    "rating.json": model_targets.rating_model,
}
