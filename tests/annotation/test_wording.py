"""Patterns of wording tell how a text is put, and nothing of what or whom it is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import texts

from reliability.annotation.wording import closed_words, family, patterns, stream
from reliability.signals.sourcing import annotate_whole


def worded(text):
    annotation = annotate_whole(text)
    return stream(annotation.segments, annotation.names, annotation.particulars)


def test_a_text_becomes_forms_and_classes():
    assert worded("Sen. Tom Berg reportedly said the bridges cost $2.5 million.") == [
        *["<s>", "FULLNAME", "reportedly", "said", "the", "~s", "~", "#amount", "."]
    ]


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("Then we met Ann Okoye there.", "FULLNAME"),
        ("Then we read the Daily Herald there.", "OUTLET"),
        ("Then we met the Transport Ministry there.", "ORGANISATION"),
        ("Then we were in Lagos there.", "NAME"),
        ("Then we came on 9 September there.", "#date"),
        ("Then we said “rust” there.", '"'),
        ("Then we saw it crossing there.", "~ing"),
        ("Then we saw it 🙂 there.", "~mark"),
    ],
)
def test_each_class_has_its_token(text, token):
    assert token in worded(text)


def test_a_surname_alone_is_told_from_a_full_name():
    assert [t for t in worded("Then we met Ann Okoye. Then Okoye left.") if t.isupper()] == ["FULLNAME", "PERSON"]


def test_each_sentence_is_marked():
    assert worded("It fell. It broke.").count("<s>") == 2


def test_patterns_are_tokens_and_pairs_with_their_number():
    assert patterns(["a", "b", "a", "b"]) == {"a": 2, "b": 2, "a b": 2, "b a": 1}
    assert patterns([]) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Then Ann Okoye met Tom Berg in a small house in Lagos.",
            "Then Eva Lind met Ivo Ruiz in a small house in Oslo.",
        ),
        ("“We lost it all today,” said Sen. Tom Berg.", "“We lost it all today,” said Sen. Eva Lind."),
        ("The Daily Herald reported that it fell.", "The Morning Courier reported that it fell."),
        ("Then it paid $2.5 million on 9 September.", "Then it paid $7 billion on 12 May."),
        ("Then the Transport Ministry said it fell.", "Then the Water Agency said it fell."),
        ("The old bridge fell.", "The big tunnel fell."),
    ],
)
def test_texts_that_differ_in_names_figures_and_topic_have_the_same_patterns(one, other):
    assert worded(one) == worded(other)


def test_an_emphasised_name_cannot_be_read_back():
    assert worded("Then _Okoye_ left.") == worded("Then _Berg_ left.")


@pytest.mark.parametrize(
    ("pattern", "signal"),
    [
        ("said PERSON", "sourcing"),
        ("FULLNAME", "sourcing"),
        ('" the', "sourcing"),
        ("the spokesman", "sourcing"),
        ("in #year", "specificity"),
        ("in NAME", "specificity"),
        ("said #year", "sourcing"),
        ("it may", "hedging"),
        ("~ly ~", "hedging"),
        ("<s>", "hedging"),
    ],
)
def test_a_pattern_speaks_for_one_signal(pattern, signal):
    assert family(pattern) == signal


@given(texts)
def test_a_stream_holds_only_closed_words_classes_and_marks(text):
    classes = {"<s>", "FULLNAME", "PERSON", "ORGANISATION", "OUTLET", "NAME", "Capital", "~mark"}
    endings = {"~", "~ed", "~ing", "~ly", "~s", "~tion", "~er", "~al"}
    for token in worded(text):
        known = token in classes or token in endings or token in closed_words() or token[0] == "#"
        assert known or (len(token) == 1 and not token.isalnum())


@given(texts)
def test_every_pattern_belongs_to_a_signal(text):
    assert {family(pattern) for pattern in patterns(worded(text))} <= {"hedging", "specificity", "sourcing"}
