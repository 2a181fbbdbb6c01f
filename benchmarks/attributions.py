"""Measure attributions and kinds of source against human spans: PolNeAR's development articles, in ``../shared``.

    python benchmarks/attributions.py

A span counts when it overlaps a marked one (Citron's measure).
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reliability.signals.sourcing import attributions

if TYPE_CHECKING:
    from collections.abc import Sequence

SHARED = Path(__file__).parents[1].parent / "shared"
PARTS = ("source", "cue", "content")


def read(name: str) -> list[dict[str, Any]]:
    """Read one file of the data."""
    with gzip.open(SHARED / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def overlapping(spans: Sequence[Sequence[int]], others: Sequence[Sequence[int]]) -> int:
    """Count the spans that overlap one of the others."""
    return sum(any(a[0] < b[1] and b[0] < a[1] for b in others) for a in spans)


def spans() -> None:
    """Print precision, recall and F of the three parts."""
    articles = read("data/attributions-dev")
    found = {article["id"]: attributions(article["text"]) for article in articles}
    for part in PARTS:
        right = given = hit = marked = 0
        for article in articles:
            gold = [
                (min(s for s, _ in a[part]), max(e for _, e in a[part])) for a in article["attributions"] if a[part]
            ]
            ours = [span for a in found[article["id"]] if (span := getattr(a, part)) is not None]
            right, given = right + overlapping(ours, gold), given + len(ours)
            hit, marked = hit + overlapping(gold, ours), marked + len(gold)
        precision, recall = right / given, hit / marked
        f = 2 * precision * recall / (precision + recall)
        print(f"{part:<8} precision {precision:.3f}  recall {recall:.3f}  F {f:.3f}")


def kinds() -> None:
    """Print how often the kind of a labelled source is right where its attribution is found."""
    texts = {row["id"]: row["text"] for part in ("train", "dev") for row in read(f"data/attributions-{part}")}
    labelled = read("gold/source_types")
    found = {key: attributions(texts[key]) for key in {row["id"] for row in labelled}}
    met = right = 0
    for row in labelled:
        ours = [a for a in found[row["id"]] if a.source and a.source[0] < row["end"] and row["start"] < a.source[1]]
        met += bool(ours)
        right += bool(ours) and ours[0].kind == row["kind"]
    print(f"kinds    found {met / len(labelled):.3f}  right of those {right / met:.3f}")


if __name__ == "__main__":
    if SHARED.is_dir():
        spans()
        kinds()
    else:
        print("left out: ../shared, which holds the articles, is absent")
