"""Sources are counted by kind, and the sentences that stand on them."""

from __future__ import annotations

import math
from math import log

import pytest

from reliability.signals import sourcing
from reliability.signals.sourcing import annotate_whole, attributions

QUOTED = "“We lost the whole game today,”"
TEXT = (
    f"{QUOTED} Ann Ito said. But two officials agreed with her. Then rain fell all night. "
    "The Daily Herald reported that the coach would leave."
)


def read(text):
    return sourcing.read(annotate_whole(text))


def counted(text):
    """Return the features that are not 0, without the family's name."""
    return {name.removeprefix("sourcing__"): value for name, value in read(text).features.items() if value}


def test_sources_and_sentences_are_counted_by_kind():
    # 29 words; four sentences that stand on a person, on officials, on nobody and on an outlet.
    assert counted(TEXT) == pytest.approx(
        {
            "n_person": log(2),
            "n_organisation": log(2),
            "n_anonymous": log(2),
            "person_ratio": 1 / 4,
            "organisation_ratio": 1 / 4,
            "anonymous_ratio": 1 / 4,
            "none_ratio": 1 / 4,
            "named_ratio": 1 / 2,
            "lead_named_ratio": 1 / 2,
            "lead_weak_ratio": 1 / 4,
            "lead_none_ratio": 1 / 4,
            "gap_ratio": 1 / 4,
            "attribution_rate": 300 / 29,
            "direct_rate": 100 / 29,
            "second_hand_ratio": 1 / 3,
            "quoted_ratio": len(QUOTED) / len(TEXT),
            "said_rate": 100 / 29,
            "role_rate": 100 / 29,  # coach
            "outlet_rate": 100 / 29,
        }
    )


def test_sources_and_quotations_are_evidence():
    assert [(item.kind, item.text, item.voice) for item in read(TEXT).evidence] == [
        ("quotation", QUOTED, "source"),
        ("person", "Ann Ito", "writer"),
        ("anonymous", "two officials", "writer"),
        ("organisation", "The Daily Herald", "writer"),
    ]


def test_the_same_source_counts_once():
    assert counted("Ann Ito said it fell. Then Ito said it broke.")["n_person"] == pytest.approx(log(2))
    assert counted("Ann Ito said it fell. Then Tom Berg said it broke.")["n_person"] == pytest.approx(log(3))


def test_she_said_counts_for_the_person_she_is():
    values = counted("Ann Ito said it fell. “It broke into two halves,” she said.")
    assert values["person_ratio"] == 1
    assert values["direct_rate"] == pytest.approx(100 / 12)


def test_the_gap_is_the_longest_stretch_without_a_source():
    bare = "Rain fell. "
    assert counted(f"{bare * 2}Then Ann Ito said it fell. {bare * 3}")["gap_ratio"] == pytest.approx(3 / 6)


def test_the_lead_is_the_first_four_sentences():
    assert "lead_named_ratio" not in counted("Rain fell. " * 4 + "Then Ann Ito said it fell.")
    assert counted("Then Ann Ito said it fell." + " Rain fell." * 4)["lead_named_ratio"] == 0.25


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("It was in the court filings here.", "record_rate"),
        ("It was in a survey of students.", "study_rate"),
        ("It came up at a hearing here.", "hearing_rate"),
        ("It was confirmed and then denied.", "check_rate"),
        ("It was a hoax all along.", "spoof_rate"),
    ],
)
def test_words_for_what_could_be_looked_up_are_counted(text, feature):
    assert counted(text)[feature] > 0


def test_a_text_without_attributions_leaves_the_share_of_outlets_undefined():
    assert math.isnan(read("Rain fell.").features["sourcing__second_hand_ratio"])
    assert counted("Rain fell.")["none_ratio"] == 1


def test_attributions_point_into_the_text_given():
    text = "Home | News | Sport\nAdvertisement\nAnn Ito said it fell."
    [found] = attributions(text)
    assert text[slice(*found.source)] == "Ann Ito"
    assert text[slice(*found.cue)] == "said"
    assert text[slice(*found.content)] == "it fell."


def test_counted_officials_are_unnamed():
    assert [found.kind for found in attributions("Two officials said it fell.")] == ["anonymous"]
