"""Each sentence stands on the source that covers it, and a pronoun on whom it points back to."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import texts

from reliability.annotation.attributions import Attribution
from reliability.annotation.support import STRENGTH, resolved, sentence_sources
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


@given(texts)
def test_every_sentence_has_a_known_source_or_none(text):
    annotation = annotate_whole(text)
    found = sentence_sources(annotation.segments, annotation.quotations, resolved(annotation.attributions))
    assert len(found) == len(annotation.segments.sentences)
    assert set(found) <= {*STRENGTH, None}
