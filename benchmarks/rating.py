"""How well the rating reads: against labels, people's marks, n-grams, and stories told five ways.

    python benchmarks/rating.py [--data ../shared]

Everything is read by models that never saw the article's publisher. Needs models/numbers.npz; what needs the texts
too (n-grams, people's marks) is left out, and says so, where --data is missing. Takes about ten minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import spearmanr
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import roc_auc_score

import reliability
from reliability import gold as gold_data
from reliability.evaluation import Predictions, cross_validate, folds, some_of
from reliability.fitting import fit_model
from reliability.measures import Readings, Truth, measure
from reliability.resources import models_folder
from reliability.ridge import fit_lines
from reliability.training.numbers import Numbers, read_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.fitting import Material

SETS = Path(__file__).parents[1] / "tests" / "contrasts" / "sourcing.json"
FORMS = ("full", "single", "anonymous", "flat", "rumour")


def against_labels(predicted: Predictions, numbers: Numbers) -> None:
    """Print the rating's figures with their intervals."""
    material = numbers.material
    found = some_of(predicted, material.measured)
    readings = Readings(found.scores["rating"], found.levels, found.intervals, found.probabilities)
    n = int(material.measured.sum())
    nothing = [""] * n
    truth = Truth(
        material.labels["rating"][material.measured],
        material.groups[material.measured],
        list(numbers.corpora),
        nothing,
        nothing,
        np.full(n, 400),
    )
    for name, figure in measure(readings, truth)["figures"].items():
        print(f"  {name:<12}{figure['value']:.3f}  ({figure['low']:.3f} to {figure['high']:.3f})")
    for name in ("hedging", "specificity", "sourcing"):
        print(f"  {name:<12}{spearman(found.scores[name], material.labels[name][material.measured]):.3f}  Spearman")


def spearman(scores: NDArray[np.float64], labels: NDArray[Any]) -> float:
    """Return the rank correlation."""
    return float(spearmanr(scores, labels)[0])


def learning_curve(material: Material) -> None:
    """Print what the gold alone, and parts of everything, would have given."""
    rng = np.random.default_rng(0)
    publishers = rng.permutation(np.unique(material.groups))
    for name, share, gold_only in (("gold alone", 1.0, True), ("a quarter", 0.25, False), ("half", 0.5, False)):
        chosen = np.isin(material.groups, publishers[: int(share * len(publishers))])
        kept = chosen & material.measured if gold_only else chosen
        scores = np.empty(len(kept))
        for train, test in folds(material.groups):
            model = fit_model(material.some(train[kept[train]]))
            scores[test] = model.readers["rating"].score_at(model.rating_latent(material.matrix[test]))
        rows = material.measured
        print(f"  {name:<12}{kept.sum():>6} articles  {spearman(scores[rows], material.labels['rating'][rows]):.3f}")


def n_grams(texts: Sequence[str], material: Material, name: str = "rating") -> NDArray[np.float64]:
    """Return what word n-grams with ridge make of each text, trained on the same rows by the same folds."""
    scores = np.empty(len(texts))
    labels = material.labels[name].astype(float)
    for train, test in folds(material.groups):
        words = TfidfVectorizer(ngram_range=(1, 2), min_df=5, sublinear_tf=True)
        rows = words.fit_transform([texts[row] for row in train])
        line = fit_lines(rows, labels[train, None], 1.0, n_folds=2)
        scores[test] = words.transform([texts[row] for row in test]) @ line.coef[0]
    return scores


def correlations(scores: NDArray[np.float64], material: Material, corpora: Sequence[str], name: str = "rating") -> str:
    """Say how scores of all rows agree with the gold's labels, and within a corpus."""
    found, labels, where = scores[material.measured], material.labels[name][material.measured], np.array(corpora)
    within = [spearman(found[where == c], labels[where == c]) for c in sorted(set(corpora))]
    return f"{spearman(found, labels):.3f}, within a corpus {np.mean(within):.3f}"


def against_people(scores: NDArray[np.float64], ids: Sequence[str], data: Path) -> None:
    """Print how well the rating alone tells articles apart that people marked real or fake."""
    articles = gold_data.records(data / "data" / "articles.jsonl.gz")
    marks = {str(record["id"]): record for _, record in articles if record.get("label") in {"real", "fake"}}
    rows = [row for row, name in enumerate(ids) if name in marks]
    real = np.array([marks[ids[row]]["label"] == "real" for row in rows])
    corpora = np.array([marks[ids[row]]["corpus"] for row in rows])
    for corpus in ("all", *sorted(set(corpora))):
        chosen = (corpora == corpus) | (corpus == "all")
        if len(set(real[chosen])) == 2:
            area = roc_auc_score(real[chosen], scores[rows][chosen])
            print(f"  {corpus:<12}{chosen.sum():>5} articles  AUC {area:.3f}")


def stories_told_five_ways() -> None:
    """Print how far apart the forms of one story stand."""
    sets = json.loads(SETS.read_text(encoding="utf-8"))
    ratings = reliability.rate([story[form] for story in sets for form in FORMS], stories=False)
    scores = np.array([rating.score for rating in ratings]).reshape(len(sets), len(FORMS))
    print("  mean " + ", ".join(f"{form} {mean:.2f}" for form, mean in zip(FORMS, scores.mean(axis=0), strict=True)))
    gaps = [scores[:, 0] - scores[:, FORMS.index(low)] for low in ("flat", "rumour")]
    print(f"  full above flat by {gaps[0].mean():.2f} (least {gaps[0].min():.2f})")
    print(f"  full above rumour by {gaps[1].mean():.2f} (least {gaps[1].min():.2f})")
    ordered = [scores[:, a] > scores[:, b] for a, b in product(range(5), range(5)) if a < b]
    print(f"  pairs in order: {np.mean(ordered):.1%} of {len(sets) * 10}")


def seeds(data: Path) -> None:
    """Print the scores of the five articles that the product was first asked about."""
    files = sorted(path for path in (data / "seeds").iterdir() if path.suffix in {".txt", ".md", ".html"})
    for name, stories in (("alone", False), ("together", None)):
        print(f"  {name:<9}" + " ".join(f"{r.score:.2f}" for r in reliability.rate(files, stories=stories)))  # type: ignore[arg-type]


def main() -> None:
    """Run all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    data = parser.parse_args().data
    numbers = read_numbers(models_folder())
    predicted = cross_validate(numbers.material)
    print("against the gold's labels, publishers held out (95 % intervals)")
    against_labels(predicted, numbers)
    print("stories told five ways, the shipped model")
    stories_told_five_ways()
    print("learned from")
    learning_curve(numbers.material)
    if not data.exists():
        print(f"left out without {data}: n-grams, people's marks, the five articles")
        return
    gold = gold_data.read_gold(data / "gold" / "articles.jsonl.gz")
    more = gold_data.read_more(models_folder() / "readings.jsonl.gz", data / "data" / "articles.jsonl.gz", gold.ids)
    print("people's marks, publishers held out")
    against_people(predicted.scores["rating"], [*gold.ids, *more.ids], data)
    print("beside it")
    found = n_grams([*gold.texts, *more.texts], numbers.material)
    print(f"  word n-grams, ridge  {correlations(found, numbers.material, numbers.corpora)}")
    print("the five articles")
    seeds(data)


if __name__ == "__main__":
    main()
