"""WARC as records, one for each web page that was answered; needs the extra "corpora"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reliability.readers.record import LARGEST, TOO_LARGE, Fields, Record, numbered
from reliability.readers.sources import open_raw, require

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGES = {"text/html", "application/xhtml+xml"}


def read_warc(address: str, fields: Fields) -> Iterator[Record]:
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
            yield _page(answer, fields, address, number, raw.tell())


def _page(answer: Any, fields: Fields, address: str, number: int, read: int) -> Record:
    named = answer.headers.get(fields.id) or answer.headers.get("WARC-Record-ID") or ""
    page_id = named.strip() or numbered(address, number)
    url = answer.headers.get("WARC-Target-URI") or address
    # Unpacking may make a page much larger than its record is.
    content = answer.reader.read(LARGEST + 1)
    if len(content) > LARGEST:
        return Record(address, number, page_id, url=url, error=f"record {number} {TOO_LARGE}", read=read)
    if not content.strip():
        return Record(address, number, page_id, url=url, error=f"record {number} is an empty page", read=read)
    published = answer.headers.get(fields.published) or ""
    return Record(address, number, page_id, url=url, published=published, content=content, read=read)
