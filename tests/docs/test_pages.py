"""The pages are up to date, lead somewhere, and name every command."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_feature_page_is_up_to_date():
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        import write_features
    finally:
        sys.path.pop(0)
    assert (ROOT / "docs" / "features.md").read_text(encoding="utf-8") == write_features.page(), "run `make docs`"


PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "models").glob("*.md")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_every_command_is_in_the_readme():
    from reliability.cli import main

    for name in main.commands:
        assert f"reliability {name}" in README
