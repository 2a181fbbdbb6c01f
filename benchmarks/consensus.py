"""Consensus against labelled stories, each left out in turn; human stances; grouping; speed.

    python benchmarks/consensus.py [--data ../shared]

Times are processor time, which other work on the machine changes less.

Baselines: likeness to the mean of the other documents' terms, and the lone score. "within" is the mean over stories.
The features were chosen on these same forty stories, so the figures are a little too good for others.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from scipy.stats import spearmanr
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_rand_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import reliability
from reliability.in_story import find_places, participate
from reliability.lone import rate_alone
from reliability.segmentation import tokenized
from reliability.signals.consensus import load_consensus
from reliability.signals.consensus.alignment import central_sentences, claims_found
from reliability.signals.consensus.overlap import naming
from reliability.signals.consensus.standing import CONTRADICTED
from reliability.stories import fingerprint, group, load_frequencies
from reliability.training.consensus.denial import train_denial
from reliability.training.consensus.fit import left_out, left_out_ratings, tabulate
from reliability.training.consensus.material import read_stories

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reliability.training.consensus.fit import Table
    from reliability.training.consensus.material import Story

Floats = "NDArray[np.float64]"


def records(path: Path) -> list[dict[str, Any]]:
    """Read one file of the data."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def within(found: Floats, wanted: Floats, story: NDArray[np.intp]) -> float:
    """Return the mean over stories of the rank correlation inside."""
    parts = [story == s for s in np.unique(story)]
    kept = [part for part in parts if len(set(wanted[part])) > 1 and len(set(found[part])) > 1]
    return float(np.mean([spearmanr(found[part], wanted[part])[0] for part in kept]))


def centroid(stories: list[Story]) -> Floats:
    """Return each document's cosine with the mean of the others' terms, by rarity."""
    found = []
    for story in stories:
        table = naming([account.terms for account in story.accounts])
        rows = table.rows.multiply(table.worth).tocsr()
        unit = sparse.diags(1 / np.maximum(1e-9, sparse.linalg.norm(rows, axis=1))) @ rows
        for i in range(len(story.ids)):
            mean = np.asarray(unit[[j for j in range(len(story.ids)) if j != i]].mean(axis=0)).ravel()
            found.append(float((unit[[i]] @ mean)[0] / max(1e-9, float(np.linalg.norm(mean)))))
    return np.array(found)


def agreement(stories: list[Story], table: Table) -> None:
    """Print how well agreement is told, and what the flag finds."""
    wanted, found = table.labels["agreement"], left_out(table)
    candidates = (("likeness to the others' centroid", centroid(stories)), ("lone score", table.quality))
    for name, values in (*candidates, ("consensus, its story left out", found)):
        figures = spearmanr(values, wanted)[0], within(values, wanted, table.story), roc_auc_score(wanted > 2, values)
        print(f"  {name:<34} Spearman {figures[0]:.3f}  within {figures[1]:.3f}  AUC for 1 or 2 {figures[2]:.3f}")
    generator = np.random.default_rng(0)
    parts = [np.flatnonzero(table.story == s) for s in np.unique(table.story)]
    drawn = [np.concatenate([parts[i] for i in generator.integers(0, len(parts), len(parts))]) for _ in range(500)]
    low, high = np.percentile([spearmanr(found[rows], wanted[rows])[0] for rows in drawn], [5, 95])
    print(f"  90 % of draws of stories: Spearman {low:.2f} to {high:.2f}")
    flagged = found < CONTRADICTED
    print(
        f"  contradicts-consensus: {flagged.sum()} documents, {np.mean(wanted[flagged] <= 2):.2f} of them labelled 1 or"
    )
    print(
        f"    2, {np.mean(wanted[flagged] <= 3):.2f} 1 to 3; "
        f"of those labelled 1 or 2 {np.mean(flagged[wanted <= 2]):.2f} found"
    )


def ratings(table: Table) -> None:
    """Print how well scores with the story known agree with ratings with the story known."""
    wanted, alone = table.labels["rating"], table.labels["alone"]
    for name, values in (
        ("lone score", table.quality),
        ("in-story score, its story left out", left_out_ratings(table)),
    ):
        figures = (
            spearmanr(values, wanted)[0],
            within(values, wanted, table.story),
            np.abs(1 + 4 * values - wanted).mean(),
        )
        print(f"  {name:<34} Spearman {figures[0]:.3f}  within {figures[1]:.3f}  off by {figures[2]:.2f} steps")
    print(f"  lone score against the rating alone: Spearman {spearmanr(table.quality, alone)[0]:.3f}")


def stances(path: Path, stories: list[Story], denials: list[Floats]) -> None:
    """Print which pairs of documents take two sides of one headline, as people marked them."""
    x, y, story_of = headline_pairs(path, stories, denials)
    for name, values in (
        ("gap of denial alone", x[:, 0]),
        ("conflict, its story left out", conflicts(x, y, story_of)),
    ):
        inside = [story_of == s for s in np.unique(story_of) if len(set(y[story_of == s])) > 1]
        mean = np.mean([roc_auc_score(y[part], values[part]) for part in inside])
        print(f"  {name:<34} AUC {roc_auc_score(y, values):.3f}  within {mean:.3f}  ({y.sum()} of {len(y)} pairs)")


def headline_pairs(
    path: Path, stories: list[Story], denials: list[Floats]
) -> tuple[Floats, NDArray[np.bool_], NDArray[np.intp]]:
    """Return what is measured of pairs of documents, whether people saw them on two sides, and their story."""
    rows, labels, owners = [], [], []
    for number, (record, story, denial) in enumerate(zip(records(path), stories, denials, strict=True)):
        found = claims_found(central_sentences(story.accounts), np.arange(len(story.ids)))
        for (i, j), label in sorted(stance_pairs(record, story).items()):
            one, other = (set(story.accounts[k].figures) for k in (i, j))
            shared = len(one & other) / (1 + min(len(one), len(other)))
            rows.append((abs(denial[i] - denial[j]), (found[i, j] + found[j, i]) / 2, shared))
            labels.append(label)
            owners.append(number)
    return np.array(rows), np.array(labels), np.array(owners)


def conflicts(x: Floats, y: NDArray[np.bool_], groups: NDArray[np.intp]) -> Floats:
    """Return how likely pairs conflict, each group left out of what is learned for it."""
    predicted = np.zeros(len(y))
    for group_of in np.unique(groups):
        test = groups == group_of
        model = make_pipeline(StandardScaler(), LogisticRegression(C=0.1)).fit(x[~test], y[~test])
        predicted[test] = model.decision_function(x[test])
    return predicted


def stance_pairs(record: dict[str, Any], story: Story) -> dict[tuple[int, int], bool]:
    """Return pairs of documents that both agree with a headline, and that agree and disagree with one."""
    place = {name: i for i, name in enumerate(story.ids)}
    by_headline: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for stance in record["stances"]:
        if stance["id"] in place:
            by_headline[stance["headline"]][stance["stance"]].append(place[stance["id"]])
    pairs: dict[tuple[int, int], bool] = {}
    for marked in by_headline.values():
        for i, j in itertools.combinations(sorted(set(marked["agree"])), 2):
            pairs.setdefault((i, j), False)
        for i, j in itertools.product(marked["agree"], marked["disagree"]):
            pairs[min(i, j), max(i, j)] = True
    return {pair: label for pair, label in pairs.items() if pair[0] != pair[1]}


def grouping(data: Path, stories: list[Story]) -> None:
    """Print how well stories are found again, by themselves and among other articles, and how long it takes."""
    frequencies = load_frequencies()
    true = np.array([i for i, story in enumerate(stories) for _ in story.ids])
    prints = [fingerprint(words, frequencies) for story in stories for words in story.words]
    others = [record["text"] for name in ("data", "gold") for record in records(data / name / "articles.jsonl.gz")]
    tokens = [tokenized(text) for text in others[-(10_000 - len(prints)) :]]
    start = time.process_time()
    more = [fingerprint(words, frequencies) for words in tokens]
    weighed = time.process_time() - start
    for name, among in (("alone", []), ("with 1,000 articles", more[-1000:]), (f"with {len(more):,} articles", more)):
        start = time.process_time()
        found = group([*prints, *among])[: len(prints)]
        seconds = time.process_time() - start
        f = pairwise(true, found)
        print(f"  {name:<24} pairwise F {f:.3f}  adjusted Rand {adjusted_rand_score(true, found):.3f}  {seconds:.1f} s")
    print(f"  weighing the terms of {len(more):,} articles: {weighed:.1f} s")


def pairwise(true: NDArray[np.intp], found: NDArray[np.intp]) -> float:
    """Return F over pairs of documents."""
    wanted, given = true[:, None] == true[None, :], found[:, None] == found[None, :]
    np.fill_diagonal(wanted, val=False)
    np.fill_diagonal(given, val=False)
    return float(2 * (wanted & given).sum() / (wanted.sum() + given.sum()))


def seeds(folder: Path, names: list[str]) -> None:
    """Print the five documents of one story, and whether their order matters."""
    paths = [folder / name for name in names]
    found = reliability.rate(paths)
    lone = reliability.rate(paths, stories=False)
    for rating, before in zip(found, lone, strict=True):
        consensus = rating.signals["consensus"]
        name, scores = Path(rating.document.id).name, f"{before.score:.2f} -> {rating.score:.2f}"
        print(f"  {name:<24} {scores}  consensus {consensus:.2f}  {', '.join(rating.flags)}")
    wanted = {rating.document.id: rating.to_dict() for rating in found}
    orders = ([paths[k] for k in order] for order in ((4, 3, 2, 1, 0), (2, 0, 4, 1, 3), (1, 4, 0, 3, 2)))
    same = all(wanted[rating.document.id] == rating.to_dict() for order in orders for rating in reliability.rate(order))
    print(f"  the same in three other orders: {'yes' if same else 'no'}")


def speed(stories: list[Story]) -> None:
    """Print what a story of ten documents costs beyond rating each, and one of two thousand."""
    model = reliability.load_model()
    texts = [text for story in stories[28:31] for text in story.texts][:10]
    lone = [rate_alone(reliability.Document(text=text, id=str(i)), model) for i, text in enumerate(texts)]
    taken = []
    for _ in range(21):
        start = time.process_time()
        find_places([participate(one) for one in lone], ["one"] * len(lone))
        taken.append(time.process_time() - start)
    words = np.mean([one.extraction.annotation.segments.n_words for one in lone])
    print(f"  ten documents of {words:.0f} words: {1000 * np.median(taken):.0f} ms beyond rating each (median of 21)")
    many = [participate(one) for one in lone] * 200
    start = time.process_time()
    find_places(many, ["one"] * len(many))
    print(f"  2,000 documents on one story: {time.process_time() - start:.1f} s")


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = Path(__file__).parents[1]
    parser.add_argument("--data", type=Path, default=root.parent / "shared")
    data = parser.parse_args().data
    print("The example documents")
    seeds(root / "seeds", ["trade-press.html", "chatty-blog.md", "second-hand.txt", "musing.txt", "flat-claim.txt"])
    if not data.is_dir():
        print(f"left out, as {data} is absent: agreement, ratings, stances, grouping, speed, the five real articles")
        return
    print("The five real articles")
    seeds(data / "seeds", sorted(path.name for path in (data / "seeds").glob("*.txt")))
    path = data / "gold" / "stories.jsonl.gz"
    stories = read_stories(path, load_frequencies())
    denial = train_denial(data / "gold" / "articles.jsonl.gz", frozenset(t for story in stories for t in story.texts))
    table = tabulate(stories, denial)
    print(f"Agreement: {len(table.story)} documents of {len(stories)} stories")
    agreement(stories, table)
    print("Ratings with the story known")
    ratings(table)
    print("Pairs of documents on two sides of a headline, by people's stances")
    stances(path, stories, [load_consensus().denials(story.accounts) for story in stories])
    print("Stories found again")
    grouping(data, stories)
    print("Speed in one process")
    speed(stories)


if __name__ == "__main__":
    main()
