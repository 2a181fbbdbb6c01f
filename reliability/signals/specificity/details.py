"""Particulars that take more than one pattern: days told from today, titles, products by name, and vague words."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reliability import lexicons
from reliability.annotation.cues import plain_matcher
from reliability.wordbook import WordFact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reliability.annotation.annotate import Annotation

Span = tuple[int, int]

_PARTS_OF_DAY = frozenset("morning afternoon evening night".split())
_UNITS = frozenset("week month year weekend quarter decade century season".split())
_SEASONS = frozenset("spring summer autumn fall winter".split())
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_COUNTED = frozenset("seconds minute minutes hour hours day days week weeks month months year years decades".split())
_NUMBERS = frozenset("a an one two three four five six seven eight nine ten eleven twelve twenty thirty forty".split())
_THEN = frozenset("yesterday today tonight tomorrow".split())
_WHICH = frozenset("last next this past".split())
_LED_IN = frozenset("on last next this late early since until by".split())
_TRIGGERS = _THEN | _WHICH | {"ago"}
# What documents are called. Written for this project.
_DOCUMENTS = frozenset(
    "accord accords act agreement amendment bill charter code constitution convention covenant declaration directive "
    "law memorandum order pact protocol regulation report resolution rule statute survey treaty".split()
)
# "F-16", "COVID-19", "A380", "GPT-4o", "5G"; not "Mid-2019".
_MODEL = re.compile(r"[A-Z][A-Za-z]*-?(?!(?:19|20)\d\d)\d{1,5}[A-Za-z]{0,2}|\d{1,3}[A-Z]{1,2}")
# Longer words never are one, and need not be tried.
_LONGEST_MODEL = 16
_NUMBER = re.compile(r"\d{1,4}[A-Za-z]?")
_LEAST_IN_TITLE, _MOST_IN_TITLE = 2, 8
# Words that a title writes small: "Of Mice and Men".
_SMALL = 3


@dataclass(frozen=True)
class Details:
    """Spans of the text analysed, each list in its order, and how many words compare quantities."""

    relative_dates: list[Span]
    titles: list[Span]
    products: list[Span]
    vague: list[Span]
    n_figure_words: int


def find_details(annotation: Annotation) -> Details:
    """Find them, from what the annotation has found already."""
    kinds = [(kind, token) for token, kind in enumerate(annotation.segments.look_up(_KINDS).tolist()) if kind]
    models = [annotation.segments.tokens[token] for kind, token in kinds if kind == "model"]
    triggers = [token for kind, token in kinds if kind == "then"]
    return Details(
        sorted({*_told_from_today(annotation, triggers), *_weekdays(annotation)}),
        sorted({*_cases(annotation), *_named_documents(annotation), *_quoted_titles(annotation)}),
        sorted({*models, *_numbered_names(annotation)}),
        _vague(annotation),
        sum(kind == "figure" for kind, _ in kinds),
    )


def _word_kind(word: str) -> str:
    """Return "then" for what may begin a relative date, "figure", "model", or "" for all other words."""
    lowered = word.lower()
    if lowered in _TRIGGERS and word in {lowered, lowered.capitalize()}:
        return "then"
    if lexicons.kinds("evidence").get(lowered) == "number":
        return "figure"
    return "model" if len(word) <= _LONGEST_MODEL and _MODEL.fullmatch(word) else ""


_KINDS = WordFact(_word_kind, object)


def _told_from_today(annotation: Annotation, triggers: list[int]) -> Iterator[Span]:
    """Yield "yesterday", "last week", "earlier this month", "three years ago"."""
    segments = annotation.segments
    words, tokens = segments.words, segments.tokens
    for token in triggers:
        word, first, last = words[token].lower(), token, token + 1
        before = words[token - 1].lower() if token else ""
        after = words[last].lower() if last < len(words) else ""
        if word == "ago":
            if before not in _COUNTED or token < 2 or not _is_exact(words[token - 2]):
                continue
            first -= 2
        elif word in _WHICH:
            if after not in _UNITS | _SEASONS | _MONTHS | _PARTS_OF_DAY or (word == "past" and before != "this"):
                continue
            last += 1
            first -= before in {"earlier", "later", "this"}
        elif after in _PARTS_OF_DAY:
            last += 1
        yield tokens[first][0], tokens[last - 1][1]


def _is_exact(word: str) -> bool:
    return word[0].isdigit() or word.lower() in _NUMBERS


def _weekdays(annotation: Annotation) -> Iterator[Span]:
    """Yield "on Monday", "last Friday night": weekdays with the words that place them."""
    words, tokens = annotation.segments.words, annotation.segments.tokens
    for day in annotation.particulars:
        if day.kind != "day":
            continue
        token = bisect_right(tokens, (day.start, len(annotation.segments.text))) - 1
        start, end = day.start, day.end
        if token and tokens[token][0] == start and words[token - 1].lower() in _LED_IN:
            start = tokens[token - 1][0]
        if token + 1 < len(words) and tokens[token][1] == end and words[token + 1].lower() in _PARTS_OF_DAY:
            end = tokens[token + 1][1]
        yield start, end


def _cases(annotation: Annotation) -> Iterator[Span]:
    """Yield "Roe v. Wade": what stands on both sides of the v."""
    tokens, text = annotation.segments.tokens, annotation.segments.text
    for found in annotation.particulars:
        if found.kind == "legal" and text.startswith("v.", found.start):
            before = [name for name in annotation.names if tokens[name.last - 1][1] == found.start - 1]
            yield from ((tokens[name.first][0], found.end) for name in before)


def _named_documents(annotation: Annotation) -> Iterator[Span]:
    """Yield "the Clean Air Act": names of two words and more, of which the last says that it is a document."""
    words, tokens = annotation.segments.words, annotation.segments.tokens
    for name in annotation.names:
        if name.last - name.first >= _LEAST_IN_TITLE and words[name.last - 1].lower() in _DOCUMENTS:
            yield tokens[name.first][0], tokens[name.last - 1][1]


def _quoted_titles(annotation: Annotation) -> Iterator[Span]:
    """Yield “The Long Road Home”: short quotations whose longer words are capitalised."""
    text = annotation.segments.text
    for quotation in annotation.quotations:
        words = text[quotation.start + 1 : quotation.end - 1].split()
        long = [word for word in words if len(word) > _SMALL]
        fits = _LEAST_IN_TITLE <= len(words) <= _MOST_IN_TITLE and long and words[0][0].isupper()
        # A comma before the closing mark belongs to a speaker's words.
        if fits and not words[-1].endswith(",") and all(word[0].isupper() for word in long):
            yield quotation.start, quotation.end


def _numbered_names(annotation: Annotation) -> Iterator[Span]:
    """Yield "Apollo 11": a name other than a person's with a bare number behind it."""
    words, tokens = annotation.segments.words, annotation.segments.tokens
    bare = {particular.start for particular in annotation.particulars if particular.kind == "number"}
    if not bare:
        return
    for name in annotation.names:
        if name.kind == "person" or name.last == len(words):
            continue
        start = tokens[name.last][0]
        if start in bare and start == tokens[name.last - 1][1] + 1 and _NUMBER.fullmatch(words[name.last]):
            yield tokens[name.first][0], tokens[name.last][1]


def _vague(annotation: Annotation) -> list[Span]:
    """Return the cues of the list; "some" before a figure is an estimate of it and no vague word."""
    lowered = annotation.segments.lowered
    found = plain_matcher("vague_quantities", "vague").find(lowered)
    return [(cue.start, cue.end) for cue in found if not lowered[cue.end + 1 : cue.end + 2].isdigit()]
