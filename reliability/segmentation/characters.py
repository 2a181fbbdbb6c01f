"""One form of each blank, apostrophe and line end, so that every later pattern needs to know only that."""

from __future__ import annotations

import re

# One character for one, so that offsets stay: blanks of every kind, apostrophes, line ends.
_BLANKS = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_FORMS = dict.fromkeys(_BLANKS, " ") | {
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
# Soft hyphen, zero-width blanks and joiners, byte order mark.
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]+")
# What a careless conversion left of a quotation mark; inside a word it was an apostrophe.
_LOST_APOSTROPHE = re.compile(r"(?<=\w)\ufffd(?=\w)")


def with_plain_blanks(text: str) -> str:
    """Return a text of the same length whose blanks are all the common one."""
    # One by one, as one is looked for faster than all are looked up: str.translate took thirty times as long.
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    return text


def with_plain_forms(text: str) -> str:
    """Return a text of the same length in which each blank, apostrophe and line end has its one form."""
    for odd, form in _FORMS.items():
        text = text.replace(odd, form)
    return text


def plain(text: str) -> str:
    """Return a text of the same length with plain forms, and with marks for what a conversion has lost."""
    text = with_plain_forms(text)
    if "\ufffd" in text:
        text = _LOST_APOSTROPHE.sub("'", text).replace("\ufffd", '"')
    return text


def lower(text: str) -> str:
    """Lower a text without changing its length: the few letters that would grow stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
