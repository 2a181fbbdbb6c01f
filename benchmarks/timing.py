"""How many articles a second some work does, in one process."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

REPEATS = 7


def print_speeds(works: Mapping[str, Callable[[], object]], n_articles: float) -> None:
    """Time each work over the same articles and print the median of several runs.

    Parameters
    ----------
    works : mapping of str to callable
        By what is printed beside it; called without arguments.
    n_articles : float
        How many articles of the length that is spoken of it reads.
    """
    for name, work in works.items():
        taken = statistics.median(timed(work) / n_articles for _ in range(REPEATS))
        print(f"  {name:<31} {1 / taken:.0f} a second, {taken * 1e3:.2f} ms each")


def timed(work: Callable[[], object]) -> float:
    """Return the processor seconds that some work takes: the machine may be busy with other things."""
    start = time.process_time()
    work()
    return time.process_time() - start
