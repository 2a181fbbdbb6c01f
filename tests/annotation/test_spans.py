"""Probabilities become spans, and each cue gets the source and the content that are its own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from reliability.annotation.spans import Linked, link

PART = {"S": 0, "C": 1, "T": 2}


def read(marks, *sentences):
    """Link a text given as one letter a token (S, C, T in a source, cue or content; small: it begins one)."""
    rows = np.zeros((len(marks), 6), np.float32)
    for row, mark in zip(rows, marks, strict=True):
        if mark.upper() in PART:
            row[PART[mark.upper()]] = 0.9
            row[3 + PART[mark.upper()]] = 0.9 * mark.islower()
    ends = sentences or (len(marks),)
    return [(parts.source, parts.cue, parts.content) for parts in link(rows, [0, *ends])]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("SSCTTT.", [((0, 2), (2, 3), (3, 6))]),  # Ann Ito said it had rained.
        ("TTT.CSS.", [((5, 7), (4, 5), (0, 3))]),  # "It had rained", said Ann Ito.
        ("TT.SC.TT", [((3, 4), (4, 5), (0, 8))]),  # "We lost", she said, "at home"
        ("CTTT", [(None, (0, 1), (1, 4))]),  # Reportedly it had rained
        ("SSC", [((0, 2), (2, 3), None)]),
        ("....", []),
        ("SS..TT", []),  # without a cue nothing is said
    ],
)
def test_a_cue_takes_the_source_and_the_content_beside_it(marks, expected):
    assert read(marks) == expected


def test_two_cues_may_share_a_source():
    assert [source for source, _, _ in read("SSCTT.CTT")] == [(0, 2), (0, 2)]


def test_a_source_before_a_cue_is_nearer_than_one_behind_it():
    assert read("S.C.S")[0][0] == (0, 1)


def test_no_source_is_fetched_from_another_sentence():
    assert read("SS..CTT", 4, 7) == [(None, (4, 5), (5, 7))]


def test_a_span_of_sources_ends_with_its_sentence():
    assert [source for source, _, _ in read("CSSS", 2, 4)] == [(1, 2)]


def test_a_content_may_run_through_sentences():
    assert read("SCTTTTTT", 4, 8) == [((0, 1), (1, 2), (2, 8))]


def test_a_begin_parts_what_would_be_one_span():
    assert [content for _, _, content in read("CTTTtTTC")] == [(1, 4), (4, 7)]


def test_a_content_far_from_every_cue_is_nobody_s():
    assert read("SC" + "." * 50 + "TT") == [((0, 1), (1, 2), None)]


def test_a_weak_span_without_a_strong_token_does_not_count():
    rows = np.full((4, 6), 0.4, np.float32)
    assert link(rows, [0, 4]) == []
    rows[2, 1] = 0.9
    assert [parts.cue for parts in link(rows, [0, 4])] == [(0, 4)]


def test_nothing_comes_of_nothing():
    assert link(np.zeros((0, 6), np.float32), [0]) == []


@given(
    arrays.arrays(np.float32, st.tuples(st.integers(1, 40), st.just(6)), elements=st.floats(0, 1, width=32)),
    st.sets(st.integers(1, 39)),
)
def test_whatever_the_probabilities_spans_are_in_order_and_within_the_text(rows, breaks):
    n = len(rows)
    first_tokens = [0, *sorted(b for b in breaks if b < n), n]
    found = link(rows, first_tokens)
    assert [parts.cue for parts in found] == sorted({parts.cue for parts in found})
    for parts in found:
        for span in (parts.source, parts.cue, parts.content):
            assert span is None or 0 <= span[0] < span[1] <= n
        if parts.source:
            assert sum(first <= parts.source[0] for first in first_tokens) == sum(
                first <= parts.cue[0] for first in first_tokens
            )


def test_the_parts_are_named():
    assert Linked(None, (0, 1), None).cue == (0, 1)
