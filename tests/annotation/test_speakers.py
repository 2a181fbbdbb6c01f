"""Later mentions point back to the source that was introduced."""

from __future__ import annotations

import pytest

from reliability.annotation.names import names
from reliability.annotation.speakers import speakers
from reliability.segmentation import segment_spans


def introduced(text, *sources):
    """Return for each (words, kind), found in order in the text, whom it stands for and of which kind that is."""
    segments = segment_spans(text, [(0, len(text))])
    names_at = {token: name for name in names(segments) for token in range(name.first, name.last)}
    starts = [start for start, _ in segments.tokens]
    kinds, position = {}, 0
    for words, kind in sources:
        at = text.index(words, position)
        position = at + len(words)
        first = starts.index(at)
        kinds[first, first + sum(at <= start < position for start in starts)] = kind
    found = speakers(segments, names_at, kinds)

    def told(span):
        return None if span is None else text[segments.tokens[span[0]][0] : segments.tokens[span[1] - 1][1]]

    return [(told(mention.introduced), mention.introduced_kind) for mention in found.values()]


def test_a_surname_points_to_the_full_name():
    text = "Ann Okoye said it fell. Later Okoye said it broke."
    first, second = introduced(text, ("Ann Okoye", "person"), ("Okoye", "person"))
    assert first == second == ("Ann Okoye", "person")


def test_a_full_name_given_later_is_the_same_person():
    text = "Okoye said it fell. Later Mayor Ann Okoye said it broke."
    first, second = introduced(text, ("Okoye", "person"), ("Mayor Ann Okoye", "person"))
    assert first == second == ("Mayor Ann Okoye", "person")


@pytest.mark.parametrize("pronoun", ["She", "The mayor", "He"])
def test_who_points_back_stands_for_the_last_source(pronoun):
    text = f"Ann Okoye said it fell. {pronoun} said it broke."
    assert introduced(text, ("Ann Okoye", "person"), (pronoun, "pronoun"))[1] == ("Ann Okoye", "person")


def test_she_is_no_ministry():
    text = "Ann Okoye said it fell. The Transport Ministry denied that. She said it broke."
    sources = [("Ann Okoye", "person"), ("The Transport Ministry", "organisation"), ("She", "pronoun")]
    assert introduced(text, *sources)[2] == ("Ann Okoye", "person")


@pytest.mark.parametrize("body", ["The ministry", "It"])
def test_a_body_without_its_name_is_not_the_person_before_it(body):
    text = f"The Transport Ministry said it fell. Ann Okoye denied that. {body} said it broke."
    sources = [("The Transport Ministry", "organisation"), ("Ann Okoye", "person"), (body, "pronoun")]
    assert introduced(text, *sources)[2] == ("Transport Ministry", "organisation")


def test_a_person_who_was_only_named_may_speak_next():
    text = "Ann Okoye went to the bridge. She said it broke."
    assert introduced(text, ("She", "pronoun")) == [("Ann Okoye", "person")]


def test_nobody_before_leaves_the_pronoun_alone():
    assert introduced("She said it broke.", ("She", "pronoun")) == [(None, "pronoun")]


def test_somebody_named_long_ago_is_not_she():
    text = "Ann Okoye said it fell. " + "Rain came. " * 7 + "She said it broke."
    assert introduced(text, ("Ann Okoye", "person"), ("She", "pronoun"))[1] == (None, "pronoun")


def test_unnamed_sources_stand_for_themselves():
    text = "Two officials said it fell. Critics said it broke."
    assert introduced(text, ("Two officials", "anonymous"), ("Critics", "vague")) == [
        ("Two officials", "anonymous"),
        ("Critics", "vague"),
    ]
