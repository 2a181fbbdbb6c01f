"""Particulars, names and vague words are counted and shown; the model's reading of sentences weighs by their words."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from strategies import texts

from reliability.annotation.judging import ROLES, SUPPORTS, Judged
from reliability.annotation.specific import Specific, judge_specific, load_specific
from reliability.segmentation import segment_as
from reliability.signals import specificity
from reliability.signals.sourcing import annotate_whole
from reliability.signals.specificity import sentence_specificity

PAIRS = json.loads((Path(__file__).parents[1] / "contrasts" / "specificity.json").read_text(encoding="utf-8"))
# What the model reads: never quite 0.
_READ = ("checkable", "specific", "general", "beyond_length")


def read(text):
    return specificity.read(annotate_whole(text))


def counted(text):
    """Return the features that are not 0, without the family's name and without what the model reads."""
    return {
        name.removeprefix("specificity__"): value
        for name, value in read(text).features.items()
        if value and not name.removeprefix("specificity__").startswith(_READ)
    }


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
        ("place", "Lagos"),
        ("date", "9 September"),
        ("vague", "Many"),
        ("vague", "soon"),
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
    text = "It was a lot of things, and many said so for years."
    assert "sentence_ratio" not in counted(text)
    assert counted(text)["vague_rate"] == pytest.approx(400 / 12)
    assert found(text) == [("vague", words) for words in ("a lot of", "things", "many", "for years")]


def test_a_counted_noun_is_not_vague():
    assert "vague_rate" not in counted("It hit 40 people here.")
    assert found("It hit some 40 people here.") == [("count", "40 people")]


def test_a_number_at_the_begin_is_no_name():
    assert found("Two bridges fell.") == []


@pytest.mark.parametrize(
    "words",
    [
        *("yesterday", "last week", "next summer", "this morning", "last March", "earlier this month", "a month ago"),
        *("three years ago", "5 days ago", "on Monday", "last Friday", "on Tuesday night", "tomorrow evening"),
    ],
)
def test_a_date_told_from_today_is_found_whole(words):
    text = f"It all fell down {words}, they were told."
    assert found(text) == [("relative_date", words)]
    assert counted(text)["relative_date_rate"] > 0


@pytest.mark.parametrize("words", ["this time", "many moons ago", "the last bridge", "the past", "long before"])
def test_what_names_no_day_is_no_date(words):
    assert "relative_date_rate" not in counted(f"It fell down {words}.")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Clean Air Act", "title"),
        ("Paris Agreement", "title"),
        ("“The Long Road Home”", "title"),
        ("Roe v. Wade", "title"),
        ("F-16", "product"),
        ("COVID-19", "product"),
        ("Apollo 11", "product"),
        ("5G", "product"),
    ],
)
def test_titles_and_products_are_found_whole(words, kind):
    text = f"They spoke of the {words} here."
    assert found(text) == [(kind, words)]
    assert counted(text)[f"{kind}_rate"] > 0


@pytest.mark.parametrize("words", ["1990s", "4th", "12-year", "“so-called”", "“I really do,”"])
def test_other_figures_and_quotations_are_neither_title_nor_product(words):
    assert not {"title_rate", "product_rate"} & counted(f"They spoke of the {words} plan.").keys()


def test_a_named_source_is_shown_with_its_role():
    text = "The bridge is shut, said Ann Okoye, the bridge's engineer. Sen. Tom Berg was there."
    assert ("person", "Ann Okoye, the bridge's engineer") in found(text)
    assert ("person", "Sen. Tom Berg") in found(text)
    assert ("person", "Ann Okoye") not in found(text)
    assert counted(text)["titled_name_rate"] > 0


def test_a_verbatim_quotation_is_shown_in_its_source_s_voice():
    text = "“We lost many games today,” Ann Ito said. Some of them hurt."
    shown = [(item.kind, item.text, item.voice) for item in read(text).evidence]
    assert shown == [
        ("quotation", "“We lost many games today,”", "source"),
        ("vague", "many", "source"),
        ("relative_date", "today", "source"),
        ("person", "Ann Ito", "writer"),
        ("vague", "Some", "writer"),
    ]


def judged(text, sentences):
    """Return the features of a text whose sentences are given as (specificity, checkable, furniture)."""
    annotation = annotate_whole(text)
    roles = np.zeros((len(sentences), len(ROLES)))
    roles[:, ROLES.index("furniture")] = [furniture for _, _, furniture in sentences]
    annotation.__dict__["judged"] = Judged(roles, np.zeros((len(sentences), len(SUPPORTS))))
    annotation.__dict__["specific"] = Specific(*(np.array([row[k] for row in sentences], float) for k in (0, 1)))
    return {name.removeprefix("specificity__"): v for name, v in specificity.read(annotation).features.items()}


def test_what_the_model_reads_weighs_by_words_and_by_how_likely_it_is_article():
    # Four, two and two tokens; the last is furniture as likely as not.
    values = judged("Rain fell again .\nIt fell\nHome News", [(0.9, 0.8, 0), (0.1, 0.2, 0), (0.2, 0.1, 0.5)])
    weights = np.array([4, 2, 1])
    assert values["specific_ratio"] == pytest.approx(weights @ [0.9, 0.1, 0.2] / 7)
    assert values["checkable_ratio"] == pytest.approx(weights @ [0.8, 0.2, 0.1] / 7)
    assert values["checkable_words_ratio"] == pytest.approx(4 / 7)
    assert values["general_ratio"] == pytest.approx(3 / 7)
    assert (values["specific_low_ratio"], values["specific_high_ratio"]) == pytest.approx((0.1, 0.9))
    assert (values["checkable_low_ratio"], values["checkable_high_ratio"]) == pytest.approx((0.2, 0.8))
    assert values["checkable_lead_ratio"] == pytest.approx((4 * 0.8 + 2 * 0.2 + 2 * 0.1) / 8)
    expected = -0.28 + 0.29 * np.log1p([4, 2, 2])
    assert values["beyond_length_ratio"] == pytest.approx((1 + weights @ ([0.9, 0.1, 0.2] - expected) / 7) / 2)


def test_a_text_that_is_all_furniture_is_still_read():
    assert judged("Home News", [(0.2, 0.1, 1)])["checkable_ratio"] == pytest.approx(0.1)


@given(texts)
def test_every_feature_of_any_text_is_within_its_bounds(text):
    signal = read(text)
    assert {f.name for f in specificity.FEATURES} == signal.features.keys()
    assert [f.name for f in specificity.FEATURES if not f.holds(signal.features[f.name])] == []


@given(texts)
def test_evidence_is_in_order_and_points_at_its_words(text):
    annotation = annotate_whole(text)
    evidence = specificity.read(annotation).evidence
    assert [item.start for item in evidence] == sorted(item.start for item in evidence)
    assert all(0 <= item.start < item.end <= len(text) for item in evidence)


def test_the_precise_sentence_of_a_pair_is_told_from_the_vague_one():
    """Measured on 56 pairs: 100 % by specificity, 100 % by how likely they can be checked."""
    scores = np.array([sentence_specificity([pair["specific"], pair["vague"]]) for pair in PAIRS])
    assert len(PAIRS) >= 40
    assert (scores[:, 0] > scores[:, 1]).mean() >= 0.95
    forms = [[pair[form] for pair in PAIRS] for form in ("specific", "vague")]
    model = load_specific()
    specific, vague = (
        np.array([judge_specific(model, segment_as(text, [(0, len(text))])).checkable[0] for text in form])
        for form in forms
    )
    assert (specific > vague).mean() >= 0.95


def test_more_is_found_in_the_precise_sentence():
    """Measured on 56 pairs: 100 %."""

    def n_particulars(text):
        return sum(kind != "vague" for kind, _ in found(text))

    assert np.mean([n_particulars(pair["specific"]) > n_particulars(pair["vague"]) for pair in PAIRS]) >= 0.95


def test_sentences_are_read_one_by_one():
    sentences = ["“Many things", "Ann Ito paid $5 million on 9 May 2019.", "changed.”", "", "…"]
    together = sentence_specificity(sentences)
    assert together == pytest.approx([float(sentence_specificity([one])[0]) for one in sentences], abs=1e-5)
    assert together[3:].tolist() == [0, 0]
    assert together[1] > together[[0, 2]].max()
    assert sentence_specificity([]).shape == (0,)


@given(texts)
def test_any_string_has_a_specificity(text):
    [value] = sentence_specificity([text])
    assert 0 <= value <= 1


def test_a_quotation_mark_left_open_reaches_no_further_sentence():
    alone = sentence_specificity(["“It fell", "Rain fell."])[1]
    assert alone == pytest.approx(sentence_specificity(["Rain fell."])[0], abs=1e-6)
