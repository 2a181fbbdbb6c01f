"""Numbers that other packages compute of a text, each only where the package is installed."""

from __future__ import annotations

import string
from collections import Counter
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from nltk.tokenize import NLTKWordTokenizer
from numpy.typing import NDArray
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from reliability.segmentation import segment

Array = NDArray[np.float64]
_AT_ONCE = 100


class _Counted(list[str]):
    """A list that knows how often it holds what: nela-features asks thousands of times, and gets the same answers."""

    def __init__(self, words: list[str]) -> None:
        super().__init__(words)
        self._counts = Counter(words)

    def count(self, value: str, /) -> int:
        """Return how often it holds a word."""
        return self._counts[value]


def nela_features(texts: list[str]) -> Array:
    """Return what nela-features counts without NLTK's downloads; shape (n_texts, 44)."""
    parts = [texts[start : start + _AT_ONCE] for start in range(0, len(texts), _AT_ONCE)]
    return np.concatenate(Parallel(n_jobs=2)(delayed(_nela_of)(part) for part in parts))


def _nela_of(texts: list[str]) -> Array:
    from nela_features.nela_features import NELAFeatureExtractor  # noqa: PLC0415 (optional)

    nela = NELAFeatureExtractor()
    return np.array([nela_row(nela, text, _Counted) for text in texts], float)


def nela_row(nela: Any, text: str, held: type[list[str]] = list) -> list[float]:
    """Return one text's row: style without parts of speech, complexity, bias, affect, moral foundations, dates."""
    functions, tokens = nela.Functions, held(NLTKWordTokenizer().tokenize(text))
    words = held(functions.get_filtered_words(tokens))
    segments = segment(text)
    sentences = [segments.text[start:end] for start, end in segments.sentences] or [text]
    n = max(1, len(tokens))
    marks = sum(tokens.count(mark) for mark in string.punctuation)
    style = [
        (tokens.count('"') + tokens.count("``") + tokens.count("''")) / n,
        tokens.count("!") / n,
        marks / n,
        sum(token.isupper() for token in tokens) / n,
        sum(token in ENGLISH_STOP_WORDS for token in tokens) / n,
    ]
    complexity, _ = nela.extract_complexity(text, tokens, sentences, words)
    affect, _ = nela.extract_affect(text, tokens, words)
    moral, _ = nela.extract_moral(text, words)
    return [*style, *complexity, *functions.bias_words(words), *affect, *moral, functions.count_dates(text, words)]


def readability(texts: list[str]) -> Array:
    """Return textstat's formulas that need no dictionary of syllables; shape (n_texts, 6)."""
    return np.array([readability_row(text) for text in texts], float)


def readability_row(text: str) -> list[float]:
    """Return one text's row."""
    import textstat  # noqa: PLC0415 (optional)

    formulas = (
        textstat.automated_readability_index,
        textstat.coleman_liau_index,
        textstat.lix,
        textstat.rix,
        textstat.words_per_sentence,
        textstat.lexicon_count,
    )
    return [float(formula(text)) for formula in formulas]
