"""Writes docs/benchmarks.md, and its plot, from kept figures: nothing on the page is typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from suite import SUITE
from suite.pivot import ERRORS, standings, tables
from suite.plot import write_curve
from suite.rows import Row, number

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
TEXTS = Path(__file__).with_name("page.json")
PUBLISHED = Path(__file__).with_name("published.json")
# Peers are shown in the sections whose figures they have.
_PEERS = ("ngrams", "embeddings", "peers")
BESIDE = {"quality": ("quality", *_PEERS), "people": ("people", *_PEERS)}
# What a hurried reader wants: what is read, and the figure.
GLANCE = (
    ("rating", "Spearman"),
    ("rating", "mean within a corpus"),
    ("rating, publisher known", "Spearman"),
    ("real or fake", "AUC"),
    ("publishers", "Spearman with experts"),
    ("articles of 400 words", "a second of processor time"),
)
CURVE = "images/benchmark-curve.svg"


def write_page(kept: dict[str, Any], path: Path) -> None:
    """Write the page; the same figures always give the same bytes."""
    texts = json.loads(TEXTS.read_text(encoding="utf-8"))
    parts = ["# Benchmarks", *texts["glance"], *_glance(kept), *texts["begin"]]
    for name in SUITE:
        if name in kept and name not in _PEERS:
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
    own = {row["subject"] for row in kept[name]["rows"]} if name in BESIDE else None
    rows = [row for entry in entries for row in rows_of(entry) if own is None or row.subject in own]
    yield from tables(rows)
    found = standings(rows)
    for said, lines in (
        ("Where a peer is ahead of the library:", [str(one) for one in found if one.ahead and not one.level]),
        ("Where a peer and the library can't be told apart:", [str(one) for one in found if one.level]),
    ):
        if lines:
            yield said
            yield "\n".join(f"- {line}" for line in lines)
    differs: dict[str, dict[str, None]] = {}
    for row in rows:
        if row.differs:
            differs.setdefault(row.differs, {})[row.name] = None
    if differs:
        yield "What differs:"
        yield "\n".join(f"- {'; '.join(names)}: {what}." for what, names in differs.items())
    missing = dict.fromkeys([line for entry in entries for line in entry["left_out"]])
    if missing:
        yield "Left out in this run: " + "; ".join(missing) + "."
    if kept[name]["printed"]:
        yield f"```text\n{kept[name]['printed'].rstrip()}\n```"
    yield f"`python benchmarks/run.py --only {' --only '.join(BESIDE.get(name, (name,)))}`"


def _glance(kept: dict[str, Any]) -> Iterator[str]:
    """Yield a table of the library and the best of its peers on a few figures."""
    rows = [row for name in ("quality", "people", *_PEERS, "costs") if name in kept for row in rows_of(kept[name])]
    lines = ["| what | this library | best peer | which | difference |", "|---|---|---|---|---|"]
    for place in GLANCE:
        found = [one for one in standings(rows) if (one.theirs.subject, one.theirs.figure) == place]
        if found:
            choose = min if place[1] in ERRORS else max
            best = choose(found, key=lambda one: one.theirs.value or 0)
            gap = best.gap
            told = f"{gap.value:+.3f} ({gap.low:+.3f} to {gap.high:+.3f})" if gap and gap.low is not None else ""
            cells = (", ".join(place), number(best.ours.value), number(best.theirs.value), best.theirs.name, told)
            lines.append("| " + " | ".join(cells) + " |")
    if len(lines) > 2:
        yield "\n".join(lines)


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
