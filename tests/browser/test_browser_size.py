"""A report on a thousand documents opens in under three seconds."""

from dataclasses import replace

import pytest

from reliability.report.page import write_page

N = 1000
TRIES = 3


def copy_of(rating, number):
    """Copy a rating under another name, its story with it."""

    def renamed(name):
        return name.replace("seeds/", f"{number}/")

    names = tuple(map(renamed, rating.story.documents))
    story = replace(rating.story, label=f"story {number}", documents=names)
    evidence = tuple(
        replace(item, other=renamed(item.other)) if item.signal == "consensus" else item for item in rating.evidence
    )
    return replace(
        rating, document=replace(rating.document, id=renamed(rating.document.id)), story=story, evidence=evidence
    )


@pytest.fixture(scope="module")
def large(ratings, tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "report.html"
    write_page([copy_of(rating, number) for number in range(N // len(ratings)) for rating in ratings], path)
    return path


def test_a_thousand_documents_open_in_three_seconds(browser, large, record_property):
    taken, busy = [], []
    for _ in range(TRIES):
        # Time of the processor and not of the clock: a machine that has other things to do is no failure.
        browser.command("Performance.disable")
        browser.command("Performance.enable", timeDomain="threadTicks")
        browser.open(large)
        taken.append(browser.run("return performance.now()") / 1000)
        metrics = {one["name"]: one["value"] for one in browser.command("Performance.getMetrics")["metrics"]}
        busy.append(metrics["TaskDuration"])
    painted = browser.run("return performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000
    size, elements = large.stat().st_size, browser.run("return document.querySelectorAll('*').length")
    record_property("opening", f"{min(busy):.2f} s busy, {min(taken):.2f} s by the clock, first paint {painted:.2f} s")
    record_property("size", f"{size:,} bytes, {elements:,} elements")
    assert len(browser.all(".ratings tbody tr")) == N
    assert 0.1 < min(busy) < 3


def test_it_sorts_filters_and_opens_without_delay(browser, large, record_property):
    browser.open(large)
    times = browser.run("""
        const clock = (work) => {
            const from = performance.now();
            work();
            return document.body.offsetHeight && performance.now() - from;
        };
        return [
            clock(() => document.querySelectorAll(".ratings thead button")[3].click()),
            clock(() => (document.querySelectorAll("article details")[500].open = true)),
        ];""")
    record_property("times", str(times))
    assert max(times) < 2000
    browser.one("input[type=search]").send_keys("silent car journey")
    browser.settle(300)
    assert browser.one("output").text == "200 of 1,000 documents"
