"""What each sentence of a plain text does and what it stands on."""

from __future__ import annotations

import re
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import anything, jumbles, prose

from reliability.annotation.judging import ROLES, SUPPORTS
from reliability.segmentation import segment_spans
from reliability.signals.sourcing import sentence_support

FURNITURE = ("furniture", "none")


def of_sentences(text):
    """Return the labels of a text's sentences, as the package finds them."""
    segments = segment_spans(text, [(0, len(text))])
    return sentence_support(text, [segments.original(*span) for span in segments.sentences])


ARTICLE = """The old bridge over the Ulm will be closed to traffic on Monday, the Transport Ministry said on Friday.

“We counted every bolt and found cracks in a third of them,” said Ann Okoye, the bridge's chief engineer.

Okoye said that the repairs would take at least eight months and cost about 40 million euros.

According to a report by the Audit Office, the bridge had not been inspected since 2011.

Two officials who asked not to be named said the minister had known of the cracks since March.

The bridge was built in 1931 and carries about 9,000 cars a day.

Sign up for our newsletter and follow us on Twitter

Advertisement"""

# Its first three sentences.
SPANS = [match.span() for match in re.finditer(".+", ARTICLE)][:3]


def labels_of(start):
    """Return the labels of the article's sentence that begins with some words."""
    spans = [match.span() for match in re.finditer(".+", ARTICLE)]
    found = sentence_support(ARTICLE, spans)
    [label] = [label for (at, _), label in zip(spans, found, strict=True) if ARTICLE.startswith(start, at)]
    return label


@pytest.mark.parametrize("start", ["“We counted", "Okoye said"])
def test_what_a_named_person_says_stands_on_a_person(start):
    assert labels_of(start)[1] == "person"


def test_what_a_body_says_stands_on_a_body():
    assert labels_of("The old bridge")[1] == "organisation"


def test_what_a_report_says_stands_on_a_document():
    assert labels_of("According to")[1] in {"document", "organisation"}


def test_what_unnamed_people_say_stands_on_unnamed_sources():
    text = (
        "The bank is preparing to cut 3,000 jobs in London, two people familiar with the plans said on Tuesday.\n\n"
        "A senior official, who spoke on condition of anonymity, said the cuts would be announced next week.\n\n"
        "“Nobody has told us anything,” said one employee, who asked not to be named.\n\n"
        "The bank employs 9,000 people in the city."
    )
    supports = [support for _, support in of_sentences(text)]
    assert supports.count("anonymous") >= 2


def test_what_a_sentence_is_about_is_not_what_it_stands_on():
    text = (
        "The bank is preparing to cut 3,000 jobs in London, two people familiar with the plans said on Tuesday.\n\n"
        "A senior official, who spoke on condition of anonymity, said the cuts would be announced next week.\n\n"
        "“Nobody has told us anything,” said one employee, who asked not to be named.\n\n"
        "The bank employs 9,000 people in the city."
    )
    assert of_sentences(text)[-1][1] in {"none", "common"}


def test_what_nobody_in_particular_says_stands_on_vague_sources():
    text = (
        "Critics say the plan has failed. Some experts believe that it was never meant to work. "
        "Many fear that the worst is still to come. It is widely thought that the minister will go."
    )
    assert [support for _, support in of_sentences(text)].count("vague") >= 3


@pytest.mark.parametrize("start", ["Sign up", "Advertisement"])
def test_lines_of_the_page_are_furniture_that_stands_on_nothing(start):
    assert labels_of(start) == FURNITURE


def test_the_first_sentence_of_a_report_is_central():
    assert labels_of("The old bridge")[0] == "central"


def test_what_the_writer_thinks_is_opinion():
    text = (
        "I have crossed this bridge every day for twenty years, and I have never felt so ashamed of my city. "
        "We should be furious. How dare they tell us that nothing could have been done? "
        "It is a disgrace, and you and I will have to pay for it. I think the minister must go, and he must go now."
    )
    roles = [role for role, _ in of_sentences(text)]
    assert roles.count("opinion") >= 3


def test_spans_are_answered_in_the_order_asked():
    spans = SPANS
    forward = sentence_support(ARTICLE, spans)
    assert sentence_support(ARTICLE, spans[::-1]) == forward[::-1]
    assert sentence_support(ARTICLE, [spans[1], spans[0], spans[2]]) == [forward[1], forward[0], forward[2]]


def test_the_same_span_asked_twice_gets_the_same_answer_and_moves_no_other():
    spans = SPANS[:2]
    one, other = sentence_support(ARTICLE, spans)
    assert sentence_support(ARTICLE, [*spans, spans[0]]) == [one, other, one]


def test_spans_need_be_neither_a_list_nor_integers_of_python():
    spans = np.array(SPANS)
    assert sentence_support(ARTICLE, spans) == sentence_support(ARTICLE, iter(SPANS))


def test_of_overlapping_spans_the_first_keeps_the_words_they_share():
    text = "Rain fell on the bridge. Nobody came."
    assert sentence_support(text, [(0, 24), (0, 37)]) == sentence_support(text, [(0, 24), (24, 37)])
    # Nothing is left of a span within another.
    assert sentence_support(text, [(0, 24), (5, 20)])[1] == FURNITURE


@pytest.mark.parametrize("span", [(0, 0), (9, 9), (24, 25), (37, 37)])
def test_a_span_without_a_word_is_furniture_that_stands_on_nothing(span):
    assert sentence_support("Rain fell on the bridge. Nobody came.", [span]) == [FURNITURE]


def test_no_spans_get_no_labels():
    assert sentence_support("Rain fell.", []) == []
    assert sentence_support("", []) == []
    assert sentence_support("", [(0, 0)]) == [FURNITURE]


@pytest.mark.parametrize("span", [(-1, 3), (0, 11), (11, 12), (5, 3), (-5, -1)])
def test_a_span_beyond_the_text_or_turned_round_is_refused(span):
    with pytest.raises(ValueError, match="10 characters"):
        sentence_support("Rain fell.", [(0, 4), span])


@given(anything | jumbles | prose, st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60)), max_size=8))
def test_any_spans_of_any_text_get_labels(text, drawn):
    spans = [(min(start, len(text)), min(start + n, len(text))) for start, n in drawn]
    found = sentence_support(text, spans)
    assert len(found) == len(spans)
    assert {role for role, _ in found} <= set(ROLES)
    assert {support for _, support in found} <= set(SUPPORTS)
    for (start, end), labels in zip(spans, found, strict=True):
        assert any(map(str.isalnum, text[start:end])) or labels == FURNITURE


@given(prose)
def test_labels_do_not_depend_on_the_order_of_the_spans(text):
    segments = segment_spans(text, [(0, len(text))])
    spans = [segments.original(*span) for span in segments.sentences]
    assert sentence_support(text, spans[::-1]) == sentence_support(text, spans)[::-1]


@pytest.mark.parametrize(
    "text", ["“" * 10_000, "“Rain fell. " * 200, "Rain fell, " * 400, "\u200b" * 500 + "Rain fell.", "\n" * 3000 + "a"]
)
def test_odd_texts_are_labelled(text):
    found = sentence_support(text, [(0, len(text))])
    assert len(found) == 1
    assert found[0][1] in SUPPORTS


@pytest.mark.slow
def test_ten_thousand_sentences_are_labelled_in_their_number():
    text = "“We lost it all,” Ann Okoye said. " * 10_000
    n = len(text) // 10_000
    found = sentence_support(text, [(k * n, (k + 1) * n) for k in range(10_000)])
    assert len(found) == 10_000
    assert sum(support == "person" for _, support in found) > 9_000


@pytest.mark.slow
def test_one_quotation_left_open_over_a_megabyte_takes_a_minute_at_most():
    text = "“" + "Rain fell on the old bridge, and nobody came to see it. " * 18_000
    assert len(text) > 1_000_000
    n = len("Rain fell on the old bridge, and nobody came to see it. ")
    began = time.perf_counter()
    found = sentence_support(text, [(1 + k * n, (k + 1) * n) for k in range(18_000)])
    assert time.perf_counter() - began < 60
    assert len(found) == 18_000
