"""Put the summary of the example documents into docs/research.md: `make docs`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "research.md"
MARK = "<!-- summary: written by docs/write_research.py -->"

sys.path.append(str(ROOT / "benchmarks"))


def page(text: str) -> str:
    """Return the page with the summary put in behind its mark."""
    from research import rate_folder, write_summary  # noqa: PLC0415 (lies in another folder)

    summary = write_summary(*rate_folder(ROOT / "seeds"))
    return f"{text.split(MARK, maxsplit=1)[0]}{MARK}\n\n```text\n{summary}```\n"


if __name__ == "__main__":
    TARGET.write_text(page(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
