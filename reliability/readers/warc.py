"""WARC as records, one for each web page that was answered; needs the extra "corpora"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reliability.limits import DEFAULT, Limits
from reliability.readers.record import Fields, Record, numbered, stated
from reliability.readers.sources import open_raw, require

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGES = {"text/html", "application/xhtml+xml"}


def read_warc(address: str, fields: Fields, limits: Limits = DEFAULT) -> Iterator[Record]:
    """Yield the web pages of a WARC file: HTML that a server answered with a status of success.

    Their ids are the file's record ids, unless ``fields.id`` names another header, such as ``WARC-Target-URI``.

    Yields
    ------
    Record
        Numbered by page; with the page's bytes for `Record.load` to read.
    """
    warc = require("fastwarc.warc", address)
    with open_raw(address) as raw:
        answers = warc.ArchiveIterator(
            raw, record_types=warc.WarcRecordType.response, parse_http=True, auto_decode="all"
        )
        number = 0
        for answer in answers:
            http = answer.http_headers
            if http is None or (answer.http_content_type or "").lower() not in _PAGES:
                continue
            if not 200 <= (http.status_code or 0) < 300:
                continue
            number += 1
            yield _page(answer, fields, limits, Record(address, number, numbered(address, number), read=raw.tell()))


def _page(answer: Any, fields: Fields, limits: Limits, at: Record) -> Record:
    named = answer.headers.get(fields.id) or answer.headers.get("WARC-Record-ID") or ""
    at = replace(at, id=stated(named.strip()) or at.id, url=stated(answer.headers.get("WARC-Target-URI") or at.source))
    # Unpacking may make a page much larger than its record is.
    content = answer.reader.read(limits.bytes + 1)
    if len(content) > limits.bytes:
        return replace(at, error=f"record {at.number} {limits.too_large}")
    if not content.strip():
        return replace(at, error=f"record {at.number} is an empty page")
    return replace(at, content=content, published=stated(answer.headers.get(fields.published) or ""))
