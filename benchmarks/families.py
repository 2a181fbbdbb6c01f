"""Each signal against its own column of the gold: by everything, by its family alone, and by word n-grams.

    python benchmarks/families.py [--data ../shared]

Five folds over publishers, near-duplicates together; everything that is learned is learned inside the folds, the models
of sentences included. Takes about twenty minutes on two cores.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import spearmanr
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import Ridge

from reliability.classifier import ReliabilityClassifier
from reliability.evaluation import folds
from reliability.extractor import FEATURES
from reliability.fitting import N_COMPONENTS
from reliability.gold import read_gold
from reliability.training.run import prepare
from reliability.training.sentence_models import read_sentence_material
from reliability.weighting import Weighting

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIGNALS = ("hedging", "specificity", "sourcing")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared")
    data = parser.parse_args().data
    if not data.is_dir():
        print(f"left out: {data}, which holds the articles, is absent")
        return
    gold = read_gold(data / "gold" / "articles.jsonl.gz")
    material = prepare(gold, data / "data" / "articles.jsonl.gz", read_sentence_material(data))
    columns = np.array([str(name).split("__")[0] for name in material.extractor.get_feature_names_out()])
    texts = np.array(gold.texts, dtype=object)
    scores = {
        (signal, by): np.zeros(len(texts)) for signal in SIGNALS for by in ("everything", "its family", "n-grams")
    }
    for rest, test in folds(material.groups):
        kept = material.without(test)
        weighting = Weighting(len(FEATURES), n_components=N_COMPONENTS).fit(kept.matrix, unlabelled=kept.unlabelled)
        rows = weighting.transform(material.matrix).toarray()
        counter = TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)
        grams = counter.fit_transform(texts[rest]), counter.transform(texts[test])
        for signal in SIGNALS:
            own = np.flatnonzero(columns == signal)
            labels = material.labels[signal]
            for by, chosen in (("everything", np.arange(rows.shape[1])), ("its family", own)):
                reader = ReliabilityClassifier().fit(rows[rest][:, chosen], labels[rest], groups=material.groups[rest])
                scores[signal, by][test] = reader.score_rows(rows[test][:, chosen])
            scores[signal, "n-grams"][test] = Ridge(0.5).fit(grams[0], labels[rest]).predict(grams[1])
    corpora = np.array(gold.corpora)
    for (signal, by), found in scores.items():
        labels = material.labels[signal]
        inside = [spearman(found[corpora == corpus], labels[corpora == corpus]) for corpus in sorted(set(corpora))]
        print(f"{signal:<12} by {by:<11} Spearman {spearman(found, labels):.3f}  within a corpus {np.mean(inside):.3f}")


def spearman(scores: NDArray[np.float64], labels: NDArray[np.int_]) -> float:
    """Return the rank correlation."""
    return float(spearmanr(scores, labels)[0])


if __name__ == "__main__":
    main()
