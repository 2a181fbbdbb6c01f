"""Each sentence stands on the source that covers it, and a pronoun on whom it points back to."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import texts

from reliability.annotation.attributions import Attribution
from reliability.annotation.support import STRENGTH, is_unsourced, is_untraceable, resolved, sentence_sources
from reliability.signals.sourcing import annotate_whole


def sources(text):
    return annotate_whole(text).sentence_sources


def of(*kinds):
    return [Attribution(None, None, None, kind, direct=False) for kind in kinds]


@pytest.mark.parametrize(
    ("given_kinds", "expected"),
    [
        (["person", "pronoun", "pronoun"], ["person", "person", "person"]),
        (["person", "anonymous", "pronoun"], ["person", "anonymous", "anonymous"]),
        (["document", "pronoun"], ["document", "document"]),
        (["pronoun", "person"], ["pronoun", "person"]),
        (["person", "vague", "pronoun"], ["person", "vague", "person"]),
        ([], []),
    ],
)
def test_a_pronoun_takes_the_kind_of_the_source_before_it(given_kinds, expected):
    assert [attribution.kind for attribution in resolved(of(*given_kinds))] == expected


def test_resolving_leaves_all_but_the_kind():
    given_one = Attribution((0, 3), (4, 8), (9, 12), "pronoun", direct=True)
    assert resolved([*of("person"), given_one])[1] == Attribution((0, 3), (4, 8), (9, 12), "person", direct=True)


def test_a_sentence_with_an_attribution_stands_on_its_source():
    assert sources("Ann Okoye said it fell. Then two officials said it broke. Rain followed.") == [
        "person",
        "anonymous",
        None,
    ]


def test_she_said_stands_on_who_she_is():
    assert sources("Ann Okoye said it fell. She said it broke.") == ["person", "person"]


@pytest.mark.xfail(strict=True, reason="a body without its name is of kind pronoun and takes the last source's kind")
@pytest.mark.parametrize("body", ["the ministry", "the court", "the company"])
def test_a_body_without_its_name_is_not_the_person_before_it(body):
    assert sources(f"Ann Okoye said it fell. Then {body} said it broke.")[1] != "person"


def test_she_said_without_anybody_before_stands_on_somebody_not_introduced():
    assert sources("She said it broke.") == ["pronoun"]


def test_a_quotation_carries_its_speaker_through_its_sentences():
    text = "“We lost it all today,” Ann Okoye said. “It hurts us all a lot. We go on from here.” Rain fell."
    assert sources(text) == ["person", "person", "person", None]


def test_a_quotation_in_the_next_paragraph_still_has_its_speaker():
    text = "“We lost it all today,” Ann Okoye said.\n\n“It hurts us all a lot.”"
    assert sources(text) == ["person", "person"]


def test_a_quotation_that_nobody_speaks_stands_on_nobody_that_can_be_told():
    assert sources("Rain fell. “It hurts us all a lot.”") == [None, "other"]


def test_a_speaker_named_long_before_no_longer_carries_a_quotation():
    near = "Ann Okoye said it fell. Rain fell. Snow fell. “It hurts us all a lot.”"
    far = "Ann Okoye said it fell. Rain fell. Snow fell. Hail fell. “It hurts us all a lot.”"
    assert sources(near)[-1] == "person"
    assert sources(far)[-1] == "other"


def test_scare_quotes_need_no_speaker():
    assert sources("Rain fell on the “so-called” bridge.") == [None]


def test_the_stronger_of_two_sources_counts():
    assert sources("Some say it fell, but Ann Okoye said it did not.") == ["person"]
    assert sources("Ann Okoye said it fell, but some say it did not.") == ["person"]


def test_a_named_person_is_the_strongest_and_nobody_at_all_the_weakest():
    assert (STRENGTH[0], STRENGTH[-1]) == ("person", "other")


BARE = "Rain fell all night. Then the old bridge broke."


@pytest.mark.parametrize(
    ("text", "unsourced"),
    [
        ("", True),
        (BARE, True),
        (f"{BARE} Then Ann Okoye said it was old.", False),
        (f"{BARE} Then the Transport Ministry said it was old.", False),
        (f"{BARE} Then a report said it was old.", False),
        (f"{BARE} Then two officials said it was old.", False),
        (f"{BARE} Then critics said it was old.", True),
        (f"{BARE} Then she said it was old.", True),
        (f"{BARE} “It hurts us all a lot.”", True),
        # One sentence of twenty is enough, one of twenty-one an aside.
        ("Rain fell. " * 19 + "Then Ann Okoye said it was old.", False),
        ("Rain fell. " * 20 + "Then Ann Okoye said it was old.", True),
    ],
)
def test_a_page_is_unsourced_where_hardly_a_sentence_stands_on_anybody(text, unsourced):
    assert is_unsourced(annotate_whole(text)) is unsourced


@pytest.mark.parametrize(
    ("text", "untraceable"),
    [
        ("", True),
        (BARE, True),
        (f"{BARE} Then critics said it was old.", True),
        # One person by full name, however often, is not two; a surname and a body are nobody by full name.
        (f"{BARE} Then Ann Okoye left.", True),
        (f"{BARE} Then Ann Okoye left. Then Okoye came back. Then Ann Okoye left again.", True),
        (f"{BARE} Then Ann Okoye left for the Transport Ministry with Berg.", True),
        (f"{BARE} Then Ann Okoye met Tom Berg.", False),
        # Words held at a distance are no quotation.
        (f"{BARE} It was “so-called” rust.", True),
        (f"{BARE} “It hurts us all a lot.”", False),
        # What is sourced can be traced.
        (f"{BARE} Then Ann Okoye said it was old.", False),
        (f"{BARE} Then two officials said it was old.", False),
        ("Rain fell. " * 20 + "Then Ann Okoye said it was old.", True),
        ("Rain fell. " * 20 + "Then Ann Okoye told Tom Berg that it was old.", False),
    ],
)
def test_a_page_is_untraceable_without_source_quotation_and_two_people_by_full_name(text, untraceable):
    assert is_untraceable(annotate_whole(text)) is untraceable


@given(texts)
def test_what_is_untraceable_is_unsourced_and_quotes_nobody(text):
    annotation = annotate_whole(text)
    if is_untraceable(annotation):
        assert is_unsourced(annotation)
        assert not any(quotation.verbatim for quotation in annotation.quotations)


@given(texts)
def test_every_sentence_has_a_known_source_or_none(text):
    annotation = annotate_whole(text)
    found = sentence_sources(annotation.segments, annotation.quotations, resolved(annotation.attributions))
    assert len(found) == len(annotation.segments.sentences)
    assert set(found) <= {*STRENGTH, None}
