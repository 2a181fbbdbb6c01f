"""Pieces of marked-up text put together into plain text, with the offsets of its links."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Unicode's own separators: they count as white space in pieces, and survive in them where plain line ends are wraps.
PARAGRAPH = "\u2029"
LINE = "\u2028"

_WORDS = re.compile(r"\S+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_LIGATURES = str.maketrans(
    {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def assemble(pieces: Iterable[tuple[str, str]]) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    r"""Join pieces, each with the address it links to, and squeeze the white space between words.

    Parameters
    ----------
    pieces : iterable of (str, str)
        Text in reading order, and the address of the link it belongs to, empty for none. ``PARAGRAPH`` and ``LINE``
        in the text separate blocks; any other white space is a space.

    Returns
    -------
    text : str
        Paragraphs apart by a blank line, lines by ``\n``, words by one space.
    links : tuple of (int, int, str)
        ``text[start:end]`` is the anchor text. Links without text, inside the page or to scripts are left out.

    Examples
    --------
    >>> text, links = assemble([("As the ", ""), (" Post\n", "https://post.example"), ("wrote.", "")])
    >>> text, links, text[7:11]
    ('As the Post wrote.', ((7, 11, 'https://post.example'),), 'Post')
    """
    raw: list[str] = []
    anchors: list[tuple[int, int, str]] = []
    position = 0
    # One link comes as several pieces where part of it is emphasised.
    for address, run in groupby(pieces, itemgetter(1)):
        joined = clean("".join(text for text, _ in run))
        inner = joined.strip()
        if inner and address and not address.lower().startswith(("#", "javascript:")):
            start = position + joined.index(inner)
            anchors.append((start, start + len(inner), address))
        raw.append(joined)
        position += len(joined)
    text, raw_starts, starts = _squeeze("".join(raw))

    def moved(offset: int) -> int:
        word = bisect_right(raw_starts, offset) - 1
        return starts[word] + offset - raw_starts[word]

    # An end is moved with its last character: what follows that may be white space that is gone.
    return text, tuple((moved(start), moved(end - 1) + 1, address) for start, end, address in anchors)


def _squeeze(raw: str) -> tuple[str, list[int], list[int]]:
    """Return the text with single separators, and where each word starts before and after."""
    parts: list[str] = []
    raw_starts: list[int] = []
    starts: list[int] = []
    end = length = 0
    for word in _WORDS.finditer(raw):
        gap = _separator(raw[end : word.start()]) if parts else ""
        raw_starts.append(word.start())
        starts.append(length + len(gap))
        parts += (gap, word.group())
        length += len(gap) + len(word.group())
        end = word.end()
    return "".join(parts), raw_starts, starts


def _separator(gap: str) -> str:
    """Return the one separator that a gap between two words stands for."""
    if PARAGRAPH in gap:
        return "\n\n"
    return "\n" if LINE in gap else " "


def clean(text: object) -> str:
    r"""Return text that can be printed and stored: no control characters, lone surrogates or ligatures; None is empty.

    Examples
    --------
    >>> clean("of\ufb01ce\x07"), clean(None)
    ('office', '')
    """
    if not text:
        return ""
    encodable = str(text).encode("utf-8", "replace").decode("utf-8")
    return _CONTROLS.sub("", encodable).translate(_LIGATURES)


def line(text: object) -> str:
    r"""Return text as one clean line.

    Examples
    --------
    >>> line(" Two\n lines ")
    'Two lines'
    """
    return " ".join(clean(text).split())


def iso_date(text: object) -> str:
    """Return the ISO date at the start of a text, or nothing.

    Examples
    --------
    >>> iso_date("2025-09-12T10:00:00Z"), iso_date("last Friday")
    ('2025-09-12', '')
    """
    found = _ISO_DATE.match(line(text))
    try:
        return date.fromisoformat(found.group()).isoformat() if found else ""
    except ValueError:
        return ""
