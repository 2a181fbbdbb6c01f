"""What must not matter does not, and what must does: texts are changed, and their scores compared with themselves.

No label is needed. Floors stand a little below what was measured on 120 articles; `python benchmarks/blindness.py`
prints the figures.
"""

from __future__ import annotations

import json
import sys
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

TESTS = Path(__file__).parent
sys.path.insert(0, str(TESTS.parent / "benchmarks"))
try:
    import transformations
    from blindness import EXPECTED, measure, sample, scores
finally:
    sys.path.pop(0)

SWAPS, LOWERING, TWICE, FURNITURE, SHUFFLES = (changes for _, changes in EXPECTED.values())
# Mean absolute change. The least that a score shows is .01.
BLIND = 0.01
UNMOVED = 0.002
LITTLE_MOVED = 0.02
# Mean change.
RAISED = 0.002
# Share of articles that a change must lower, and by how much on average; measured .966, .966, .967 and .982 of 120.
LOWERED = 0.93
LOWERED_BY = {
    "names of sources hidden": 0.045,
    "sources hidden": 0.1,
    "hedges added": 0.028,
    "asserted flatly": 0.11,
}
# Share of the project's own texts, of which each fell.
LOWERED_OF_OWN = 0.95
N_ARTICLES = 120
PAGE = list(FURNITURE)
NAMED = list(SWAPS)

REPORT = (
    "{full} will meet officials from {country} next week to discuss steel tariffs, {outlet} reported on Tuesday.\n\n"
    "“We have {number} open questions and I want every one of them settled,” {last} said in a speech to "
    "{party} lawmakers. {demonym} negotiators confirmed the date in a letter dated 4 May.\n\n"
    "Ann Okoye, who runs the harbour board in Corvin, told {outlet} that {number} ships a month carry {demonym} steel. "
    "“We can't plan without a number,” she said. According to the board's annual report, freight fell by 12 percent."
    "\n\n"
    "A spokesman for {last} declined to comment on talks with {country}."
)
COMMENT = (
    "Why does nobody ask what {full} really wants from {country}? For {number} years we have been told to wait.\n\n"
    "{last} may have a plan, or perhaps there is none. {party} leaders seem nervous, and many people say that the "
    "{demonym} government is behind it all. If you read {outlet}, you would think that everything is fine.\n\n"
    "It isn't. Some believe that {last} could be gone by the summer, and that {country} would be glad of it. "
    "I think {outlet} knows more than it lets on. Something will give, and {party} voters will pay for it."
)
FILLINGS = [
    dict(zip(("full", "last", "country", "demonym", "party", "outlet", "number"), row, strict=True))
    for row in (
        ("Donald Trump", "Trump", "Russia", "Russian", "Republican", "Reuters", "14"),
        ("Barack Obama", "Obama", "China", "Chinese", "Democratic", "CNN", "23"),
        ("Mitt Romney", "Romney", "Iraq", "Iraqi", "Republican", "the New York Times", "31"),
        ("Bernie Sanders", "Sanders", "Mexico", "Mexican", "Democratic", "the Washington Post", "8"),
        ("Vladimir Putin", "Putin", "Ukraine", "Ukrainian", "Republican", "the Associated Press", "52"),
        ("Mark Zuckerberg", "Zuckerberg", "Israel", "Israeli", "Democratic", "Bloomberg", "17"),
    )
]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("swap_names", "Trump's lawyers. TRUMP, Trumpet.", "Clinton's lawyers. CLINTON, Trumpet."),
        ("swap_names", "Hillary Clinton told CNN so.", "Donald Trump told Breitbart so."),
        ("hide_names", "Harbour master Ann Ito said so.", "A harbour master said so."),
        ("hide_sources", "The pumps work, said Ann Ito, the port's director.", "The pumps work, said a source."),
        ("add_hedges", "The council met in Corvin on Monday.", "Reportedly, the council met in Corvin on Monday."),
        ("add_hedges", "“It was a good year for us,” the mayor said.", "“It was a good year for us,” the mayor said."),
        ("assert_flatly", "“The pumps are old,” Ann Ito said. It rained.", "The pumps are old. It rained."),
        ("assert_flatly", "Mayor Ann Ito told reporters that the pumps are old.", "The pumps are old."),
        ("repeat", "It rained.\n", "It rained.\n\nIt rained.\n"),
        ("shuffle", "One.\n\nTwo.\n\nThree.", "Three.\n\nOne.\n\nTwo."),
    ],
)
def test_transformations_do_what_they_say(name, text, expected):
    assert getattr(transformations, name)(text) == expected


def test_names_exchanged_twice_are_the_same():
    for text in filled():
        for swap in SWAPS.values():
            assert swap(swap(text)) == text != swap(text)


def filled():
    return [text.format(**filling) for text in (REPORT, COMMENT) for filling in FILLINGS]


@lru_cache(maxsize=1)
def own_texts():
    sets = json.loads((TESTS / "contrasts" / "sourcing.json").read_text(encoding="utf-8"))
    texts = [story[form] for story in sets[::2] for form in ("full", "single")]
    return texts, scores(texts)


def moves(texts_and_scores, transform):
    [found] = measure(*texts_and_scores, {"": transform}).values()
    assert len(found.rows)
    return found


@pytest.mark.parametrize("kind", NAMED)
def test_invented_texts_are_rated_whoever_they_speak_of(kind):
    texts = filled()
    assert np.abs(moves((texts, scores(texts)), SWAPS[kind]).changes).mean() <= BLIND


@pytest.mark.parametrize("name", LOWERING)
def test_own_texts_fall_with_their_sources_and_claims(name):
    assert moves(own_texts(), LOWERING[name]).right("lower") >= LOWERED_OF_OWN


def test_own_texts_given_twice_do_not_rise():
    assert moves(own_texts(), TWICE["repeated"]).changes.mean() <= RAISED


@pytest.mark.parametrize("name", PAGE)
def test_own_texts_are_rated_without_the_page_around_them(name):
    assert np.abs(moves(own_texts(), FURNITURE[name]).changes).mean() <= UNMOVED


@pytest.fixture
def articles(shared):
    return rated(shared / "gold" / "articles.jsonl.gz")


@lru_cache(maxsize=1)
def rated(path):
    texts = sample(path, N_ARTICLES)
    return texts, scores(texts)


@pytest.mark.slow
@pytest.mark.needs_shared
@pytest.mark.parametrize("kind", SWAPS)
def test_articles_are_rated_whoever_they_speak_of(articles, kind):
    assert np.abs(moves(articles, SWAPS[kind]).changes).mean() <= BLIND


@pytest.mark.slow
@pytest.mark.needs_shared
@pytest.mark.parametrize("name", LOWERING)
def test_articles_fall_with_their_sources_and_claims(articles, name):
    found = moves(articles, LOWERING[name])
    assert found.right("lower") >= LOWERED
    assert found.changes.mean() <= -LOWERED_BY[name]


@pytest.mark.slow
@pytest.mark.needs_shared
def test_articles_given_twice_do_not_rise(articles):
    assert moves(articles, TWICE["repeated"]).changes.mean() <= RAISED


@pytest.mark.slow
@pytest.mark.needs_shared
@pytest.mark.parametrize("name", PAGE)
def test_articles_are_rated_without_the_page_around_them(articles, name):
    assert np.abs(moves(articles, FURNITURE[name]).changes).mean() <= UNMOVED


@pytest.mark.slow
@pytest.mark.needs_shared
@pytest.mark.parametrize("name", SHUFFLES)
def test_the_order_of_paragraphs_matters_little(articles, name):
    assert np.abs(moves(articles, SHUFFLES[name]).changes).mean() <= LITTLE_MOVED
