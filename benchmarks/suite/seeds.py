"""The example documents alone and as one story, invented stories told five ways, and changes by rule."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import numpy as np

import reliability
from suite.intervals import mean
from suite.robustness import CHANGES, change_rows, rated
from suite.rows import Outcome, Row
from suite.setting import LIBRARY, Measuring, Setting

ROOT = Path(__file__).parents[2]
SETS = ROOT / "tests" / "contrasts" / "sourcing.json"
FORMS = ("full", "single", "anonymous", "flat", "rumour")


def run(setting: Setting) -> Outcome:
    """Rate what comes along with the project."""
    paths = sorted(path for path in (ROOT / "seeds").iterdir() if path.name != "README.md")
    rows = [
        Row(path.name, how, "score", round(rating.score, 4), *rating.interval, 1, "document", "", "interval of 90 %")
        for how, stories in (("alone", False), ("as one story", None))
        for path, rating in zip(paths, reliability.rate(paths, stories=stories), strict=True)  # type: ignore[arg-type]
    ]
    texts = [reliability.read(path).text for path in paths]
    measuring = Measuring(0, np.arange(len(texts)), "documents")
    rows += change_rows(measuring, texts, {name: list(map(change, texts)) for name, change in CHANGES.items()})
    return Outcome([*rows, *_told_five_ways(setting)])


def _told_five_ways(setting: Setting) -> list[Row]:
    """Return how often invented stories are in order: told with more traceable sources above told with fewer."""
    sets = json.loads(SETS.read_text(encoding="utf-8"))
    scores = rated([story[form] for story in sets for form in FORMS])[0].reshape(len(sets), len(FORMS))
    pairs = list(combinations(range(len(FORMS)), 2))
    right = np.array([scores[:, a] > scores[:, b] for a, b in pairs]).T.ravel()
    stories = np.repeat(np.arange(len(sets)), len(pairs))
    rows = [
        Measuring(setting.draws, stories, "pairs").row("stories told five ways", LIBRARY, ("in order", mean(right)))
    ]
    measuring = Measuring(setting.draws, np.arange(len(sets)), "stories")
    return rows + [
        measuring.row("stories told five ways", LIBRARY, (f"mean score, {form}", mean(scores[:, column])))
        for column, form in enumerate(FORMS)
    ]
