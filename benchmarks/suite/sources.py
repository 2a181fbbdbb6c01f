"""Attributions as people marked them, and kinds of sources, beside a list of verbs and plainer models."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attributions import PARTS, by_cue_list, by_the_library, counts, read
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline

from reliability.annotation.kinds import KINDS
from reliability.annotation.tagging import load_tagger
from reliability.gold import records
from reliability.training.attributions.kinds import explained_names, labelled_spans, train_kinds
from reliability.training.attributions.material import read_unmarked
from suite.intervals import f1, mean, ratio
from suite.rows import Outcome
from suite.setting import LIBRARY, RANDOM, Measuring

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from suite.intervals import Array, Figure
    from suite.rows import Row
    from suite.setting import Setting

FOLDS = 10
# As in training: every fourth article of the collections explains names.
_STEP = 4


def run(setting: Setting) -> Outcome:
    """Measure both."""
    assert setting.data is not None
    articles = read(setting.data / "data" / "attributions-dev.jsonl.gz")[: 10 if setting.quick else None]
    measuring = Measuring(setting.draws, np.arange(len(articles)), "articles")
    rows: list[Row] = []
    for name, find in ((LIBRARY, by_the_library), ("a list of verbs", by_cue_list)):
        for part, columns in zip(PARTS, counts(articles, find), strict=True):
            rows.append(measuring.row(part, name, ("F of spans that overlap", _overlap(columns))))
            right, given, marked = columns[:, 4], columns[:, 1], columns[:, 3]
            rows.append(measuring.row(part, name, ("F of exact spans", ratio(2 * right, given + marked))))
    return Outcome([*rows, *_kind_rows(setting, setting.data)])


def _overlap(columns: Array) -> Figure:
    """Return the harmonic mean of precision and recall of spans."""
    precision, recall = ratio(columns[:, 0], columns[:, 1]), ratio(columns[:, 2], columns[:, 3])

    def figure(weights: Array) -> Array:
        p, r = precision(weights), recall(weights)
        with np.errstate(invalid="ignore"):
            return np.asarray(2 * p * r / (p + r))

    return figure


def _kind_rows(setting: Setting, data: Path) -> Iterator[Row]:
    """Yield how often the kind of a source is right, and F of the two kinds that nobody can trace."""
    files = [data / "data" / f"attributions-{part}.jsonl.gz" for part in ("train", "dev")]
    labels = data / "gold" / "source_types.jsonl.gz"
    features, kinds, ids = labelled_spans(load_tagger(), labels, files)
    gold = frozenset(str(record["id"]) for _, record in records(data / "gold" / "articles.jsonl.gz"))
    step = 10 * _STEP if setting.quick else _STEP
    explained = explained_names(load_tagger(), read_unmarked(data / "data" / "articles.jsonl.gz", gold, step))
    texts = _spans(labels, files)
    measuring = Measuring(setting.draws, ids, "sources")
    untraceable = np.isin(kinds, ["anonymous", "vague"])
    for folds, groups in (("article", ids), (RANDOM, np.arange(len(ids)))):
        said = {name: np.empty(len(kinds), object) for name in (LIBRARY, "characters 1 to 4, logistic", "majority")}
        for rest, test in GroupKFold(FOLDS, shuffle=True, random_state=0).split(features, groups=groups):
            model = train_kinds(features[rest], kinds[rest], explained)
            said[LIBRARY][test] = np.array(KINDS)[(features[test] @ model.weights + model.bias).argmax(axis=1)]
            counter = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True)
            plain = make_pipeline(counter, LogisticRegression(C=10, max_iter=2000))
            said["characters 1 to 4, logistic"][test] = plain.fit(texts[rest], kinds[rest]).predict(texts[test])
            names, n = np.unique(kinds[rest], return_counts=True)
            said["majority"][test] = names[n.argmax()]
        for name, guessed in said.items():
            yield measuring.row("kind of source", name, ("accuracy", mean(guessed == kinds)), folds)
            called = np.isin(guessed.astype(str), ["anonymous", "vague"])
            yield measuring.row("kind of source", name, ("F of anonymous or vague", f1(untraceable, called)), folds)


def _spans(labels: Path, files: list[Path]) -> NDArray[np.object_]:
    """Return the words of the labelled spans, in the order of their features."""
    texts = {str(record["id"]): str(record["text"]) for path in files for _, record in records(path)}
    by_article: dict[str, list[str]] = {}
    for _, row in records(labels):
        by_article.setdefault(str(row["id"]), []).append(texts[str(row["id"])][row["start"] : row["end"]])
    return np.array([span for spans in by_article.values() for span in spans], object)
