"""Measure what `article_spans` cuts: by corpus, on labelled sentences, and how fast.

Reads the gold set in ``../shared`` beside the repository. Publishers are halved by a hash of their name (corpora
without one, by article): rules and numbers were set looking at the half called dev.

    python benchmarks/furniture.py [--show CORPUS [COUNT]]
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
import zlib
from collections import defaultdict
from pathlib import Path
from typing import Any

from reliability.furniture import article_spans

SHARED = Path(__file__).parents[1].parent / "shared"


def read(name: str) -> list[dict[str, Any]]:
    """Read one file of the gold set."""
    with gzip.open(SHARED / "gold" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def half(article: dict[str, Any]) -> str:
    """Say which half an article belongs to."""
    key = article["domain"] or article["id"]
    return "other" if zlib.crc32(key.encode()) % 2 else "dev"


def cuts(text: str) -> list[tuple[int, int]]:
    """Return what is cut, the complement of what is kept, without the white space around it."""
    edges = [0, *(edge for span in article_spans(text) for edge in span), len(text)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in pairs if text[start:end].strip()]


def mask(text: str) -> list[bool]:
    """Mark the characters that are cut."""
    cut = [False] * len(text)
    for start, end in cuts(text):
        cut[start:end] = [True] * (end - start)
    return cut


def by_corpus(articles: list[dict[str, Any]]) -> None:
    """Print the share of characters cut, and of articles touched."""
    rows: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for article in articles:
        rows[article["corpus"], half(article)].append((sum(mask(article["text"])), len(article["text"])))
    print(f"{'corpus':12} {'half':6} {'articles':>8} {'cut':>7} {'touched':>8}")
    for (corpus, part), row in sorted(rows.items()):
        share = sum(cut for cut, _ in row) / sum(size for _, size in row)
        touched = sum(cut > 0 for cut, _ in row) / len(row)
        print(f"{corpus:12} {part:6} {len(row):8} {share:7.2%} {touched:8.1%}")


def on_sentences(articles: list[dict[str, Any]], *, show: bool = False) -> None:
    """Print precision, recall and loss on sentences whose role a reader marked."""
    texts = {article["id"]: article for article in articles}
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for record in read("sentences"):
        article = texts[record["id"]]
        cut, count = mask(article["text"]), counts[half(article)]
        for sentence in record["sentences"]:
            role = "furniture" if sentence["role"] == "furniture" else "article"
            gone = sum(cut[sentence["start"] : sentence["end"]])
            size = sentence["end"] - sentence["start"]
            count[role] += 1
            count[f"{role} characters"] += size
            count[f"{role} characters cut"] += gone
            count[f"{role} cut"] += gone * 2 > size
            if show and role == "article" and gone * 2 > size:
                print("LOST", record["id"], repr(article["text"][sentence["start"] : sentence["end"]]))
    print(f"\n{'half':6} {'precision':>9} {'recall':>7} {'lost':>6}  (characters; lost: article sentences)")
    for part, count in sorted(counts.items()):
        right, wrong = count["furniture characters cut"], count["article characters cut"]
        recall = right / max(1, count["furniture characters"])
        lost = count["article cut"] / count["article"]
        print(f"{part:6} {right / max(1, right + wrong):9.2f} {recall:7.2f} {lost:6.2%}", end="  ")
        print(f"{count['article cut']} of {count['article']}; {count['furniture cut']} of {count['furniture']}")


def speed(articles: list[dict[str, Any]]) -> None:
    """Print megabytes read a second, on all articles but the flattened pages, and on those."""
    for name, keep in (("prose", False), ("flattened", True)):
        texts = [article["text"] for article in articles if (article["corpus"] == "aitech") is keep]
        start = time.perf_counter()
        for text in texts:
            article_spans(text)
        print(f"{name}: {sum(map(len, texts)) / (time.perf_counter() - start) / 1e6:.1f} million characters a second")


def show_cuts(articles: list[dict[str, Any]], corpus: str, count: int) -> None:
    """Print the biggest cuts of a corpus, or of all but one (``-aitech``)."""
    rows = []
    for article in articles:
        if (article["corpus"] == corpus) or (corpus[0] == "-" and article["corpus"] != corpus[1:]):
            rows += [(end - start, article["id"], half(article), article["text"][start:end].strip())
                     for start, end in cuts(article["text"])]  # fmt: skip
    for size, name, part, text in sorted(rows, reverse=True)[:count]:
        print(f"--- {name} {part} {size}\n{text[:700]}")


def main() -> None:
    """Measure, or show what is cut."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", metavar="CORPUS", help="print the biggest cuts of a corpus; -NAME: of all others")
    parser.add_argument("--count", type=int, default=40)
    options = parser.parse_args()
    articles = read("articles")
    if options.show:
        show_cuts(articles, options.show, options.count)
        return
    by_corpus(articles)
    on_sentences(articles, show=True)
    speed(articles)


if __name__ == "__main__":
    main()
