"""The benchmarks by name: one module each, with a function ``run`` that takes a `Setting` and returns an `Outcome`."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from suite.rows import Outcome
    from suite.setting import Setting


@dataclass(frozen=True)
class Benchmark:
    """A benchmark of the suite.

    Parameters
    ----------
    title : str
    needs_data : bool
        Whether it is left out without the corpora.
    """

    title: str
    needs_data: bool


SUITE = {
    "quality": Benchmark("Rating and signals", needs_data=False),
    "people": Benchmark("Against people's marks", needs_data=True),
    "peers": Benchmark("Peers on the same rows and folds", needs_data=True),
    "ngrams": Benchmark("Word n-grams on the same rows and folds", needs_data=True),
    "embeddings": Benchmark("Sentence embeddings on the same rows and folds", needs_data=True),
    "hedging": Benchmark("Uncertain sentences", needs_data=True),
    "specificity": Benchmark("Specific sentences", needs_data=True),
    "sources": Benchmark("Attributions and kinds of sources", needs_data=True),
    "stories": Benchmark("Stories: agreement and stances", needs_data=True),
    "ablations": Benchmark("Without each part, with each alone", needs_data=False),
    "curve": Benchmark("Learned from less", needs_data=False),
    "robustness": Benchmark("How far the score moves", needs_data=True),
    "seeds": Benchmark("The example documents", needs_data=False),
    "costs": Benchmark("Speed, start-up and memory", needs_data=False),
}


def run_one(name: str, setting: Setting) -> Outcome:
    """Run a benchmark by its name."""
    outcome: Outcome = import_module(f"suite.{name}").run(setting)
    return outcome
