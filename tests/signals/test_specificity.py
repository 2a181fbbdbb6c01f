"""Particulars and names are counted against the words and sentences that carry them."""

from __future__ import annotations

import pytest

from reliability.signals import specificity
from reliability.signals.sourcing import annotate_whole


def read(text):
    return specificity.read(annotate_whole(text))


def counted(text):
    """Return the features that are not 0, without the family's name."""
    return {name.removeprefix("specificity__"): value for name, value in read(text).features.items() if value}


def found(text):
    return [(item.kind, item.text) for item in read(text).evidence]


def test_particulars_and_names_are_counted_by_kind():
    # 16 words, 19 tokens with $ and two stops, 61 characters in them.
    text = "Ann Ito paid $5 million to 40 cases in Lagos on 9 September. Many came soon."
    assert counted(text) == pytest.approx(
        {
            "date_rate": 100 / 16,
            "amount_rate": 100 / 16,
            "count_rate": 100 / 16,
            "person_name_rate": 100 / 16,
            "other_name_rate": 100 / 16,
            "full_name_rate": 100 / 16,
            "distinct_name_rate": 200 / 16,
            "figure_word_rate": 100 / 16,  # million
            "vague_rate": 200 / 16,  # many, soon
            "sentence_ratio": 1 / 2,
            "sentence_mean": 5 / 2,
            "word_length_mean": 61 / 19,
            "sentence_length_mean": 8,
        }
    )
    assert found(text) == [
        ("person", "Ann Ito"),
        ("amount", "$5 million"),
        ("count", "40 cases"),
        ("name", "Lagos"),
        ("date", "9 September"),
    ]


def test_a_person_named_twice_is_one_different_name():
    text = "Then Ann Ito left and then Ito came back."  # 9 words
    assert counted(text)["person_name_rate"] == pytest.approx(200 / 9)
    assert counted(text)["full_name_rate"] == pytest.approx(100 / 9)
    assert counted(text)["distinct_name_rate"] == pytest.approx(100 / 9)


def test_a_publisher_counts_as_a_body():
    text = "They read the Daily Herald here."
    assert counted(text)["organisation_name_rate"] == pytest.approx(100 / 6)
    assert found(text) == [("outlet", "Daily Herald")]


def test_a_line_without_a_stop_is_a_fragment():
    assert counted("Bridge falls\nThe bridge fell.\nMore news")["fragment_ratio"] == pytest.approx(2 / 3)
    assert "fragment_ratio" not in counted("It fell. “It did.” Did it? It did…")


def test_a_vague_text_has_nothing_to_check():
    values = counted("It was a lot of things, and many said so for years.")
    assert "sentence_ratio" not in values
    assert values["vague_rate"] == pytest.approx(400 / 12)  # a lot of, things, many, for years


def test_evidence_carries_the_writer_s_voice():
    assert {item.voice for item in read("Ann Ito left on 9 September.").evidence} == {"writer"}


def test_a_counted_noun_is_not_vague():
    assert "vague_rate" not in counted("It hit 40 people here.")


def test_a_number_at_the_begin_is_no_name():
    assert found("Two bridges fell.") == []
