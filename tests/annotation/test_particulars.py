"""Whatever could be looked up is found, with its kind and all of its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import texts

from reliability.annotation.particulars import particulars
from reliability.segmentation import segment_spans


def read(text):
    return particulars(segment_spans(text, [(0, len(text))]))


def found(text):
    return [(text[p.start : p.end], p.kind) for p in read(text)]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("9 September", "date"),
        ("May 5, 2020", "date"),
        ("Sept. 4", "date"),
        ("3rd of March 2021", "date"),
        ("January 2020", "date"),
        ("2020-03-04", "date"),
        ("3/4/2020", "date"),
        ("in 2019", "year"),
        ("since 1994", "year"),
        ("Tuesday", "day"),
        ("5 p.m.", "time"),
        ("20:15", "time"),
        ("7:30 am", "time"),
        ("$2.5 million", "amount"),
        ("€3bn", "amount"),
        ("£4,500.50", "amount"),
        ("5%", "amount"),
        ("12 per cent", "amount"),
        ("3 billion euros", "amount"),
        ("40 people", "count"),
        ("12-year", "count"),
        ("three weeks", "count"),
        ("twenty-four hours", "count"),
        ("two million people", "count"),
        ("one million people", "count"),
        ("a hundred people", "count"),
        ("No. 4", "legal"),
        ("Section 230", "legal"),
        ("H.R. 5", "legal"),
        ("§ 5", "legal"),
        ("v. Berg", "legal"),
        ("https://a.example/b?c=1", "url"),
        ("www.a.example", "url"),
        ("1,000,000", "number"),
        ("4th", "number"),
        ("1.5", "number"),
    ],
)
def test_a_particular_is_found_whole(words, kind):
    assert found(f"Then it was {words} and no more") == [(words, kind)]


def test_several_are_found_in_order():
    assert [p.kind for p in read("On 9 September it paid $2.5 million to 40 people.")] == [
        "date",
        "amount",
        "count",
    ]


@pytest.mark.parametrize(
    "idiom", ["24/7", "9/11", "50/50", "and/or 1/2", "4x4", "½", "2²", "1-2-3", "00:00:00", "$", "1,2,3"]
)
def test_an_idiom_with_figures_does_not_raise(idiom):
    assert all(kind in {"number", "time"} for _, kind in found(f"It was {idiom} for us."))


@pytest.mark.parametrize(
    "text",
    ["", "It may fall.", "The mayor marched.", "three dogs", "A4 paper", "one of many", "the second day", "this sun"],
)
def test_what_nobody_could_look_up_is_none(text):
    assert found(text) == []


def test_a_month_s_name_within_a_word_is_no_date():
    assert found("We saw 5 mayors and 12 Marching bands") == [("5", "number"), ("12", "number")]


def test_a_count_after_the_country_is_a_count():
    assert found("In the U.S. 40 people died") == [("40 people", "count")]


@pytest.mark.parametrize(("words", "kind"), [("In 2019", "year"), ("Two people", "count"), ("Since 1994", "year")])
def test_a_particular_may_begin_a_sentence(words, kind):
    assert found(f"{words} it was") == [(words, kind)]


@pytest.mark.parametrize("behind", [".", ",", ")", ".”"])
def test_the_mark_behind_an_address_is_no_part_of_it(behind):
    assert found(f"See https://a.example/b{behind}") == [("https://a.example/b", "url")]


def test_an_amount_ends_with_a_whole_word():
    assert found("the $5 billionaires") == [("$5", "amount")]


@pytest.mark.xfail(strict=True, reason="a closing bracket at an address's end never belongs to it")
def test_an_address_keeps_the_bracket_it_opened():
    assert found("See https://a.example/b_(c) here") == [("https://a.example/b_(c)", "url")]


@pytest.mark.xfail(strict=True, reason="one blank is asked for, no more")
@pytest.mark.parametrize("words", ["May  5", "in  2019", "$2.5  million", "40  people"])
def test_a_doubled_blank_changes_no_particular(words):
    [(whole, kind)] = found(f"Then it was {words} here")
    assert (whole, kind) == (words, found(f"Then it was {' '.join(words.split())} here")[0][1])


@given(texts)
def test_particulars_are_ordered_apart_and_not_empty(text):
    position = 0
    for particular in read(text):
        assert position <= particular.start < particular.end <= len(text)
        position = particular.end
