"""A record: one document of a file that holds many, or what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from reliability.document import Document
from reliability.errors import ReadError
from reliability.limits import DEFAULT, Limits
from reliability.readers.files import parse, within
from reliability.readers.text import is_binary

if TYPE_CHECKING:
    from collections.abc import Mapping

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Fields:
    """Under which names a record's parts are found.

    Parameters
    ----------
    text, id, title, group, published : str
        Fields of a JSON record, columns of a table; ``id`` and ``published`` may also be headers of a WARC record. An
        empty ``group`` or ``published`` is none.
    """

    text: str = "text"
    id: str = "id"
    title: str = "title"
    group: str = ""
    published: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All of them that are set."""
        return tuple(name for name in (self.text, self.id, self.title, self.group, self.published) if name)


@dataclass(frozen=True, slots=True)
class Record:
    """One document of many, as it was found.

    Parameters
    ----------
    source : str
        The file, as it was named.
    number : int
        Its place there from 1: the line of JSON lines, the row of a table, the page of a WARC file.
    id : str
        Its own, else the file's name and the number.
    text, title, group, url, published : str
        As the record states them.
    content : bytes
        In place of the text, what is still to be read by `load`: a page, a document's file.
    error : str
        What is wrong with it; empty where nothing is.
    read : int
        Bytes of the file that were read up to here, for the progress.
    """

    source: str
    number: int
    id: str
    text: str = ""
    title: str = ""
    group: str = ""
    url: str = ""
    published: str = ""
    content: bytes = b""
    error: str = ""
    read: int = 0

    def load(self, limits: Limits = DEFAULT) -> Document:
        """Return the document, as much of it as the limits allow.

        Raises
        ------
        DocumentError
            Where the record is wrong, or its content cannot be read.
        """
        if self.error:
            raise ReadError(self.id, self.error)
        if not self.content:
            text = Document(text=self.text, id=self.id, title=self.title, url=self.url, published=self.published)
            return within(text, limits)
        suffix = ".html" if self.url else PurePosixPath(self.source).suffix
        found = parse(self.content, self.id, suffix, limits)
        published = self.published or found.published
        return replace(found, id=self.id, url=self.url or found.url, published=published)


def file_name(address: str) -> str:
    """Return the last part of a path or address.

    Examples
    --------
    >>> file_name("s3://bucket/2025/crawl.jsonl.gz")
    'crawl.jsonl.gz'
    """
    return PurePosixPath(address.replace("\\", "/")).name or address


def numbered(address: str, number: int) -> str:
    """Return the id of a record that has none."""
    return stated(f"{file_name(address)}#{number}")


def make_record(fields: Fields, values: Mapping[str, Any], source: str, number: int, read: int) -> Record:
    """Make a record of named values, and say in it what is wrong with them.

    Examples
    --------
    >>> make_record(Fields(), {"body": "It rained."}, "a.jsonl", 3, 0).error
    "record 3 has no field 'text'; name the one that holds the text with --text-field"
    """
    given = values.get(fields.id)
    own = str(given) if isinstance(given, str | int) and not isinstance(given, bool) else ""
    record_id = stated(own.strip()) or numbered(source, number)
    try:
        text = _text(values, fields.text, number)
    except ValueError as error:
        return Record(source, number, record_id, error=str(error), read=read)
    names = (fields.title, fields.group, fields.published)
    # A table may well have a column without a name: pandas writes its index so.
    title, group, published = (stated(_optional(values.get(name))) if name else "" for name in names)
    return Record(source, number, record_id, text=text, title=title, group=group, published=published, read=read)


def failed(source: str, number: int, error: str, read: int) -> Record:
    """Make a record of which nothing is known but what is wrong with it."""
    return Record(source, number, numbered(source, number), error=f"record {number} {error}", read=read)


def _text(values: Mapping[str, Any], field: str, number: int) -> str:
    """Return the text, or raise a ValueError that says why there is none."""
    value = values.get(field)
    if value is None:
        state = f"holds nothing in field {field!r}" if field in values else f"has no field {field!r}"
        raise ValueError(f"record {number} {state}; name the one that holds the text with --text-field")
    if isinstance(value, bytes):
        try:
            value = value.decode("utf-8")
        except UnicodeDecodeError as error:
            raise ValueError(f"record {number} holds bytes in field {field!r} that are not UTF-8") from error
    if not isinstance(value, str):
        raise ValueError(f"record {number} holds {_kind(value)} in field {field!r}, not a text")
    if not value.strip():
        raise ValueError(f"record {number} holds an empty text in field {field!r}")
    if is_binary(value):
        raise ValueError(f"record {number} holds binary data in field {field!r}, not a text")
    return _encodable(value)


def _optional(value: object) -> str:
    return "" if value is None or isinstance(value, bytes | dict | list) else str(value)


def stated(text: str) -> str:
    r"""Return an id, a title or an address that every table can hold, with marks in place of control characters.

    Examples
    --------
    >>> stated("a\x00b")
    'a�b'
    """
    return _CONTROLS.sub("\ufffd", _encodable(text))


def _encodable(text: str) -> str:
    """Replace halves of characters, which JSON can spell and no file can hold; offsets stay as they are."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _kind(value: object) -> str:
    """Name a type in plain words."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return {"dict": "an object", "list": "a list"}.get(type(value).__name__, f"a {type(value).__name__}")
