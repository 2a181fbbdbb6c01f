"""docs/model-card.md tells what the model does today."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CARD = (ROOT / "docs" / "model-card.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", CARD, flags=re.DOTALL)


def test_its_examples_run():
    [block] = blocks("python")
    exec(compile(block, "model-card.md", "exec"), {})


@pytest.mark.slow
@pytest.mark.needs_shared
def test_its_figures_are_those_of_the_command(shared):
    [block] = blocks("console")
    command, _, expected = block.partition("\n")
    words = command.removeprefix("$ ").split()
    words[-1] = str(shared / "gold" / "articles.jsonl.gz")
    plain = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    shown = subprocess.run([sys.executable, "-m", *words], env=plain, capture_output=True, text=True, check=True).stdout
    # The first lines name files, which lie elsewhere on other machines.
    figures = expected[expected.index("Figure ") :].strip()
    assert figures in "\n".join(line.rstrip() for line in shown.splitlines())
