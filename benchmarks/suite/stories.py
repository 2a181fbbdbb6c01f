"""Agreement of documents with their story, and people's stances, each story left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from consensus import centroid, conflicts, headline_pairs

from reliability.signals.consensus import load_consensus
from reliability.stories import load_frequencies
from reliability.training.consensus.denial import train_denial
from reliability.training.consensus.fit import left_out, left_out_ratings, tabulate
from reliability.training.consensus.material import read_stories
from suite.intervals import auc, spearman, within
from suite.rows import Outcome
from suite.setting import LIBRARY, RANDOM, Measuring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reliability.training.consensus.fit import Table
    from reliability.training.consensus.material import Story
    from suite.rows import Row
    from suite.setting import Setting

# As many parts as there are stories, drawn document by document.
_PARTS = 40
STORY = "story"


def run(setting: Setting) -> Outcome:
    """Measure agreement, ratings with the story known, and pairs of documents on two sides of a headline."""
    assert setting.data is not None
    path = setting.data / "gold" / "stories.jsonl.gz"
    stories = read_stories(path, load_frequencies())
    known = frozenset(text for story in stories for text in story.texts)
    table = tabulate(stories, train_denial(setting.data / "gold" / "articles.jsonl.gz", known))
    pairs = headline_pairs(path, stories, [load_consensus().denials(story.accounts) for story in stories])
    rows = [*_agreement(setting, stories, table)]
    measuring = Measuring(setting.draws, pairs[2], "pairs")
    figures = {
        (LIBRARY, STORY): conflicts(*pairs),
        (LIBRARY, RANDOM): conflicts(pairs[0], pairs[1], _dealt(len(pairs[1]))),
        ("gap of denial alone", ""): pairs[0][:, 0],
    }
    subject = "on two sides of a headline"
    rows += [
        measuring.row(subject, name, ("AUC", auc(pairs[1], values)), folds) for (name, folds), values in figures.items()
    ]
    return Outcome(rows)


def _agreement(setting: Setting, stories: list[Story], table: Table) -> Iterator[Row]:
    dealt = replace(table, story=_dealt(len(table.story)))
    measuring = Measuring(setting.draws, table.story, "documents")
    wanted = {"agreement": table.labels["agreement"], "rating with the story known": table.labels["rating"]}
    found = {
        ("agreement", LIBRARY, STORY): left_out(table),
        ("agreement", LIBRARY, RANDOM): left_out(dealt),
        ("agreement", "likeness to the others' centroid", ""): centroid(stories),
        ("agreement", "lone score", ""): table.quality,
        ("rating with the story known", LIBRARY, STORY): left_out_ratings(table),
        ("rating with the story known", LIBRARY, RANDOM): left_out_ratings(dealt),
        ("rating with the story known", "lone score", ""): table.quality,
    }
    for (subject, name, folds), values in found.items():
        labels = wanted[subject]
        yield measuring.row(subject, name, ("Spearman", spearman(values, labels)), folds)
        yield measuring.row(subject, name, ("mean within a story", within(values, labels, table.story)), folds)


def _dealt(n: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    return np.random.default_rng(0).permutation(np.arange(n) % _PARTS)
