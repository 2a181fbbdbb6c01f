"""Write docs/features.md from the declarations in the code: `make docs`."""

from __future__ import annotations

import math
from pathlib import Path

from reliability.extractor import FAMILIES

TARGET = Path(__file__).parent / "features.md"
HEAD = """# Features

Written by `make docs` from the declarations in `reliability/signals/`; do not edit.

Every document becomes one row: the features below, and after them counts of *patterns of wording* (single tokens and
pairs of neighbours, in which names, numbers and all words outside closed lists are replaced by their class, such as
`said FULLNAME`). A feature that a document leaves undefined, such as a share of no sentences, is NaN.
"""


def page() -> str:
    """Return the page."""
    parts = [HEAD]
    for family in FAMILIES:
        title = family.__name__.rsplit(".", 1)[1]
        summary = (family.__doc__ or "").strip().splitlines()[0]
        parts.append(f"\n## {title}\n\n{summary}\n\n| feature | unit | bounds | meaning |\n|---|---|---|---|\n")
        for feature in family.FEATURES:
            high = "∞" if math.isinf(feature.high) else f"{feature.high:g}"
            parts.append(f"| `{feature.name}` | {feature.unit} | {feature.low:g} to {high} | {feature.meaning} |\n")
    return "".join(parts)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
