"""One file into a document: opens it, and picks the reader by suffix or by its first bytes."""

from __future__ import annotations

import os
import re
import stat
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reliability.errors import EmptyDocumentError, ReadError
from reliability.limits import DEFAULT, Limits, shorten
from reliability.readers.html import read_html
from reliability.readers.markdown import read_markdown
from reliability.readers.pdf import read_pdf
from reliability.readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from reliability.document import Document

READERS: dict[str, Callable[[bytes, str, Limits], Document]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
}

# What users hand over that holds text and is not read: better told by name than as binary, or rated with its commands.
_UNREAD = {
    **dict.fromkeys((".doc", ".docx", ".rtf"), "a document of a word processor"),
    **dict.fromkeys((".odt", ".pages"), "a document of an office suite"),
    **dict.fromkeys((".xls", ".xlsx", ".ods"), "a spreadsheet"),
    **dict.fromkeys((".ppt", ".pptx", ".odp"), "a set of slides"),
    ".epub": "an e-book",
}
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")

_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE,
)


def read(path: str | os.PathLike[str], limits: Limits = DEFAULT) -> Document:
    """Read one file as a document.

    The suffix picks the format: plain text (``.txt``, ``.text``), Markdown (``.md``, ``.markdown``), HTML (``.html``,
    ``.htm``, ``.xhtml``) or PDF (``.pdf``). Any other file, and standard input, is taken for HTML or PDF where it
    starts like one, and for plain text otherwise.

    Parameters
    ----------
    path : str or os.PathLike
        The file; ``-`` is standard input (write ``/full/path/-`` for a file of that name).
    limits : Limits, optional
        How much of it is read; of a text that is longer the beginning, with ``truncated`` set.

    Returns
    -------
    Document
        With the path as given for its id, or ``stdin``.

    Raises
    ------
    ReadError
        If the file is missing, not a regular file, unreadable, binary, encrypted, damaged or too large.
    EmptyDocumentError
        If it holds no text.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "minutes.txt")
    ...     _ = file.write_text("The council met on Monday.")
    ...     read(file).text
    'The council met on Monday.'
    """
    given = os.fspath(path)
    # Ids are the same on every system, so that tables made on two of them can be joined.
    name = given if os.sep == "/" else given.replace(os.sep, "/")
    data = _standard_input(limits) if given == "-" else content(given, name, limits)
    document = parse(data, name, Path(given).suffix, limits)
    return replace(document, id="stdin") if given == "-" else document


def parse(data: bytes, name: str, suffix: str, limits: Limits = DEFAULT) -> Document:
    """Read the bytes of one file as a document, as `read` does.

    Raises
    ------
    DocumentError
        As `read` raises.
    """
    if not data.strip():
        raise EmptyDocumentError(name, "is empty; give a file that holds text")
    if suffix.lower() in _UNREAD and data.startswith(_PACKED):
        raise ReadError(name, f"is {_UNREAD[suffix.lower()]}, which is not read; save it as PDF, HTML or plain text")
    reader = READERS.get(suffix.lower()) or _sniff(data)
    document = within(reader(data, name, limits), limits)
    if not document.text.strip():
        raise EmptyDocumentError(name, "holds no text besides markup and white space")
    return document


def within(document: Document, limits: Limits) -> Document:
    """Return a document cut to the limits of a text."""
    text = shorten(document.text, limits)
    if text == document.text:
        return document
    return replace(
        document, text=text, links=tuple(link for link in document.links if link[1] <= len(text)), truncated=True
    )


def _sniff(data: bytes) -> Callable[[bytes, str, Limits], Document]:
    """Return the reader for content without a telling suffix."""
    if data.lstrip().startswith(b"%PDF-"):
        return read_pdf
    # Without its NUL bytes the start of a UTF-16 page reads like ASCII.
    return read_html if _HTML_START.match(data[:4096].replace(b"\0", b"")) else read_text


def _standard_input(limits: Limits) -> bytes:
    """Return all of standard input."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise ReadError("-", "there is no standard input here; name a file instead")
    try:
        content: bytes = stream.read(limits.bytes + 1)
    except (OSError, ValueError) as error:
        raise ReadError("-", f"standard input cannot be read ({error}); name a file instead") from error
    if len(content) > limits.bytes:
        raise ReadError("-", f"standard input {limits.too_large}")
    return content


def content(path: str, name: str, limits: Limits = DEFAULT) -> bytes:
    """Return the bytes of a regular file."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  (Path makes the current folder of an empty name)
        # Opening a pipe or a device may wait forever.
        if not stat.S_ISREG(mode):
            raise ReadError(name, refusal(mode))
        with Path(path).open("rb") as stream:
            # The size that the system states may be none, as in /proc, or grow.
            data = stream.read(limits.bytes + 1) if os.fstat(stream.fileno()).st_size <= limits.bytes else None
    except FileNotFoundError as error:
        raise ReadError(name, _absence(path)) from error
    except PermissionError as error:
        raise ReadError(name, "may not be read by you; change its permissions (chmod +r) or copy it") from error
    except (OSError, ValueError) as error:
        # ValueError: a NUL byte in the path.
        reason = getattr(error, "strerror", None) or error
        raise ReadError(name, f"cannot be opened: {reason}") from error
    if data is None or len(data) > limits.bytes:
        raise ReadError(name, limits.too_large)
    return data


def refusal(mode: int) -> str:
    """Say why something that is not a regular file is not read."""
    if stat.S_ISDIR(mode):
        return "is a folder; name the files in it, or let reliability.readers.find list them"
    return "is a pipe, socket or device, not a file; send its content to standard input and give '-'"


def _absence(path: str) -> str:
    """Say why a file is not there."""
    if Path(path).is_symlink():
        return "is a broken link: what it points to is gone; name the file itself"
    if re.match("https?://", path):
        return "is an address, and nothing is fetched; save the page, or: curl -s ADDRESS | reliability score -"
    return "there is no such file; check the spelling and the folder you are in"
