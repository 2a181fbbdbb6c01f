"""What a user would take instead, made ready to be timed: nela-features, where it is installed.

    pip install --no-deps nela-features vaderSentiment datefinder

Its NLTK data are a download that cannot always be had. Here its sentences come from this package's Punkt, its words
from the expressions of NLTK's own tokenizer, and its tagger, its chunker and its list of stop words, for which there is
no equal without data, do next to nothing: what is timed is faster than the real thing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from nltk.tokenize import NLTKWordTokenizer
from nltk.tree import Tree

from reliability import lexicons
from reliability.segmentation import sentence_tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable

STAND_INS = "its tagger and chunker answer without looking, as their data are a download: the real thing is slower"


class _StopWords:
    """In the place of NLTK's corpus."""

    def words(self, _: str) -> list[str]:
        return sorted(lexicons.words("function_words"))


def load_nela() -> Callable[[str], object] | None:
    """Return nela-features' extraction of all its features, its data replaced; None where it is not installed."""
    try:
        module: Any = importlib.import_module("nela_features.nela_features")
    except ImportError:
        return None
    tokenize_words = NLTKWordTokenizer().tokenize
    tokenize_sentences = sentence_tokenizer().tokenize
    module.sent_tokenize = tokenize_sentences
    module.word_tokenize = lambda text: [word for one in tokenize_sentences(text) for word in tokenize_words(one)]
    module.pos_tag = lambda words: [(word, "NN") for word in words]
    module.ne_chunk = lambda tagged: Tree("S", list(tagged))
    module.stopwords = _StopWords()
    extract: Callable[[str], object] = module.NELAFeatureExtractor().extract_all
    return extract
