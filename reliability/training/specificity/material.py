"""Sentences with marks, laid out for the network."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from reliability.annotation.quotations import quotations
from reliability.annotation.specific.numbers import read_tokens, sentence_numbers
from reliability.errors import TrainingError
from reliability.gold import records, whole_records
from reliability.segmentation import Segments, segment_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from reliability.training.labelled import LabelledText
    from reliability.training.specificity.words import Words

# Penn Treebank tokens (Marcus, Santorini and Marcinkiewicz 1993) to running text, which is what the product sees.
_PENN = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"-L[RC]B- ?", "("),
        (r" ?-R[RC]B-", ")"),
        (r"`` ?", '"'),
        (r" ?''", '"'),
        (r" (n't|'s|'re|'ve|'ll|'d|'m|')\b", r"\1"),
        (r" ([,.;:?!%)])", r"\1"),
        (r"([$(]) ", r"\1"),
        (r"\s+", " "),
    )
)


@dataclass(frozen=True)
class Material:
    """Sentences as the network reads them, with what is known of each.

    Parameters
    ----------
    words : Words
    numbers : ndarray of shape (n_sentences, n_numbers)
    counted : csr_matrix of shape (n_sentences, n_rows)
        Each sentence's words by their row, weighted.
    genres : ndarray of shape (n_sentences,)
        Of a sentence marked for specificity its genre; "" for one marked as checkable or not.
    labels : ndarray of shape (n_sentences,)
        The score for specificity; or 1 where the sentence can be checked, else 0.
    groups : ndarray of shape (n_sentences,)
        Never divided between training and test: the block, joined with those that repeat one of its sentences; or the
        article's id.
    texts : list of str
        For baselines only.
    """

    words: Words
    numbers: NDArray[np.float32]
    counted: sparse.csr_matrix
    genres: NDArray[Any]
    labels: NDArray[np.float64]
    groups: NDArray[Any]
    texts: list[str]

    @property
    def read_in_articles(self) -> NDArray[np.bool_]:
        """Whether a sentence is one of an article's and marked as checkable or not; shape (n_sentences,)."""
        found: NDArray[np.bool_] = self.genres == ""
        return found

    def some(self, chosen: NDArray[np.intp]) -> Material:
        """Return some of the sentences."""
        return replace(
            self,
            numbers=self.numbers[chosen],
            counted=self.counted[chosen],
            genres=self.genres[chosen],
            labels=self.labels[chosen],
            groups=self.groups[chosen],
            texts=[self.texts[row] for row in chosen],
        )

    def without(self, articles: Iterable[str]) -> Material:
        """Leave out the sentences of some articles, by their ids; sentences marked for specificity stay."""
        return self.some(np.flatnonzero(~(self.read_in_articles & np.isin(self.groups, list(articles)))))


def read_material(words: Words, specificity: Path, articles: Sequence[LabelledText]) -> Material:
    """Read what the model learns from.

    Parameters
    ----------
    words : Words
        See `reliability.training.specificity.learn_words`.
    specificity : Path
        JSON lines with ``id`` (genre, block and number), ``genre``, ``score``, ``sentence``.
    articles : sequence of LabelledText
        Of whose sentences is known whether they can be checked.

    Raises
    ------
    TrainingError
        Where the file is missing, a record lacks a field, or one of the two kinds of marks is missing altogether.
    """
    with whole_records(specificity):
        rows = [row for _, row in records(specificity) if any(map(str.isalnum, row["sentence"]))]
        texts = [natural(str(row["sentence"])) for row in rows]
        genres = [str(row["genre"]) for row in rows]
        labels = [float(row["score"]) for row in rows]
        groups = joined_blocks([str(row["id"]).rsplit("-", 1)[0] for row in rows], texts)
    if not rows or not articles:
        raise TrainingError(f"{specificity}, or what was read sentence by sentence: holds no sentences")
    segmented = [segment_as(text, [(0, len(text))]) for text in texts]
    for article in articles:
        segmented.append(segment_as(article.text, article.spans))
        labels += [float(label == "yes") for label in article.labels["checkable"]]
        groups += [article.id] * len(article.spans)
        texts += [article.text[start:end] for start, end in article.spans]
    genres += [""] * (len(texts) - len(genres))
    numbers, counted = laid_out(words, segmented)
    return Material(words, numbers, counted, np.array(genres), np.array(labels), np.array(groups), texts)


def laid_out(words: Words, segmented: Sequence[Segments]) -> tuple[NDArray[np.float32], sparse.csr_matrix]:
    """Return the numbers and the weighted words of all sentences of some texts."""
    numbers, blocks = [], []
    for segments in segmented:
        if not segments.sentences:
            continue
        tokens = read_tokens(segments, words.vocabulary)
        flags = tokens.summed(words.vocabulary.flags[tokens.rows])
        numbers.append(sentence_numbers(segments, tokens, words.vocabulary, quotations(segments), flags))
        weights = np.repeat(tokens.word_weights, np.diff(tokens.bounds))
        shape = (len(segments.sentences), len(words.vectors))
        blocks.append(sparse.csr_matrix((weights, tokens.rows, tokens.bounds), shape=shape))
    return np.concatenate(numbers), sparse.vstack(blocks, format="csr")


def natural(sentence: str) -> str:
    r"""Undo the spacing and brackets of the Penn Treebank.

    Examples
    --------
    >>> natural("It paid $ 5 million -LRB- not `` six '' -RRB- , he did n't say why .")
    'It paid $5 million (not "six"), he didn\'t say why.'
    """
    for pattern, plain in _PENN:
        sentence = pattern.sub(plain, sentence)
    return sentence.strip()


def joined_blocks(blocks: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Return for each sentence its block, under one name for blocks that hold the same sentence."""
    parent: dict[str, str] = {}

    def root(block: str) -> str:
        while block in parent:
            block = parent[block]
        return block

    first: dict[str, str] = {}
    for block, text in zip(blocks, texts, strict=True):
        here, there = root(block), root(first.setdefault(text.lower(), block))
        if here != there:
            parent[here] = there
    return [root(block) for block in blocks]
