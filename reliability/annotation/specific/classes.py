"""The classes that a word belongs to by its form: closed lists, endings, marks, kinds of figures, rarity."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from reliability import lexicons

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

# Closed classes of English, in full or nearly so. Written for this project after the groups of words by which general
# and specific sentences were first told apart (Louis and Nenkova 2011), with the spellings of chat.
_CLOSED = {
    "first person": "i me my mine myself we us our ours ourselves i'm i've i'll i'd we're we've we'll im",
    "second person": "you your yours yourself you're you've you'll you'd u ur",
    "third person": "he him his himself she her hers herself they them their theirs themselves he's she's they're "
    "they've",
    "it": "it its itself it's",
    "demonstrative": "this that these those that's",
    "the": "the",
    "a": "a an",
    "preposition": "of in on at by for with from to into onto upon about around over under above below between among "
    "through during before after since until against without within across along behind beside near off out down up "
    "toward towards via",
    "conjunction": "and or but nor so yet",
    "subordinator": "if unless although though while whereas when whenever where because as than",
    "modal": "will would shall should can could may might must can't won't wouldn't couldn't shouldn't cannot",
    "be": "is are was were be been being am isn't aren't wasn't weren't",
    "have": "has have had having do does did doing don't doesn't didn't",
    "negation": "not n't never no none nothing nobody neither nor don't doesn't didn't isn't aren't wasn't can't won't "
    "cannot wouldn't without",
    "question word": "who whom whose which what whatever whoever why how whether",
    "degree": "very so too really quite rather pretty extremely incredibly absolutely totally completely just even "
    "still simply truly highly such more most much less least enough almost",
    "indefinite": "something anything everything nothing someone anyone everyone thing things stuff way ways lot lots "
    "kind sort bit some any many few several various certain most all every each other others another people one ones",
    "time": "yesterday today tomorrow tonight week month year day morning afternoon evening night weeks months years "
    "days hours minutes hour minute ago last next",
    "number": "two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand "
    "thousands million millions billion billions trillion half third quarter percent",
    "calendar": "january february march april june july august september october november december jan feb aug sept "
    "oct nov dec monday tuesday wednesday thursday friday saturday sunday",
}
_SUFFIXES = ("ly", "ness", "ity", "tion", "ment", "ing", "ed", "ful", "ous", "ive", "able", "al", "est", "er", "s")
_MARKS = {
    "straight": '"',
    "open": "“„«",
    "close": "”»",
    "single": "'",
    "comma": ",",
    "stop": ".",
    "question": "?",
    "shout": "!",
    "bracket": "()[]",
    "dash": "-—–",
    "colon": ":",
    "semicolon": ";",
    "dots": "…",
    "percent": "%",
    "currency": "$€£¥",
    "tag": "#@",
    "and": "&/",
    "star": "*",
}
# Of words in the form under which they are known, every digit a 0.
_FIGURES = {
    "year": r"0000s?",
    "small": r"00?",
    "big": r"0{1,3}(?:,000)+(?:\.0+)?|0{5,}|000",
    "decimal": r"0+\.0+",
    "clock": r"0+:0+(?::0+)?",
    "ordinal": r"0+(?:st|nd|rd|th)",
}
# Inverse document frequencies: words in one of 55, 400 and 1,100 articles.
_RARE = {"rare 4": 4.0, "rare 6": 6.0, "rare 7": 7.0}
_LONG, _SHORT = 8, 3
_LISTED = ("vague", "hedge", "stance", "figure word", "evidence", "reporting", "role", "body")

FLAGS = (
    *_CLOSED,
    *_LISTED,
    *(f"-{suffix}" for suffix in _SUFFIXES),
    *_MARKS,
    *_FIGURES,
    *_RARE,
    "long",
    "short",
)
COLUMN = {flag: column for column, flag in enumerate(FLAGS)}


@lru_cache(maxsize=1)
def word_classes() -> dict[str, frozenset[str]]:
    """Return the words of each closed class and cue list."""
    evidence = lexicons.kinds("evidence")
    figures = frozenset(word for word, kind in evidence.items() if kind == "number")
    listed = (
        lexicons.words("vague_quantities"),
        frozenset(lexicons.kinds("hedges")),
        frozenset(lexicons.kinds("stance")),
        figures,
        frozenset(evidence) - figures,
        lexicons.words("reporting"),
        lexicons.words("roles"),
        lexicons.words("organisations"),
    )
    closed = {name: frozenset(words.split()) for name, words in _CLOSED.items()}
    return closed | dict(zip(_LISTED, listed, strict=True))


def flags_of(
    words: Mapping[str, int], endings: Mapping[tuple[bool, str], int], idf: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the classes of every row of a vocabulary.

    Returns
    -------
    ndarray of shape (n_rows, n_flags)
        Zeros and ones, in the order of `FLAGS`.
    """
    found = np.zeros((len(idf), len(FLAGS)), np.float32)
    for name, members in word_classes().items():
        found[[words[word] for word in members if word in words], COLUMN[name]] = 1
    for name, marks in _MARKS.items():
        found[[words[mark] for mark in marks if mark in words], COLUMN[name]] = 1
    for word, row in words.items():
        for flag in _shape_flags(word):
            found[row, COLUMN[flag]] = 1
    for (_, ending), row in endings.items():
        for suffix in _SUFFIXES:
            found[row, COLUMN[f"-{suffix}"]] = ending.isalpha() and ending.endswith(suffix)
    for name, least in _RARE.items():
        found[:, COLUMN[name]] = idf > least
    return found


def _shape_flags(word: str) -> Iterator[str]:
    if word[0].isalpha():
        if len(word) >= _LONG:
            yield "long"
        elif len(word) <= _SHORT:
            yield "short"
        # Shorter words end so by chance: "red", "bed", "gas".
        if len(word) > 4 and word.isalpha():
            yield from (f"-{suffix}" for suffix in _SUFFIXES if word.endswith(suffix))
    elif word[0] == "0":
        yield from (name for name, pattern in _FIGURES.items() if re.fullmatch(pattern, word))
