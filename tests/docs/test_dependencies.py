"""The page on packages tells what is pinned, and pins keep within the bounds."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "dependencies.md"
BOUNDS = [
    Requirement(stated)
    for stated in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
]


@pytest.fixture
def written(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import write_dependencies

    yield write_dependencies
    sys.modules.pop("write_dependencies")


def pinned(name):
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, flags=re.MULTILINE))


def test_the_page_is_up_to_date(written):
    if any(version(name) != pin for name, pin in pinned("run.txt").items()):
        pytest.skip("other versions are installed than those pinned, whose licences the page tells")
    text = PAGE.read_text(encoding="utf-8")
    assert text == written.page(text), "run `make docs`"


def test_every_package_that_is_asked_for_has_a_purpose(written):
    assert written.PURPOSES.keys() == {bound.name for bound in BOUNDS}


def test_what_was_compared_is_what_is_pinned():
    compared = re.findall(r"^\| (\S+) \| (?:CVE|PYSEC|GHSA).* \| (\S+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(compared) > 10
    assert {name: pinned("run.txt")[name] for name, _ in compared} == dict(compared), "compare anew, and tell the day"


@pytest.mark.parametrize("bound", BOUNDS, ids=lambda bound: bound.name)
def test_pins_keep_within_the_bounds_and_the_oldest_are_the_lowest(bound):
    assert bound.specifier.contains(pinned("run.txt")[bound.name])
    [lowest] = [part.version for part in bound.specifier]
    oldest = pinned("oldest.txt")[bound.name]
    assert f"{oldest}.".startswith(f"{lowest}."), "resolve requirements/oldest.txt anew"
