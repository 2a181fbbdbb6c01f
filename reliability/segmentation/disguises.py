"""Letters in disguise: the same word to a reader, another to a program.

Everything here changes a text without changing its length, so that offsets stay: what shows nothing becomes a
zero-width blank, which `splitting` leaves out.
"""

from __future__ import annotations

import re
import unicodedata

from reliability.segmentation.characters import lower, with_plain_blanks
from reliability.segmentation.punkt import is_ordinary

# Stands for what a reader does not see.
NOTHING = "\u200b"
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_MORE_BLANKS = re.compile(f"(?<= )[ {NOTHING}]* ")
# Full width, letters of mathematics, enclosed and small ones: Unicode says what they are forms of.
_FORMS = re.compile("[\u1d00-\u1d2b\u2100-\u214f\u24b6-\u24e9\uff01-\uff5e\U0001d400-\U0001d7ff\U0001f130-\U0001f149]")
_MARK = re.compile("[\u0300-\u036f]")
_MARKED = re.compile("[^\\W\\d_][\u0300-\u036f]+")
# Cyrillic and Greek letters that look like Latin ones, after Unicode's table of confusables (UTS #39).
_LOOKALIKES = dict(
    zip(
        "АВЕЅІЈКМНОРСТХҮаеорсухіѕјһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιρυ",
        "ABESIJKMHOPCTXYaeopcyxisjhdqwABEZHIKMNOPTYXovipu",
        strict=True,
    )
)
_TABLE = str.maketrans(_LOOKALIKES)
_LOOKALIKE = re.compile(f"[{''.join(_LOOKALIKES)}]")
_WORD = re.compile(r"[^\W\d_]+")
# Of all letters, those in capitals where a text is written in capitals; of fewer words a heading is made.
_SHOUTED = 0.7
_LEAST_WORDS = 20
_LOUD_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OPENING = re.compile(r"""(?:^|[.!?…]["”’')\]]*\s|\n)\s*["“‘'(\[]*$""")


def unmasked(text: str) -> str:
    """Return a text of the same length with plain letters in place of disguised ones.

    Examples
    --------
    >>> unmasked("Не reроrtedly left")  # with six Cyrillic letters
    'He reportedly left'
    """
    if not text.isascii():
        text = _UNSEEN.sub(NOTHING, text)
        text = _FORMS.sub(_form, text)
        if _MARK.search(text):
            text = _MARKED.sub(_composed, text)
        if _LOOKALIKE.search(text):
            text = _unmixed(text)
    text = with_plain_blanks(text)
    if "  " in text or f" {NOTHING}" in text:
        text = _MORE_BLANKS.sub(lambda more: NOTHING * len(more[0]), text)
    return _quietened(text) if _is_shouted(text) else text


def _form(match: re.Match[str]) -> str:
    found = unicodedata.normalize("NFKC", match[0])
    return found if len(found) == 1 else match[0]


def _composed(match: re.Match[str]) -> str:
    """Return a letter with its marks as one character, as far as there is one; the rest of the marks shows nothing."""
    found = unicodedata.normalize("NFC", match[0])
    return found[0] + NOTHING * (len(match[0]) - 1)


def _unmixed(text: str) -> str:
    """Replace lookalikes in words that have Latin letters too, and all in a text that is mostly Latin.

    A Russian or Greek word has a letter that is no lookalike, as a rule, and stays.
    """
    letters = "".join(_WORD.findall(text))
    latin = len(letters.encode("ascii", "ignore")) > len(letters) / 2

    def replaced(match: re.Match[str]) -> str:
        word = match[0]
        if word.isascii():
            return word
        told = word.translate(_TABLE)
        mixed = any(letter.isascii() for letter in word)
        return told if mixed or (latin and told.isascii()) else word

    return _WORD.sub(replaced, text)


def _is_shouted(text: str) -> bool:
    """Tell whether a text is written in capitals."""
    # Asked of every text: a part of its letters answers for nearly all.
    some = text[:: 1 + len(text) // 500]
    if 2 * sum(map(str.isupper, some)) < sum(map(str.islower, some)):
        return False
    capitals, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return capitals > _SHOUTED * (capitals + small) and len(text.split(None, _LEAST_WORDS)) > _LEAST_WORDS


def _quietened(text: str) -> str:
    """Write a text in capitals as others are written: words that are met in lower case so, others as names are.

    Which words those are is what sentence boundaries were learned from: see `reliability.segmentation.punkt`.
    """
    small = lower(text)

    def written(match: re.Match[str]) -> str:
        word = match[0]
        begins = _OPENING.search(text[max(0, match.start() - 12) : match.start()]) is not None
        stem = re.split("['’]", word)[0]
        plain = stem == "i" or begins or not is_ordinary(stem)
        return word[0].upper() + word[1:] if plain and len(word[0].upper()) == 1 else word

    return _LOUD_WORD.sub(written, small)
