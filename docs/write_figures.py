"""Put the newest benchmarks' figures into the pages of the signals, between marks: `make docs`."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
LIBRARY, GRAMS = "this library", "word n-grams, ridge"
COLUMNS = {"hedging": "speculation", "specificity": "specificity", "sourcing": "sourcing"}
WITHIN = "mean within a corpus"
Figures = dict[tuple[str, ...], dict[str, Any]]


def measured() -> Figures:
    """Return the newest figures on held-out groups, by benchmark, who reads, what is read and what is counted."""
    newest = json.loads(max(RESULTS.glob("????-??-??.json")).read_text(encoding="utf-8"))
    rows = [(part, row) for part, entry in newest.items() for row in entry["rows"] if row["folds"] != "random"]
    return {(part, row["name"], row["subject"], row["figure"]): row for part, row in rows}


def documents(found: Figures, signal: str) -> str:
    """Return how a signal goes with the labels of whole articles, beside its own family alone and word n-grams."""
    readers = {
        f"**the signal {signal}**": ("quality", LIBRARY),
        "by this family's own features and wording": ("ablations", f"{signal} alone"),
        "word n-grams, ridge": ("ngrams", GRAMS),
    }
    heads = (f"whole articles, against the column `{COLUMNS[signal]}`", "Spearman", WITHIN)
    rows = [(told, *_cells(found, (*who, signal), ("Spearman", WITHIN))) for told, who in readers.items()]
    return _table(heads, rows)


def genres(found: Figures) -> str:
    """Return how specificity goes with people's scores of sentences, genre by genre."""
    names = ("movies", "yelp", "twitter", "news")
    readers = (LIBRARY, "length in words", "length in characters", "words and pairs, ridge", "characters 2 to 5, ridge")
    rows = [
        (_bold(reader), *(_cell(found["specificity", reader, genre, "Spearman"]) for genre in names))
        for reader in readers
    ]
    return _table(("Spearman", *names), rows)


def spans(found: Figures) -> str:
    """Return F of what is found in PolNeAR's articles."""
    parts = ("source", "cue", "content")
    counted = {"F of spans that overlap": "F by overlap", "F of exact spans": "F exact"}
    rows = [
        (_bold(f"{said}, {reader}"), *(_cell(found["sources", reader, part, figure]) for part in parts))
        for reader in (LIBRARY, "a list of verbs")
        for figure, said in counted.items()
    ]
    return _table(("", *parts), rows)


def kinds(found: Figures) -> str:
    """Return how often the kind of a labelled source is right."""
    readers = (LIBRARY, "characters 1 to 4, logistic", "majority")
    figures = ("accuracy", "F of anonymous or vague")
    rows = [(_bold(reader), *_cells(found, ("sources", reader, "kind of source"), figures)) for reader in readers]
    return _table(("kind of source", *figures), rows)


# Page, the name in its marks, and what writes what is between them.
TABLES = {
    ("hedging.md", "documents"): lambda found: documents(found, "hedging"),
    ("specificity.md", "documents"): lambda found: documents(found, "specificity"),
    ("specificity.md", "genres"): genres,
    ("sourcing.md", "documents"): lambda found: documents(found, "sourcing"),
    ("sourcing.md", "spans"): spans,
    ("sourcing.md", "kinds"): kinds,
}


def page(name: str, text: str, found: Figures) -> str:
    """Return a page with its tables put in."""
    for (owner, what), write in TABLES.items():
        if owner == name:
            begin, end = f"<!-- {what}: written by docs/write_figures.py -->", f"<!-- end of {what} -->"
            made = f"{begin}\n\n{write(found)}\n{end}"
            text, times = re.subn(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _, m=made: m, text, flags=re.DOTALL)
            if times != 1:
                sys.exit(f"docs/{name} has no place for {what}: it needs {begin} and {end}, once")
    return text


def _cells(found: Figures, key: tuple[str, ...], figures: Sequence[str]) -> list[str]:
    return [_cell(found[(*key, figure)]) for figure in figures]


def _cell(row: dict[str, Any]) -> str:
    return f"{row['value']:.3f} ({row['low']:.3f} to {row['high']:.3f})"


def _bold(name: str) -> str:
    return f"**{name}**" if LIBRARY in name else name


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows)) + "\n"


if __name__ == "__main__":
    figures = measured()
    for path in sorted({ROOT / "docs" / name for name, _ in TABLES}):
        path.write_text(page(path.name, path.read_text(encoding="utf-8"), figures), encoding="utf-8")
