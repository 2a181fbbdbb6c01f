"""Changes to a text as they come about in the world: careless typing, lost marks, a lost title, a machine's rewording.

Each takes a text and returns a text; chance comes from a fixed random state, so that the same text changes alike.
"""

from __future__ import annotations

import random
import re

_WORD = re.compile(r"[A-Za-z]{4,}")
_MARKS = re.compile('["“”„«»]')
# One in twenty words of four letters and more.
_TYPOS = 20
# What rewriting programs are fond of: plain words become longer ones, short forms are spelled out.
_PLAIN = {
    "said": "stated", "says": "states", "told": "informed", "show": "demonstrate", "shows": "demonstrates",
    "showed": "demonstrated", "use": "utilize", "used": "utilized", "uses": "utilizes", "help": "assist",
    "helped": "assisted", "begin": "commence", "began": "commenced", "start": "commence", "started": "commenced",
    "buy": "purchase", "bought": "purchased", "ask": "inquire of", "asked": "inquired of", "need": "require",
    "needs": "requires", "needed": "required", "get": "obtain", "got": "obtained", "many": "numerous",
    "about": "approximately", "also": "additionally", "but": "however,", "so": "therefore", "because": "since",
    "big": "substantial", "near": "in proximity to", "before": "prior to", "after": "subsequent to",
    "enough": "sufficient", "try": "endeavour", "tried": "endeavoured", "end": "conclude", "ended": "concluded",
    "make": "create", "made": "created", "found": "discovered", "think": "consider", "called": "termed",
}  # fmt: skip
_SHORT = {"n't": " not", "'re": " are", "'ve": " have", "'ll": " will", "’re": " are", "’ve": " have", "’ll": " will"}
_PLAIN_WORD = re.compile(rf"\b(?:{'|'.join(_PLAIN)})\b")
_SHORT_FORM = re.compile("n['’]t\\b|(?<=\\w)['’](?:re|ve|ll)\\b")
FIRST = 100


def typos(text: str) -> str:
    """Exchange two neighbouring letters inside one in twenty words."""
    chance = random.Random(0)

    def typed(match: re.Match[str]) -> str:
        word = match[0]
        if chance.randrange(_TYPOS):
            return word
        at = chance.randrange(1, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return _WORD.sub(typed, text)


def lower_case(text: str) -> str:
    """Take all capital letters away."""
    return text.lower()


def no_quotation_marks(text: str) -> str:
    """Take all double quotation marks away."""
    return _MARKS.sub("", text)


def first_words(text: str) -> str:
    """Leave the first hundred words."""
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    return text[: ends[FIRST - 1]] if len(ends) > FIRST else text


def reworded(text: str) -> str:
    """Spell short forms out and put longer words for plain ones; who says what stays."""
    spelled = _SHORT_FORM.sub(lambda match: _SHORT.get(match[0].replace("’", "'"), " not"), text)
    return _PLAIN_WORD.sub(lambda match: _PLAIN[match[0]], spelled)
