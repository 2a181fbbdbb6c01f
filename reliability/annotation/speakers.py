"""Whom a source points back to, so that sources are counted and not their mentions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reliability.annotation.names import Name
    from reliability.segmentation import Segments

Span = tuple[int, int]

# Which kinds of source a word that points back may stand for; whatever else points back may stand for any of them.
_ONE = frozenset({"person", "anonymous"})
_SEVERAL = frozenset({"person", "organisation", "anonymous", "vague"})
_THING = frozenset({"organisation", "document"})
_POINTS_TO = (
    dict.fromkeys(("he", "she", "him", "his", "her", "himself", "herself"), _ONE)
    | dict.fromkeys(("they", "them", "their", "both", "those", "these", "we"), _SEVERAL)
    | dict.fromkeys(("it", "its", "which"), _THING)
)
_ANY = frozenset({"person", "organisation", "document", "anonymous"})
# A body without its name: "the ministry" is not the person who spoke last.
_BODIES = frozenset(
    "company ministry court agency department committee campaign party government police firm bank union group "
    "newspaper paper magazine network outlet organisation organization council commission bureau office".split()
)
# Sentences that a pronoun reaches back, and tokens, where sentences have no end.
_REACH = 6
_FURTHEST = 300


@dataclass(frozen=True, slots=True)
class Mention:
    """A source span as it stands, and whom it stands for.

    Parameters
    ----------
    kind : str
    introduced : (int, int) or None
        Token range at which whom it stands for was introduced.
    introduced_kind : str
    source : (int, int) or None
        The source that it points back to, itself where it points to none; None for somebody who only was named.
    """

    kind: str
    introduced: Span | None
    introduced_kind: str
    source: Span | None


def speakers(segments: Segments, names_at: Mapping[int, Name], kinds: Mapping[Span, str]) -> dict[Span, Mention]:
    """Return for each source span whom it stands for.

    A name points to the first mention of the same last word; a pronoun or "the senator" to the last source before it
    of a kind that it can stand for, or to a person named since.

    Parameters
    ----------
    segments : Segments
    names_at : mapping of int to Name
        The name that a token is part of.
    kinds : mapping of (int, int) to str
        Token range of each source, in the order of the text, with its kind.
    """
    first_named = _first_named(names_at)
    found: dict[Span, Mention] = {}
    known: list[tuple[int, Mention]] = []
    for span, kind in sorted(kinds.items()):
        bare = kind in _THING and _points_back(segments.words, names_at, span)
        if kind == "pronoun" or bare:
            before = _antecedent(segments, names_at, span, frozenset({kind}) if bare else None, known)
            if before or not bare:
                found[span] = replace(before, kind=kind) if before else Mention(kind, None, kind, span)
                if before:
                    known.append((span[0], found[span]))
                continue
        key = next((names_at[token].key for token in range(*span) if token in names_at), None)
        introduced = first_named.get(key, span) if key is not None and kind in {"person", "organisation"} else span
        found[span] = Mention(kind, introduced, kind, span)
        known.append((span[0], found[span]))
    return found


def _points_back(words: list[str], names_at: Mapping[int, Name], span: Span) -> bool:
    """Whether a body or document comes without a name and as if known: "the ministry", "this report"."""
    return words[span[0]].lower() in {"the", "this", "that"} and not any(token in names_at for token in range(*span))


def _first_named(names_at: Mapping[int, Name]) -> dict[str, Span]:
    """Return for each last word of a name where a text gives it at its fullest, the first of the longest."""
    found: dict[str, Span] = {}
    for name in sorted(set(names_at.values()), key=lambda name: name.first):
        known = found.get(name.key)
        if known is None or (name.last - name.first > 1 and known[1] - known[0] == 1):
            found[name.key] = (name.first, name.last)
    return found


def _antecedent(
    segments: Segments,
    names_at: Mapping[int, Name],
    span: Span,
    kinds: frozenset[str] | None,
    known: list[tuple[int, Mention]],
) -> Mention | None:
    words = [word.lower() for word in segments.words[slice(*span)]]
    allowed = kinds or _POINTS_TO.get(words[0]) or (_THING if words[-1] in _BODIES else _ANY)
    sentence = segments.sentence_at(segments.tokens[span[0]][0])
    earliest = max(segments.first_tokens[max(0, sentence - _REACH)], span[0] - _FURTHEST)
    for at, mention in reversed(known):
        if at < earliest:
            break
        if mention.introduced_kind in allowed:
            return mention
    if "person" in allowed:
        for token in range(span[0] - 1, earliest - 1, -1):
            name = names_at.get(token)
            if name is not None and name.kind == "person":
                return Mention("person", (name.first, name.last), "person", None)
    return None
