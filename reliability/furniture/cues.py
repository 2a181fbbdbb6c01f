"""The cues of ``lexicons/furniture.txt``, compiled, and the form of text they are matched on."""

from __future__ import annotations

import re
from functools import cache

import ahocorasick_rs

from reliability import lexicons


def fold(text: str) -> str:
    """Lower-case ``text`` and straighten apostrophes, keeping every offset."""
    # U+0130 is the one character that lower() lengthens; lone surrogates cannot cross into the automaton.
    text = text.replace("\u0130", "i").replace("’", "'").lower()
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "?", text)


@cache
def _sections() -> dict[str, list[str]]:
    """Return the entries of each section of the cue file."""
    sections: dict[str, list[str]] = {}
    name = ""
    for line in lexicons.lines("furniture"):
        if re.fullmatch(r"\[[a-z ]+\]", line):
            name = line.strip("[]")
            sections[name] = []
        else:
            sections[name].append(line)
    return sections


@cache
def pattern(section: str) -> re.Pattern[str]:
    """Compile one section to a single expression."""
    return re.compile("|".join(f"(?:{entry})" for entry in _sections()[section]))


@cache
def menu_words() -> ahocorasick_rs.AhoCorasick:
    """Build the automaton that finds menu words in one pass."""
    return ahocorasick_rs.AhoCorasick(_sections()["menu"], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
