"""How well it is told whether sentences are specific and whether they can be checked, and how fast.

    python benchmarks/specificity.py [--data ../shared]

Folds hold whole blocks of sentences, blocks that share a sentence as one, and whole articles. Beside each figure stand
those of length and of word n-grams by the same folds. Takes about four minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import statistics
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import rankdata, spearmanr
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from timing import print_speeds

from reliability.annotation.annotate import annotate
from reliability.annotation.quotations import quotations
from reliability.annotation.specific import judge_specific, load_specific
from reliability.annotation.tagging import load_tagger
from reliability.gold import read_gold, records
from reliability.segmentation import segment_as, segment_spans
from reliability.signals import specificity
from reliability.training.labelled import read_labelled
from reliability.training.specificity import learn_words, read_material
from reliability.training.specificity.figures import figures_of, held_out
from reliability.training.specificity.fit import group_folds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.annotation.annotate import Annotation
    from reliability.training.specificity import Material

GENRES = ("movies", "yelp", "twitter", "news")
FOLDS = 10
# Of both kinds of folds; 0 is what training prints.
RANDOM_STATES = (1, 2, 3)
WORDS = 400
CONTRASTS = Path(__file__).parents[1] / "tests" / "contrasts" / "specificity.json"


def read(data: Path) -> Material:
    """Read all that the model learns from; words are counted outside the rating's gold."""
    gold = frozenset(str(row["id"]) for _, row in records(data / "gold" / "articles.jsonl.gz"))
    words = learn_words(load_tagger(), data / "data" / "articles.jsonl.gz", gold)
    articles = read_labelled(data / "gold" / "sentences.jsonl.gz", data / "gold" / "articles.jsonl.gz")
    return read_material(words, data / "data" / "specificity.jsonl.gz", articles)


def shown(figures: dict[str, float]) -> str:
    """Write figures on one line."""
    by_genre = "  ".join(f"{genre} {figures[f'spearman_{genre}']:.3f}" for genre in GENRES)
    news = f"  news accuracy {figures['news_accuracy']:.3f}" if "news_accuracy" in figures else ""
    return f"Spearman: mean {figures['spearman_mean']:.3f}  {by_genre}{news}"


def the_model(material: Material) -> NDArray[np.float64]:
    """Print the model's figures, averaged over folds drawn anew; return the scores of the first draw."""
    drawn = [held_out(material, FOLDS, state) for state in RANDOM_STATES]
    every = [figures_of(material, *each) for each in drawn]
    mean = {name: statistics.mean(figures[name] for figures in every) for name in every[0]}
    low, high = (pick(figures["spearman_mean"] for figures in every) for pick in (min, max))
    print(f"  the model            {shown(mean)}  (mean {low:.3f} to {high:.3f} over {len(every)} draws of folds)")
    print(f"    within length      {within_length(material, drawn[0][0][:, 0])}")
    for name in ("macro_f1", "accuracy", "auc", "brier"):
        print(f"    checkable {name:<9} {mean[f'checkable_{name}']:.3f}")
    calibration(material, 1 / (1 + np.exp(-drawn[0][0][:, 1])))
    return drawn[0][0]


def within_length(material: Material, scores: NDArray[np.float64]) -> str:
    """Return the mean correlation among sentences of about one length: eight groups of each genre."""
    found = {}
    for genre in GENRES:
        rows = np.flatnonzero(material.genres == genre)
        group = (rankdata(n_words(material)[rows]) / (len(rows) + 1) * 8).astype(int)
        parts = [rows[group == number] for number in range(8)]
        values = [(spearmanr(scores[part], material.labels[part])[0], len(part)) for part in parts if len(part) > 10]
        found[genre] = np.average([value for value, _ in values], weights=[n for _, n in values])
    return f"mean {np.mean(list(found.values())):.3f}  " + "  ".join(f"{g} {v:.3f}" for g, v in found.items())


def n_words(material: Material) -> NDArray[np.float64]:
    """Return how many words each sentence has."""
    found: NDArray[np.float64] = np.expm1(material.numbers[:, 0].astype(float))
    return found


def calibration(material: Material, likely: NDArray[np.float64]) -> None:
    """Print how often sentences are checkable by how likely they were called so."""
    in_articles = material.read_in_articles
    likely, labels = likely[in_articles], material.labels[in_articles]
    fifth = np.minimum((likely * 5).astype(int), 4)
    told = [f"{likely[fifth == k].mean():.2f} is {labels[fifth == k].mean():.2f}" for k in range(5)]
    print(f"    calibration        {', '.join(told)}")


def baselines(material: Material) -> None:
    """Print the figures of length, of n-grams of words and of n-grams of characters, by the folds of the first draw."""
    logits = np.zeros((len(material.labels), 2))
    none = np.zeros(len(material.labels), bool)
    logits[:, 0] = n_words(material)
    print(f"  length in words      {shown(_scores_only(figures_of(material, logits, none)))}")
    logits[:, 0] = np.expm1(material.numbers[:, 3])
    print(f"  length in characters {shown(_scores_only(figures_of(material, logits, none)))}")
    for name, options in (
        ("words and pairs", {"ngram_range": (1, 2)}),
        ("characters 2 to 5", {"analyzer": "char_wb", "ngram_range": (2, 5)}),
    ):
        logits, specific = by_grams(material, options)
        figures = figures_of(material, logits, specific)
        print(f"  {name:<20} {shown(figures)}  checkable macro F {figures['checkable_macro_f1']:.3f}")


def _scores_only(figures: dict[str, float]) -> dict[str, float]:
    return {name: value for name, value in figures.items() if name.startswith("spearman")}


def by_grams(material: Material, options: dict[str, Any]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return outputs of n-gram models: a ridge for each genre, a logistic regression for the sentences of articles."""
    logits, specific = np.zeros((len(material.labels), 2)), np.zeros(len(material.labels), bool)
    texts = np.array(material.texts, object)
    for rest, test in group_folds(material, FOLDS, RANDOM_STATES[0]):
        for genre in ("", *GENRES):
            known, new = rest[material.genres[rest] == genre], test[material.genres[test] == genre]
            if not len(new):
                continue
            counter = TfidfVectorizer(sublinear_tf=True, min_df=2, **options)
            if genre:
                model = make_pipeline(counter, Ridge(1.0)).fit(texts[known], material.labels[known])
                logits[new, 0] = model.predict(texts[new])
                specific[new] = logits[new, 0] > np.quantile(
                    model.predict(texts[known]), (material.labels[known] < 1.5).mean()
                )
            else:
                model = make_pipeline(counter, LogisticRegression(C=5, max_iter=1000))
                logits[new, 1] = model.fit(texts[known], material.labels[known]).decision_function(texts[new])
    return logits, specific


def contrasts() -> None:
    """Print how often the specific sentence of a pair is told from the vague one."""
    pairs = json.loads(CONTRASTS.read_text(encoding="utf-8"))
    read_pair = [specificity.sentence_specificity([pair["specific"], pair["vague"]]) for pair in pairs]
    checked = [[float(_checkable(pair[form])) for form in ("specific", "vague")] for pair in pairs]
    right = sum(bool(one > other) for one, other in read_pair)
    print(f"  {right} of {len(pairs)} pairs by specificity, {sum(a > b for a, b in checked)} by checkable")
    print(f"  called checkable: {sum(a > 0.5 for a, _ in checked)} specific, {sum(b > 0.5 for _, b in checked)} vague")


def _checkable(text: str) -> float:
    return float(judge_specific(load_specific(), segment_as(text, [(0, len(text))])).checkable[0])


def documents(data: Path) -> None:
    """Print how each feature goes with the gold's column and with length, outside what the model learned from."""
    learned = {str(row["id"]) for _, row in records(data / "gold" / "sentences.jsonl.gz")}
    gold = read_gold(data / "gold" / "articles.jsonl.gz")
    chosen = [row for row, key in enumerate(gold.ids) if key not in learned]
    chosen = np.random.default_rng(0).permutation(chosen)[:500].tolist()
    rows, words = [], []
    for row in chosen:
        annotation = annotated(gold.texts[row])
        features = specificity.read(annotation).features
        rows.append([features[feature.name] for feature in specificity.FEATURES])
        words.append(annotation.segments.n_words)
    labels, length = gold.labels["specificity"][chosen], np.log1p(words)
    print(f"  log of words against the column: {spearmanr(length, labels)[0]:.3f}")
    told = []
    for feature, column in zip(specificity.FEATURES, np.array(rows).T, strict=True):
        known = ~np.isnan(column)
        told.append((spearmanr(column[known], labels[known])[0], spearmanr(column[known], length[known])[0], feature))
    for with_labels, with_length, feature in sorted(told, key=lambda item: -abs(item[0])):
        print(f"  {feature.name:<44} column {with_labels:+.3f}  log words {with_length:+.3f}")


def annotated(text: str) -> Annotation:
    """Annotate a text, what the family shares with others worked out."""
    annotation = annotate(text)
    _ = annotation.judged, annotation.specific
    return annotation


def speed(data: Path) -> None:
    """Print articles of 400 words a second in one process."""
    texts = [str(row["text"]) for _, row in records(data / "data" / "attributions-dev.jsonl.gz")]
    cut = [text.split(" ")[start : start + WORDS] for text in texts for start in range(0, len(text.split(" ")), WORDS)]
    whole = [" ".join(words) for words in cut if len(words) == WORDS]
    segmented = [segment_spans(text, [(0, len(text))]) for text in whole]
    model = load_specific()
    quoted = [quotations(segments) for segments in segmented]
    annotations = [annotate(segments) for segments in segmented]
    for annotation in annotations:
        _ = annotation.judged, annotation.specific

    def judge() -> None:
        for segments, found in zip(segmented, quoted, strict=True):
            judge_specific(model, segments, found)

    def family() -> None:
        for annotation in annotations:
            annotation.__dict__.pop("specific")
            specificity.read(annotation)

    print_speeds({"judge_specific alone": judge, "the family, the model included": family}, len(whole))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared")
    data = parser.parse_args(arguments).data
    print("Contrast pairs")
    contrasts()
    if not data.is_dir():
        print(f"left out: sentences, documents and speed; {data}, which holds the texts, is absent")
        return
    print("Speed in one process, articles of 400 words in sentences, names and particulars")
    speed(data)
    print("Sentences of other blocks and articles")
    material = read(data)
    the_model(material)
    baselines(material)
    print("500 articles of the gold that the model has not learned from, each feature by itself")
    documents(data)


if __name__ == "__main__":
    main()
