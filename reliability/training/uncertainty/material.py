"""Sentences with marks of doubt, laid out for the network."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reliability.annotation.annotate import annotate
from reliability.annotation.tagging import Tagger, load_tagger, normalised
from reliability.annotation.uncertain.judging import VOICES
from reliability.annotation.uncertain.network import places_of
from reliability.annotation.uncertain.words import find_cues, n_listed, phrase_rows, word_rows
from reliability.errors import TrainingError
from reliability.gold import records, whole_records
from reliability.segmentation import segment_as
from reliability.training.labelled import text_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from reliability.segmentation import Segments
    from reliability.training.labelled import LabelledText


@dataclass(frozen=True)
class Material:
    """Texts as the network reads them, with what is known of each of their sentences.

    Parameters
    ----------
    words : list of str
        Every word form that occurs.
    told : ndarray of shape (n_words, n_numbers)
        What is told of each by itself.
    known : ndarray of shape (n_words,)
        The number of its normalised form, under which its own weights are kept.
    names : list of str
        Normalised forms by that number.
    tokens : ndarray of shape (n_tokens,)
        Each token's place in ``words``.
    listed : ndarray of int8, shape (n_tokens, n_listed)
        The listed phrases that it is part of.
    where : ndarray of shape (n_tokens, N_PLACE)
    first_tokens : ndarray of shape (n_sentences + 1,)
    texts : ndarray of shape (n_sentences,)
        The text that a sentence belongs to.
    labels : ndarray of shape (n_sentences,)
        1 or 0 for a sentence of an encyclopaedia that is uncertain or not; the place in `VOICES` for one of an article.
    is_article, is_gold : ndarray of bool, shape (n_sentences,)
    groups, ids : ndarray of shape (n_sentences,)
        What must not be divided between training and test: the block or publisher; the article's id, else "".
    """

    words: list[str]
    told: NDArray[np.float32]
    known: NDArray[np.intp]
    names: list[str]
    tokens: NDArray[np.intp]
    listed: NDArray[np.int8]
    where: NDArray[np.float32]
    first_tokens: NDArray[np.intp]
    texts: NDArray[np.intp]
    labels: NDArray[np.intp]
    is_article: NDArray[np.bool_]
    is_gold: NDArray[np.bool_]
    groups: NDArray[np.str_]
    ids: NDArray[np.str_]

    def without(self, articles: Iterable[str]) -> NDArray[np.intp]:
        """Return the sentences that belong to none of some articles."""
        return np.flatnonzero(~np.isin(self.ids, list(articles)) | ~self.is_article)

    def tokens_of(self, sentences: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the tokens of some sentences, in their order."""
        bounds = zip(self.first_tokens[sentences], self.first_tokens[sentences + 1], strict=True)
        return np.concatenate([np.arange(first, end) for first, end in bounds])


@dataclass(frozen=True)
class _Read:
    segments: Segments
    where: NDArray[np.float32]
    labels: list[int]
    group: str
    article: LabelledText | None = None


def read_material(encyclopaedia: Path, articles: Sequence[LabelledText]) -> Material:
    """Read what the model learns from.

    Parameters
    ----------
    encyclopaedia : Path
        JSON lines with ``id`` (corpus, block and number), ``sentence`` and ``uncertain``.
    articles : sequence of LabelledText

    Raises
    ------
    TrainingError
        Where the file is missing, a record lacks a field, or one of the two kinds of marks is missing altogether.
    """
    found = []
    with whole_records(encyclopaedia):
        for _, row in records(encyclopaedia):
            text = html.unescape(str(row["sentence"]))
            if any(map(str.isalnum, text)):
                segments, where = _annotated(text, [(0, len(text))])
                block = str(row["id"]).rsplit("-", 1)[0]
                found.append(_Read(segments, where, [int(row["uncertain"])], block))
    if not found or not articles:
        raise TrainingError(f"{encyclopaedia}, or what was read sentence by sentence: holds no sentences")
    for article, group in zip(articles, text_groups(articles), strict=True):
        segments, where = _annotated(article.text, article.spans)
        labels = [VOICES.index(label) for label in article.labels["speculation"]]
        found.append(_Read(segments, where, labels, f"publisher {group}", article))
    return _laid_out(found, load_tagger())


def _annotated(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Segments, NDArray[np.float32]]:
    annotation = annotate(segment_as(text, spans))
    return annotation.segments, places_of(annotation.segments, annotation.quoted, annotation.probabilities)


def _laid_out(read: Sequence[_Read], tagger: Tagger) -> Material:
    numbers: dict[str, int] = {}
    tokens = np.array([numbers.setdefault(word, len(numbers)) for one in read for word in one.segments.words], np.intp)
    words = list(numbers)
    names, known = np.unique([normalised(word) for word in words], return_inverse=True)
    listed = np.zeros((len(tokens), n_listed()), np.int8)
    first_tokens, begin = [0], 0
    for one in read:
        for token, row in phrase_rows(one.segments, find_cues(one.segments)).items():
            listed[begin + token] = row
        first_tokens += [begin + end for end in one.segments.first_tokens[1:]]
        begin += len(one.segments.words)
    sizes = [len(one.labels) for one in read]
    return Material(
        words,
        word_rows(words, tagger),
        known,
        names.tolist(),
        tokens,
        listed,
        np.concatenate([one.where for one in read]),
        np.array(first_tokens, np.intp),
        np.repeat(np.arange(len(read)), sizes),
        np.array([label for one in read for label in one.labels], np.intp),
        np.repeat([one.article is not None for one in read], sizes),
        np.repeat([one.article is None or one.article.is_gold for one in read], sizes),
        np.repeat([one.group for one in read], sizes),
        np.repeat([one.article.id if one.article else "" for one in read], sizes),
    )
