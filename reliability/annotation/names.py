"""Names in running text: capitalised runs, told apart by the words in and around them, not by lists of names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reliability import lexicons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reliability.segmentation import Segments

# Words that may stand inside a name without a capital letter.
_INSIDE = {"of", "the", "de", "la", "van", "von", "der", "den", "bin", "al", "el", "di", "da", "du", "&", "and", "for"}
_PARTICLES = {"de", "la", "van", "von", "der", "den", "bin", "al", "el", "di", "da", "du"}
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
_LONGEST = 9
# "Ito", "O'Brien", "McCain", "DeSantis", "Smith-Jones", but not "OpenAI" or "iPhone".
_PERSONAL = re.compile(r"(?:Mc|Mac|O'|D'|De|Di|La|Le|Du|Van|Fitz)?[A-Z][^\WA-Z\d_]+(?:['-][A-Z]?[^\WA-Z\d_]+)*")
# What companies, agencies and the like have, and people and places have not.
_OF_BODIES = frozenset(
    "board boards ceo cfo cto chairman chairwoman chief executives executive spokesman spokeswoman spokesperson "
    "spokespeople shareholders shareholder investors shares stock employees staff engineers researchers lawyers "
    "subsidiary subsidiaries headquarters earnings revenue revenues profits customers users products product platform "
    "software app services service website servers models headcount management leadership valuation".split()
)
_OPENERS = '"“:—'
# "R-Utah", "D-N.Y.": an affiliation behind a name, itself none.
_PARTY = re.compile(r"[A-Z]{1,3}-[A-Z].*")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a range of tokens.

    Parameters
    ----------
    first, last : int
        Token indices, last excluded; a leading title ("Sen.", "President") is part of it.
    kind : str
        "person", "organisation", "outlet" (an organisation that publishes) or "other" (mostly places).
    key : str
        Its last word in lower case: what later mentions of a person repeat.
    """

    first: int
    last: int
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class _Text:
    """What the rules below look at: the tokens as written, in lower case, and the words ever written small."""

    words: list[str]
    lowered: list[str]
    small: set[str]


def names(segments: Segments) -> list[Name]:
    """Return the names of a text in order.

    A capitalised word that begins a sentence counts only when it is no function word and the text never writes it
    in lower case.
    """
    words = segments.words
    text = _Text(words, segments.lowered_words, {word for word in set(words) if word[0].islower()})
    classified = (_classified(text, run) for run in _runs(segments, text))
    alone = [name for name in classified if name is not None]
    people = {name.key for name in alone if name.kind == "person"}
    found = [_settled(text, name, people) for name in alone]
    bodies = {name.key for name in found if name.kind == "other" and _is_used_as_a_body(text, name)}
    return [
        replace(name, kind="organisation") if name.kind == "other" and name.key in bodies else name for name in found
    ]


def _is_used_as_a_body(text: _Text, name: Name) -> bool:
    """Whether a name stands as only a body's does here: "Oracle, which", "Oracle's shareholders"."""
    after = text.lowered[name.last : name.last + 2]
    if text.lowered[name.last - 1].endswith("'s"):
        return bool(after) and after[0] in _OF_BODIES
    return after == [",", "which"] or after[:1] == ["which"]


def _runs(segments: Segments, text: _Text) -> Iterator[tuple[int, int, int]]:
    """Yield each capitalised run as its first token, the token after it, and the first token of its sentence."""
    sentences = pairwise(segments.first_tokens)
    first = end = last = 0
    heading = False
    # Only where a capital stands can a name begin: that is one token in six.
    for token in [token for token, word in enumerate(text.words) if word[0].isupper()]:
        while token >= end:
            first, end = next(sentences)
            heading = is_heading(text.words[first:end])
        if not heading and token >= last:
            last = _run_end(text, token, first, end)
            if last > token:
                yield token, last, first


def is_heading(words: list[str]) -> bool:
    """Whether a line without a sentence's mark capitalises its words, so that a capital letter tells nothing."""
    if words[-1][-1] in '.!?"”':
        return False
    long = [word for word in words if len(word) > 3 and word.isalpha()]
    return bool(long) and sum(word[0].isupper() for word in long) > 0.8 * len(long)


def _is_name_word(text: _Text, token: int, first: int) -> bool:
    words, lowered = text.words, text.lowered[token]
    if not words[token][0].isupper() or lowered in lexicons.words("function_words") or lowered in _CALENDAR:
        return False
    following = words[token + 1] if token + 1 < len(words) else ""
    if token == first and lowered in lexicons.words("sources") and not _may_be_named(following):
        return False  # "Officials said": a noun for a source that begins the sentence
    if token == first and lowered in lexicons.words("hedges") and not following[:1].isupper():
        return False  # "Reportedly, it did"
    begins = token == first or (token == first + 1 and not words[first][0].isalnum()) or words[token - 1] in _OPENERS
    return not (begins and lowered in text.small)


def _may_be_named(word: str) -> bool:
    """Whether a word is capitalised and neither a day or month nor a function word such as "I"."""
    return word[:1].isupper() and word.lower() not in _CALENDAR | lexicons.words("function_words")


def _run_end(text: _Text, token: int, first: int, end: int) -> int:
    """Return the token after the name that begins here, or ``token`` where none does."""
    if not _is_name_word(text, token, first):
        return token
    words, lowered = text.words, text.lowered
    last = token + 1
    while last < min(end, token + _LONGEST):
        initial = words[last] == "." and len(words[last - 1]) <= 4 and last + 1 < end and words[last + 1][0].isupper()
        if words[last][0].isupper() and lowered[last] not in lexicons.words("function_words"):
            if lowered[last] in _CALENDAR:
                break
            last += 1
        elif initial or (lowered[last] in _INSIDE and last + 1 < end and _continues(text, last)):
            last += 1  # an initial or a title ("J.", "Sen."), or a small word inside the name
        else:
            break
    return last


def _continues(text: _Text, token: int) -> bool:
    """Whether a small word links two parts of one name: a particle, or "of" after a body or office."""
    following, word, before = text.words[token + 1], text.lowered[token], text.lowered[token - 1]
    if word in _PARTICLES:
        return following[0].isupper()
    if word == "of":
        return (following[0].isupper() or following == "the") and before in lexicons.words("organisations")
    return before == "of" and following[0].isupper()


def _classified(text: _Text, run: tuple[int, int, int]) -> Name | None:
    """Return the name that a run is by itself, "other" where only the text can tell, or None for a bare title."""
    first, last, sentence = run
    inner = [word.removesuffix("'s") for word in text.lowered[first:last] if word[0].isalnum()]
    if not inner:
        return None
    key = inner[-1]
    roles, bodies = lexicons.words("roles"), lexicons.words("organisations")
    if all(word in roles for word in inner) or _PARTY.fullmatch(text.words[first]):
        return None
    before = text.lowered[first - 1].rstrip(".") if first > sentence else ""
    # "Texas Sen. Ted Cruz", "House Intelligence Chairman Adam Schiff": a role before the last word leads in a person.
    titled = before in roles or any(word in roles for word in inner[:-1])
    if inner[-1] in bodies or (not titled and any(word in bodies for word in inner)):
        return Name(first, last, "organisation", " ".join(inner))
    if len(inner) > 1 and inner[-1] in lexicons.words("outlets"):
        return Name(first, last, "outlet", " ".join(inner))
    written = text.words[first:last]
    if (titled and _spelled_like_a_person(written)) or _looks_like_a_person(written, before):
        return Name(first, last, "person", key)
    return Name(first, last, "other", key)


def _settled(text: _Text, name: Name, people: set[str]) -> Name:
    """Return a name as it is read when the text's people are known by their last words.

    Whoever is introduced by full name anywhere is a person wherever the surname stands alone.
    """
    if name.kind != "other":
        return name
    if name.key in people:
        return replace(name, kind="person")
    written = text.words[name.first]
    return replace(name, kind="organisation") if written.isupper() and 2 <= len(written) <= 6 else name


def _spelled_like_a_person(run: list[str]) -> bool:
    """Whether the last word has one capital letter, or only capitals: "partner OpenAI" introduces nobody."""
    return bool(_PERSONAL.fullmatch(run[-1].removesuffix("'s"))) or run[-1].isupper() or not run[-1].isalpha()


def _looks_like_a_person(run: list[str], before: str) -> bool:
    """Two or three words with one capital each that no place's preposition leads in."""
    plain = [word for word in run if word[0].isalpha() and len(word) > 1 and not word.isupper()]
    if not (2 <= len(plain) <= 4 and len(run) <= 5) or any(word.lower() in _INSIDE - _PARTICLES for word in run):
        return False
    if not all(_PERSONAL.fullmatch(word) or word in _PARTICLES for word in plain):
        return False
    return before not in {"in", "at", "near", "the", "from", "across", "outside"}
