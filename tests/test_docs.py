"""What the documents show is what the program does."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSENSUS = (ROOT / "docs" / "consensus.md").read_text(encoding="utf-8")
CORPORA = (ROOT / "docs" / "corpora.md").read_text(encoding="utf-8")
REPORT = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README + CONSENSUS + CORPORA + REPORT, flags=re.DOTALL)


def test_the_feature_page_is_up_to_date():
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        import write_features
    finally:
        sys.path.pop(0)
    assert (ROOT / "docs" / "features.md").read_text(encoding="utf-8") == write_features.page(), "run `make docs`"


@pytest.mark.parametrize("block", blocks("console"), ids=lambda block: block.splitlines()[0])
def test_commands_in_the_readme_print_what_it_says(block):
    first, _, expected = block.partition("\n")
    command = first.removeprefix("$ ").split()
    assert command[0] == "reliability"
    result = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, env=plain_environment(), timeout=120
    )
    shown = "\n".join(line.rstrip() for line in result.stdout.splitlines())
    assert expected.strip() in shown.strip()


@pytest.mark.parametrize("block", blocks("python"))
def test_python_in_the_readme_runs(block, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    exec(compile(block, "README.md", "exec"), {})
    assert capsys.readouterr().out


def plain_environment():
    import os

    return {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}


PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "models").glob("*.md")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_every_command_is_in_the_readme():
    from reliability.cli import main

    for name in main.commands:
        assert f"reliability {name}" in README
