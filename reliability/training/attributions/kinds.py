"""Kinds of sources, learned from labelled spans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from reliability.annotation.kinds import KINDS, KindModel, source_features
from reliability.annotation.names import Name, names
from reliability.gold import divide, records, whole_records
from reliability.segmentation import segment_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from reliability.annotation.tagging import Tagger
    from reliability.training.attributions.material import Article

# The best of .3, 1 and 3 by article-grouped folds; they differ by a hundredth.
_PENALTY = 1.0
# Costs .003 on the labelled spans; without it nearly every company of one word is taken for a person.
_EXPLAINED_WEIGHT = 0.2


def labelled_spans(
    tagger: Tagger, labels: Path, texts: Sequence[Path]
) -> tuple[NDArray[np.float32], NDArray[Any], NDArray[Any]]:
    """Return features, kinds and article ids of labelled source spans."""
    with whole_records(labels):
        return _labelled(tagger, labels, texts)


def _labelled(
    tagger: Tagger, labels: Path, texts: Sequence[Path]
) -> tuple[NDArray[np.float32], NDArray[Any], NDArray[Any]]:
    known = {str(record["id"]): str(record["text"]) for path in texts for _, record in records(path)}
    by_article: dict[str, list[dict[str, Any]]] = {}
    for _, record in records(labels):
        by_article.setdefault(str(record["id"]), []).append(record)
    features, kinds, ids = [], [], []
    for key, rows in by_article.items():
        segments = segment_spans(known[key], [(0, len(known[key]))])
        names_at = {token: name for name in names(segments) for token in range(name.first, name.last)}
        bounds = [segments.original(*token) for token in segments.tokens]
        spans = [
            [i for i, (start, end) in enumerate(bounds) if end > row["start"] and start < row["end"]] for row in rows
        ]
        found = [(span[0], span[-1] + 1) for span in spans if span]
        features.append(source_features(tagger, segments.words, names_at, found))
        kinds += [str(row["kind"]) for row, span in zip(rows, spans, strict=True) if span]
        ids += [key] * len(found)
    return np.concatenate(features), np.array(kinds), np.array(ids)


def explained_names(tagger: Tagger, articles: Iterable[Article]) -> tuple[NDArray[np.float32], NDArray[Any]]:
    """Return features and kinds of single names that their article explains, as if it did not.

    A surname whose full name is given is a person's; a name with shareholders is a body's. The
    labelled spans are of politics, where hardly a company speaks: from these the model learns whose names are whose
    by what stands around them everywhere else.
    """
    words: dict[str, list[str]] = {"person": [], "organisation": []}
    for article in articles:
        found = {name.key: name for name in names(article.segments) if name.last - name.first == 1}
        for name in found.values():
            word = article.segments.words[name.first].removesuffix("'s")
            # A word of capitals is seen to be a body's without any learning.
            if name.kind in words and not word.isupper():
                words[name.kind].append(word)
    people, bodies = words["person"], words["organisation"]
    if not bodies or not people:
        return np.zeros((0, 0), np.float32), np.array([], str)
    # As many people as bodies, from all over the articles.
    told = bodies + people[:: max(1, len(people) // len(bodies))][: len(bodies)]
    unexplained = {place: Name(place, place + 1, "other", word) for place, word in enumerate(told)}
    features = source_features(tagger, told, unexplained, [(place, place + 1) for place in unexplained])
    return features, np.array(["organisation"] * len(bodies) + ["person"] * (len(told) - len(bodies)))


def train_kinds(
    features: NDArray[np.float32], kinds: NDArray[Any], explained: tuple[NDArray[np.float32], NDArray[Any]]
) -> KindModel:
    """Fit the model of kinds to labelled spans, and lightly to explained names."""
    fitted = _fit(features, kinds, explained)
    order = [list(fitted.classes_).index(kind) for kind in KINDS]
    return KindModel(fitted.coef_[order].T.astype(np.float32), fitted.intercept_[order].astype(np.float32))


def _fit(
    features: NDArray[np.float32], kinds: NDArray[Any], explained: tuple[NDArray[np.float32], NDArray[Any]]
) -> LogisticRegression:
    model = LogisticRegression(C=_PENALTY, max_iter=3000)
    if not len(explained[1]):
        return model.fit(features, kinds)
    weights = np.r_[np.ones(len(kinds)), np.full(len(explained[1]), _EXPLAINED_WEIGHT)]
    return model.fit(np.concatenate([features, explained[0]]), np.r_[kinds, explained[1]], sample_weight=weights)


def kinds_accuracy(
    features: NDArray[np.float32],
    kinds: NDArray[Any],
    ids: NDArray[Any],
    explained: tuple[NDArray[np.float32], NDArray[Any]],
) -> float:
    """Return how often the kind of a span is right in articles that were not learned from."""
    right = 0
    for rest, test in divide(ids, 10, "articles with labelled sources"):
        right += int((_fit(features[rest], kinds[rest], explained).predict(features[test]) == kinds[test]).sum())
    return right / len(kinds)
