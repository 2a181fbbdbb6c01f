"""Put the table of run-time packages into docs/dependencies.md: `make docs`."""

from __future__ import annotations

import re
from importlib.metadata import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
PINS = ROOT / "requirements" / "run.txt"
TARGET = ROOT / "docs" / "dependencies.md"
BEGIN, END = "<!-- packages: written by docs/write_dependencies.py -->\n", "<!-- end of packages -->"
# What each package that pyproject.toml names is for.
PURPOSES = {
    "ahocorasick-rs": "finds the cues of all word lists in one pass",
    "charset-normalizer": "guesses the encoding of texts that are not UTF-8",
    "click": "the command line",
    "cssselect": "finds what the styles of a page hide",
    "jinja2": "writes the HTML report",
    "joblib": "processes side by side, for corpora",
    "lxml": "parses HTML",
    "lxml-html-clean": "cleans HTML for justext",
    "markdown-it-py": "parses Markdown",
    "nltk": "splits text into sentences, and finds stems",
    "numpy": "arithmetic",
    "pypdf": "reads PDF; with cryptography, encrypted PDF",
    "rich": "the report in the terminal",
    "scikit-learn": "the form of the estimators; finds documents alike; training",
    "scipy": "sparse matrices, clusters, training",
    "threadpoolctl": "holds the threads of each process to its share",
    "tinycss2": "reads the styles of a page",
    "trafilatura": "finds the article in a page",
}
# Older metadata name licences in ways of their own.
_NAMES = {
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "PSFL": "PSF-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD",
    "MIT License": "MIT",
}


def page(text: str) -> str:
    """Return the page with the table between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, behind = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{behind}"


def table() -> str:
    """Return a row for each package that is installed to run."""
    rows = ["| package | version | what for | licence |", "|---|---|---|---|"]
    for name, (version, parents) in pins().items():
        purpose = PURPOSES.get(name) or f"needed by {', '.join(parents)}"
        rows.append(f"| {name} | {version} | {purpose} | {licence(name)} |")
    return "\n".join(rows) + "\n"


def pins() -> dict[str, tuple[str, list[str]]]:
    """Return the pinned version of each package, and which packages ask for it."""
    found: dict[str, tuple[str, list[str]]] = {}
    for line in PINS.read_text(encoding="utf-8").splitlines():
        if pin := re.match(r"([\w.-]+)==(\S+)", line):
            found[pin[1]] = (pin[2], [])
        elif (parent := line.strip(" #").removeprefix("via").split()) and found:
            found[list(found)[-1]][1].append(parent[0])
    return found


def licence(name: str) -> str:
    """Return what an installed package says of its licence."""
    said = metadata(name)
    classified = [one.split(" :: ")[-1] for one in said.get_all("Classifier", []) if one.startswith("License")]
    stated = said.get("License-Expression") or said.get("License") or ""
    # Some put the whole text there.
    stated = stated if stated and len(stated) < 60 else ", ".join(classified)
    return _NAMES.get(stated, stated)


if __name__ == "__main__":
    TARGET.write_text(page(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
