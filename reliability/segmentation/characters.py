"""One form of each blank, apostrophe and line end, so that every later pattern needs to know only that."""

from __future__ import annotations

import re

# One character for one, so that offsets stay: blanks of every kind, apostrophes, line ends.
PLAIN_BLANKS = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"), " "
)
PLAIN = PLAIN_BLANKS | str.maketrans(
    {
        "\v": " ",
        "\f": " ",
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "\u00b4": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\r": "\n",
        "\u0085": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
    }
)
# Soft hyphen, zero-width blanks and joiners, byte order mark.
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]+")
# What a careless conversion left of a quotation mark; inside a word it was an apostrophe.
_LOST_APOSTROPHE = re.compile(r"(?<=\w)\ufffd(?=\w)")


def plain(text: str) -> str:
    """Return a text of the same length in which each blank, apostrophe and line end has its one form."""
    text = text.translate(PLAIN)
    if "\ufffd" in text:
        text = _LOST_APOSTROPHE.sub("'", text).replace("\ufffd", '"')
    return text


def lower(text: str) -> str:
    """Lower a text without changing its length: the few letters that would grow stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
