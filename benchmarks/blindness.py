"""What changes to an article do to its rating that must do nothing to it, or lower it.

    python benchmarks/blindness.py [--data ../shared] [--n 300] [--show 3]

The rating must be blind to who is spoken of: names exchanged for others of their kind must leave it. Taking sources
away, hedging and asserting flatly must lower it, the same text twice must not raise it, and the page around an article
must not count. No label is looked at. Three hundred articles take a minute and a half in one process.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from transformations import (
    PAIRS,
    add_foot,
    add_hedges,
    add_menu,
    add_teaser,
    assert_flatly,
    hide_names,
    hide_sources,
    repeat,
    shuffle,
    swap_names,
)

import reliability
from reliability.gold import read_gold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    Transformation = Callable[[str], str]

# A score is shown with two places: what moves it by less than this is not seen.
LITTLE = 0.01
LOWER, NOT_RAISE, STAY = "lower", "not raise", "stay"
EXPECTED: dict[str, tuple[str, dict[str, Transformation]]] = {
    "names exchanged": (
        STAY,
        {**{kind: partial(swap_names, kinds=(kind,)) for kind in PAIRS}, "all four": swap_names},
    ),
    "sources and claims": (
        LOWER,
        {
            "names of sources hidden": hide_names,
            "sources hidden": hide_sources,
            "hedges added": add_hedges,
            "asserted flatly": assert_flatly,
        },
    ),
    "said twice": (NOT_RAISE, {"repeated": repeat}),
    "page around it": (STAY, {"menu before": add_menu, "teaser within": add_teaser, "foot behind": add_foot}),
    "order of paragraphs": (
        STAY,
        {"shuffled": shuffle, "shuffled behind the lead": partial(shuffle, keep_lead=True)},
    ),
}


@dataclass(frozen=True)
class Moves:
    """How scores moved in the articles that a transformation changed.

    Parameters
    ----------
    rows : ndarray of shape (n,)
        Which articles.
    changes : ndarray of shape (n,)
        New score less the old.
    """

    rows: NDArray[np.intp]
    changes: NDArray[np.float64]

    def right(self, expected: str) -> float:
        """Return the share of articles whose score moved as it must, to within `LITTLE` where it must not move."""
        moved = {LOWER: self.changes < 0, NOT_RAISE: self.changes <= LITTLE, STAY: np.abs(self.changes) <= LITTLE}
        return float(moved[expected].mean())


def sample(path: Path, n: int, random_state: int = 0) -> list[str]:
    """Return articles of the gold, drawn from all of its rows."""
    texts = read_gold(path).texts
    chosen = np.random.default_rng(random_state).permutation(len(texts))[:n]
    return [texts[row] for row in sorted(chosen.tolist())]


def scores(texts: Sequence[str]) -> NDArray[np.float64]:
    """Rate texts, each alone."""
    return np.array([rating.score for rating in reliability.rate(texts, stories=False)])


def measure(
    texts: Sequence[str], before: NDArray[np.float64], transformations: Mapping[str, Transformation]
) -> dict[str, Moves]:
    """Measure what transformations do to scores.

    Parameters
    ----------
    texts : sequence of str
    before : ndarray of shape (n_texts,)
        Their scores.
    transformations : mapping of str to callable
    """
    found = {}
    for name, transform in transformations.items():
        new = [transform(text) for text in texts]
        rows = np.array([row for row, text in enumerate(texts) if new[row] != text], np.intp)
        found[name] = Moves(rows, scores([new[row] for row in rows]) - before[rows])
    return found


def show(text: str, transform: Transformation, most: int = 6) -> None:
    """Print which features' parts in the score of a text a transformation moved most."""
    old, new = reliability.rate([text, transform(text)], stories=False)
    parts = [{reason.feature: reason for reason in rating.reasons} for rating in (old, new)]
    moved = {
        name: sum(sign * side[name].contribution for sign, side in zip((-1, 1), parts, strict=True) if name in side)
        for name in {*parts[0], *parts[1]}
    }
    print(f"      {old.score:.3f} to {new.score:.3f}: {' '.join(text[:90].split())}")
    for name in sorted(moved, key=lambda name: (-abs(moved[name]), name))[:most]:
        was, now = (f"{side[name].value:.3g}" if name in side else "-" for side in parts)
        print(f"        {moved[name]:+.3f} {name} ({was} to {now})")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--n", type=int, default=300, help="number of articles, of about 1,600")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="explain the N worst moves of each kind")
    options = parser.parse_args(arguments)
    gold = options.data / "gold" / "articles.jsonl.gz"
    if not gold.is_file():
        parser.exit(1, f"{gold}, which holds the articles, is absent: nothing is measured\n")
    texts = sample(gold, options.n)
    before = scores(texts)
    print(f"{len(texts)} articles; scores have mean {before.mean():.3f}, standard deviation {before.std():.3f}")
    print(f"right: lowered, or moved (not raise: upwards) by at most {LITTLE}")
    print(f"{'':<28}{'must':<10}{'changed':>8}{'mean':>9}{'absolute':>10}{'right':>7}{'largest':>9}")
    for title, (expected, transformations) in EXPECTED.items():
        print(title)
        for name, moves in measure(texts, before, transformations).items():
            print(f"  {name:<26}{expected:<10}{_figures(moves, expected)}")
            for row in _worst(moves, expected)[: options.show]:
                show(texts[row], transformations[name])


def _figures(moves: Moves, expected: str) -> str:
    if not len(moves.rows):
        return f"{0:>8}"
    absolute = np.abs(moves.changes)
    largest = moves.changes[absolute.argmax()]
    return (
        f"{len(moves.rows):>8}{moves.changes.mean():>+9.4f}{absolute.mean():>10.4f}"
        f"{moves.right(expected):>7.1%}{largest:>+9.3f}"
    )


def _worst(moves: Moves, expected: str) -> list[int]:
    """Return the articles that a transformation should have moved otherwise, the worst first."""
    harm = np.abs(moves.changes) if expected == STAY else moves.changes
    order = np.argsort(-harm, kind="stable")
    return [int(row) for row in moves.rows[order[harm[order] > 0]]]


if __name__ == "__main__":
    main()
