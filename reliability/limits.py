"""How much of one document is read: past that a clear error, or its beginning and a flag."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

_MIB = 2**20
# What may end a sentence: full stops within figures and addresses do not.
_ENDS = re.compile(r"(?<![.!?])[.!?]++\s++|\n++")
# A word is not cut in two where a blank is this near.
_LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of one document.

    What would not be a document any more when it is cut (a file, a page's markup) is refused; of a text that can be
    read from its beginning the beginning is read, and the rating has the flag "truncated". They bound memory and time
    against files made to exhaust them; the defaults are far above any article, report or book chapter.

    Parameters
    ----------
    bytes : int
        Of a file that is one document, of standard input, of a line, row, cell or page in a file of records, and of
        what the pages of a PDF unpack to. More is an error; in a PDF the pages up to there are read.
    characters : int
        Of a text; the rest is left out.
    sentences : int
        Ends of sentences and lines in a text; the rest is left out.
    pages : int
        Of a PDF; the rest is left out.
    tags : int
        Of HTML; more is an error. Elements nested 256 deep are libxml2's own limit: what follows is left out. In
        Markdown what stands 200 levels deep is.
    ratio : int
        How many times its size a compressed file of records may unpack to, above 64 MiB; more ends its reading with an
        error. There is no limit on the whole, which is read in a stream.
    seconds : float or None
        That reading and rating may take together; kept by the command and by corpora, not by `read` and `rate`. More
        is an error.

    Examples
    --------
    >>> Limits(pages=20).pages
    20
    """

    bytes: int = 16 * _MIB
    characters: int = 1_000_000
    sentences: int = 50_000
    pages: int = 2_000
    tags: int = 200_000
    ratio: int = 200
    seconds: float | None = 300.0

    @property
    def too_large(self) -> str:
        """What to say of more bytes."""
        size = f"{self.bytes // _MIB:,} MiB" if self.bytes % _MIB == 0 else f"{self.bytes:,} bytes"
        return f"is larger than {size}; split it, or allow more (--max-bytes)"


DEFAULT = Limits()


def shorten(text: str, limits: Limits) -> str:
    """Return the beginning of a text that is within the limits, whole words of it; mostly the text itself.

    Examples
    --------
    >>> shorten("It rained. It poured. It stopped.", Limits(sentences=1)), shorten("It rained", Limits(characters=5))
    ('It rained.', 'It')
    """
    kept = text
    if len(text) > limits.characters:
        kept = text[: limits.characters]
        blank = max(kept.rfind(mark, max(0, len(kept) - _LONGEST_WORD)) for mark in " \n")
        kept = kept[:blank] if blank > 0 and not text[limits.characters].isspace() else kept
    # Each takes two characters at least: most texts are too short to be searched.
    if len(kept) > 2 * limits.sentences:
        last = next(islice(_ENDS.finditer(kept), max(0, limits.sentences - 1), None), None)
        # What follows may be but white space.
        if last and kept[last.end() :].strip():
            kept = kept[: last.end()].rstrip()
    return kept
