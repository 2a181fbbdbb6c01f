"""Documents that try to run: nothing does, and nothing leaves the page."""

from dataclasses import replace

import pytest

from reliability import Document, rate
from reliability.report.page import write_page

ATTACKS = [
    "<script>canary=1</script>",
    "</script><script>canary=1</script>",
    "</style><img src=x onerror=canary=1>",
    "<svg onload=canary=1><a href='javascript:canary=1'>",
    "\"><iframe srcdoc='<script>parent.canary=1</script>'>",
    "' autofocus onfocus=canary=1 x='",
    "{{ 7*7 }}{% raw %}<!--<script>--><base href=//example.org/>",
    "&lt;script&gt;canary=1&lt;/script&gt;",
    "\u202ecanary\u2066\u200b\x00\x1b]0;x\x07\ufffe",
    "<link rel=stylesheet href=http://127.0.0.1:9/x.css><meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
]
SENTENCE = "Mayor Ann Ito said on Monday that 14 of 16 ferries may reportedly stop. "


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    attack = "\n".join(ATTACKS)
    texts = [
        "\n\n".join(f"{SENTENCE}{one} {SENTENCE}" for one in attack.split("\n")),
        (attack + SENTENCE) * (2_000_000 // len(attack + SENTENCE) + 1),
        "<script>" * 30_000,
    ]
    documents = [
        Document(
            text=text, id=f"{n}{attack}", title=f"{ATTACKS[n]}{attack}", publisher=attack, author=attack, url=attack
        )
        for n, text in enumerate(texts)
    ]
    ratings = rate(documents)
    assert len(ratings[1].document.text) >= 2_000_000
    worded = [replace(rating, flags=(*rating.flags, attack)) for rating in ratings]
    path = tmp_path_factory.mktemp("hostile") / "report.html"
    write_page(worded, path)
    return path


def test_nothing_runs_and_nothing_leaves(browser, hostile):
    browser.open(hostile)
    for details in browser.all("article details"):
        browser.run("arguments[0].open = true", details)
        browser.settle()
    browser.run("const m = document.querySelector('.text mark[data-n]'); m.setAttribute('tabindex', 0); m.focus()")
    browser.one("input[type=search]").send_keys("ferries")
    browser.settle(1500)
    assert browser.run("return typeof window.canary") == "undefined"
    assert browser.run("return stopped") == []
    assert browser.run("return broken") == []
    assert browser.requested() == {hostile.as_uri(): ""}
    assert browser.run("return document.querySelectorAll('img, iframe, base, link, script').length") == 2
    assert browser.run("return document.compatMode") == "CSS1Compat"


def test_the_text_is_shown_as_it_is(browser, hostile):
    browser.open(hostile)
    shown = browser.run("return document.querySelectorAll('.text')[0].textContent")
    for attack in ATTACKS[:-2]:
        assert attack in shown
    assert "\u202e" not in browser.run("return document.documentElement.textContent")


def test_what_got_in_all_the_same_would_be_stopped(browser, hostile):
    browser.open(hostile)
    browser.run("""
        const add = (name, fill) => {
            const element = document.createElement(name);
            try { fill(element); } catch { return; }
            document.body.append(element);
        };
        add("script", (script) => (script.textContent = "canary = 1"));
        add("img", (image) => (image.src = "http://127.0.0.1:9/x.png"));
        add("a", (link) => link.setAttribute("style", "color: red"));
        fetch("http://127.0.0.1:9/").catch(() => {});
    """)
    browser.settle(300)
    assert browser.run("return typeof window.canary") == "undefined"
    stopped = set(browser.run("return stopped"))
    assert {"img-src", "style-src-attr", "connect-src"} <= stopped
    assert stopped & {"require-trusted-types-for", "script-src-elem"}
    # The browser notes even what it then does not ask for, so that the list above would have held any attempt.
    assert browser.requested() == {hostile.as_uri(): "", "http://127.0.0.1:9/x.png": "csp"}
