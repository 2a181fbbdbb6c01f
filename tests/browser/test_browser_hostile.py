"""Documents that try to run: nothing does, and nothing leaves the page."""

import socketserver
import threading
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
    "<link rel=stylesheet href=http://HOST/x.css><meta http-equiv=refresh content='0;url=http://HOST/'>",
]
SENTENCE = "Mayor Ann Ito said on Monday that 14 of 16 ferries may reportedly stop. "


@pytest.fixture(scope="module")
def calls():
    """Return a list of the calls that a server on this machine gets, and its address at the front."""
    got = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            got.append(self.request.recv(100))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        got.append("{}:{}".format(*server.server_address))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield got
        server.shutdown()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, calls):
    attack = "\n".join(ATTACKS).replace("HOST", calls[0])
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


def test_nothing_runs_and_nothing_leaves(browser, hostile, calls):
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
    assert set(browser.requested()) == {hostile.as_uri()}
    assert calls[1:] == []
    assert browser.run("return document.querySelectorAll('img, iframe, base, link, script').length") == 2
    assert browser.run("return document.compatMode") == "CSS1Compat"


def test_the_text_is_shown_as_it_is(browser, hostile):
    browser.open(hostile)
    shown = browser.run("return document.querySelectorAll('.text')[0].textContent")
    for attack in ATTACKS[:-2]:
        assert attack in shown
    assert "\u202e" not in browser.run("return document.documentElement.textContent")


def test_what_got_in_all_the_same_would_be_stopped(browser, hostile, calls):
    browser.open(hostile)
    script = """
        const script = document.createElement("script");
        try { script.textContent = "canary = 1"; document.body.append(script); } catch (error) { window.refused = true; }
        const image = document.createElement("img");
        image.src = "http://HOST/x.png";
        document.body.append(image);
        const link = document.createElement("a");
        link.setAttribute("style", "color: red");
        document.body.append(link);
        fetch("http://HOST/").catch(() => {});
    """
    browser.run(script.replace("HOST", calls[0]))
    browser.settle(300)
    assert browser.run("return typeof window.canary") == "undefined"
    stopped = set(browser.run("return stopped"))
    assert {"img-src", "style-src-attr", "connect-src"} <= stopped
    assert stopped & {"require-trusted-types-for", "script-src-elem"}
    assert calls[1:] == []


def test_the_server_would_hear_of_it(browser, calls):
    browser.driver.get("about:blank")
    browser.run("document.body.append(Object.assign(new Image(), {src: `http://${arguments[0]}/x.png`}))", calls[0])
    browser.settle(500)
    assert calls[1:]
    del calls[1:]
