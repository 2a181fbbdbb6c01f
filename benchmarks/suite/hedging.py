"""Uncertain sentences of an encyclopaedia, as people marked them, beside n-grams, a list of hedges and length."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from reliability import lexicons
from reliability.annotation.cues import CueMatcher
from reliability.gold import records
from reliability.segmentation import lower
from reliability.training.labelled import read_labelled
from reliability.training.uncertainty import read_material
from reliability.training.uncertainty.fit import group_folds, held_out_by, on_top
from reliability.training.uncertainty.network import fit_network
from suite.intervals import auc, f1, mean
from suite.rows import Outcome
from suite.setting import LIBRARY, RANDOM, Measuring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from reliability.training.uncertainty import Material
    from suite.rows import Row
    from suite.setting import Setting

    # How likely each sentence is uncertain, and whether it is called so.
    Said = tuple[NDArray[np.float64], NDArray[np.bool_]]

SUBJECT = "uncertain sentences"
HEDGES = {"modal", "epistemic", "rumour", "forecast"}


def run(setting: Setting) -> Outcome:
    """Train by both splits and measure."""
    data = setting.data
    assert data is not None
    articles = read_labelled(data / "gold" / "sentences.jsonl.gz", data / "gold" / "articles.jsonl.gz")
    articles = [article for article in articles if article.spans]
    material = read_material(data / "data" / "hedging.jsonl.gz", articles[:: 4 if setting.quick else 1])
    rows = records(data / "data" / "hedging.jsonl.gz")
    texts = [html.unescape(str(row["sentence"])) for _, row in rows if any(map(str.isalnum, row["sentence"]))]
    others = ~material.is_article
    singly = np.array([f"sentence {number}" for number in range(len(others))])
    # Only the encyclopaedia's are dealt out singly: an article's sentences are read together.
    dealt = replace(material, groups=np.where(others, singly, material.groups))
    found: list[Row] = []
    for folds, divided in (("block", material), (RANDOM, dealt)):
        measuring = Measuring(setting.draws, material.groups[others], "sentences")
        labels = material.labels[others].astype(bool)
        found += _rows(measuring, labels, folds, {LIBRARY: _by_networks(divided), **_by_peers(divided, texts)})
    return Outcome(found)


def _rows(measuring: Measuring, labels: NDArray[np.bool_], folds: str, said: dict[str, Said]) -> Iterator[Row]:
    for name, (likely, called) in said.items():
        figures = {"AUC": auc(labels, likely), "F": f1(labels, called), "accuracy": mean(labels == called)}
        for figure in figures.items():
            yield measuring.row(SUBJECT, name, figure, folds)


def _by_networks(material: Material) -> Said:
    """Return what networks say that have not seen a sentence's fold."""
    divided = list(group_folds(material))
    networks = Parallel(n_jobs=2)(delayed(fit_network)(material, rest) for rest, _ in divided)
    found = held_out_by(networks, material, [test for _, test in divided])
    likely, called = np.zeros(len(material.labels)), np.zeros(len(material.labels), bool)
    for rest, test in divided:
        model = on_top(networks[0], found, material, rest)
        logits = model.platt[0] * found.doubt[test] + model.platt[1] * np.log(found.lengths[test]) + model.platt[2]
        likely[test] = 1 / (1 + np.exp(-logits))
        called[test] = likely[test] > model.threshold[0]
    return likely[~material.is_article], called[~material.is_article]


def _by_peers(material: Material, texts: list[str]) -> dict[str, Said]:
    """Return what n-grams, a list of hedges, length and the majority say of the encyclopaedia's sentences."""
    n, labels = len(texts), material.labels[: len(texts)]
    listed = CueMatcher({form: kind for form, kind in lexicons.kinds("hedges").items() if kind in HEDGES})
    counts = np.array([len(listed.find(lower(text))) for text in texts], float)
    found = {name: (np.zeros(n), np.zeros(n, bool)) for name in ("word n-grams, logistic", "length", "majority")}
    everything = np.array(texts, object)
    lengths = np.log([[len(text.split())] for text in texts])
    for rest, test in group_folds(material):
        known, new = rest[rest < n], test[test < n]
        counter = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        models = {
            "word n-grams, logistic": (make_pipeline(counter, LogisticRegression(C=5, max_iter=1000)), everything),
            "length": (LogisticRegression(), lengths),
        }
        for name, (model, rows) in models.items():
            likely = model.fit(rows[known], labels[known]).predict_proba(rows[new])[:, 1]
            found[name][0][new], found[name][1][new] = likely, likely > 0.5
        found["majority"][1][new] = labels[known].mean() >= 0.5
    return {**found, "any hedge of a list": (counts, counts > 0)}
