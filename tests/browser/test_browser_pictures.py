"""Pictures of the report on seeds/, kept under docs/images: `pytest -m browser --rewrite-pictures` takes them anew."""

import base64
from pathlib import Path

import pytest

IMAGES = Path(__file__).parents[2] / "docs" / "images"
# What a picture shows: where the page is opened, what is scrolled to, and how high the picture is.
VIEWS = {
    "overview": ("", "header", 1240),
    "story": ("#story-1-5-1", "#stories", 860),
    "document": ("#document-seeds-musing.txt", "article[data-for='document-seeds-musing.txt']", 860),
}
WIDTH = 1120
# A README that loads slowly is not read.
MOST_BYTES = 300_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_picture_can_be_taken(browser, page, view, scheme, request, tmp_path):
    fragment, selector, height = VIEWS[view]
    browser.look(width=WIDTH, height=height, scheme=scheme)
    browser.open(page, fragment)
    browser.run("document.activeElement.blur(); document.querySelector(arguments[0]).scrollIntoView()", selector)
    if view == "document":
        browser.run("""const text = document.getElementById("document-seeds-musing.txt").querySelector(".text");
            const doubt = [...text.querySelectorAll("mark.h")].find((mark) => mark.textContent === "wondering");
            doubt.dispatchEvent(new PointerEvent("pointerover", {bubbles: true}))""")
    browser.settle(300)
    taken = base64.b64decode(browser.command("Page.captureScreenshot", format="png")["data"])
    folder = IMAGES if request.config.getoption("--rewrite-pictures") else tmp_path
    (folder / f"report-{view}-{scheme}.png").write_bytes(taken)
    assert taken.startswith(b"\x89PNG")
    # One colour all over would take a hundredth of that.
    assert 30_000 < len(taken) < MOST_BYTES


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_picture_is_kept(view, scheme):
    assert (IMAGES / f"report-{view}-{scheme}.png").stat().st_size < MOST_BYTES
