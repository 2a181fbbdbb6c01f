"""Roles and supports of sentences, learned from articles that were read sentence by sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score

from reliability.annotation.annotate import annotate
from reliability.annotation.judging import LABELS, SupportModel, pattern_rows, scaled
from reliability.annotation.sentences import sentence_rows
from reliability.annotation.wording import sentence_patterns
from reliability.gold import divide
from reliability.segmentation import segment_as
from reliability.training.labelled import text_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.training.labelled import LabelledText

_PENALTY = 1.0
_LEAST_SENTENCES = 3
_GROUPS = "publishers of articles with labelled sentences"


@dataclass(frozen=True)
class Sentences:
    """Labelled sentences: numbers, patterns of wording, labels; of each its article, publisher, whether it is gold."""

    rows: NDArray[np.float32]
    patterns: list[Counter[str]]
    labels: dict[str, NDArray[Any]]
    articles: NDArray[Any]
    groups: NDArray[Any]
    is_gold: NDArray[np.bool_]

    def some(self, chosen: NDArray[np.intp]) -> Sentences:
        """Return some of the sentences."""
        return Sentences(
            self.rows[chosen],
            [self.patterns[i] for i in chosen],
            {label: values[chosen] for label, values in self.labels.items()},
            self.articles[chosen],
            self.groups[chosen],
            self.is_gold[chosen],
        )


def lay_out(texts: Sequence[LabelledText]) -> Sentences:
    """Read labelled sentences, each in its article."""
    rows, patterns, ids, gold = [], [], [], []
    for text, group in zip(texts, text_groups(texts), strict=True):
        annotation = annotate(segment_as(text.text, text.spans))
        rows.append(sentence_rows(annotation))
        patterns += sentence_patterns(annotation.stream)
        ids += [(text.id, str(group))] * len(text.spans)
        gold += [text.is_gold] * len(text.spans)
    return Sentences(
        np.concatenate(rows),
        patterns,
        {label: np.array([value for text in texts for value in text.labels[label]]) for label in LABELS},
        np.array([name for name, _ in ids]),
        np.array([group for _, group in ids]),
        np.array(gold),
    )


def train_sentences(known: Sentences) -> SupportModel:
    """Fit the two models."""
    mean, scale = known.rows.mean(axis=0), np.maximum(known.rows.std(axis=0), 1e-6)
    seen: Counter[str] = Counter()
    for counts in known.patterns:
        seen.update(counts.keys())
    kept = sorted(pattern for pattern, n in seen.items() if n >= _LEAST_SENTENCES)
    columns = {pattern: column for column, pattern in enumerate(kept)}
    idf = 1 + np.log((1 + len(known.patterns)) / (1 + np.array([seen[pattern] for pattern in kept])))
    matrix = _matrix(known, mean, scale, columns, idf)
    weights, bias = {}, {}
    for label, names in LABELS.items():
        fitted = LogisticRegression(C=_PENALTY, max_iter=1000).fit(matrix, known.labels[label])
        order = [list(fitted.classes_).index(name) for name in names]
        weights[label], bias[label] = fitted.coef_[order].T.astype(np.float32), fitted.intercept_[order]
    return SupportModel(mean, scale, columns, idf.astype(np.float32), weights, bias)


def _matrix(
    known: Sentences,
    mean: NDArray[np.float32],
    scale: NDArray[np.float32],
    columns: dict[str, int],
    idf: NDArray[Any],
) -> sparse.csr_matrix:
    numbers = sparse.csr_matrix(scaled(known.rows, mean, scale))
    worded = pattern_rows(columns, idf.astype(np.float32), known.patterns)
    return sparse.hstack([numbers, worded], format="csr")


def sentence_figures(known: Sentences) -> dict[str, dict[str, float]]:
    """Return accuracy and macro-averaged F of both labels on gold articles, their publishers not learned from."""
    guessed = {label: np.empty(len(known.articles), object) for label in LABELS}
    for rest, test in divide(known.groups, 5, _GROUPS):
        model, held_out = train_sentences(known.some(rest)), known.some(test)
        matrix = _matrix(held_out, model.mean, model.scale, dict(model.patterns), model.idf)
        for label, names in LABELS.items():
            best = (matrix @ model.weights[label] + model.bias[label]).argmax(axis=1)
            guessed[label][test] = np.array(names)[best]
    gold = known.is_gold
    return {
        label: {
            "accuracy": round(float(accuracy_score(known.labels[label][gold], values[gold])), 3),
            "macro_f1": round(float(f1_score(known.labels[label][gold], values[gold], average="macro")), 3),
        }
        for label, values in ((label, values.astype(str)) for label, values in guessed.items())
    }
