"""How well uncertain sentences are told from others, and in whose voice they speculate; and how fast.

    python benchmarks/hedging.py [--data ../shared]

Folds hold whole blocks of the encyclopaedia's sentences and whole publishers; further readings of articles are learned
from and never measured on. Beside the figures stand those of word n-grams, of a cue list and of a bag of words and
character n-grams by the same folds. Takes about half an hour on two cores: the networks are trained by folds, with the
further readings and without.
"""

from __future__ import annotations

import argparse
import html
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import spearmanr
from sklearn.calibration import calibration_curve
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score
from sklearn.pipeline import make_pipeline, make_union
from timing import print_speeds

from reliability import lexicons
from reliability.annotation.annotate import annotate
from reliability.annotation.cues import CueMatcher
from reliability.annotation.uncertain import judge_uncertain, load_uncertain
from reliability.annotation.uncertain.judging import VOICES
from reliability.gold import read_gold, records
from reliability.resources import models_folder
from reliability.segmentation import lower, segment_spans
from reliability.signals import hedging
from reliability.training.labelled import read_labelled
from reliability.training.sentence_models import READINGS
from reliability.training.uncertainty import Material, read_material, train_uncertain, uncertain_figures
from reliability.training.uncertainty.fit import HeldOut, group_folds, on_top

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from sklearn.pipeline import Pipeline

    from reliability.annotation.annotate import Annotation
    from reliability.training.labelled import LabelledText

WORDS = 400
HEDGES = {"modal", "epistemic", "rumour", "forecast"}
LISTED = CueMatcher({form: kind for form, kind in lexicons.kinds("hedges").items() if kind in HEDGES})
EITHER = CueMatcher(lexicons.kinds("hedges") | lexicons.kinds("weasels"))
CONTRASTS = Path(__file__).parents[1] / "tests" / "contrasts" / "hedges.json"


def contrasts() -> None:
    """Print how often the sentence that hedges is told from one that spells its cue alike."""
    pairs = json.loads(CONTRASTS.read_text(encoding="utf-8"))
    hedged, plain = (hedging.sentence_uncertainty(pair[form] for pair in pairs) for form in ("hedged", "plain"))
    listed = [[n_cues(pair[form]) for form in ("hedged", "plain")] for pair in pairs]
    print(f"  {(hedged > plain).sum()} of {len(pairs)} pairs, {sum(a > b for a, b in listed)} by the number of cues")


def n_cues(text: str) -> int:
    """Count the listed hedges of a text."""
    return len(LISTED.find(lower(text)))


def encyclopaedia_texts(data: Path) -> list[str]:
    """Return the encyclopaedia's sentences in the order of the material."""
    rows = records(data / "data" / "hedging.jsonl.gz")
    return [html.unescape(str(row["sentence"])) for _, row in rows if any(map(str.isalnum, row["sentence"]))]


def the_model(material: Material) -> None:
    """Train by folds and print the figures, one below the other, and how well probabilities hold."""
    model, found = train_uncertain(material)
    for name, value in uncertain_figures(material, found, model.network).items():
        print(f"  {name:<22} {value:.3f}")
    calibration(material, found)


def calibration(material: Material, found: HeldOut) -> None:
    """Print how often sentences of the encyclopaedia are uncertain by how likely they were called so."""
    likely, network = np.zeros(len(material.labels)), load_uncertain().network
    for rest, test in group_folds(material):
        platt = on_top(network, found, material, rest).platt
        logits = platt[0] * found.doubt[test] + platt[1] * np.log(found.lengths[test]) + platt[2]
        likely[test] = 1 / (1 + np.exp(-logits))
    others = ~material.is_article
    shares, told = calibration_curve(material.labels[others], likely[others], n_bins=5)
    print("  calibration            " + ", ".join(f"{p:.2f} is {s:.2f}" for p, s in zip(told, shares, strict=True)))


def baselines(material: Material, texts: list[str], articles: Sequence[LabelledText]) -> None:
    """Print the figures of n-grams and of a cue list, by the folds of the model."""
    everything = np.array(texts + [a.text[start:end] for a in articles for start, end in a.spans], object)
    likely, named = np.zeros(len(everything)), np.zeros(len(everything), np.intp)
    for rest, test in group_folds(material):
        for of_article in (False, True):
            known, new = (rows[material.is_article[rows] == of_article] for rows in (rest, test))
            if of_article:
                named[new] = bag().fit(everything[known], material.labels[known]).predict(everything[new])
            else:
                counter = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
                model = make_pipeline(counter, LogisticRegression(C=5, max_iter=1000))
                model.fit(everything[known], material.labels[known])
                likely[new] = model.predict_proba(everything[new])[:, 1]
    others = np.flatnonzero(~material.is_article)
    labels, lowered = material.labels[others], [lower(texts[row]) for row in others]
    hedge, either = (np.array([bool(cues.find(text)) for text in lowered]) for cues in (LISTED, EITHER))
    print(f"  {'n-grams':<22} AUC {roc_auc_score(labels, likely[others]):.3f}")
    called_by = {"n-grams": likely[others] > 0.5, "any listed hedge": hedge, "any cue of either list": either}
    for name, called in called_by.items():
        print(f"  {name:<22} accuracy {accuracy_score(labels, called):.3f}  F {f1_score(labels, called):.3f}")
    gold = material.is_article & material.is_gold
    voices(material.labels[gold], named[gold])


def bag() -> Pipeline:
    """Return a multinomial model over words and characters; of the penalties tried the best by its own figures."""
    counted = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, min_df=3),
    )
    return make_pipeline(counted, LogisticRegression(C=0.3, max_iter=300, class_weight="balanced"))


def voices(labels: NDArray[np.intp], named: NDArray[np.intp]) -> None:
    """Print how well a bag of words tells voices."""
    told = "  ".join(f"{v:.3f}" for v in f1_score(labels, named, average=None, labels=range(len(VOICES))))
    mean, right = f1_score(labels, named, average="macro"), accuracy_score(labels, named)
    print(f"  {'bag of words':<22} voices accuracy {right:.3f}  macro F {mean:.3f}  {told}")


def voices_of_cues(articles: Sequence[LabelledText]) -> None:
    """Print whose hedges are by quotations and attributions, by the voice that their sentence is labelled with."""
    counted: Counter[tuple[str, str]] = Counter()
    for article in articles:
        spans = list(zip(article.spans, article.labels["speculation"], strict=True))
        for item in hedging.read(annotated(article.text)).evidence:
            if item.kind in HEDGES:
                label = next((voice for (start, end), voice in spans if start <= item.start < end), "no")
                counted[label, item.voice] += 1
    for label in VOICES:
        n, own = counted[label, "writer"] + counted[label, "source"], counted[label, "writer"]
        print(f"  {n:>5} hedges in sentences with the label {label:<7} {own / max(n, 1):.3f} of them the writer's")


def documents(data: Path) -> None:
    """Print how each feature goes with the gold's column, in articles whose sentences the model has not learned."""
    learned = {str(row["id"]) for _, row in records(data / "gold" / "sentences.jsonl.gz")}
    gold = read_gold(data / "gold" / "articles.jsonl.gz")
    chosen = [row for row, key in enumerate(gold.ids) if key not in learned]
    chosen = np.random.default_rng(0).permutation(chosen)[:500].tolist()
    read = [hedging.read(annotated(gold.texts[row])).features for row in chosen]
    labels = gold.labels["hedging"][chosen]
    columns = {feature.name: np.array([row[feature.name] for row in read]) for feature in hedging.FEATURES}
    told = {name: float(spearmanr(column, labels, nan_policy="omit")[0]) for name, column in columns.items()}
    for name in sorted(told, key=lambda name: -abs(told[name]))[:15]:
        print(f"  {name:<44} {told[name]:+.3f}")


def annotated(text: str) -> Annotation:
    """Annotate a text, what the family shares with others worked out."""
    annotation = annotate(text)
    _ = annotation.judged, annotation.sentence_sources
    return annotation


def speed(data: Path) -> None:
    """Print articles of 400 words a second in one process."""
    texts = [str(row["text"]) for _, row in records(data / "data" / "attributions-dev.jsonl.gz")]
    cut = [text.split(" ")[start : start + WORDS] for text in texts for start in range(0, len(text.split(" ")), WORDS)]
    whole = [" ".join(words) for words in cut if len(words) == WORDS]
    annotations = [annotate(segment_spans(text, [(0, len(text))])) for text in whole]
    model = load_uncertain()
    for annotation in annotations:
        _ = annotation.judged, annotation.sentence_sources

    def judge() -> None:
        for annotation in annotations:
            judge_uncertain(model, annotation.segments, annotation.quoted, annotation.probabilities)

    def family() -> None:
        for annotation in annotations:
            annotation.__dict__.pop("uncertain", None)
            hedging.read(annotation)

    print_speeds({"judge_uncertain alone": judge, "the family, the model included": family}, len(whole))


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
    print("Speed in one process, articles of 400 words in sentences, names and attributions")
    speed(data)
    gold = read_labelled(data / "gold" / "sentences.jsonl.gz", data / "gold" / "articles.jsonl.gz")
    gold = [article for article in gold if article.spans]
    print("Whose a hedge is, in the labelled articles")
    voices_of_cues(gold)
    print("500 articles of the gold whose sentences were not learned, each feature by itself against the column")
    documents(data)
    more = models_folder() / READINGS
    readings = read_labelled(more, data / "data" / "articles.jsonl.gz", is_gold=False)
    readings = [article for article in readings if article.spans]
    encyclopaedia, texts = data / "data" / "hedging.jsonl.gz", encyclopaedia_texts(data)
    for name, articles in ((f"and {len(readings)} readings", [*gold, *readings]), ("alone", gold)):
        print(f"Sentences of other blocks and publishers, learned from {len(gold)} articles {name}")
        material = read_material(encyclopaedia, articles)
        baselines(material, texts, articles)
        the_model(material)


if __name__ == "__main__":
    main()
