"""What docs/evaluation.md shows runs, and it tells of every option and figure."""

import re
from pathlib import Path

import pytest

from reliability.cli.evaluate import evaluate
from reliability.report.evaluation import draw_evaluation
from reliability.report.terminal import open_console

PAGE = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS)
def test_its_python_runs_and_what_it_finds_can_be_drawn(block, capsys):
    names = {}
    exec(compile(block, "evaluation.md", "exec"), names)
    assert capsys.readouterr().out.startswith("{'value': ")
    assert "40 articles" in draw_evaluation(names["found"], open_console(), {})


@pytest.mark.parametrize("option", ["--format", "--diagrams", "--output"])
def test_it_tells_of_the_options(option):
    assert option in {name for one in evaluate.params for name in one.opts}
    assert option in PAGE
