"""Cues are whole words; the longest wins; none overlaps another."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import texts

from reliability import lexicons
from reliability.annotation.cues import Cue, CueMatcher, matcher, plain_matcher
from reliability.segmentation import lower


@pytest.fixture(scope="module")
def small():
    return CueMatcher({"may": "a", "may be": "b", "be so": "c", "no": "d", "so-called": "e"})


def test_the_longest_of_several_that_begin_at_one_place_wins(small):
    assert small.find("it may be so") == [Cue(3, 9, "may be", "b")]


def test_a_cue_inside_one_found_is_not_found_again(small):
    assert [cue.form for cue in small.find("may be so be so")] == ["may be", "be so"]


@pytest.mark.parametrize(
    "text", ["maybe", "dismay", "no_", "_no", "nobody", "may1", "éno", "MAY", "no-one", "may-be", "a no-go", ""]
)
def test_part_of_a_word_is_no_cue(small, text):
    assert small.find(text) == []


@pytest.mark.parametrize("text", ["(may)", "may,", "“may”", "it may", "may\nit", "-- may --"])
def test_marks_around_a_cue_do_not_hide_it(small, text):
    assert [cue.form for cue in small.find(text)] == ["may"]


def test_a_repeated_cue_is_found_each_time(small):
    assert [(cue.start, cue.end) for cue in small.find("may may")] == [(0, 3), (4, 7)]


def test_offsets_count_characters_and_not_bytes(small):
    assert small.find("🙂ß é may") == [Cue(5, 8, "may", "a")]


@pytest.mark.parametrize("text", ["it may--or so", "it--may", "it may-- or so"])
def test_two_hyphens_are_a_dash(small, text):
    assert [cue.form for cue in small.find(text)] == ["may"]


@pytest.mark.xfail(strict=True, reason="forms are matched blank by blank, and line ends are no blanks")
@pytest.mark.parametrize("text", ["it may  be", "it may\nbe"])
def test_more_blanks_or_a_line_end_within_a_cue_do_not_hide_it(small, text):
    assert [cue.kind for cue in small.find(text)] == ["b"]


def test_half_a_surrogate_pair_does_not_raise(small):
    assert [cue.form for cue in small.find("it may \ud800 be")] == ["may"]


def test_a_list_s_matcher_is_built_once_and_knows_its_kinds():
    assert matcher("hedges") is matcher("hedges")
    assert [(cue.form, cue.kind) for cue in matcher("hedges").find("it is expected to, reportedly")] == [
        ("is expected to", "forecast"),
        ("reportedly", "rumour"),
    ]


def test_a_plain_list_s_cues_are_all_of_the_kind_given():
    assert [(c.form, c.kind) for c in plain_matcher("vague_quantities", "vague").find("a few of many")] == [
        ("a few", "vague"),
        ("many", "vague"),
    ]


@given(texts)
def test_cues_are_ordered_apart_and_stand_in_the_text(text):
    lowered = lower(text)
    position = 0
    for cue in matcher("hedges").find(lowered):
        assert position <= cue.start < cue.end
        assert lowered[cue.start : cue.end] == cue.form
        assert lexicons.kinds("hedges")[cue.form] == cue.kind
        position = cue.end
