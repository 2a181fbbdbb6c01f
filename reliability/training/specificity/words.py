"""What is known of words before any mark is seen: how rare, how often capitalised, and in what company."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from reliability.annotation.specific.vocabulary import Vocabulary, ending
from reliability.annotation.tagging import normalised
from reliability.errors import TrainingError
from reliability.gold import records
from reliability.segmentation import tokenized

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from reliability.annotation.tagging import Tagger

# Marks behind which a capital letter tells nothing of the word.
_ENDS = frozenset('.!?:"”“•|')
# Columns of the vectors by the articles that a word is in; without them news sentences are told .005 less accurately.
_N_BY_ARTICLE = 64
# Share of the words that count as rare: the unknown ones are taken to be like them.
_RARE = 0.6
_LEAST_ALIKE = 15
# Unknown words are taken to be in so many articles.
_UNKNOWN_ARTICLES = 2
_MOSTLY_CAPITAL = 0.4


@dataclass(frozen=True)
class Words:
    """A vocabulary and what each of its rows is like; vectors of shape (n_rows, n_dimensions), zeros for marks."""

    vocabulary: Vocabulary
    vectors: NDArray[np.float32]


@dataclass(frozen=True)
class _Counted:
    """For each row: occurrences, those inside sentences, those of them with a capital; and of rows by articles."""

    times: NDArray[np.float64]
    inside: NDArray[np.float64]
    capital: NDArray[np.float64]
    by_article: sparse.csr_matrix


def learn_words(tagger: Tagger, articles: Path, without: frozenset[str] = frozenset()) -> Words:
    """Count the tagger's words in articles and describe them.

    Parameters
    ----------
    tagger : Tagger
        Its words are the vocabulary, its vectors a part of the description.
    articles : Path
        JSON lines with ``text`` and, where known, ``id``; no labels are read.
    without : frozenset of str
        Ids to leave out: the articles that the rating is tested on.

    Raises
    ------
    TrainingError
        Where the file is missing or holds no article that is not left out.
    """
    texts = [str(row.get("text") or "") for _, row in records(articles) if str(row.get("id")) not in without]
    texts = [text for text in texts if text.strip()]
    if not texts:
        raise TrainingError(f"{articles}: holds no articles to count words in")
    return describe(tagger, texts)


def describe(tagger: Tagger, texts: Sequence[str]) -> Words:
    """Describe the tagger's words by what is counted in texts."""
    words, n = tagger.words, len(tagger.words) + 1
    counted = _count(words, texts)
    articles = np.maximum(np.diff(counted.by_article.indptr), 1)
    # Row 0 is no word's.
    idf = np.log(len(texts) / articles)
    capital = counted.capital / (counted.inside + 5)
    near = tagger.vectors.astype(np.float64)
    columns = np.column_stack([idf, capital, near, _by_article(counted.by_article)])
    alike = _alike(words, counted.times, capital)
    endings = {key: n + place for place, key in enumerate(alike)}
    columns = np.concatenate([columns, [columns[rows].mean(axis=0) for rows in alike.values()]])
    columns[n:, 0] = np.log(max(len(texts) / _UNKNOWN_ARTICLES, 1))
    idf, capital = columns[:, 0].copy(), np.r_[capital, [float(is_capital) for is_capital, _ in alike]]
    columns[:, :2] = (columns[:, :2] - columns[:, :2].mean(axis=0)) / (columns[:, :2].std(axis=0) + 1e-6)
    vocabulary = Vocabulary(words, endings, idf.astype(np.float32), capital.astype(np.float32))
    return Words(vocabulary, (columns * vocabulary.is_word[:, None]).astype(np.float32))


def _count(words: Mapping[str, int], texts: Sequence[str]) -> _Counted:
    n = len(words) + 1
    known: dict[str, tuple[int, bool, bool]] = {}
    times, inside, capital = np.zeros(n), np.zeros(n), np.zeros(n)
    rows, ends = [np.zeros(0, np.intp)], [0]
    for text in texts:
        tokens = tokenized(text)
        for token in tokens:
            if token in known:
                continue
            known[token] = (words.get(normalised(token), 0), token[0].isupper(), token in _ENDS)
        told = np.array([known[token] for token in tokens], np.intp).reshape(-1, 3)
        within = np.r_[False, told[:-1, 2] == 0][: len(told)]
        times += np.bincount(told[:, 0], minlength=n)
        inside += np.bincount(told[:, 0], within, minlength=n)
        capital += np.bincount(told[:, 0], within & (told[:, 1] > 0), minlength=n)
        rows.append(told[told[:, 0] > 0, 0])
        ends.append(ends[-1] + len(rows[-1]))
    every = np.concatenate(rows)
    by_text = sparse.csr_matrix((np.ones(len(every), np.float32), every, ends), shape=(len(texts), n))
    by_text.sum_duplicates()
    return _Counted(times, inside, capital, by_text.T.tocsr())


def _by_article(counted: sparse.csr_matrix) -> NDArray[np.float64]:
    """Return vectors by which words of the same articles are alike, as `reliability.training.attributions.vectors`.

    Positive pointwise mutual information of a word and an article, its leading singular vectors (Levy, Goldberg and
    Dagan 2015).
    """
    of_word = np.asarray(counted.sum(axis=1)).ravel()
    of_article = np.asarray(counted.sum(axis=0)).ravel() ** 0.75
    of_article /= of_article.sum()
    pairs = counted.tocoo()
    information = np.log(pairs.data / (of_word[pairs.row] * of_article[pairs.col]))
    weighed = sparse.csr_matrix((np.maximum(information, 0), (pairs.row, pairs.col)), counted.shape)
    weighed.eliminate_zeros()
    rank = min(_N_BY_ARTICLE, min(counted.shape) - 1)
    left, values, _ = randomized_svd(weighed, rank, n_iter=3, random_state=0)
    found: NDArray[np.float64] = left * np.sqrt(values)
    found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6)
    return found


def _alike(
    words: Mapping[str, int], times: NDArray[np.float64], capital: NDArray[np.float64]
) -> dict[tuple[bool, str], list[int]]:
    """Return the rare words of each ending, capitalised or not, that enough words have; and all of them, under ""."""
    most = np.quantile(times[1:], _RARE)
    found: dict[tuple[bool, str], list[int]] = defaultdict(list)
    for word, row in words.items():
        key = bool(capital[row] > _MOSTLY_CAPITAL)
        if times[row] <= most and len(word) > 3:
            found[key, ""].append(row)
            if len(word) > 4:
                found[key, ending(word)].append(row)
    every = list(words.values())
    kept = {key: rows for key, rows in found.items() if len(rows) >= _LEAST_ALIKE and key[1]}
    whole = {(key, ""): found.get((key, "")) or every for key in (False, True)}
    return dict(sorted((kept | whole).items()))
