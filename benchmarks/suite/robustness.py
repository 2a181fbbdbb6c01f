"""How far the score moves, and how often the level changes, where a text is changed by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import reliability
from reliability.gold import publisher_groups, records
from suite.changes import first_words, lower_case, no_quotation_marks, reworded, typos
from suite.intervals import mean
from suite.rows import Outcome
from suite.setting import Measuring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from suite.rows import Row
    from suite.setting import Setting

N_ARTICLES = 300
CHANGES: dict[str, Callable[[str], str]] = {
    "typos in one word of twenty": typos,
    "lower case": lower_case,
    "no quotation marks": no_quotation_marks,
    "first 100 words only": first_words,
    "reworded by rule": reworded,
}


def run(setting: Setting) -> Outcome:
    """Rate a sample of the gold before and after."""
    assert setting.data is not None
    found = [record for _, record in records(setting.data / "gold" / "articles.jsonl.gz")]
    chosen = np.random.default_rng(0).permutation(len(found))[: 20 if setting.quick else N_ARTICLES]
    sample = [found[row] for row in sorted(chosen.tolist())]
    texts = [str(record["text"]) for record in sample]
    groups = publisher_groups(texts, [str(record.get("domain") or "") for record in sample])
    measuring = Measuring(setting.draws, groups, "articles")
    rows = list(change_rows(measuring, texts, {name: list(map(change, texts)) for name, change in CHANGES.items()}))
    titled = [row for row, record in enumerate(sample) if record.get("title")]
    with_title = [f"{sample[row]['title']}\n\n{texts[row]}" for row in titled]
    measuring = Measuring(setting.draws, groups[titled], "articles")
    return Outcome([*rows, *change_rows(measuring, with_title, {"missing title": [texts[row] for row in titled]})])


def change_rows(measuring: Measuring, texts: Sequence[str], changed: dict[str, list[str]]) -> Iterator[Row]:
    """Yield how ratings of changed texts differ from those of the texts."""
    scores, levels = rated(texts)
    for name, new in changed.items():
        now, given = rated(new)
        figures = {
            "moves": mean(np.abs(now - scores)),
            "mean change": mean(now - scores),
            "another level": mean(given != levels),
        }
        for figure in figures.items():
            yield measuring.row("score", name, figure)


def rated(texts: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.str_]]:
    """Return scores and levels of texts, each alone."""
    ratings = reliability.rate(texts, stories=False)
    return np.array([rating.score for rating in ratings]), np.array([rating.level for rating in ratings])
