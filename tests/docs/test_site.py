"""The site is built without a warning, and asks nothing of any other machine."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What a browser fetches by itself; the address of a link that a reader may follow is none of these.
FETCHED = {"src", "srcset", "poster", "data", "action"}
FETCHED_LINKS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest"}


class Fetches(HTMLParser):
    """Collects the addresses that a page makes a browser fetch."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        self.found += [given[name] for name in FETCHED & given.keys()]
        if tag == "link" and FETCHED_LINKS & set(given.get("rel", "").split()):
            self.found.append(given["href"])
        self.found += re.findall(r"url\(([^)]*)\)", given.get("style", ""))


def fetched(html: str) -> list[str]:
    parser = Fetches()
    parser.feed(html)
    return [address for address in parser.found if re.match(r"\s*['\"]?(https?:)?//", address)]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.slow
def test_no_page_fetches_anything_from_elsewhere(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) > 25
    assert {page.name: found for page in pages if (found := fetched(page.read_text(encoding="utf-8")))} == {}


@pytest.mark.slow
def test_no_style_fetches_anything_from_elsewhere(site):
    for style in site.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*['\"]?(https?:)?//", style.read_text(encoding="utf-8")), style.name


@pytest.mark.slow
def test_formulas_need_no_script(site):
    page = (site / "hedging.html").read_text(encoding="utf-8")
    assert page.count("<math") > 20
    assert "arithmatex" not in page
    # Scripts of the theme stand in the site; what they could fetch is asked for by pages that have such a thing.
    assert not [p.name for p in site.rglob("*.html") if 'class="mermaid"' in p.read_text(encoding="utf-8")]


@pytest.mark.slow
def test_pages_of_the_library_hold_its_docstrings(site):
    import reliability

    text = "".join((site / "api" / f"{name}.html").read_text(encoding="utf-8") for name in ("rating", "estimators"))
    text += (site / "api" / "errors.html").read_text(encoding="utf-8")
    assert [name for name in reliability.__all__ if f'id="reliability.{name}"' not in text] == []


def test_what_is_fetched_is_found():
    assert fetched('<script src="https://a.example/x.js"></script><img src="//b.example/y.png">') == [
        "https://a.example/x.js",
        "//b.example/y.png",
    ]
    assert fetched('<link rel="stylesheet" href="https://c.example/z.css"><p style="background:url(//d.example/p)">')
    assert fetched('<a href="https://e.example">read</a><img src="images/here.svg">') == []
