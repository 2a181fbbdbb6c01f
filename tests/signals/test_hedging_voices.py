"""A hedge inside what a source said is the source's; every other one is the writer's."""

from __future__ import annotations

import pytest

from reliability.signals import hedging
from reliability.signals.sourcing import annotate_whole


def counted(text):
    """Return the features that are not 0, without the family's name."""
    features = hedging.read(annotate_whole(text)).features
    return {name.removeprefix("hedging__"): value for name, value in features.items() if value}


def cues(text):
    return [(item.kind, item.text, item.voice) for item in hedging.read(annotate_whole(text)).evidence]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Okoye said the bridge may fall.",
        "The bridge may have fallen in the night, Ann Okoye said.",
        "According to Ann Okoye, the illness may return.",
        "“The bridge may fall this winter,” said Ann Okoye.",
    ],
)
def test_what_a_source_says_may_be_is_the_source_s(text):
    assert cues(text) == [("modal", "may", "source")]
    assert {"modal_rate", "sentence_ratio", "unattributed_ratio", "lead_ratio"}.isdisjoint(counted(text))
    assert counted(text)["source_rate"] > 0


@pytest.mark.parametrize("text", ["I think it may fall.", "I said it may fall.", "We believe it may fall."])
def test_who_says_i_is_the_writer(text):
    assert ("modal", "may", "writer") in cues(text)
    assert "source_rate" not in counted(text)


def test_who_says_i_in_quotation_marks_is_a_source():
    assert cues("“I think it may fall soon,” she said.") == [("modal", "may", "source")]


@pytest.mark.parametrize("text", ["It is said that the illness may return.", "They say it may fall."])
def test_what_rumour_hands_on_is_no_source_s(text):
    assert [voice for _, _, voice in cues(text)] == ["writer", "writer"]
