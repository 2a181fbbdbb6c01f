"""Put the command's real output and the model's real figures into README.md: `make docs`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "README.md"
COLUMNS = {"rating": "rating", "hedging": "speculation", "specificity": "specificity", "sourcing": "sourcing"}


def output() -> str:
    """Return what `reliability score seeds` prints in 80 columns."""
    plain = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "reliability", "score", "seeds"]
    shown = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, check=True).stdout
    return "\n".join(line.rstrip() for line in shown.strip().splitlines())


def figures() -> str:
    """Return the rows of the figures table."""
    found = json.loads((ROOT / "models" / "figures.json").read_text(encoding="utf-8"))["figures"]
    return "".join(
        f"| {name}, against {column} | {found[name]['spearman']:.3f} | {found[name]['within']:.3f} |\n"
        for name, column in COLUMNS.items()
    )


def page(text: str) -> str:
    """Return the README with both put in."""
    text = re.sub(
        r"(\$ reliability score seeds\n).*?(```)", lambda m: f"{m[1]}{output()}\n{m[2]}", text, flags=re.DOTALL
    )
    table = r"(\| reading \| Spearman \| mean within a corpus \|\n\|---\|---\|---\|\n).*?\n\n"
    return re.sub(table, lambda m: f"{m[1]}{figures()}\n", text, flags=re.DOTALL)


if __name__ == "__main__":
    TARGET.write_text(page(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
