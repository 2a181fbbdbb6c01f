"""Names are found by their form and told apart by the words in and around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import texts

from reliability.annotation.names import names
from reliability.segmentation import segment_spans


def named(text):
    """Return the names as (words, kind)."""
    parts = segment_spans(text, [(0, len(text))])
    return [
        (parts.text[parts.tokens[n.first][0] : parts.tokens[n.last - 1][1]], n.kind) for n in names(parts)
    ]  # fmt: skip


def keys(text):
    return [name.key for name in names(segment_spans(text, [(0, len(text))]))]


@pytest.mark.parametrize(
    "person",
    [
        "Ann Okoye",
        "Sen. Tom Berg",
        "Dr. Ito",
        "President Eva Lind",
        "Texas Sen. Tom Berg",
        "John F. Berg",
        "Press Secretary Ann Okoye",
        "Ludo van Dam",
        "Ana de Souza",
        "Omar bin Rashid",
    ],
)
def test_a_full_name_or_a_titled_one_is_a_person(person):
    assert named(f"Then they met {person} at a small house by the river.") == [(person, "person")]


@pytest.mark.parametrize(
    "body", ["Transport Ministry", "University of Oslo", "Bank of England", "Justice Department", "NASA", "U.S."]
)
def test_a_body_is_an_organisation(body):
    assert named(f"Then they wrote to the {body} about all the rain.") == [(body, "organisation")]


def test_a_publisher_is_an_outlet():
    assert named("We read it in the Daily Herald on the train.") == [("Daily Herald", "outlet")]


@pytest.mark.parametrize("place", ["Oslo", "San Francisco", "New York City"])
def test_a_place_is_another_name(place):
    assert named(f"They have lived in {place} for years.") == [(place, "other")]


def test_a_surname_alone_is_a_person_after_the_full_name():
    assert named("We met Ann Okoye. Then we asked Okoye again.") == [("Ann Okoye", "person"), ("Okoye", "person")]


def test_a_surname_alone_is_a_person_before_the_full_name_too():
    assert named("We asked Okoye. Her full name is Ann Okoye.") == [("Okoye", "person"), ("Ann Okoye", "person")]


def test_a_surname_that_nobody_introduced_is_no_person():
    assert named("We asked Okoye about it.") == [("Okoye", "other")]


def test_later_mentions_share_the_key():
    assert keys("We met Sen. Tom Berg. Then Berg's brother came. Then we left with Berg.") == ["berg"] * 3


@pytest.mark.parametrize(
    "text", ["Nobody came.", "Yesterday we left.", "“However, it fell,” she said.", "On Monday it fell."]
)
def test_a_function_word_or_day_at_the_begin_is_no_name(text):
    assert named(text) == []


def test_a_word_written_small_elsewhere_is_no_name_at_a_sentence_start():
    assert named("Bridges fell. All the bridges were old.") == []
    assert named("We looked up: Bridges fell. All the bridges were old.") == []


def test_a_word_written_small_elsewhere_is_a_name_within_a_sentence():
    assert named("Then Rose came with a rose.") == [("Rose", "other")]


def test_a_name_ends_at_a_month_or_day():
    assert named("They met Ann Okoye Monday at noon, and Tom Berg on May 5.") == [
        ("Ann Okoye", "person"),
        ("Tom Berg", "person"),
    ]


def test_a_role_alone_is_no_name():
    assert named("Then the Mayor met the Senator at his house.") == []


def test_an_affiliation_is_no_name():
    assert named("Then Sen. Tom Berg, R-Utah, left the room.") == [("Sen. Tom Berg", "person")]


def test_a_headline_in_capitals_names_nobody():
    assert named("FIVE WAYS TO SAVE MONEY THIS YEAR") == []
    assert named("Five Great Ways To Save Some Money") == []


def test_a_text_without_capitals_names_nobody():
    assert named("ann okoye met tom berg in oslo.") == []
    assert named("") == []


def test_a_circled_letter_does_not_raise():
    assert named("It is Ⓐ now.") in ([], [("Ⓐ", "other")])


def test_a_sentence_with_many_names_keeps_them():
    assert named("Ann Okoye met Tom Berg and Eva Lind in Oslo.") == [
        ("Ann Okoye", "person"),
        ("Tom Berg", "person"),
        ("Eva Lind", "person"),
        ("Oslo", "other"),
    ]


def test_a_body_in_the_genitive_is_the_same_body():
    text = "We wrote to the Justice Department. Then we met the Justice Department's lawyers at noon."
    assert named(text)[1][1] == "organisation"
    assert len(set(keys(text))) == 1


@pytest.mark.parametrize("place", ["Times Square", "Sun Valley", "Star Alliance"])
def test_a_publisher_s_word_at_the_front_makes_no_outlet(place):
    assert named(f"They have met at {place} for years.")[0][1] != "outlet"


@pytest.mark.parametrize("noun", ["Officials", "Critics", "Experts", "Sources", "People"])
def test_a_noun_for_sources_is_no_name(noun):
    assert named(f"{noun} said it fell.") == []


@pytest.mark.xfail(strict=True, reason="spelled numbers are function words, which no name holds")
@pytest.mark.parametrize("place", ["Three Mile Island", "Seven Springs"])
def test_a_spelled_number_may_begin_a_name(place):
    assert [words for words, _ in named(f"They have lived in {place} for years.")] == [place]


@pytest.mark.parametrize("name", ["People Magazine", "Police Commissioner Ann Okoye"])
def test_a_noun_for_sources_may_begin_a_name(name):
    assert [words for words, _ in named(f"{name} was here for years.")] == [name]


@pytest.mark.parametrize("begin", ["Officials Monday said", "Experts I met say"])
def test_a_noun_for_sources_is_no_name_before_a_day_or_i(begin):
    assert named(f"{begin} it fell.") == []


@given(texts)
def test_names_are_ordered_apart_and_have_a_kind_and_key(text):
    parts = segment_spans(text, [(0, len(text))])
    position = 0
    for name in names(parts):
        assert position <= name.first < name.last <= len(parts.tokens)
        assert name.kind in {"person", "organisation", "outlet", "other"}
        assert name.key
        position = name.last


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They met Kellanova's shareholders.", "organisation"),
        ("They met Kellanova, which makes doors.", "organisation"),
        ("They met Kellanova's sister.", "other"),
        ("They met Kellanova, who makes doors.", "other"),
    ],
)
def test_a_name_of_one_word_is_a_body_s_where_it_is_used_as_one_everywhere(text, kind):
    text += " Then Kellanova left."
    segments = segment_spans(text, [(0, len(text))])
    assert [name.kind for name in names(segments) if name.key == "kellanova"] == [kind, kind]
