"""Hold the rating's figures: fit it anew by folds from the kept numbers, and compare with floors.json.

    python benchmarks/floors.py             exits with 1 where a figure is worse than its floor
    python benchmarks/floors.py --raise     writes better figures as the new floors; never a worse one
    python benchmarks/floors.py --lower     writes worse ones too: say why where you commit it

Needs no texts: models/numbers.npz holds counts, labels and groups. Its hash stands in floors.json, so that floors and
data belong together. Takes two to three minutes on two cores.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from pathlib import Path
from typing import Any

from reliability.evaluation import cross_validate, figures, some_of
from reliability.resources import models_folder
from reliability.training.numbers import NUMBERS, read_numbers

FLOORS = Path(__file__).with_name("floors.json")
# Room below a measured figure: what another machine's rounding, or another version of numpy, may move.
ROOM = 0.004
# That the interval holds 88 to 92 in 100 is enough, and that no level is never used.
ROOMS = {"rating miscoverage": 0.017, "levels used": 0}
# Figures that are better the smaller they are.
ERRORS = {"rating mae", "rating miscoverage"}
COVERAGE = 0.9


def measured() -> dict[str, float]:
    """Return the figures that have floors, fitted and read by folds."""
    numbers = read_numbers(models_folder())
    rows = numbers.material.measured
    labels = {name: values[rows] for name, values in numbers.material.labels.items()}
    found = figures(some_of(cross_validate(numbers.material), rows), labels, numbers.corpora)
    return flattened(found)


def flattened(found: dict[str, Any]) -> dict[str, float]:
    """Return those of the figures that have floors."""
    flat = {f"{name} {kind}": found[name][kind] for name in found for kind in ("spearman", "within")}
    rating = found["rating"]
    flat |= {"rating kappa": rating["kappa"], "rating mae": rating["mae"]}
    return flat | {
        "rating miscoverage": abs(rating["coverage"] - COVERAGE),
        "levels used": sum(map(bool, rating["levels"])),
    }


def numbers_hash() -> str:
    """Return the hash of the numbers that figures are measured on."""
    return hashlib.sha256((models_folder() / NUMBERS).read_bytes()).hexdigest()


def worse(found: dict[str, float], floors: dict[str, float]) -> dict[str, tuple[float, float]]:
    """Return the figures that are worse than their floor, or missing, each with its floor."""
    fallen = {}
    for name, floor in floors.items():
        value = found.get(name, math.nan)
        if not (value <= floor if name in ERRORS else value >= floor):
            fallen[name] = (value, floor)
    return fallen


def with_room(found: dict[str, float]) -> dict[str, float]:
    """Return floors a little below figures."""
    return {
        name: round(value + (1 if name in ERRORS else -1) * ROOMS.get(name, ROOM), 3) for name, value in found.items()
    }


def main() -> int:
    """Check or write, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", action="store_true", dest="raised")
    parser.add_argument("--lower", action="store_true")
    given = parser.parse_args()
    kept = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"floors": {}}
    found, floors = measured(), kept["floors"]
    for name, value in found.items():
        print(f"{name:<24}{value:>8.3f}   floor {floors.get(name, math.nan):.3f}")
    fallen = worse(found, floors)
    for name, (value, floor) in fallen.items():
        print(f"WORSE: {name} is {value:.3f}, its floor {floor:.3f}", file=sys.stderr)
    if kept.get("numbers_sha256") not in {None, numbers_hash()} and not (given.raised or given.lower):
        print(f"{FLOORS.name} was written for other numbers: check, then --raise or --lower", file=sys.stderr)
        return 1
    if fallen and not given.lower:
        return 1
    if given.raised or given.lower:
        new = with_room(found)
        chosen = new if given.lower else {name: better(name, new[name], floors.get(name)) for name in new}
        FLOORS.write_text(
            json.dumps({"numbers_sha256": numbers_hash(), "floors": chosen}, indent=2) + "\n", encoding="utf-8"
        )
    return 0


def better(name: str, new: float, old: float | None) -> float:
    """Return the better of a new and an old floor."""
    if old is None:
        return new
    return min(new, old) if name in ERRORS else max(new, old)


if __name__ == "__main__":
    sys.exit(main())
