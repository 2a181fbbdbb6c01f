"""A feature's declaration says what its values may be."""

from __future__ import annotations

import math

import pytest

from reliability.annotation.annotate import annotate
from reliability.extractor import FAMILIES, FEATURES
from reliability.signals import sourcing
from reliability.signals.counting import rate, share
from reliability.signals.signal import Feature
from reliability.signals.sourcing.features import CENTRAL

RATIO = Feature("hedging__some_ratio", "share of sentences", 0, 1, "Meaning.", "phrase")


@pytest.mark.parametrize(
    ("value", "held"),
    [(0, True), (0.5, True), (1, True), (math.nan, True), (1.01, False), (-0.1, False), (math.inf, False)],
)
def test_a_feature_holds_what_lies_within_its_bounds_or_is_undefined(value, held):
    assert RATIO.holds(value) is held


def test_a_feature_belongs_to_the_family_in_its_name():
    assert RATIO.signal == "hedging"


def test_every_feature_is_declared_once_and_under_its_own_family():
    names = [feature.name for feature in FEATURES]
    assert len(set(names)) == len(names)
    for module in FAMILIES:
        assert {feature.signal for feature in module.FEATURES} == {module.__name__.rsplit(".", 1)[1]}


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_a_feature_s_name_unit_and_bounds_agree(feature):
    assert feature.low == 0 < feature.high
    assert feature.phrase
    assert feature.meaning.endswith(".")
    if feature.name.endswith("_rate"):
        assert feature.unit == "per 100 words"
    elif feature.name.endswith("_ratio"):
        assert (feature.unit.startswith(("share of", "probability")), feature.high) == (True, 1)
    elif feature.unit == "0 or 1":
        assert (feature.high, feature.meaning.startswith("Whether")) == (1, True)
    else:
        assert feature.name.endswith("_mean") or "__n_" in feature.name


def test_a_rate_counts_per_hundred_words():
    assert rate(3, 50) == 6
    assert math.isnan(rate(0, 0))


def test_a_share_is_a_part_of_a_whole():
    assert share(1, 4) == 0.25
    assert math.isnan(share(0, 0))


_DEFINED_OF_NOTHING = tuple(f"sourcing__central_{name}_ratio" for name in CENTRAL)


@pytest.mark.parametrize("module", FAMILIES, ids=lambda module: module.__name__)
def test_a_text_without_words_has_no_evidence_and_undefined_shares(module):
    signal = module.read(annotate("…"))
    assert signal.evidence == ()
    # Quotation is a share of characters, and a mark is one.
    known = {"sourcing__quoted_ratio", *_DEFINED_OF_NOTHING}
    shares = [name for name in signal.features if name.endswith(("_rate", "_ratio", "_mean")) and name not in known]
    assert [name for name in shares if not math.isnan(signal.features[name])] == []


@pytest.mark.parametrize("name", _DEFINED_OF_NOTHING)
def test_shares_of_nothing_are_undefined(name):
    assert math.isnan(sourcing.read(annotate("…")).features[name])
