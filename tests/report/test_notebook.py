import re
from html.parser import HTMLParser

import pytest

from reliability.report.notebook import show_rating, show_ratings
from reliability.scale import CAVEAT

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)></style></details>\u202egnp.exe\n\n"
    '“It may be,” said "Ann" <Ito> & Co.'
)


class Page(HTMLParser):
    """Keeps the tags, their attributes and the words of a page; fails where tags do not nest."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.open, self.words = [], [], [], ""
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.words += data


@pytest.fixture
def rating(make_rating, find_evidence):
    evidence = (
        find_evidence("could", "hedging", "modal"),
        find_evidence("3 June", "specificity", "date", nth=1),
        find_evidence("Mayor Ole Lindqvist", "sourcing", "person"),
        find_evidence("Experts", "sourcing", "vague"),
        find_evidence("others", "specificity", "vague"),
    )
    return make_rating(id="ferry.txt", title="Ferry & co", flags=("single-source",), evidence=evidence)


def test_a_rating_shows_all_that_matters(rating):
    page = Page(show_rating(rating))
    for words in ("ferry.txt", "Ferry & co", "Partly sourced", "0.53", "0.40 to 0.67", "a single source", CAVEAT):
        assert words in page.words
    for words in ("Hedging0.44less is better-0.07", "Sourcing0.55more is better+0.05"):
        assert words in page.words


def test_the_words_that_counted_are_marked_and_explained(rating):
    shown = show_rating(rating)
    assert '<mark class="srel-hedging" title="hedging">could</mark>' in shown
    assert '<mark class="srel-sourcing" title="sourcing: person">Mayor Ole Lindqvist</mark>' in shown
    assert '<mark class="srel-weak" title="sourcing: vague">Experts</mark>' in shown
    assert '<mark class="srel-vague" title="specificity: vague">others</mark>' in shown
    assert "too vague to look up" in shown


def test_crossing_marks_nest(make_rating, find_evidence):
    evidence = (
        find_evidence("could stop on 3 June", "hedging", "modal"),
        find_evidence("3 June, Mayor", "specificity", "date"),
    )
    shown = show_rating(make_rating(evidence=evidence))
    assert 'class="srel-hedging srel-specificity" title="hedging; specificity">3 June</mark>' in shown
    Page(shown)


def test_the_text_is_folded_away_and_without_page_furniture(rating, text):
    from dataclasses import replace

    shown = show_rating(replace(rating, furniture=((0, text.index("Harbour ferry")),)))
    assert "<details><summary>The text" in shown
    assert "Sign up" not in shown
    assert "Harbour ferry may stop" in shown


def test_ratings_are_a_table_with_flags_and_words_below_each_row(rating, make_rating):
    page = Page(show_ratings([rating, make_rating(id="plain.txt")]))
    assert page.tags.count("details") == 1
    row = "ferry.txt0.53 0.40–0.67Partly sourced"
    for words in (row, "One source only", "Words that counted: 5", "plain.txt", CAVEAT):
        assert words in page.words
    assert "No ratings" in Page(show_ratings([])).words


def test_a_long_list_and_a_long_text_are_cut_and_say_so(make_rating):
    many = show_ratings([make_rating(id=f"d{n}") for n in range(1_060)])
    assert "d49" in many
    assert "d50" not in many
    assert "and 1,010 more" in many
    long = show_rating(make_rating("It rained. " * 50_000))
    assert len(long) < 60_000
    assert "left out here" in long


@pytest.mark.parametrize("show", [show_rating, lambda rating: show_ratings([rating])])
def test_what_a_document_holds_stays_text(make_rating, find_evidence, show):
    evidence = (find_evidence("<Ito> & Co", "sourcing", "person", text=HOSTILE),)
    shown = show(make_rating(HOSTILE, id="<b>x</b>", title='"><svg onload=1>', flags=("<i>",), evidence=evidence))
    page = Page(shown)
    assert {"script", "img", "svg", "b>x", "ito"}.isdisjoint(page.tags)
    assert not any(name.startswith("on") or name in {"src", "href"} for name, _ in page.attributes)
    assert "\u202e" not in shown
    assert "<Ito> & Co" in page.words
    assert "<b>x</b>" in page.words


def test_nothing_comes_from_outside_and_colours_are_the_notebooks(rating):
    style = re.search("<style>(.*?)</style>", show_rating(rating), re.DOTALL)[1]
    assert "url(" not in style
    assert "@import" not in style
    # Words keep the colour of the notebook, so that they can be read on white and on black.
    assert set(re.findall(r"[{;]\s*color: (\w+|#\w+)", style)) == {"inherit"}


def test_every_rule_of_the_style_is_for_ratings_only(rating):
    style = re.search("<style>(.*?)</style>", show_rating(rating), re.DOTALL)[1]
    selectors = [one.strip() for rule in re.findall(r"(?:^|})([^{}]+){", style) for one in rule.split(",")]
    assert selectors
    assert all(one.startswith(".srel") for one in selectors)
