"""Texts that differ in one respect only are told apart: floors under what was measured, in tests/contrasts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import reliability
from reliability.extractor import extract

FOLDER = Path(__file__).parents[1] / "contrasts"


def items(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def n_hedges(sentence):
    return sum(item.voice == "writer" for item in extract(sentence).signals["hedging"].evidence)


def n_particulars(sentence):
    return len(extract(sentence).signals["specificity"].evidence)


def test_the_sentence_that_hedges_has_more_hedging_than_the_one_that_spells_its_cue_alike():
    """Measured on 106 pairs: 44.3 % (47 pairs; 53 equal, 6 the wrong way round).

    Cue lists cannot tell "may fall" from "may bring dogs"; a later issue raises the floor to .90.
    """
    pairs = items("hedges")
    caught = sum(n_hedges(pair["hedged"]) > n_hedges(pair["plain"]) for pair in pairs)
    assert caught / len(pairs) >= 0.43


def test_the_specific_sentence_has_more_particulars_than_the_vague_one():
    """Measured on 56 pairs: 100 %."""
    pairs = items("specificity")
    caught = sum(n_particulars(pair["specific"]) > n_particulars(pair["vague"]) for pair in pairs)
    assert caught / len(pairs) >= 0.98


FORMS = ("full", "single", "anonymous", "flat", "rumour")


def score(sets, forms):
    """Return for each set its forms' scores by form."""
    ratings = iter(reliability.rate(story[form] for story in sets for form in forms))
    return [{form: next(ratings).score for form in forms} for _ in sets]


def test_the_sourced_story_scores_above_flat_assertion_and_above_rumour():
    """Measured on all 21 sets: 100 % above both; here on every third set, to be fast."""
    scores = score(items("sourcing")[::3], ("full", "flat", "rumour"))
    assert sum(each["full"] > max(each["flat"], each["rumour"]) for each in scores) / len(scores) >= 0.85


@pytest.fixture(scope="module")
def all_scores():
    return score(items("sourcing"), FORMS)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("upper", "lower", "floor"),
    [
        ("full", "flat", 0.95),
        ("full", "rumour", 0.95),
        ("full", "anonymous", 0.95),
        ("full", "single", 0.9),
        ("single", "flat", 0.95),
        ("single", "rumour", 0.95),
        ("single", "anonymous", 0.95),
        ("anonymous", "flat", 0.95),
        ("anonymous", "rumour", 0.95),
        ("flat", "rumour", 0.95),
    ],
)
def test_every_step_down_in_sourcing_scores_lower(all_scores, upper, lower, floor):
    """Measured on 21 sets: 95.2 % for full over single, else 100 %. Each floor leaves room for one set."""
    assert sum(each[upper] > each[lower] for each in all_scores) / len(all_scores) >= floor
