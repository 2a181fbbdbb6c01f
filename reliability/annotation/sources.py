"""What kind of source a span names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reliability import lexicons

if TYPE_CHECKING:
    from reliability.annotation.names import Name
    from reliability.segmentation import Segments

_OF_NAME = {"person": "person", "organisation": "organisation", "outlet": "organisation"}


# Pronouns that stand for a thing said, not for somebody who says it.
_DUMMIES = frozenset("it its it's that this which there what you your you're they're one's".split())


def kind_of_source(segments: Segments, names_at: dict[int, Name], span: tuple[int, int]) -> tuple[str, bool]:
    """Return the kind of source that a range of tokens names, and whether it is second-hand.

    A named person wins over the body it belongs to; a described one ("a spokesman for the Labor Department") stays
    anonymous though a body is named; a bare pronoun or "the senator" points back to somebody introduced before.

    Parameters
    ----------
    segments : Segments
    names_at : dict of int to Name
        The name that each token is part of.
    span : (int, int)
        Token range.

    Returns
    -------
    str
        person, organisation, document, anonymous, vague, pronoun or other.
    bool
        True where the source is a publisher or described as a report of others.
    """
    tokens = range(*span)
    words = [segments.words[token].lower() for token in tokens]
    named = [names_at[token] for token in tokens if token in names_at]
    return _kind(segments, words, named, span), any(name.kind == "outlet" for name in named)


def _kind(segments: Segments, words: list[str], named: list[Name], span: tuple[int, int]) -> str:
    nouns, roles = lexicons.kinds("sources"), lexicons.words("roles")
    found = [nouns[word] for word in words if word in nouns]
    described = [(place, nouns[word]) for place, word in enumerate(words) if nouns.get(word, "pronoun") != "pronoun"]
    if words[0] in _DUMMIES:
        return "other"
    if named:
        # "a spokesman for Mayor Ito": the noun comes first and the name only says whose.
        leads = bool(described) and described[0][0] + span[0] < named[0].first
        if any(name.kind == "person" for name in named) and not (leads and not _apposed(segments, span)):
            return "person"
        return described[0][1] if leads else _of_names(named, described)
    if described:
        return described[0][1]
    bodies = lexicons.words("organisations")
    if found or (
        words[0] in {"the", "this", "that"} and len(words) <= 3 and (words[-1] in roles or words[-1] in bodies)
    ):
        return "pronoun"
    return "anonymous" if any(word in roles or word in bodies for word in words) else "other"


def _apposed(segments: Segments, span: tuple[int, int]) -> bool:
    """Whether a comma parts the description from the name, or the name follows it at once: "lawyer Ann Ito"."""
    words = segments.words[span[0] : span[1]]
    return "," in words or not any(word in {"for", "of", "to", "at", "from", "with", "in", "by"} for word in words)


def _of_names(named: list[Name], described: list[tuple[int, str]]) -> str:
    if any(kind == "document" for _, kind in described):
        return "document"
    # People are nearly always introduced by their full name; a name alone that nothing explains is mostly a body.
    return next((kind for kind in (_OF_NAME.get(name.kind) for name in named) if kind), "organisation")
