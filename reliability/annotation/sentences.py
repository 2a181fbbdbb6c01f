"""What is told of each sentence before it is judged: where it stands, how it is worded, whose words it holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from reliability import lexicons
from reliability.annotation.kinds import KINDS
from reliability.annotation.tagging import load_tagger

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reliability.annotation.annotate import Annotation
    from reliability.segmentation import Segments

_FIRST_PERSON = frozenset("i we my our us me i'm i've we're we've".split())
_SECOND_PERSON = frozenset("you your you're yours".split())
_LISTS = ("stance", "hedges", "evidence")
_PARTICULARS = ("date", "amount", "count", "time", "year", "day", "number", "legal", "url")
# How much of a source's presence is left one sentence on.
_FADING = 0.6
_LEAD = 3
# A source less likely than this is taken for none.
_PRESENT = 0.3


def sentence_rows(annotation: Annotation) -> NDArray[np.float32]:
    """Return what is told of each sentence as numbers; shape (n_sentences, n_numbers).

    In this order: its own place and form; the sources in it, over it and last heard; the same of the sentence before
    and after; the means over the document; the mean vector of its words.
    """
    segments = annotation.segments
    n = len(segments.sentences)
    if not n:
        return np.zeros((0, 0), np.float32)
    own = np.array([_place(segments, k) + _form(segments, k) for k in range(n)], np.float32)
    own = np.concatenate([own, _densities(annotation)], axis=1)
    sources = _sources(annotation)
    nothing = np.zeros((1, sources.shape[1]), np.float32)
    before, after = np.concatenate([nothing, sources[:-1]]), np.concatenate([sources[1:], nothing])
    document = np.repeat(np.concatenate([own, sources], axis=1).mean(axis=0, keepdims=True), n, axis=0)
    firsts = segments.first_tokens[:-1]
    lengths = np.diff(segments.first_tokens)[:, None]
    vectors = np.add.reduceat(load_tagger().vectors_of(segments.words), firsts) / lengths
    return np.concatenate([own, sources, before, after, document, vectors], axis=1).astype(np.float32)


def _place(segments: Segments, k: int) -> list[float]:
    n, paragraphs = len(segments.sentences), segments.paragraphs
    return [
        k / max(1, n - 1),
        np.log1p(k),
        np.log(n),
        k == 0,
        k == 1,
        k == n - 1,
        k >= n - 3,
        k > 0 and paragraphs[k] == paragraphs[k - 1],
        k + 1 < n and paragraphs[k] == paragraphs[k + 1],
    ]


def _form(segments: Segments, k: int) -> list[float]:
    first, end = segments.first_tokens[k], segments.first_tokens[k + 1]
    written = segments.words[first:end]
    words = [word.lower() for word in written]
    closed = lexicons.words("function_words")
    return [
        np.log1p(len(words)),
        written[-1] in ".!?\"”'",
        sum(word[0].isupper() for word in written) / len(words),
        "?" in words,
        "!" in words,
        any(word in _FIRST_PERSON for word in words),
        any(word in _SECOND_PERSON for word in words),
        sum(word in closed for word in words) / len(words),
        "@" in words,
        "|" in words,
        any(word.startswith(("http", "www")) for word in words),
    ]


def _densities(annotation: Annotation) -> NDArray[np.float32]:
    """Return words shared with the lead and with the rest, words of some lists, and particulars, by sentence."""
    segments = annotation.segments
    closed = lexicons.words("function_words")
    lists = [lexicons.kinds(name) for name in _LISTS]
    told = [
        [word for word in map(str.lower, segments.words[first:end]) if word.isalpha()]
        for first, end in zip(segments.first_tokens, segments.first_tokens[1:], strict=False)
    ]
    bare = [{word for word in words if word not in closed} for words in told]
    lead = set().union(*bare[:_LEAD])
    often = Counter(word for words in bare for word in words)
    found: list[Counter[str]] = [Counter() for _ in told]
    for particular in annotation.particulars:
        found[max(0, segments.sentence_at(particular.start))][particular.kind] += 1
    return np.array(
        [
            [
                len(words & lead) / (1 + len(words)),
                sum(often[word] > 1 for word in words) / (1 + len(words)),
                *(sum(word in known for word in told[k]) / (1 + len(told[k])) for known in lists),
                *(min(3, found[k][kind]) for kind in _PARTICULARS),
            ]
            for k, words in enumerate(bare)
        ],
        np.float32,
    )


def _sources(annotation: Annotation) -> NDArray[np.float32]:
    """Return the kinds of sources in, over and before each sentence, and what the tagger makes of its tokens."""
    segments = annotation.segments
    n = len(segments.sentences)
    named, over = np.zeros((n, 2 * len(KINDS)), np.float32), np.zeros((n, len(KINDS)), np.float32)
    for attribution, kinds in zip(annotation.attributions, annotation.kinds, strict=True):
        if attribution.source is not None:
            at = max(0, segments.sentence_at(attribution.source[0]))
            named[at] = np.maximum(named[at], kinds.ravel())
        if attribution.content is not None:
            first, last = (segments.sentence_at(at) for at in (attribution.content[0], attribution.content[1] - 1))
            covered = slice(max(0, first), last + 1)
            over[covered] = np.maximum(over[covered], kinds[1])
    firsts = segments.first_tokens[:-1]
    tags = annotation.probabilities
    shares = np.add.reduceat(tags, firsts) / np.diff(segments.first_tokens)[:, None]
    most = np.maximum.reduceat(tags, firsts)
    quoted = np.add.reduceat(np.array(annotation.quoted, np.float32), firsts) / np.diff(segments.first_tokens)
    heard = _last_heard(np.maximum(named[:, len(KINDS) :], over))
    return np.concatenate([named, over, heard, shares, most, quoted[:, None]], axis=1)


def _last_heard(present: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return for each sentence the sources of the last one before it that had any, fading with distance."""
    found = np.zeros_like(present)
    current = np.zeros(present.shape[1], np.float32)
    for k, row in enumerate(present):
        found[k] = current
        current = row if row.max() > _PRESENT else current * _FADING
    return found
