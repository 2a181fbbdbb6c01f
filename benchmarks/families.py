"""Each signal against its own column of the gold: by its family alone, and by word n-grams.

    python benchmarks/families.py [--data ../shared]

Five folds over publishers, near-duplicates together; everything that is learned is learned inside the folds. What all
families together reach is printed by benchmarks/rating.py. The n-grams need the texts and are left out without them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from rating import correlations, n_grams

from reliability.classifier import ReliabilityClassifier
from reliability.evaluation import folds
from reliability.gold import read_gold, read_more
from reliability.resources import models_folder
from reliability.ridge import fit_lines
from reliability.training.numbers import read_numbers
from reliability.training.sentence_models import READINGS
from reliability.weighting import Weighting

SIGNALS = ("hedging", "specificity", "sourcing")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared")
    data = parser.parse_args().data
    numbers = read_numbers(models_folder())
    material = numbers.material
    columns = np.array([str(name).split("__")[0] for name in material.extractor.get_feature_names_out()])
    scores = {signal: np.empty(len(material.groups)) for signal in SIGNALS}
    for rest, test in folds(material.groups):
        rows = Weighting().fit(material.matrix[rest]).transform(material.matrix)
        for signal in SIGNALS:
            own, labels = rows[:, np.flatnonzero(columns == signal)], material.labels[signal].astype(float)
            line = fit_lines(own[rest], labels[rest, None], ReliabilityClassifier().alpha, n_folds=2)
            scores[signal][test] = own[test] @ line.coef[0]
    for signal, found in scores.items():
        print(f"{signal:<12} by its family  {correlations(found, material, numbers.corpora, signal)}")
    if not data.is_dir():
        print(f"left out: n-grams, as {data}, which holds the articles, is absent")
        return
    gold = read_gold(data / "gold" / "articles.jsonl.gz")
    more = read_more(models_folder() / READINGS, data / "data" / "articles.jsonl.gz", gold.ids)
    for signal in SIGNALS:
        found = n_grams([*gold.texts, *more.texts], material, signal)
        print(f"{signal:<12} by n-grams     {correlations(found, material, numbers.corpora, signal)}")


if __name__ == "__main__":
    main()
