"""What stands between quotation marks is found, whatever the marks and whoever forgot to close them."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import texts

from reliability.annotation.quotations import quotations
from reliability.segmentation import segment_spans


def quoted(text):
    """Return the quotations as (words, verbatim)."""
    parts = segment_spans(text, [(0, len(text))])
    return [(parts.text[q.start : q.end], q.verbatim) for q in quotations(parts)]


@pytest.mark.parametrize(
    "marked", ["“We lost it today,”", '"We lost it today,"', "«We lost it today,»", "\ufffdWe lost it today,\ufffd"]
)
def test_marks_of_any_make_open_and_close(marked):
    [(words, verbatim)] = quoted(f"At noon {marked} he said.")
    assert words[1:-1] == "We lost it today,"
    assert verbatim


def test_two_quotations_in_one_line_stay_two():
    assert quoted('"We lost it today," he said. "It hurts us all."') == [
        ('"We lost it today,"', True),
        ('"It hurts us all."', True),
    ]


def test_the_comma_between_two_straight_quotations_is_not_quoted():
    assert quoted('"It fell," and "it broke."') == [('"It fell,"', False), ('"it broke."', False)]


def test_a_straight_mark_opens_after_a_dash_or_a_bracket():
    assert quoted('He left—"it hurts us all"') == [('"it hurts us all"', True)]
    assert quoted('He left ("it hurts us all")') == [('"it hurts us all"', True)]


@pytest.mark.parametrize("mark", ["“", '"'])
def test_a_mark_that_nobody_closed_ends_with_its_paragraph(mark):
    text = f"He said {mark}we lost it all\nRain followed."
    assert quoted(text) == [(f"{mark}we lost it all", True)]


@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_a_long_quotation_opens_its_marks_anew_in_each_paragraph(blank):
    text = f"“We lost it all.{blank}“We begin anew now,” he said."
    assert quoted(text) == [("“We lost it all.", True), ("“We begin anew now,”", True)]


@pytest.mark.parametrize("words", ["so-called", "fake news", "The Long Road"])
def test_words_held_at_a_distance_are_not_verbatim(words):
    assert quoted(f"His “{words}” came out.") == [(f"“{words}”", False)]


def test_four_words_are_verbatim():
    assert quoted("“one two three” “one two three four”") == [
        ("“one two three”", False),
        ("“one two three four”", True),
    ]


def test_an_apostrophe_quotes_nothing():
    assert quoted("The dogs' owners didn’t say ‘yes’ to O'Hara.") == []


def test_a_closing_mark_alone_quotes_nothing():
    assert quoted("It fell down at noon” he said to us.") == []


@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”")])
def test_a_quotation_runs_over_wrapped_lines(opening, closing):
    text = f"He said {opening}we lost it\nall today{closing} and left the\nroom. Then he\ncame back and\nsaid no."
    [(words, verbatim)] = quoted(text)
    assert (words[1:-1], verbatim) == ("we lost it\nall today", True)


def test_a_straight_mark_after_a_figure_opens_nothing():
    assert quoted('A 6" pipe broke, "and we lost it all," he said.') == [('"and we lost it all,"', True)]


@pytest.mark.parametrize("before", [":", ",", "*", "/", "…"])
def test_a_straight_mark_opens_behind_any_mark(before):
    assert quoted(f'He said{before}"we lost it all today" to us.') == [('"we lost it all today"', True)]


@pytest.mark.parametrize("before", [".", ",", "?"])
def test_a_straight_mark_before_a_blank_opens_nothing(before):
    text = f'It fell at noon{before}" Then she told us "we lost it all today" and left.'
    assert quoted(text) == [('"we lost it all today"', True)]


def test_a_low_mark_is_closed_by_a_high_one():
    assert quoted("„We lost it all today“ he said.") == [("„We lost it all today“", True)]


@pytest.mark.xfail(strict=True, reason="an inner quotation in the same marks closes the outer one")
def test_a_quotation_within_a_quotation_does_not_end_it():
    [(words, _)] = quoted("“He said “yes we can” to all of us.”")
    assert words == "“He said “yes we can” to all of us.”"


def test_doubled_blanks_make_no_quotation_verbatim():
    assert quoted("His “The  Long  Road” came out.") == [("“The Long Road”", False)]


@given(texts)
def test_quotations_are_ordered_begin_with_a_mark_and_stay_in_their_paragraph(text):
    parts = segment_spans(text, [(0, len(text))])
    position = 0
    for quotation in quotations(parts):
        assert position <= quotation.start < quotation.end <= len(parts.text)
        assert parts.text[quotation.start] in '"“„«'
        first, last = parts.sentence_at(quotation.start), parts.sentence_at(quotation.end - 1)
        assert parts.paragraphs[first] == parts.paragraphs[last]
        position = quotation.end
