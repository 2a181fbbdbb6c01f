"""Writes docs/benchmarks.md, and its plot, from kept figures: nothing on the page is typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from suite import SUITE
from suite.pivot import ahead, tables
from suite.plot import write_curve
from suite.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
TEXTS = Path(__file__).with_name("page.json")
PUBLISHED = Path(__file__).with_name("published.json")
# Sections that show the rows of others beside their own.
BESIDE = {"peers": ("quality", "people", "peers", "ngrams", "embeddings")}
SHOWN_ELSEWHERE = {"ngrams", "embeddings"}
CURVE = "images/benchmark-curve.svg"


def write_page(kept: dict[str, Any], path: Path) -> None:
    """Write the page; the same figures always give the same bytes."""
    texts = json.loads(TEXTS.read_text(encoding="utf-8"))
    parts = ["# Benchmarks", *texts["begin"]]
    for name in SUITE:
        if name in kept and name not in SHOWN_ELSEWHERE:
            parts += _section(name, kept, texts["sections"].get(name, []))
            if name == "curve" and write_curve(rows_of(kept["curve"]), path.parent / CURVE):
                parts.append(f"![Spearman of the rating by the number of articles learned from]({CURVE})")
    parts += _published(texts["published"])
    parts += _conditions(kept)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def rows_of(entry: dict[str, Any]) -> list[Row]:
    """Return kept rows as records."""
    return [Row(**row) for row in entry["rows"]]


def _section(name: str, kept: dict[str, Any], texts: list[str]) -> Iterator[str]:
    yield f"## {SUITE[name].title}"
    yield from texts
    entries = [kept[other] for other in BESIDE.get(name, (name,)) if other in kept]
    own = {row["figure"] for row in kept[name]["rows"]} if name in BESIDE else None
    rows = [row for entry in entries for row in rows_of(entry) if own is None or row.figure in own]
    yield from tables(rows)
    if winners := ahead(rows):
        yield "Where a peer is level with the library or ahead of it:"
        yield "\n".join(f"- {line}" for line in winners)
    differs: dict[str, dict[str, None]] = {}
    for row in rows:
        if row.differs:
            differs.setdefault(row.differs, {})[row.name] = None
    if differs:
        yield "What differs:"
        yield "\n".join(f"- {'; '.join(names)}: {what}." for what, names in differs.items())
    mine = entries if name in BESIDE else [kept[name]]
    said = dict.fromkeys([note for entry in mine for note in entry["notes"]])
    yield from said
    missing = dict.fromkeys([line for entry in mine for line in entry["left_out"]])
    if missing:
        yield "Left out in this run: " + "; ".join(missing) + "."
    if kept[name]["printed"]:
        yield f"```text\n{kept[name]['printed'].rstrip()}\n```"
    yield f"`python benchmarks/run.py --only {' --only '.join(BESIDE.get(name, (name,)))}`"


def _published(texts: list[str]) -> list[str]:
    """Return the table of figures by others that cannot be measured here."""
    lines = ["| what | by | figure | source | what differs |", "|---|---|---|---|---|"]
    keys = ("what", "by", "figure", "source", "differs")
    found = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    lines += ["| " + " | ".join(row[key] for key in keys) + " |" for row in found]
    return ["## Published figures", *texts, "\n".join(lines)]


def _conditions(kept: dict[str, Any]) -> Iterator[str]:
    yield "## Under which conditions"
    lines = ["| benchmark | day | commit | seconds | Python | machine |", "|---|---|---|---|---|---|"]
    for name, entry in kept.items():
        machine = entry["machine"]
        where = f"{machine['system']}, {machine['architecture']}, {machine['processors']} × {machine['processor']}"
        cells = (name, entry["date"], entry["commit"], f"{entry['seconds']:,.0f}", entry["python"], where)
        lines.append("| " + " | ".join(cells) + " |")
    yield "\n".join(lines)
    yield "A plus sign behind a commit: the code differed from it. Packages, and the first 16 digits of SHA-256:"
    packages = sorted({f"{name} {number}" for entry in kept.values() for name, number in entry["packages"].items()})
    yield ", ".join(packages)
    files = sorted({(name, digest) for entry in kept.values() for name, digest in entry["hashes"].items()})
    yield "\n".join(["| file | hash |", "|---|---|", *(f"| {name} | `{digest}` |" for name, digest in files)])
