"""Who says what: source, cue and content of attributions, found by cues and what stands beside them.

The terms are PolNeAR's (Newell, Margolin and Ruths, 2018): an attribution hands a *content* to a *source* by a *cue*.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reliability import lexicons
from reliability.annotation.sources import kind_of_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reliability.annotation.names import Name
    from reliability.annotation.quotations import Quotation
    from reliability.segmentation import Segments

Span = tuple[int, int]

# Adverbs and auxiliaries that stand between a source and its cue.
_BETWEEN = frozenset(
    "also has have had later then now repeatedly reportedly recently once even just already again who "
    "previously never always often first further simply publicly is was are were be been being did does do not "
    "quickly".split()
)
# What is only said to happen or to be possible is no statement made: "will announce", "refused to say".
_UNREAL = frozenset("will would could may might should can must shall to cannot i'll".split())
# Words no source reaches across.
_BARRIERS = frozenset(
    "that but because when while if although though since unless whether and or so as before after until which "
    "where why how what there than said says told".split()
)
_CLOSERS = frozenset({".", ";", ":", "?", "!", "(", ")", "“", "”", '"', "—", "–", "-", "„", "«", "»", "|", "[", "]"})
_LONGEST_SOURCE = 14
# What a source can't begin with: "in January Microsoft", "and officials".
_LEADING = frozenset(
    "in on at by for from with as of during following and or but then also , meanwhile yet still even though last "
    "yesterday today tomorrow later earlier week month year night monday tuesday wednesday thursday friday saturday "
    "sunday".split()
)
# Behind "in" or "last" a time, else perhaps somebody's name.
_MONTHS = frozenset("january february march april may june july august september october november december".split())
# Words after which a noun that looks like a cue is none: "the report", "a claim".
_DETERMINERS = frozenset("the a an this that his her its their our my your no any to of some".split())
_PASSIVE = frozenset("is was are were be been being".split())


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
    second_hand : bool
        Whether the source is an outlet that reports what others said.
    """

    source: Span | None
    cue: Span | None
    content: Span | None
    kind: str
    direct: bool
    second_hand: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence as the rules below see it.

    Parameters
    ----------
    words : list of str
        The whole text's tokens in lower case.
    inside : list of bool
        For each token whether it stands in a verbatim quotation.
    names_at : dict of int to Name
        The name that a token is part of.
    first, end : int
        Its token range.
    """

    words: list[str]
    inside: list[bool]
    names_at: dict[int, Name]
    first: int
    end: int

    def word_before(self, token: int) -> str:
        """Return the word before a token of the sentence, empty at its begin."""
        return self.words[token - 1] if token > self.first else ""

    def is_somebody(self, token: int) -> bool:
        """Whether a token is part of a name, a noun for a source, or a role."""
        word = self.words[token]
        return token in self.names_at or word in lexicons.kinds("sources") or word in lexicons.words("roles")


def find_attributions(
    segments: Segments, quoted: Sequence[Quotation], named: Sequence[Name], inside: list[bool]
) -> list[Attribution]:
    """Return the attributions of a text in the order of their cues.

    Parameters
    ----------
    segments : Segments
    quoted : sequence of Quotation
    named : sequence of Name
    inside : list of bool
        For each token whether it stands in a verbatim quotation.
    """
    words = [word.lower() for word in segments.words]
    names_at = {token: name for name in named for token in range(name.first, name.last)}
    quotations = _quotations_of_sentences(segments, quoted)
    found: list[Attribution] = []
    for index, bounds in enumerate(segments.sentences):
        first, end = segments.first_tokens[index], segments.first_tokens[index + 1]
        sentence = _Sentence(words, inside, names_at, first, end)
        for token in range(first, end):
            if inside[token] or words[token] not in _CUES:
                continue
            cue_end = _cue_end(sentence, token)
            source = _source(sentence, token, cue_end) if cue_end else None
            if source is None:
                continue
            attribution = _attribution(segments, names_at, source, (token, cue_end), bounds, quotations[index])
            if _credible(attribution, _LEXICAL_KIND[words[token]]):
                found.append(attribution)
    return found


def _quotations_of_sentences(segments: Segments, quoted: Sequence[Quotation]) -> list[list[Quotation]]:
    """For each sentence the verbatim quotations that touch it."""
    touching: list[list[Quotation]] = [[] for _ in segments.sentences]
    for quotation in quoted:
        if quotation.verbatim:
            last = segments.sentence_at(quotation.end - 1)
            for index in range(max(0, segments.sentence_at(quotation.start)), last + 1):
                touching[index].append(quotation)
    return touching


def _credible(attribution: Attribution, cue_kind: str) -> bool:
    """Whether the span found can be a source of what such a cue hands on."""
    if attribution.content is None or attribution.kind == "other":
        return False
    if cue_kind == "report":
        return attribution.kind != "pronoun"
    return cue_kind != "belief" or attribution.kind != "document"


def _cue_end(sentence: _Sentence, token: int) -> int:
    """Return the token after the cue that begins here, or 0 where the word is no cue in this place."""
    word, before = sentence.words[token], sentence.word_before(token)
    following = sentence.words[token + 1] if token + 1 < sentence.end else ""
    if before in _UNREAL or before == "who" or (word in _NOUN_LIKE and before in _DETERMINERS):
        return 0
    if word == "according":
        return token + 2 if following == "to" else 0
    if word in {"point", "points", "pointed"}:
        return token + 2 if following == "out" else 0
    return token + 1


def _source(sentence: _Sentence, cue: int, cue_end: int) -> Span | None:
    """Return the token range of the source of a cue: before it, or after it where a quotation ends before it."""
    words, inside = sentence.words, sentence.inside
    if words[cue] == "according":
        return _forwards(sentence, cue_end)
    if sentence.word_before(cue) in _PASSIVE:
        by = next((t for t in range(cue_end, min(sentence.end, cue_end + 4)) if words[t] == "by"), None)
        return _forwards(sentence, by + 1) if by is not None else None
    after_comma = sentence.word_before(cue) == ","
    after_quotation = cue > sentence.first and (
        inside[cue - 1] or (after_comma and cue - 1 > sentence.first and inside[cue - 2])
    )
    if _LEXICAL_KIND[words[cue]] in {"speech", "report"} and (after_quotation or after_comma):
        forwards = _forwards(sentence, cue_end)
        if forwards is not None and _can_speak(sentence, forwards):
            # "…, said X." ends with its source; in "X, his aide, said Y left" the source stood before.
            ends = forwards[1] >= sentence.end or words[forwards[1]] in ".,;"
            if after_quotation or (ends and not _is_apposed(sentence, cue)):
                return forwards
    return _backwards(sentence, cue)


def _is_apposed(sentence: _Sentence, cue: int) -> bool:
    """Whether "X, a role," stands before a cue, rather than a clause that was said."""
    span = _backwards(sentence, cue)
    if span is None or "," not in sentence.words[slice(*span)]:
        return False
    head = range(span[0], sentence.words.index(",", span[0]))
    return all(sentence.is_somebody(token) or sentence.words[token] in _DETERMINERS for token in head)


def _can_speak(sentence: _Sentence, span: Span) -> bool:
    """Whether a range holds a name or a noun for people, so that it may be the one who said it."""
    return any(sentence.is_somebody(token) for token in range(*span))


def _backwards(sentence: _Sentence, cue: int) -> Span | None:
    words, names_at = sentence.words, sentence.names_at
    last = cue
    while last > sentence.first and (words[last - 1] in _BETWEEN or words[last - 1].endswith("ly")):
        last -= 1
    # "Conway, his campaign manager, said": one comma more belongs to the source.
    commas = int(last > sentence.first and words[last - 1] == ",")
    last -= commas
    start = last
    while start > sentence.first and last - start < _LONGEST_SOURCE:
        word = words[start - 1]
        linked = word in {"and", "or"} and start - 2 in names_at and start in names_at
        if sentence.inside[start - 1] or word in _CLOSERS or (word in _BARRIERS and not linked):
            break
        if word == ",":
            if not commas:
                break
            commas -= 1
        if word in _CUES and word not in _NOUN_LIKE:
            if start - 2 < sentence.first or words[start - 2] != "who":
                break
            start -= 1  # "an official who asked not to be named said"
        elif word in _UNREAL and word != "to":
            break
        start -= 1
    while start < last and (words[start] in _LEADING or (words[start] in _MONTHS and words[start - 1] in _LEADING)):
        start += 1
    return (start, last) if start < last else None


def _forwards(sentence: _Sentence, start: int) -> Span | None:
    last = start
    while last < min(sentence.end, start + _LONGEST_SOURCE):
        word = sentence.words[last]
        if sentence.inside[last] or word in _CLOSERS or word == "," or word in _ENDS_FORWARD:
            break
        last += 1
    return (start, last) if last > start else None


def _attribution(  # noqa: PLR0913 (the parts of one attribution)
    segments: Segments,
    names_at: dict[int, Name],
    source: Span,
    cue: Span,
    bounds: Span,
    quotations: Sequence[Quotation],
) -> Attribution:
    tokens = segments.tokens
    kind, second_hand = kind_of_source(segments, names_at, source)
    start, end = bounds
    at = tokens[cue[0]][0]
    quotation = _nearest(quotations, at)
    before, after = min(cue[0], source[0]), max(cue[1], source[1])
    rest = _worded(segments, tokens[after][0] if after < len(tokens) else end, end)
    if quotation is not None:
        content: Span | None = (quotation.start, quotation.end)
    elif rest is None or (source[0] > cue[0] and segments.words[source[0] - 1].lower() != "by"):
        # "…, according to X", "…, said X", "…, X said": what is said came before, or at a sentence's begin follows.
        content = _worded(segments, start, tokens[before][0]) or rest
    else:
        content = rest
    return Attribution(
        source=(tokens[source[0]][0], tokens[source[1] - 1][1]),
        cue=(at, tokens[cue[1] - 1][1]),
        content=content,
        kind=kind,
        direct=quotation is not None,
        second_hand=second_hand,
    )


def _nearest(quotations: Sequence[Quotation], at: int) -> Quotation | None:
    """Return the quotation next to an offset: of those in order, the last that begins before it or the first after."""
    place = bisect_left(quotations, at, key=lambda quotation: quotation.start)
    beside = quotations[max(0, place - 1) : place + 1]
    return min(beside, key=lambda q: min(abs(q.start - at), abs(q.end - at)), default=None)


def _worded(segments: Segments, start: int, end: int) -> Span | None:
    """Return a span from its first word on and without blanks at its end, or None where it holds no word."""
    match = _WORDED.search(segments.text, start, max(start, end))
    if match is None:
        return None
    while segments.text[end - 1].isspace():
        end -= 1
    return match.start(), end


_WORDED = re.compile(r"[\w“\"$€£]")
_LEXICAL_KIND = {form.split()[0]: kind for form, kind in lexicons.kinds("reporting").items()}
_CUES = frozenset(_LEXICAL_KIND)
_NOUN_LIKE = frozenset(
    "claim claims report reports comment comments plan plans show shows state states hope hopes fear fears "
    "call calls post posts posted quote quotes answer answers note notes estimate estimates rule rules think "
    "thinks find finds reporting read reads continue tweet tweets promise promises complaint stress worry "
    "worries posted urge ask found shown".split()
)
_ENDS_FORWARD = frozenset(
    "who that which when while because in on at during after before as and but if is was are were has have had "
    "will would could may might about told said says".split()
)
