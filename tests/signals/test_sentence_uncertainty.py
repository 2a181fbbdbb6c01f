"""What the model says of conjecture is weighed by words and divided by voice; sentences alone are read too."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from strategies import prose, texts

import reliability
from reliability.annotation.judging import ROLES, SUPPORTS, Judged
from reliability.annotation.uncertain import Uncertain
from reliability.signals import hedging
from reliability.signals.hedging import sentence_uncertainty
from reliability.signals.sourcing import annotate_whole


def read(text):
    return hedging.read(annotate_whole(text))


HEDGED = "The bridge might perhaps fall. Some say it could be cursed. It is expected to close, reportedly."
PLAIN = "The bridge fell on 9 May. Ann Okoye counted 40 cars. It was built in 1932 and cost $5 million."


@pytest.mark.parametrize("name", ["speculation", "writer_speculation", "high_speculation", "lead_speculation"])
def test_a_text_that_hedges_has_more_conjecture_than_one_that_does_not(name):
    hedged, plain = (read(text).features[f"hedging__{name}_ratio"] for text in (HEDGED, PLAIN))
    assert hedged > 0.5
    assert plain < 0.3


def test_a_text_in_which_some_say_is_doubted_by_an_encyclopaedia_s_readers():
    doubted, plain = (read(text).features["hedging__weasel_doubt_ratio"] for text in (HEDGED, PLAIN))
    assert doubted > 0.6
    assert plain < 0.4


def test_conjecture_goes_to_the_voice_that_utters_it():
    own = read("It might perhaps fall in the coming winter.").features
    told = read("“It might perhaps fall in the coming winter,” Ann Okoye told reporters.").features
    assert own["hedging__writer_speculation_ratio"] > told["hedging__writer_speculation_ratio"]
    assert own["hedging__source_speculation_ratio"] < told["hedging__source_speculation_ratio"]


def judged(text, sentences):
    """Return the features of a text whose sentences are given as (writer, source, weasel, unsupported, central)."""
    annotation, rows = annotate_whole(text), np.array(sentences, float)
    roles, supports = np.zeros((len(rows), len(ROLES))), np.zeros((len(rows), len(SUPPORTS)))
    roles[:, ROLES.index("central")], supports[:, SUPPORTS.index("none")] = rows[:, 4], rows[:, 3]
    tokens = np.zeros((len(annotation.segments.tokens), 3), np.float32)
    voices = np.column_stack([1 - rows[:, 0] - rows[:, 1], rows[:, :2]])
    annotation.__dict__["judged"] = Judged(roles, supports)
    annotation.__dict__["uncertain"] = Uncertain([], tokens, rows[:, 2], voices, voices.argmax(axis=1))
    return {name.removeprefix("hedging__"): v for name, v in hedging.read(annotation).features.items()}


def test_what_the_model_reads_weighs_by_words():
    # Four, two, two, two and two tokens: the last is behind the lead.
    text = "Rain fell again .\nIt fell\nIt stood\nIt broke\nIt burned"
    quiet = (0, 0, 0, 0, 0)
    found = judged(text, [(0.6, 0.2, 0.9, 0.5, 1), (0.1, 0.3, 0.1, 1, 0), quiet, quiet, (0.5, 0, 0, 0, 0)])
    assert found["speculation_ratio"] == pytest.approx((4 * 0.8 + 2 * 0.4 + 2 * 0.5) / 12)
    assert found["writer_speculation_ratio"] == pytest.approx((4 * 0.6 + 2 * 0.1 + 2 * 0.5) / 12)
    assert found["source_speculation_ratio"] == pytest.approx((4 * 0.2 + 2 * 0.3) / 12)
    assert found["lead_speculation_ratio"] == pytest.approx((4 * 0.8 + 2 * 0.4) / 10)
    assert found["central_speculation_ratio"] == pytest.approx(0.8, abs=1e-3)
    assert found["unsupported_speculation_ratio"] == pytest.approx((4 * 0.3 + 2 * 0.1) / 12)
    assert found["weasel_doubt_ratio"] == pytest.approx((4 * 0.9 + 2 * 0.1) / 12)
    # A third of the words is in the first sentence, so that more than a fifth reach its value.
    assert found["high_speculation_ratio"] == pytest.approx(0.8)


@given(texts)
def test_every_feature_of_any_text_is_within_its_bounds(text):
    signal = read(text)
    assert {f.name for f in hedging.FEATURES} == signal.features.keys()
    assert [f.name for f in hedging.FEATURES if not f.holds(signal.features[f.name])] == []


@given(texts)
def test_evidence_is_in_order_points_at_its_words_and_has_a_voice(text):
    evidence = read(text).evidence
    assert [item.start for item in evidence] == sorted(item.start for item in evidence)
    assert all(0 <= item.start < item.end <= len(text) for item in evidence)
    assert {item.voice for item in evidence} <= {"writer", "source"}


@given(prose)
def test_the_voices_and_nobody_share_all_conjecture(text):
    found = read(text).features
    both = found["hedging__writer_speculation_ratio"] + found["hedging__source_speculation_ratio"]
    assert both == pytest.approx(found["hedging__speculation_ratio"], abs=1e-5)


def test_evidence_of_a_rating_says_whose_hedge_it_is():
    text = "The bridge may be sold next year. Ann Ito said “it might perhaps close in the fall” on Monday."
    [rating] = reliability.rate([text])
    shown = [(item.text, item.voice) for item in rating.evidence if item.signal == "hedging"]
    assert shown == [("may", "writer"), ("might", "source"), ("perhaps", "source")]


def test_sentences_are_read_one_by_one():
    sentences = ["“It may fall", "The bridge opened on 9 May 2019.", "perhaps.”", "", "…"]
    together = sentence_uncertainty(sentences)
    assert together == pytest.approx([float(sentence_uncertainty([one])[0]) for one in sentences], abs=1e-5)
    assert together[3:].tolist() == [0, 0]
    assert together[1] < together[[0, 2]].min()
    assert (together.dtype, sentence_uncertainty([]).shape) == (np.float64, (0,))


@pytest.mark.parametrize(
    ("hedged", "plain"),
    [
        ("It is possible that the jar is Roman.", "The jar is Roman."),
        ("Some say the bridge is cursed.", "The bridge is 40 metres long."),
        ("He is widely regarded as a master.", "He was born in Lagos in 1932."),
        ("The bridge is believed to be Roman.", "The bridge is made of stone."),
    ],
)
def test_a_sentence_that_hedges_is_likelier_uncertain_than_not_and_a_plain_one_is_not(hedged, plain):
    uncertain, certain = sentence_uncertainty([hedged, plain])
    assert uncertain > 0.5 > certain


def test_a_generator_of_sentences_is_read_once():
    assert sentence_uncertainty(text for text in ("It may fall.", "It fell.")).shape == (2,)


@given(texts)
def test_any_string_has_an_uncertainty(text):
    [value] = sentence_uncertainty([text])
    assert 0 <= value <= 1
