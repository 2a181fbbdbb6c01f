"""Roles and supports of sentences, learned from articles that were read sentence by sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import GroupKFold

from reliability.annotation.annotate import annotate
from reliability.annotation.judging import LABELS, SupportModel, pattern_rows, scaled
from reliability.annotation.sentences import sentence_rows
from reliability.annotation.wording import sentence_patterns
from reliability.gold import records, whole_records
from reliability.segmentation import segment_as

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_PENALTY = 1.0
_LEAST_SENTENCES = 3


@dataclass(frozen=True)
class Sentences:
    """Labelled sentences: numbers, patterns of wording, labels, and the article of each."""

    rows: NDArray[np.float32]
    patterns: list[Counter[str]]
    labels: dict[str, NDArray[Any]]
    articles: NDArray[Any]

    def some(self, chosen: NDArray[np.intp]) -> Sentences:
        """Return some of the sentences."""
        return Sentences(
            self.rows[chosen],
            [self.patterns[i] for i in chosen],
            {label: values[chosen] for label, values in self.labels.items()},
            self.articles[chosen],
        )


def read_sentences(labels: Path, articles: Path) -> Sentences:
    """Read labelled sentences, each in its article."""
    with whole_records(labels):
        return _labelled(labels, articles)


def _labelled(labels: Path, articles: Path) -> Sentences:
    texts = {str(record["id"]): str(record["text"]) for _, record in records(articles)}
    rows, patterns, ids = [], [], []
    found: dict[str, list[str]] = {label: [] for label in LABELS}
    for _, record in records(labels):
        text = texts[str(record["id"])]
        told = [s for s in record["sentences"] if any(map(str.isalnum, text[s["start"] : s["end"]]))]
        annotation = annotate(segment_as(text, [(s["start"], s["end"]) for s in told]))
        rows.append(sentence_rows(annotation))
        patterns += sentence_patterns(annotation.stream)
        ids += [str(record["id"])] * len(told)
        for label, values in found.items():
            values += [str(s[label]) for s in told]
    return Sentences(
        np.concatenate(rows), patterns, {label: np.array(values) for label, values in found.items()}, np.array(ids)
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
    """Return accuracy and macro-averaged F of both labels in articles that were not learned from."""
    guessed = {label: np.empty(len(known.articles), object) for label in LABELS}
    for rest, test in GroupKFold(5, shuffle=True, random_state=0).split(known.rows, groups=known.articles):
        model, held_out = train_sentences(known.some(rest)), known.some(test)
        matrix = _matrix(held_out, model.mean, model.scale, dict(model.patterns), model.idf)
        for label, names in LABELS.items():
            best = (matrix @ model.weights[label] + model.bias[label]).argmax(axis=1)
            guessed[label][test] = np.array(names)[best]
    return {
        label: {
            "accuracy": round(float(accuracy_score(known.labels[label], values)), 3),
            "macro_f1": round(float(f1_score(known.labels[label], values, average="macro")), 3),
        }
        for label, values in ((label, values.astype(str)) for label, values in guessed.items())
    }
