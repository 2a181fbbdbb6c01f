"""Attributions, kinds of sources and what sentences stand on, against human marks; and how fast they are found.

    python benchmarks/attributions.py [--data ../shared]

PolNeAR's development articles, 600 source spans with their kind, and 240 articles read sentence by sentence. A span
counts when it overlaps a marked one (Citron's measure); beside it, when it is the marked one to the character. The
baseline takes every verb of a list for a cue, the name or pronoun next to it for its source, and the quotation or the
rest of the sentence for its content.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from reliability import lexicons
from reliability.annotation.attributions import find_statements
from reliability.annotation.names import names
from reliability.annotation.quotations import quotations
from reliability.segmentation import segment_spans
from reliability.signals.sourcing import attributions
from reliability.training.attributions.sentences import sentence_figures
from reliability.training.sentence_models import read_sentence_material

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


Span = tuple[int, int]
PARTS = ("source", "cue", "content")
REPEATS = 5
_SOURCE = re.compile(r"(?:[A-Z][\w.'-]* ?)+|\b(?:he|she|they|it|we)\b")
_WORD = re.compile(r"\w+")
_QUOTATION = re.compile(r"“[^”]+”|\"[^\"]+\"")


def read(path: Path) -> list[dict[str, Any]]:
    """Read one file of the data."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def by_cue_list(text: str) -> list[dict[str, Span | None]]:
    """Return attributions as a list of verbs finds them."""
    cues = lexicons.words("reporting")
    segments = segment_spans(text, [(0, len(text))])
    found: list[dict[str, Span | None]] = []
    for number, (start, end) in enumerate(segments.sentences):
        quoted = next((match.span() for match in _QUOTATION.finditer(text, start, end)), None)
        for first, last in segments.tokens[slice(*segments.first_tokens[number : number + 2])]:
            if text[first:last].lower() not in cues or (quoted and quoted[0] < first < quoted[1]):
                continue
            before = [m.span() for m in _SOURCE.finditer(text, start, first)]
            after = next((m.span() for m in _SOURCE.finditer(text, last, end)), None)
            rest = (last + 1, end) if last + 1 < end else None
            found.append({"source": before[-1] if before else after, "cue": (first, last), "content": quoted or rest})
    return found


def by_the_library(text: str) -> list[dict[str, Span | None]]:
    """Return attributions as the library finds them."""
    return [{part: getattr(found, part) for part in PARTS} for found in attributions(text)]


def overlapping(spans: Sequence[Span], others: Sequence[Span]) -> int:
    """Count the spans that overlap one of the others."""
    return sum(any(a[0] < b[1] and b[0] < a[1] for b in others) for a in spans)


def of_both(precision: float, recall: float) -> float:
    """Return the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def counts(articles: list[dict[str, Any]], find: Callable[[str], list[dict[str, Span | None]]]) -> NDArray[np.float64]:
    """Count spans, article by article; shape (3, n_articles, 5).

    For source, cue and content: found ones that overlap a marked one, found ones, marked ones that overlap a found one,
    marked ones, and those that are the same to the character.
    """
    found = [find(article["text"]) for article in articles]
    rows = np.zeros((len(PARTS), len(articles), 5))
    for number, part in enumerate(PARTS):
        for article, ours, row in zip(articles, found, rows[number], strict=True):
            gold = [
                (min(s for s, _ in a[part]), max(e for _, e in a[part])) for a in article["attributions"] if a[part]
            ]
            mine = [span for a in ours if (span := a[part]) is not None]
            same = len(set(gold) & set(mine))
            row[:] = overlapping(mine, gold), len(mine), overlapping(gold, mine), len(gold), same
    return rows


def spans(articles: list[dict[str, Any]], find: Callable[[str], list[dict[str, Span | None]]]) -> None:
    """Print precision, recall and F of the three parts by overlap, and F of exact spans."""
    for part, row in zip(PARTS, counts(articles, find), strict=True):
        right, given, hit, marked, same = row.sum(axis=0)
        precision, recall = right / given, hit / marked
        f, exact = of_both(precision, recall), 2 * same / (given + marked)
        print(f"  {part:<8} precision {precision:.3f}  recall {recall:.3f}  F {f:.3f}  exact F {exact:.3f}")


def kinds(labelled: list[dict[str, Any]], texts: dict[str, str]) -> None:
    """Print how often the kind of a labelled source is right where its attribution is found.

    The model of kinds is trained on these spans; the figure for other articles is the one that training prints.
    """
    found = {key: attributions(texts[key]) for key in {row["id"] for row in labelled}}
    met = right = 0
    for row in labelled:
        ours = [a for a in found[row["id"]] if a.source and a.source[0] < row["end"] and row["start"] < a.source[1]]
        met += bool(ours)
        right += bool(ours) and ours[0].kind == row["kind"]
    print(f"  found {met / len(labelled):.3f}  right of those {right / met:.3f}")


def speed(texts: list[str]) -> None:
    """Print articles of 400 words a second, and time for longer and longer texts."""
    short = [" ".join(text.split(" ")[:400]) for text in texts] * 3
    segmented = [segment_spans(text, [(0, len(text))]) for text in short]
    prepared = [(segments, quotations(segments), names(segments)) for segments in segmented]
    alone = [timed(lambda: [find_statements(*parts) for parts in prepared]) for _ in range(REPEATS)]
    whole = [timed(lambda: [attributions(text) for text in short]) for _ in range(REPEATS)]
    floor = [timed(lambda: [_WORD.findall(text) for text in short]) for _ in range(REPEATS)]
    print(f"  a tokenizing regular expression, for scale: {len(short) / statistics.median(floor):.0f} a second")
    print(
        f"  attributions alone, of texts in sentences and names: {len(short) / statistics.median(alone):.0f} a second"
    )
    print(f"  from plain text: {len(short) / statistics.median(whole):.0f} a second")
    long = "\n".join(texts)
    for size in (25_000, 50_000, 100_000, 200_000, 400_000):
        seconds = statistics.median(timed(lambda n=size: attributions(long[:n])) for _ in range(3))  # type: ignore[misc]
        print(f"  {size:>7} characters {seconds:.3f} s, {seconds / size * 1e6:.2f} s a million")


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared")
    data = parser.parse_args().data
    if not data.is_dir():
        print(f"left out: {data}, which holds the articles, is absent")
        return
    development = read(data / "data" / "attributions-dev.jsonl.gz")
    print("Spans by the library")
    spans(development, by_the_library)
    print("Spans by a list of verbs")
    spans(development, by_cue_list)
    every = development + read(data / "data" / "attributions-train.jsonl.gz")
    print("Kinds of sources")
    kinds(read(data / "gold" / "source_types.jsonl.gz"), {row["id"]: row["text"] for row in every})
    print("What sentences do and stand on, by publisher-grouped folds; further readings learned from, not measured on")
    for label, figures in sentence_figures(read_sentence_material(data).support).items():
        print(f"  {label:<8} accuracy {figures['accuracy']:.3f}  macro F {figures['macro_f1']:.3f}")
    print("Speed in one process")
    speed([article["text"] for article in development])


if __name__ == "__main__":
    main()
