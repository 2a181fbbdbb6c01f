"""Specific sentences of four genres, as people scored them, beside n-grams and length."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from specificity import FOLDS, GENRES, RANDOM_STATES, by_grams, n_words, read

from reliability.training.specificity.figures import held_out
from suite.intervals import spearman
from suite.rows import Outcome
from suite.setting import LIBRARY, RANDOM, Measuring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from reliability.training.specificity import Material
    from suite.rows import Row
    from suite.setting import Setting

PEERS = {
    "words and pairs, ridge": {"ngram_range": (1, 2)},
    "characters 2 to 5, ridge": {"analyzer": "char_wb", "ngram_range": (2, 5)},
}


def run(setting: Setting) -> Outcome:
    """Train by both splits and measure."""
    assert setting.data is not None
    material = read(setting.data)
    if setting.quick:
        material = material.some(np.flatnonzero(np.arange(len(material.labels)) % 4 == 0))
    singly = np.array([f"sentence {number}" for number in range(len(material.labels))])
    dealt = replace(material, groups=np.where(material.read_in_articles, material.groups, singly))
    rows: list[Row] = []
    for folds, divided in (("block", material), (RANDOM, dealt)):
        said = {LIBRARY: held_out(divided, 3 if setting.quick else FOLDS, RANDOM_STATES[0])[0][:, 0]}
        said |= {name: by_grams(divided, options)[0][:, 0] for name, options in PEERS.items()}
        said["length in words"], said["length in characters"] = n_words(divided), divided.numbers[:, 3]
        rows += _rows(setting, material, folds, said)
    return Outcome(rows)


def _rows(setting: Setting, material: Material, folds: str, said: dict[str, NDArray[np.float64]]) -> Iterator[Row]:
    for name, scores in said.items():
        for genre in GENRES:
            own = material.genres == genre
            measuring = Measuring(setting.draws, material.groups[own], "sentences")
            yield measuring.row(genre, name, ("Spearman", spearman(scores[own], material.labels[own])), folds)
