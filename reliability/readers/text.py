"""Bytes into text: the encoding, the line ends, and what is no text at all."""

from __future__ import annotations

import codecs
import re

from reliability.document import Document
from reliability.errors import ReadError
from reliability.limits import DEFAULT, Limits
from reliability.readers.foreign import guarded

# UTF-32 first: its little-endian mark starts with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f]")
_BINARY = "is binary, not text; give the text itself, or a Markdown, HTML or PDF file with its own suffix"
_UNKNOWN = "is in no encoding that can be told; save it as UTF-8"


def read_text(data: bytes, name: str, limits: Limits = DEFAULT) -> Document:  # noqa: ARG001  (as all readers)
    r"""Read plain text as it stands.

    Parameters
    ----------
    data : bytes
        Content of the file.
    name : str
        Its name for errors and for the document's id.
    limits : Limits, optional
        Kept by whoever calls.

    Returns
    -------
    Document
        Without a title: nothing in plain text tells one from a first sentence.

    Raises
    ------
    ReadError
        If the bytes are no text.

    Examples
    --------
    >>> read_text("Café\r\n".encode("utf-16"), "menu.txt").text
    'Café\n'
    """
    return Document(text=decode(data, name), id=name)


def decode(data: bytes, name: str, declared: str = "") -> str:
    r"""Decode bytes by byte order mark, then as UTF-8, then as declared, then by guess.

    UTF-8 goes before the declaration because many pages declare something else and are UTF-8 all the same, while text
    in another encoding is hardly ever valid UTF-8.

    Parameters
    ----------
    data : bytes
        Content of the file.
    name : str
        Its name for errors.
    declared : str, optional
        The encoding that the content states.

    Returns
    -------
    str
        Text without byte order mark; line ends are ``\n``.

    Raises
    ------
    ReadError
        If the bytes are no text: NUL bytes that UTF-16 or UTF-32 do not explain, many control characters, or bytes that
        no likely encoding gives a meaning to.
    """
    marked = [codec for mark, codec in _MARKS if data.startswith(mark)]
    if marked:
        text = _attempt(data, marked[0])
    elif b"\0" in data:
        text = _unmarked_wide(data)
    else:
        text = _attempt(data, "utf-8")
        if text is None and declared:
            text = _attempt(data, declared)
        if text is None:
            text = _guess(data, name)
    if text is None:
        raise ReadError(name, _BINARY if b"\0" in data else _UNKNOWN)
    if is_binary(text):
        raise ReadError(name, _BINARY)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _attempt(data: bytes, codec: str) -> str | None:
    """Return the text, or None where the codec does not fit or does not exist."""
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _unmarked_wide(data: bytes) -> str | None:
    """Decode UTF-16 or UTF-32 without a mark: nearly every other byte of English is NUL then."""
    for codec in _WIDE:
        text = _attempt(data, codec)
        # Junk makes valid UTF-16 too, but its characters are from all over Unicode.
        if text and "\0" not in text and 2 * sum(char < "\u0100" for char in text) > len(text):
            return text
    return None


def _guess(data: bytes, name: str) -> str | None:
    """Decode what is not UTF-8 and declares nothing."""
    # charset-normalizer compares languages by their letters, and takes English whose only foreign letters are a pound
    # sign and curly quotation marks for Polish or Japanese. Where so little is not ASCII, the script is Latin.
    if 10 * (len(data) - len(data.translate(None, _BEYOND_ASCII))) < len(data):
        text = _attempt(data, "cp1252")
        if text is not None:
            return text
    with guarded(name, _UNKNOWN):
        from charset_normalizer import from_bytes  # noqa: PLC0415  (costs 30 ms; UTF-8 does without)

        best = from_bytes(data).best()
        return None if best is None else str(best)


def is_binary(text: str) -> bool:
    """Tell whether more than one character in twenty is a control character; a stray form feed or escape is no sign."""
    return "\0" in text or 20 * len(_CONTROLS.findall(text)) > len(text)
