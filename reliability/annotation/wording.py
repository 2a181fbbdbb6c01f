"""How a text is worded once what it is about is taken away.

Every token becomes its form where it belongs to a closed list (function words, reporting verbs, hedges, nouns for
sources, roles, vague quantities), and a class otherwise: a kind of name, a kind of particular, or the ending of the
word. Pairs of neighbours in that stream are patterns such as ``said PERSON`` or ``according to``. No
topic, person, place or outlet can be read back from them: a text whose names are exchanged for others of their kind
has the same patterns. Delexicalised features of this sort are the classical remedy against learning topics in
authorship and style analysis (Stamatatos 2009, "A survey of modern authorship attribution methods", JASIST 60).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from reliability import lexicons
from reliability.wordbook import WordFact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reliability.annotation.names import Name
    from reliability.annotation.particulars import Particular
    from reliability.segmentation import Segments

SENTENCE = "<s>"
_SHOWN = {
    "FULLNAME": "‹full name›",
    "PERSON": "‹name›",
    "NAME": "‹body or place›",
}
_ENDINGS = ("ed", "ing", "ly", "s", "tion", "er", "al")
_LISTS = ("function_words", "reporting", "hedges", "sources", "roles", "vague_quantities")
_QUOTES = dict.fromkeys('“”„«»"', '"')
# What counts as one class in a whole document.
ALIKE = {"ORGANISATION": "NAME", "OUTLET": "NAME"}
_NAME_CLASSES = {"person": "PERSON", "organisation": "ORGANISATION", "outlet": "OUTLET", "other": "NAME"}


@lru_cache(maxsize=1)
def closed_words() -> frozenset[str]:
    """Return the words that keep their form, those of multi-word cues included."""
    return frozenset(word for name in _LISTS for form in lexicons.words(name) for word in form.split())


def stream(segments: Segments, named: Sequence[Name], found: Sequence[Particular]) -> list[str]:
    """Return a text as a stream of word forms and classes, with a mark at each sentence's begin.

    Parameters
    ----------
    segments : Segments
    named : sequence of Name
        Each becomes one token; a person by full name apart from one by surname.
    found : sequence of Particular
        Each becomes one token of its kind.
    """
    classes: list[str] = segments.look_up(_CLASSES).tolist()
    joined = _joined(segments, named, found)
    result: list[str] = []
    at = 0
    for token, end in pairwise(segments.first_tokens):
        result.append(SENTENCE)
        while at < len(joined) and joined[at][0] < end:
            first, last, joined_class = joined[at]
            at += 1
            if first >= token:
                result += classes[token:first]
                result.append(joined_class)
                # Names and particulars end with their sentence at the latest.
                token = min(last, end)  # noqa: PLW2901
        result += classes[token:end]
    return result


def _joined(segments: Segments, named: Sequence[Name], found: Sequence[Particular]) -> list[tuple[int, int, str]]:
    """Return the tokens that become one, as first, last and class, in order; names before what begins with them."""
    joined = [(name.first, name.last, _name_class(name)) for name in named]
    starts = segments.starts_of_tokens
    for particular in found:
        first = bisect_left(starts, particular.start)
        if first < len(starts) and starts[first] == particular.start:
            joined.append((first, bisect_left(starts, particular.end, first), "#" + particular.kind))
    # The sort keeps the order of equals, in which names come first.
    return sorted(joined, key=itemgetter(0))


def patterns(tokens: Sequence[str]) -> Counter[str]:
    """Count the tokens of a stream and its pairs of neighbours.

    Examples
    --------
    >>> sorted(patterns(["said", "PERSON"]))
    ['PERSON', 'said', 'said PERSON']
    """
    counts = Counter(tokens)
    counts.update(f"{first} {second}" for first, second in pairwise(tokens))
    return counts


def document_patterns(tokens: Sequence[str]) -> Counter[str]:
    """Count the patterns of a whole document, bodies, outlets and places as one class.

    Which of these a name is, is often told by the name alone ("The Post", "CNN", "Breitbart"): a document must not gain
    by whose report it repeats.

    Examples
    --------
    >>> sorted(document_patterns(["OUTLET", "reported"]))
    ['NAME', 'NAME reported', 'reported']
    """
    return patterns([ALIKE.get(token, token) for token in tokens])


def sentence_patterns(tokens: Sequence[str]) -> list[Counter[str]]:
    """Count the patterns of each sentence of a stream by themselves."""
    begins = [place for place, token in enumerate(tokens) if token == SENTENCE]
    return [patterns(tokens[first:end]) for first, end in zip(begins, [*begins[1:], len(tokens)], strict=True)]


def _name_class(name: Name) -> str:
    if name.kind == "person" and name.last - name.first > 1:
        return "FULLNAME"
    return _NAME_CLASSES[name.kind]


def _token_class(word: str) -> str:
    lowered = word.lower()
    if lowered in closed_words():
        return lowered
    if not word[0].isalnum():
        return _QUOTES.get(word, word if len(word) == 1 and word.isascii() else "~mark")
    if word[0].isupper():
        return "Capital"
    return "~" + next((ending for ending in _ENDINGS if lowered.endswith(ending)), "")


_CLASSES = WordFact(_token_class, object)


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    sourcing = {w for name in ("reporting", "sources", "roles") for form in lexicons.words(name) for w in form.split()}
    hedging = {word for form in lexicons.words("hedges") for word in form.split()}
    families = dict.fromkeys(hedging, "hedging") | dict.fromkeys(
        sourcing - lexicons.words("function_words"), "sourcing"
    )
    return families | dict.fromkeys(['"', "PERSON", "FULLNAME"], "sourcing") | {"NAME": "specificity"}


def family(pattern: str) -> str:
    """Return the signal that a pattern speaks for.

    Sourcing where it holds a reporting verb, a noun for a source, a role, a quotation mark or the name of a person;
    else specificity where it holds another name or a particular; else hedging, the writer's own voice.

    Examples
    --------
    >>> family("said PERSON"), family("in #year"), family("it may")
    ('sourcing', 'specificity', 'hedging')
    """
    known = _families()
    found = {known.get(part, "specificity" if part[:1] == "#" else "") for part in pattern.split(" ")}
    return next((signal for signal in ("sourcing", "specificity") if signal in found), "hedging")


@lru_cache(maxsize=65536)
def readable(pattern: str) -> str:
    """Return a pattern as a reader would want it: "said ‹name›", "‹…ed› on ‹day›", "| we" at a sentence's begin.

    Examples
    --------
    >>> readable("said FULLNAME"), readable("~ed #day"), readable("<s> we")
    ('said ‹full name›', '‹…ed› ‹day›', '| we')
    """
    return " ".join(_shown(part) for part in pattern.split(" "))


def _shown(part: str) -> str:
    if part == SENTENCE:
        return "|"
    if part.startswith("#"):
        return f"‹{part[1:]}›"
    if part.startswith("~"):
        return f"‹…{part[1:]}›" if part != "~" else "‹…›"
    return _SHOWN.get(part, part if part != "Capital" else "‹Capital›")
