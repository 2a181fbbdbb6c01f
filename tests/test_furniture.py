"""What is page goes, what is article stays."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability.furniture import article_spans

SEEDS = Path(__file__).parents[1].parent / "shared" / "seeds"

LEAD = (
    "The harbour board voted on Tuesday to close the east pier for a year. Marta Lind, who chairs the board, said "
    "the piles were rotten and that repairs would cost 4.2 million kronor."
)
BODY = (
    "Fishermen who land their catch there were told in a letter dated 3 May. “We learned of it from the post,” said "
    "Olle Berg, who has kept two boats at the pier since 1994."
)
LAST = "The board meets again on 12 June, when it is expected to name a contractor."

MORE = (
    "The ferry to the outer islands will leave from the coal quay, 400 metres to the east, and call at the school pier "
    "on weekdays. A ticket stays at 32 crowns, the harbour office wrote on Thursday."
)
NEWS = f"Pier to close for a year\n\n{LEAD}\n\n{BODY}\n\n{LAST}"
BLOG = (
    "Why I stopped reading comments\n\nSo here's the thing. I used to read every comment under each story. Not now!\n\n"
    "Related to this is a habit of mine: I follow too many people on Twitter.\n\nWhat do you do?\n\nMaybe I'm wrong."
)
RELEASE = (
    "TURKU, Finland, March 2 - Norrsken Pumps today announced a new line of pumps for cold climates.\n\n"
    "“Our customers asked for a pump that starts at minus forty,” said Aino Salo, chief executive.\n\n"
    "About Norrsken Pumps\n\nNorrsken Pumps makes pumps for mines and waterworks. It was founded in 1961.\n\n"
    "For more information, call +358 2 555 0100."
)
INTERVIEW = (
    "Q: When did you begin to paint?\nA: Late. I was forty.\nQ: And who taught you?\nA: Nobody.\n"
    "Q: Do you look at other painters?\nA: Every day. Then I forget them."
)
LISTICLE = (
    "Five ways to save water\n\n- Fix the tap\n- Take a shorter shower\n- Catch the rain\n\nFix the tap\n\n"
    "A tap that drips wastes 20 litres a day.\n\nShare the work\n\nAsk the neighbours to help with the barrels.\n\n"
    "Video\n\nFilm the meter at night and see whether it moves."
)
POEM = "Home\n\nThe gate is low\nThe road is long\nMore snow\nThan song\n\nClose by the door\nA light\nNo more\nTonight"
PRESS = (
    "Subscribing to a newspaper is cheaper than it looks\n\n"
    "Readers who subscribe to a daily paper pay about 30 euros a month. An advertisement on the front page once paid "
    "for most of it, and comments were letters.\n\n"
    "Sign up for a paper in January and the price is often lower, according to the consumer office.\n\n"
    "“Subscribe today and get a free copy of our atlas,” said a flyer from 1987 that the museum shows.\n\n"
    "The privacy policy of each paper differs, and terms of service are long. All rights are reserved to authors "
    "under the law of 1960.\n\nFollow the money, and you find the owners. Join a union, she said, and see."
)
SECTIONS = (
    "Noise level\n\nSides\n\nThe unions\nThey want a longer break between shifts.\n\nTimeline\nTalks began in 2019."
)
ADVICE = (
    "Something went wrong on the first dive, Lind said.\n\nConsider the members of the board: none of them dives.\n\n"
    "Ready to retire, she sold her business in May.\n\nThe town's motto is on the door."
)
PLAIN = [NEWS, BLOG, RELEASE, INTERVIEW, LISTICLE, POEM, PRESS, SECTIONS, ADVICE]


def kept(text: str) -> str:
    return "\n\n".join(text[start:end] for start, end in article_spans(text))


@pytest.mark.parametrize("text", PLAIN)
def test_article_without_furniture_loses_nothing(text: str) -> None:
    assert article_spans(text) == [(0, len(text))]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT",
        "Story Continued Below",
        "Continue reading the main story",
        "Read more",
        "1.2k Shares Share this story",
        "Sign up for our free weekly newsletter and get the harbour news in your inbox",
        "Subscribe to our podcast. Never miss an episode in your inbox.",
        "Make sure to follow The Pier Post on Google News for the latest.",
        "Click here to see more pictures of the pier",
        "( PHOTOS: Piers of the Baltic)",
        "SEE ALSO: How the west pier was saved in 2011",
        "Related: The west pier was saved in 2011",
        "Photo by Ida Holm on Unsplash",
        "Board members walk the pier on Monday. (Ida Holm/Reuters)",
        "Image copyright Getty Images Image caption The pier in spring",
        "Keywords: harbour, pier, board, repair",
        "Originally published on The Pier Post",
        "Copyright © 2024 The Pier Post. All rights reserved.",
        "Follow Ida Holm on Twitter @idaholm",
        "This site uses cookies. By continuing to use it you agree to our cookie policy.",
        "Please enable JavaScript to view the comments.",
        "Share on Facebook Share on X",
        "Looking to show your business to our readers?",
        "Consider becoming a supporting member of The Pier Post.",
        "Enjoy exclusive content and first seats at the harbour fair",
        "Sorry, something went wrong.",
        "Have a tip for the harbour desk?",
    ],
)
def test_line_of_furniture_goes_from_anywhere(line: str) -> None:
    for paragraphs in ([NEWS, line], [LEAD, line, BODY], [LEAD, BODY, line, LAST]):
        assert kept("\n\n".join(paragraphs)) == "\n\n".join(p for p in paragraphs if p != line)
    assert kept(f"{LEAD}\n{line}\n{LAST}") == f"{LEAD}\n\n{LAST}"


@pytest.mark.parametrize(
    "block",
    [
        "Leave a Comment\n\nYour email address will not be published. Required fields are marked *",
        "Join the Discussion\nBe the first to share your view.\nSubscribe to comments",
        "You May Like",
        "3 Comments\n\nPer\n\nAbout time, that pier has been a danger for years now and nobody cared.\n\nReply",
        "MORE FROM THE POST\n-\nFerry goes on\nNews The line gets a subsidy.\n-\nIce roads open\nOpinion It was cold.",
        "Related articles\n\nFerry to run all winter\n\nIce roads open early",
        "Ida Holm is a reporter at The Pier Post, where she covers ice.\n\nYou can reach her at ida@post.example.",
    ],
)
def test_block_at_the_end_goes(block: str) -> None:
    assert kept(f"{NEWS}\n\n{MORE}\n\n{block}") == f"{NEWS}\n\n{MORE}"


def test_list_of_teasers_in_the_middle_ends_at_the_next_paragraph() -> None:
    text = (
        f"{LEAD}\n\nRelated articles\n\nFerry to run all winter\n\nIce roads open early\n\n{BODY}\n\n{MORE}\n\n{LAST}"
    )
    assert kept(text) == f"{LEAD}\n\n{BODY}\n\n{MORE}\n\n{LAST}"


def test_heading_followed_by_prose_is_the_articles_own() -> None:
    text = f"{LEAD}\n\nMore on the budget\n\n{BODY}\n\nComments\n\n{MORE}\n\n{LAST}"
    assert article_spans(text) == [(0, len(text))]


def test_person_met_before_is_no_author_box() -> None:
    text = f"{LEAD}\n\nThe book is by Nils Ek. Ek spoke on Monday.\n\nNils Ek is the author of four books on sand."
    assert article_spans(text) == [(0, len(text))]


def test_stock_caption_goes_with_its_credit() -> None:
    text = f"{LEAD}\n\na grey pier in the fog\n\nPhoto by Ida Holm on Unsplash\n\n{BODY}"
    assert kept(text) == f"{LEAD}\n\n{BODY}"


def test_flattened_page_is_cut_within_lines() -> None:
    menu = "Home News View All Harbours and Ferries Events Newsletters Podcasts Contact Us About Us Log In "
    share = "Share on Facebook Share on X Share on LinkedIn "
    foot = " Contact Us Careers Privacy Policy Terms of Service © 2024 The Pier Post.\n All rights reserved."
    result = kept(f"{menu}Pier in the harbour to close for a whole year {share}{LEAD}\n{BODY}\n{LAST}{foot}")
    for sentence in (LEAD, BODY, LAST, "to close for a whole year"):
        assert sentence in result
    for word in ("View All", "Podcasts", "Share on", "Careers", "rights reserved"):
        assert word not in result


def test_text_that_is_all_furniture_is_kept() -> None:
    text = "Advertisement\n\nRead more"
    assert article_spans(text) == [(0, len(text))]
    assert article_spans("") == []


@given(st.text() | st.lists(st.sampled_from([*PLAIN, "Related", "Twitter", "-", "© 2024", "Menu Home Search", "\ud800", "İ", "\n"])).map("\n".join))  # fmt: skip  # noqa: E501
def test_spans_are_sound_on_any_text(text: str) -> None:
    spans = article_spans(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert bool(spans) == bool(text)
    assert all(0 <= edge <= len(text) for edge in edges)
    assert article_spans(text) == spans


@given(st.lists(st.sampled_from([LEAD, BODY, MORE, LAST]), min_size=1, unique=True))
def test_prose_is_kept_whole(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    assert article_spans(text) == [(0, len(text))]


def test_a_page_stored_twice_is_read_once() -> None:
    assert kept(f"{NEWS}\n\n{NEWS}").count(BODY) == 1


def test_a_quotation_pulled_out_of_the_text_is_no_second_one() -> None:
    quotation = "“We learned of it from the post, and nobody asked us first.”"
    text = f"{LEAD}\n\n{quotation}\n\n{BODY}\n\n  {quotation.upper()}\n\n{LAST}"
    assert kept(text) == f"{LEAD}\n\n{quotation}\n\n{BODY}\n\n{LAST}"


def test_a_short_line_may_come_again() -> None:
    text = f"{LEAD}\n\n“No comment,” he said.\n\n{BODY}\n\n“No comment,” he said.\n\n{LAST}"
    assert article_spans(text) == [(0, len(text))]


@given(st.lists(st.sampled_from([LEAD, BODY, LAST, "Advertisement", "Read more", "Photo by Ida Holm on Unsplash"])))
def test_cutting_twice_cuts_no_more(paragraphs: list[str]) -> None:
    # True of single lines. A block's cut depends on its share of the page, so a second pass may cut another block.
    once = kept("\n\n".join(paragraphs))
    assert kept(once) == once


@pytest.mark.parametrize(
    "unit",
    ["a", "\n", " ", "(", ". ", '."', "© 2020 ", "Menu Search Home ", "Aaaa ", "Related\n", "Twitter\n", f"{LEAD} ",
     f"{LEAD}\n", f"Related\n{LEAD}\n", "Ida Holm is a reporter at the Post.\n",
     f"Menu Search Home {LEAD} Keep Reading "],
)  # fmt: skip
def test_time_is_linear(unit: str) -> None:
    # The slowest of these reads 2 million characters a second here; a quadratic one would need minutes.
    text = unit * (1_000_000 // len(unit))
    start = time.perf_counter()
    article_spans(text)
    assert time.perf_counter() - start < 10


@pytest.mark.skipif(
    not SEEDS.is_dir(), reason="../shared, with the web pages first asked about, is not beside the repo"
)
@pytest.mark.parametrize(
    ("number", "gone", "stays"),
    [
        ("000", ["MORE FROM", "Sign up today", "Ross Kelly", "Jensen Huang", "News The"], ["Stargate", "MOU"]),
        ("001", ["Leave a Comment", "Keywords:", "Unsplash", "our stuff", "on a computer screen"], ["AGI", "AI race"]),
        ("002", ["Originally published"], ["date 2025", "elsewhere for partnerships."]),
        ("003", ["Advertisement", "You May Like"], ["Conclusion", "Jan 14, 2026"]),
        ("004", ["Join the Discussion", "Subscribe to comment"], ["Noise Level", "Sides", "Timeline", "on Azure."]),
    ],
)  # fmt: skip
def test_seeds_lose_their_furniture(number: str, gone: list[str], stays: list[str]) -> None:
    text = next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8")
    result = kept(text)
    assert [word for word in gone if word in result] == []
    assert [word for word in stays if word in text and word not in result] == []
