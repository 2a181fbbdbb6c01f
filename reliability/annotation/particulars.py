"""Checkable particulars: dates, amounts, counts and the like, by patterns anchored on what must be there."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.|Jul\.|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# Never begun inside a longer run of digits: that would try every place of the run again.
_NUMBER = r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,15})?)(?!\d)"
_SPELLED = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six"
    r"|seven|eight|nine))?"
)
_SCALE = r"(?:hundred|thousand|million|billion|trillion|bn|mn|[mbk]\b)"
_UNIT = (
    r"(?:percent|per cent|percentage points?|points?|miles?|kilomet(?:er|re)s?|km|met(?:er|re)s?|feet|foot|inch(?:es)?"
    r"|acres?|hectares?|tons?|tonnes?|pounds?|kilograms?|kg|grams?|lit(?:er|re)s?|gallons?|barrels?|degrees?"
    r"|years?|months?|weeks?|days?|hours?|minutes?|seconds?|megawatts?|gigawatts?|MW|GW|GB|TB|mph|mg"
    r"|dollars|euros|yen|cents?|votes?|seats?|people|men|women|children|students|patients|employees|workers|jobs"
    r"|cases|deaths|states|countries|members|officers|homes|units|shares|times|pages|copies)"
)
_ORDINAL = r"(?:st|nd|rd|th)?"
_OF_YEAR = r"(?:,? (?:19|20)\d\d)?\b"
_DATES = (
    rf"{_MONTH} \d{{1,2}}{_ORDINAL}{_OF_YEAR}",
    rf"\b\d{{1,2}}{_ORDINAL} (?:of )?{_MONTH}{_OF_YEAR}",
    rf"{_MONTH},? (?:19|20)\d\d\b",
    r"\b(?:19|20)\d\d-\d\d-\d\d\b",
    r"\b\d{1,2}/\d{1,2}/\d{2,4}\b",
)
_AMOUNTS = (
    rf"[$€£¥] ?(?:{_NUMBER})(?:[ -]?{_SCALE}\b)?",
    rf"(?:{_NUMBER}) ?(?:%|percent\b|per cent\b)",
    rf"(?:{_NUMBER})[ -]{_SCALE}\b(?: {_UNIT}\b)?",
)
_COUNTS = (
    rf"(?:{_NUMBER})(?:-| )(?:{_UNIT})\b",
    rf"\b(?i:a|one|{_SPELLED}) {_SCALE}(?: {_UNIT})?\b",
    rf"\b(?i:{_SPELLED})(?:-| )(?:{_UNIT})\b",
)
_YEARS = r"\b(?i:in|since|by|of|from|until|before|after|early|late|mid) (?:19|20)\d\d\b"
_LEGAL = r"(?<![\w.])(?:No\.|§|Section|Article|Chapter|H\.R\.) ?\d(?:[\w.-]*\w)?|\bv\. [A-Z]\w+"
# The order decides where two begin at one place: the longer reading first.
_KINDS: tuple[tuple[str, str], ...] = (
    ("url", r"(?:https?://|www\.)[^\s<>\"”]*[^\s<>\"”.,;:!?)\]’']"),
    ("date", "|".join(_DATES)),
    ("amount", "|".join(_AMOUNTS)),
    ("time", r"\b\d{1,2}(?::\d\d)?(?: ?[ap]\.?m\.?)(?!\w)|\b\d{1,2}:\d\d\b"),
    ("count", "|".join(_COUNTS)),
    ("year", _YEARS),
    ("day", rf"\b{_DAY}\b"),
    ("legal", _LEGAL),
    ("number", rf"(?:{_NUMBER}){_ORDINAL}\b"),
)
# Every alternative begins on a digit, a sign or a fixed word, so a text without them is passed over at once.
_PARTICULAR = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS))


@dataclass(frozen=True, slots=True)
class Particular:
    """Something that could be looked up: its span and kind."""

    start: int
    end: int
    kind: str


def particulars(text: str) -> list[Particular]:
    """Return dates, times, amounts, counts, legal references, addresses and bare numbers of a text in order.

    Examples
    --------
    >>> [p.kind for p in particulars("On 9 September it paid $2.5 million to 40 people.")]
    ['date', 'amount', 'count']
    """
    return [Particular(m.start(), m.end(), str(m.lastgroup)) for m in _PARTICULAR.finditer(text)]
