"""Put the command's real output and the benchmarks' real figures into README.md: `make docs`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "README.md"
RESULTS = ROOT / "benchmarks" / "results"
LIBRARY = "this library"
COLUMNS = {"rating": "rating", "hedging": "speculation", "specificity": "specificity", "sourcing": "sourcing"}
# What is read, the figure, and the head of its column.
COMPARED = {
    ("rating", "Spearman"): "rating",
    ("rating, publisher known", "Spearman"): "of known publishers",
    ("hedging", "Spearman"): "hedging",
    ("specificity", "Spearman"): "specificity",
    ("sourcing", "Spearman"): "sourcing",
    ("real or fake", "AUC"): "real or fake (AUC)",
    ("publishers", "Spearman with experts"): "publishers, by experts",
}
PEERS = ("word n-grams, ridge", "nela-features, boosting", "MiniLM embeddings, ridge", "textstat, boosting", "length")
Figures = dict[tuple[str, str, str], dict[str, Any]]


def output() -> str:
    """Return what `reliability score seeds` prints in 80 columns."""
    plain = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "reliability", "score", "seeds"]
    shown = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, check=True).stdout
    return "\n".join(line.rstrip() for line in shown.strip().splitlines())


def measured() -> Figures:
    """Return the newest figures on publishers held out, by who reads, what is read and what is counted."""
    newest = json.loads(max(RESULTS.glob("????-??-??.json")).read_text(encoding="utf-8"))
    rows = [row for name in ("quality", "people", "peers", "ngrams", "embeddings") for row in newest[name]["rows"]]
    return {(row["name"], row["subject"], row["figure"]): row for row in rows if row["folds"] == "publisher"}


def figures(found: Figures) -> str:
    """Return the rows of the table of figures, each with the interval that holds 95 % of bootstrap draws."""

    def cell(subject: str, figure: str) -> str:
        row = found[LIBRARY, subject, figure]
        return f"{row['value']:.3f} ({row['low']:.3f} to {row['high']:.3f})"

    return "".join(
        f"| {name}, against {column} | {cell(name, 'Spearman')} | {cell(name, 'mean within a corpus')} |\n"
        for name, column in COLUMNS.items()
    )


def peers(found: Figures) -> str:
    """Return the table of the library beside its peers; the best of a column is set in bold."""
    lines = ["| read by | " + " | ".join(COMPARED.values()) + " |", "|---|" + "---|" * len(COMPARED)]
    readers = (LIBRARY, *PEERS)
    best = {one: max(found[name, *one]["value"] for name in readers if (name, *one) in found) for one in COMPARED}
    for name in readers:
        cells = [_cell(found.get((name, *one)), best[one]) for one in COMPARED]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _cell(row: dict[str, Any] | None, best: float) -> str:
    if row is None:
        return "–"
    return f"**{row['value']:.3f}**" if row["value"] == best else f"{row['value']:.3f}"


def page(text: str) -> str:
    """Return the README with all of it put in."""
    found = measured()
    text = _put(text, r"(\$ reliability score seeds\n).*?(```)", lambda m: f"{m[1]}{output()}\n{m[2]}")
    table = r"(\| reading \| Spearman \| mean within a corpus \|\n\|---\|---\|---\|\n).*?\n\n"
    text = _put(text, table, lambda m: f"{m[1]}{figures(found)}\n")
    return _put(text, r"\| read by \|.*?\n\n", lambda _: f"{peers(found)}\n")


def _put(text: str, pattern: str, made: Callable[[re.Match[str]], str]) -> str:
    text, times = re.subn(pattern, made, text, count=1, flags=re.DOTALL)
    if not times:
        sys.exit(f"{TARGET.name} has no place for what is written: nothing matches {pattern}")
    return text


if __name__ == "__main__":
    TARGET.write_text(page(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
