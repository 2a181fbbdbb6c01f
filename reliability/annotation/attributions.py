"""Who says what: source, cue and content of attributions.

The terms are PolNeAR's (Newell, Margolin and Ruths, 2018): an attribution hands a *content* to a *source* by a *cue*.
A trained tagger finds the three, `reliability.annotation.spans` puts them together, and here each source is given its
kind and, where it only points back, whom it points back to.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from reliability import lexicons
from reliability.annotation.kinds import KINDS, load_kinds, source_features, without_impossible
from reliability.annotation.roles import role_of
from reliability.annotation.spans import Linked, link
from reliability.annotation.speakers import Mention, speakers
from reliability.annotation.tagging import load_tagger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from reliability.annotation.names import Name
    from reliability.annotation.quotations import Quotation
    from reliability.segmentation import Segments

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One statement handed to a source.

    Parameters
    ----------
    source, cue, content : (int, int) or None
        Character spans; None where the text names none.
    kind : str
        Kind of source: person, organisation, document, anonymous, vague, pronoun or other.
    direct : bool
        Whether the content is quoted.
    stated : bool
        Whether the source said or wrote it. What it believes, wants or does is told by the page, and nobody can be
        asked for it by what stands there.
    second_hand : bool
        Whether the source hands on what others said: another outlet, or a body that "reported" it.
    speaker : (int, int) or None
        Where a later mention points back to: the place at which "he", "the senator" or a bare surname was introduced.
    speaker_kind : str
        Kind of that source; the same as ``kind`` where the source introduces itself, "pronoun" where nobody was found.
    role : (int, int) or None
        What the text says a named person is: "the agency's director", "R-Ohio".
    """

    source: Span | None
    cue: Span | None
    content: Span | None
    kind: str
    direct: bool
    stated: bool = True
    second_hand: bool = False
    speaker: Span | None = None
    speaker_kind: str = "other"
    role: Span | None = None


@dataclass(frozen=True, slots=True)
class Statements:
    """A text's attributions with the probabilities that they were read from.

    Parameters
    ----------
    attributions : list of Attribution
        In the order of their cues.
    probabilities : ndarray of shape (n_tokens, 6)
        In the order of `reliability.annotation.tagging.OUTPUTS`.
    kinds : ndarray of shape (n_attributions, 2, 7)
        How likely each source is of each of `KINDS`, as it stands and as whom it stands for; zeros without a source.
    """

    attributions: list[Attribution]
    probabilities: NDArray[np.float32]
    kinds: NDArray[np.float32]


def find_statements(segments: Segments, quoted: Sequence[Quotation], named: Sequence[Name]) -> Statements:
    """Return the attributions of a text.

    Parameters
    ----------
    segments : Segments
    quoted : sequence of Quotation
    named : sequence of Name
    """
    tagger = load_tagger()
    probabilities = tagger(segments, quoted)
    linked = [_trimmed(segments.words, parts) for parts in link(probabilities, segments.first_tokens)]
    names_at = {token: name for name in named for token in range(name.first, name.last)}
    spans = sorted({parts.source for parts in linked if parts.source})
    likely = {}
    if spans:
        rows = load_kinds()(source_features(tagger, segments.words, names_at, spans))
        rows = without_impossible(rows, segments.words, names_at, spans)
        likely = dict(zip(spans, rows, strict=True))
    mentions = speakers(segments, names_at, {span: KINDS[int(row.argmax())] for span, row in likely.items()})
    verbatim = [quotation for quotation in quoted if quotation.verbatim]
    starts = [quotation.start for quotation in verbatim]
    found = []
    for parts in linked:
        content = _characters(segments, parts.content)
        last = bisect_right(starts, content[1] - 1) - 1 if content else -1
        direct = content is not None and last >= 0 and verbatim[last].end > content[0]
        found.append(_attribution(segments, names_at, parts, (content, direct), mentions))
    return Statements(found, probabilities, _kinds(linked, likely, mentions))


def _kinds(
    linked: Sequence[Linked], likely: Mapping[Span, NDArray[np.float32]], mentions: Mapping[Span, Mention]
) -> NDArray[np.float32]:
    found = np.zeros((len(linked), 2, len(KINDS)), np.float32)
    for row, parts in zip(found, linked, strict=True):
        if parts.source is not None:
            stands_for = mentions[parts.source].source
            row[0] = likely[parts.source]
            row[1] = likely[stands_for] if stands_for else 0
            if stands_for is None:
                row[1, KINDS.index(mentions[parts.source].introduced_kind)] = 1
    return found


def _trimmed(words: Sequence[str], parts: Linked) -> Linked:
    """Take the marks from both ends of a source: "said Ann Okoye." ends with her name."""
    if parts.source is None:
        return parts
    first, last = parts.source
    while first < last and words[last - 1] in _MARKS:
        last -= 1
    while first < last and words[first] in _MARKS:
        first += 1
    return replace(parts, source=(first, last) if first < last else None)


def _attribution(
    segments: Segments,
    names_at: Mapping[int, Name],
    parts: Linked,
    content: tuple[Span | None, bool],
    mentions: Mapping[Span, Mention],
) -> Attribution:
    cue = _characters(segments, parts.cue)
    stated = content[1] or any(word.lower() in _STATING for word in segments.words[slice(*parts.cue)])
    if parts.source is None:
        return Attribution(None, cue, content[0], "other", direct=content[1], stated=stated)
    mention = mentions[parts.source]
    role = role_of(segments, names_at, parts.source) if mention.kind == "person" else None
    return Attribution(
        source=_characters(segments, parts.source),
        cue=cue,
        content=content[0],
        kind=mention.kind,
        direct=content[1],
        stated=stated,
        second_hand=_is_second_hand(segments, names_at, parts, mention.kind),
        speaker=_characters(segments, mention.introduced),
        speaker_kind=mention.introduced_kind,
        role=_characters(segments, role),
    )


def _is_second_hand(segments: Segments, names_at: Mapping[int, Name], parts: Linked, kind: str) -> bool:
    """Whether another publisher's report stands between the statement and this page."""
    if parts.source is None or kind not in {"organisation", "document", "vague"}:
        return False
    named = {names_at[token] for token in range(*parts.source) if token in names_at}
    if any(name.kind == "outlet" for name in named):
        return True
    cue = {word.lower() for word in segments.words[slice(*parts.cue)]}
    source = {word.lower() for word in segments.words[slice(*parts.source)]}
    # A ministry reports its own figures; of a body whose name does not say what it is, others' words are likelier.
    told = any(name.kind == "organisation" and name.last - name.first > 1 for name in named)
    return bool(source & _REPORTS) or (kind == "organisation" and not told and bool(cue & _REPORTING))


def _characters(segments: Segments, tokens: Span | None) -> Span | None:
    return None if tokens is None else (segments.tokens[tokens[0]][0], segments.tokens[tokens[1] - 1][1])


# A comma stays: "Ann Okoye, the mayor," is marked with it.
_MARKS = frozenset(".;:!?-–—")
# Words of a cue by which something is said or written, and not believed, wanted or done.
_STATING = (
    {form.split()[0] for form, kind in lexicons.kinds("reporting").items() if kind != "belief"}
    | set(": statement statements letter letters interview report reports testimony announcement post tweet".split())
) - {"continue", "continued"}
# What outlets do with what others said, and what is handed on that way.
_REPORTING = frozenset({"report", "reports", "reported"})
_REPORTS = frozenset({"reports", "rumors", "rumours", "outlets"}) | lexicons.words("outlets")
