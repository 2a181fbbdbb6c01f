"""From documents to the matrix: one row a document, one column a feature or a pattern of wording."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from reliability.annotation.annotate import SHIPPED, Annotation, SentenceModels, annotate_each
from reliability.annotation.pattern_table import PatternTable
from reliability.annotation.wording import ALIKE, document_patterns, family
from reliability.document import Document
from reliability.signals import hedging, sourcing, specificity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from reliability.segmentation import Segments
    from reliability.signals.signal import Evidence, Feature, Signal

FAMILIES = (hedging, specificity, sourcing)
# What an annotation finds when first asked for it, and every document is asked for.
READ_BY_ALL = ("stream", "sentence_sources", "judged", "specific", "uncertain")
FEATURES: tuple[Feature, ...] = tuple(feature for module in FAMILIES for feature in module.FEATURES)
FEATURE_NAMES: tuple[str, ...] = tuple(feature.name for feature in FEATURES)
# Separates in a column's name the signal a pattern speaks for from the pattern.
PATTERN_MARK = "__pattern: "


@dataclass(frozen=True)
class Extraction:
    """What is read in one document before anything is judged.

    Parameters
    ----------
    document : Document
    annotation : Annotation
    signals : mapping of str to Signal
        By family, in the order of `FAMILIES`.
    """

    document: Document
    annotation: Annotation
    signals: Mapping[str, Signal]

    @cached_property
    def patterns(self) -> Counter[str]:
        """Patterns of wording with their number."""
        return document_patterns(self.annotation.stream)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Evidence of all families in the order of the text."""
        found = [item for signal in self.signals.values() for item in signal.evidence]
        return tuple(sorted(found, key=lambda item: (item.start, item.end, item.signal, item.kind)))


def extract(document: Document | str, models: SentenceModels = SHIPPED) -> Extraction:
    """Read everything that the signals are made of in one document.

    Parameters
    ----------
    document : Document or str
    models : SentenceModels, optional
        Judge the sentences in place of those that ship.
    """
    return extract_each([document], models)[0]


def extract_each(
    documents: Iterable[Document | str],
    models: SentenceModels = SHIPPED,
    segmented: Sequence[Segments] | None = None,
) -> list[Extraction]:
    """Read the same in several documents, step by step: each step in all of them before the next.

    What a step needs then stays in the processor's caches, which saves a quarter of the time with eight documents and
    no more with a hundred. Nothing is shared between them: what is read in one does not depend on the others.

    Parameters
    ----------
    documents : iterable of Document or str
    models : SentenceModels, optional
        Judge the sentences in place of those that ship.
    segmented : sequence of Segments, optional
        What of each document is to be read, where that is known.
    """
    given = [Document(text=one) if isinstance(one, str) else one for one in documents]
    annotations = annotate_each(given, models, segmented)
    for name in READ_BY_ALL:
        for annotation in annotations:
            getattr(annotation, name)
    read = [[module.read(annotation) for annotation in annotations] for module in FAMILIES]
    return [
        Extraction(document, annotation, {signal.name: _as_given(signal, document.text) for signal in signals})
        for document, annotation, signals in zip(given, annotations, zip(*read, strict=True), strict=True)
    ]


def _as_given(signal: Signal, text: str) -> Signal:
    """Show the document's words in the place of those analysed."""
    return replace(signal, show=partial(_shown_as_given, signal, text))


def _shown_as_given(signal: Signal, text: str) -> Iterator[Evidence]:
    for item in signal.show():
        words = text[item.start : item.end]
        # Mostly they are the same.
        yield item if item.text == words else replace(item, text=words)


class SignalExtractor(TransformerMixin, BaseEstimator):
    """Turns documents into a matrix of features and pattern counts.

    Parameters
    ----------
    min_documents : int, default 8
        Patterns of wording in fewer of the documents given to `fit` get no column.

    Attributes
    ----------
    patterns_ : list of str
        Patterns with a column, sorted.

    Examples
    --------
    >>> X = SignalExtractor(min_documents=1).fit_transform(["It may rain.", "It rained on Monday."])
    >>> X.shape[0]
    2
    """

    def __init__(self, min_documents: int = 8) -> None:
        self.min_documents = min_documents

    def fit(self, documents: Iterable[Document | str], y: object = None) -> Self:
        """Learn which patterns are frequent enough for a column."""
        del y
        return self.fit_extractions([extract(document) for document in documents])

    def fit_extractions(self, extractions: Iterable[Extraction]) -> Self:
        """Learn the same from documents that were read already."""
        seen: Counter[str] = Counter()
        for extraction in extractions:
            seen.update(extraction.patterns.keys())
        self.set_patterns(sorted(pattern for pattern, n in seen.items() if n >= self.min_documents))
        return self

    def set_patterns(self, known: list[str]) -> None:
        """Take over patterns that another extractor learned."""
        self.patterns_ = known
        self._columns = {pattern: column for column, pattern in enumerate(known)}
        self._table = PatternTable(self._columns, ALIKE)

    def transform(self, documents: Iterable[Document | str]) -> sparse.csr_matrix:
        """Return a matrix of shape (n_documents, n_features + n_patterns).

        Features come first, in the order of `FEATURES`; NaN stays where one is undefined. Counts of patterns follow.
        """
        return self.transform_extractions([extract(document) for document in documents])

    def fit_transform(self, X: Iterable[Document | str], y: object = None, **_: Any) -> sparse.csr_matrix:
        """Learn the patterns and return the matrix, reading each document once."""
        del y
        read = [extract(document) for document in X]
        return self.fit_extractions(read).transform_extractions(read)

    def transform_extractions(self, extractions: Iterable[Extraction]) -> sparse.csr_matrix:
        """Return the matrix of documents that were read already."""
        read = list(extractions)
        values = [_values(extraction) for extraction in read]
        features = sparse.csr_matrix(np.array(values, float).reshape(len(read), len(FEATURES)))
        return sparse.hstack([features, self.count(extraction.patterns for extraction in read)], format="csr")

    def transform_extraction(
        self, extraction: Extraction
    ) -> tuple[NDArray[np.float64], NDArray[np.intp], NDArray[np.float64]]:
        """Return one document's features, the columns of its known patterns and their counts.

        Columns are counted from the first pattern's. Plain arrays: a sparse matrix of one row takes longer to make
        than all that is then done with it.
        """
        _, found = self._table.find(extraction.annotation.stream)
        columns, counts = np.unique(found, return_counts=True)
        return np.array(_values(extraction), float), columns, counts.astype(float)

    def count(self, found: Iterable[Counter[str]]) -> sparse.csr_matrix:
        """Return the columns of patterns alone; shape (n_documents, n_patterns)."""
        check_is_fitted(self, "patterns_")
        data: list[float] = []
        indices: list[int] = []
        ends = [0]
        for counts in found:
            known = sorted((self._columns[pattern], n) for pattern, n in counts.items() if pattern in self._columns)
            indices.extend(column for column, _ in known)
            data.extend(n for _, n in known)
            ends.append(len(data))
        return sparse.csr_matrix((np.array(data, float), indices, ends), shape=(len(ends) - 1, len(self.patterns_)))

    def get_feature_names_out(self, input_features: object = None) -> np.ndarray[Any, np.dtype[np.object_]]:
        """Return the columns' names: ``signal__feature``, then ``signal__pattern: words``."""
        del input_features
        check_is_fitted(self, "patterns_")
        named = [family(pattern) + PATTERN_MARK + pattern for pattern in self.patterns_]
        return np.array([*FEATURE_NAMES, *named], dtype=object)


def _values(extraction: Extraction) -> list[float]:
    """Return a document's features in the order of `FEATURES`."""
    return [extraction.signals[signal].features[name] for signal, name in _PLACES]


_PLACES = [(feature.signal, feature.name) for feature in FEATURES]
