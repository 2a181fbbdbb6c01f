"""What is told of each sentence before it is judged: where it stands, how it is worded, whose words it holds."""

from __future__ import annotations

from collections import Counter
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np

from reliability import lexicons
from reliability.annotation.facts import Facts
from reliability.annotation.kinds import KINDS
from reliability.annotation.tagging import load_tagger
from reliability.wordbook import WordFact

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reliability.annotation.annotate import Annotation
    from reliability.segmentation import Segments

_FIRST_PERSON = frozenset("i we my our us me i'm i've we're we've".split())
_SECOND_PERSON = frozenset("you your you're yours".split())
_LISTS = ("stance", "hedges", "evidence")
_PARTICULARS = {
    kind: column
    for column, kind in enumerate(("date", "amount", "count", "time", "year", "day", "number", "legal", "url"))
}
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
    counted = _counted(segments)
    own = np.concatenate([_places(segments), _forms(segments, counted), _densities(annotation, counted)], axis=1)
    sources = _sources(annotation)
    nothing = np.zeros((1, sources.shape[1]), np.float32)
    before, after = np.concatenate([nothing, sources[:-1]]), np.concatenate([sources[1:], nothing])
    document = np.repeat(np.concatenate([own, sources], axis=1).mean(axis=0, keepdims=True), n, axis=0)
    lengths = np.diff(segments.bounds)[:, None]
    vectors = np.add.reduceat(load_tagger().vectors_in(segments), segments.bounds[:-1]) / lengths
    return np.concatenate([own, sources, before, after, document, vectors], axis=1, dtype=np.float32)


def _places(segments: Segments) -> NDArray[np.float32]:
    n, paragraphs = len(segments.sentences), np.array(segments.paragraphs)
    k = np.arange(n)
    follows = np.concatenate([[False], paragraphs[1:] == paragraphs[:-1], [False]])
    columns = (
        k / max(1, n - 1),
        np.log1p(k),
        np.full(n, np.log(n)),
        k == 0,
        k == 1,
        k == n - 1,
        k >= n - 3,
        follows[:-1],
        follows[1:],
    )
    return np.array(columns, np.float32).T


def _facts(word: str) -> tuple[bool, ...]:
    lowered = word.lower()
    bare = lowered if lowered.isalpha() else None
    return (
        word[0].isupper(),
        lowered in lexicons.words("function_words"),
        *(lowered == mark for mark in "?!@|"),
        lowered in _FIRST_PERSON,
        lowered in _SECOND_PERSON,
        lowered.startswith(("http", "www")),
        bare is not None,
        *(bare in lexicons.kinds(name) for name in _LISTS),
    )


_FACTS = Facts(_facts)
_N_FACTS = 10 + len(_LISTS)


def _counted(segments: Segments) -> NDArray[np.float32]:
    """Return how many words of each sentence have each of the facts; shape (n_sentences, n_facts)."""
    found: NDArray[np.float32] = np.add.reduceat(_FACTS.read(segments, _N_FACTS), segments.bounds[:-1])
    return found


def _forms(segments: Segments, counted: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.diff(segments.bounds)
    ends = [segments.words[end - 1] in ".!?\"”'" for end in segments.first_tokens[1:]]
    upper, closed, question, shout, at, bar, first, second, address = counted[:, :9].T
    columns = (
        np.log1p(lengths),
        ends,
        upper / lengths,
        question > 0,
        shout > 0,
        first > 0,
        second > 0,
        closed / lengths,
        at > 0,
        bar > 0,
        address > 0,
    )
    return np.array(columns, np.float32).T


def _content_word(word: str) -> str:
    """Return a word in lower case, or nothing where it is a function word or has other signs than letters."""
    lowered = word.lower()
    return lowered if lowered.isalpha() and lowered not in lexicons.words("function_words") else ""


_CONTENT = WordFact(_content_word, object)


def _densities(annotation: Annotation, counted: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return words shared with the lead and with the rest, words of some lists, and particulars, by sentence."""
    segments = annotation.segments
    content = segments.look_up(_CONTENT).tolist()
    bare = [set(content[first:end]) - {""} for first, end in pairwise(segments.first_tokens)]
    lead = set().union(*bare[:_LEAD])
    often = {word for word, n in Counter(chain.from_iterable(bare)).items() if n > 1}
    shared = np.array([(len(words & lead), len(words & often), 1 + len(words)) for words in bare], np.float32)
    told = 1 + counted[:, 9:10]
    found = np.zeros((len(bare), len(_PARTICULARS)), np.float32)
    for particular in annotation.particulars:
        column = _PARTICULARS.get(particular.kind)
        if column is not None:
            found[max(0, segments.sentence_at(particular.start)), column] += 1
    parts = (shared[:, :2] / shared[:, 2:], counted[:, 10:] / told, np.minimum(found, 3))
    return np.concatenate(parts, axis=1)


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
    firsts, lengths = segments.bounds[:-1], np.diff(segments.bounds)
    tags = annotation.probabilities
    shares = np.add.reduceat(tags, firsts) / lengths[:, None]
    most = np.maximum.reduceat(tags, firsts)
    quoted = np.add.reduceat(np.array(annotation.quoted, np.float32), firsts) / lengths
    heard = _last_heard(np.maximum(named[:, len(KINDS) :], over))
    return np.concatenate([named, over, heard, shares, most, quoted[:, None]], axis=1)


def _last_heard(present: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return for each sentence the sources of the last one before it that had any, fading with distance."""
    sentences = np.arange(len(present))
    heard = np.where(present.max(axis=1) > _PRESENT, sentences, -1)
    last = np.concatenate([[-1], np.maximum.accumulate(heard)[:-1]])
    faded = np.where(last < 0, 0, _FADING ** (sentences - 1 - last))
    found: NDArray[np.float32] = (present[last] * faded[:, None]).astype(np.float32)
    return found
