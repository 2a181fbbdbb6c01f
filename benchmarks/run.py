"""Run the benchmarks, print their tables, keep their figures, and write docs/benchmarks.md from these.

    python benchmarks/run.py                      all that can be run here
    python benchmarks/run.py --data ../shared     where the corpora are
    python benchmarks/run.py --only quality --only peers
    python benchmarks/run.py --list               names, and what needs the corpora
    python benchmarks/run.py --quick              a sixth of the articles, few draws; writes nothing
    python benchmarks/run.py --page               writes the page anew from the newest figures; measures nothing
    python benchmarks/run.py --results FOLDER     keeps figures and page there, and leaves those of the project alone

Figures go to benchmarks/results/, a file a day: those of benchmarks that were not run again are taken over from the
newest file before it, each with its own date and commit.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from suite import SUITE, run_one
from suite.conditions import conditions
from suite.page import PAGE, write_page
from suite.rows import table
from suite.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RESULTS = Path(__file__).with_name("results")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for."""
    options = _options(arguments)
    if options.list:
        for name, benchmark in SUITE.items():
            print(f"{name:<12} {benchmark.title}{' (needs the corpora)' if benchmark.needs_data else ''}")
        return 0
    if options.page and not newest(options.results):
        sys.exit(f"{options.results} holds no figures to make a page of: leave --page out to measure some")
    if not options.page:
        data = options.data if (options.data / "gold" / "articles.jsonl.gz").is_file() else None
        for name, entry in measure(options.only or list(SUITE), Setting(data, options.quick), options.data):
            if not options.quick:
                keep({name: entry}, options.results)
        if options.quick:
            return 0
    if kept := newest(options.results):
        write_page(kept, options.to)
        print(f"{options.to} is written")
    return 0


def measure(names: Sequence[str], setting: Setting, wanted: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Run benchmarks and yield what is kept of each; those that need absent data are left out, and said."""
    # Now, before anybody changes the code under a long run.
    when = conditions(setting.data)
    for name in names:
        if SUITE[name].needs_data and setting.data is None:
            print(f"left out: {name} ({SUITE[name].title}); {wanted}, which holds the corpora, is absent\n")
            continue
        start = time.perf_counter()
        outcome = run_one(name, setting)
        seconds = round(time.perf_counter() - start, 1)
        print(f"{SUITE[name].title} ({name}, {seconds:.0f} s)")
        print(table(outcome.rows))
        for line in outcome.left_out:
            print(f"left out: {line}")
        print(outcome.printed, flush=True)
        yield name, {**when, "seconds": seconds, **asdict(outcome)}


def keep(found: dict[str, Any], folder: Path) -> None:
    """Write figures beside those that the newest file holds of other benchmarks."""
    folder.mkdir(parents=True, exist_ok=True)
    merged = newest(folder) | found
    ordered = {name: merged[name] for name in SUITE if name in merged}
    path = folder / f"{max(entry['date'] for entry in found.values())}.json"
    path.write_text(json.dumps(ordered, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def newest(folder: Path) -> dict[str, Any]:
    """Return what the newest file holds; nothing where there is none."""
    files = sorted(folder.glob("????-??-??.json"))
    kept: dict[str, Any] = json.loads(files[-1].read_text(encoding="utf-8")) if files else {}
    return kept


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared", help="folder of the corpora")
    parser.add_argument("--only", action="append", choices=list(SUITE), metavar="NAME", help="may be given repeatedly")
    parser.add_argument("--list", action="store_true", help="print the names of the benchmarks")
    parser.add_argument("--quick", action="store_true", help="see that it runs; the figures are not for quoting")
    parser.add_argument("--page", action="store_true", help="write the page from figures that are kept")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of the kept figures")
    parser.add_argument("--to", type=Path, help="the page; with --results, page.md in that folder")
    found = parser.parse_args(arguments)
    # Figures that are kept elsewhere are not those of the project's page.
    found.to = found.to or (PAGE if found.results == RESULTS else found.results / "page.md")
    return found


if __name__ == "__main__":
    sys.exit(main())
