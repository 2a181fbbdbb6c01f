"""Sources are counted by kind, and the sentences that stand on them."""

from __future__ import annotations

import math
from dataclasses import replace
from math import log

import numpy as np
import pytest

import reliability
from reliability.annotation.annotate import annotate
from reliability.annotation.judging import ROLES, SUPPORTS, Judged
from reliability.document import Document
from reliability.extractor import extract
from reliability.signals import sourcing
from reliability.signals.sourcing import annotate_whole, attributions

QUOTED = "“We lost the whole game today,”"
TEXT = (
    f"{QUOTED} Ann Ito said. Two officials said the game had been sold. The river rose by a metre. "
    "The Daily Herald reported that the coach would leave."
)
# What the model of sentences reads: never quite 0.
_JUDGED = ("sourcing__on_", "sourcing__central_", *(f"sourcing__role_{role}" for role in ROLES))


def read(text):
    return sourcing.read(annotate_whole(text))


def counted(text):
    """Return the features that are not 0, without the family's name and without what the model of sentences reads."""
    return {
        name.removeprefix("sourcing__"): value
        for name, value in read(text).features.items()
        if value and not name.startswith(_JUDGED)
    }


def test_sources_and_sentences_are_counted_by_kind():
    # 32 words; four sentences that stand on a person, on officials, on nobody and on an outlet.
    found = counted(TEXT)
    assert 0 < found.pop("content_ratio") < 1
    assert found == pytest.approx(
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
            "attribution_rate": 300 / 32,
            "direct_rate": 100 / 32,
            "second_hand_ratio": 1 / 3,
            "top_source_ratio": 1 / 3,
            "spread_ratio": 1,
            "quoted_ratio": len(QUOTED) / len(TEXT),
            "said_rate": 200 / 32,
            "role_rate": 100 / 32,  # coach
            "outlet_rate": 100 / 32,
        }
    )


def test_sources_and_quotations_are_evidence():
    assert [(item.kind, item.text, item.voice) for item in read(TEXT).evidence] == [
        ("quotation", QUOTED, "source"),
        ("person", "Ann Ito", "writer"),
        ("anonymous", "Two officials", "writer"),
        ("second-hand", "The Daily Herald", "writer"),
    ]


def test_a_quotation_in_two_pieces_is_shown_without_the_words_between():
    text = "“We lost the whole game today,” Ann Ito said. “It hurts us all a lot.”"
    quoted = [item.text for item in read(text).evidence if item.kind == "quotation"]
    assert not [words for words in quoted if "said" in words]


CLOSED = "that the bridge had been closed since March"


def test_how_evenly_sources_are_used_is_told():
    # Two of three statements are the person's.
    text = f"Ann Ito said {CLOSED}. Later Ito added that it was old. Critics said that it was never safe."
    found = counted(text)
    assert found["top_source_ratio"] == pytest.approx(2 / 3)
    assert found["spread_ratio"] == pytest.approx(-(2 / 3 * log(2 / 3) + 1 / 3 * log(1 / 3)) / log(2))
    assert "spread_ratio" not in counted(f"Ann Ito said {CLOSED}. Later Ito added that it was old.")


def test_people_with_their_role_are_counted():
    text = f"Ann Ito, an engineer at the harbour, said {CLOSED}. Tom Berg said that it was old."
    assert counted(text)["described_ratio"] == pytest.approx(1 / 2)


def test_who_only_wants_something_is_no_source():
    found = counted(f"Ann Ito said {CLOSED}. Tom Berg wants the council to open it.")
    assert (found["n_person"], found["none_ratio"]) == pytest.approx((log(2), 1 / 2))


def judged(text, *labels):
    """Return the features of a text whose sentences are given (probability of central, of furniture, support)."""
    annotation = annotate_whole(text)
    roles, supports = np.zeros((len(labels), len(ROLES))), np.zeros((len(labels), len(SUPPORTS)))
    for k, (central, furniture, support) in enumerate(labels):
        roles[k, ROLES.index("central")], roles[k, ROLES.index("furniture")] = central, furniture
        roles[k, ROLES.index("detail")] = 1 - central - furniture
        supports[k, SUPPORTS.index(support)] = 1
    annotation.__dict__["judged"] = Judged(roles, supports)
    return sourcing.read(annotation)


def test_what_central_claims_stand_on_weighs_by_how_central_they_are():
    values = judged(
        "Rain fell. Snow fell. Hail fell.", (0.5, 0, "person"), (0.25, 0, "vague"), (0.25, 0.5, "none")
    ).features
    assert values["sourcing__central_named_ratio"] == pytest.approx(0.5)
    assert values["sourcing__central_weak_ratio"] == pytest.approx(0.25)
    assert values["sourcing__central_none_ratio"] == pytest.approx(0.25)
    # Furniture is no part of the article: the three weigh 1, 1 and 1 / 2.
    assert values["sourcing__on_person_ratio"] == pytest.approx(1 / 2.5)
    assert values["sourcing__on_none_ratio"] == pytest.approx(0.5 / 2.5)
    assert values["sourcing__role_central_ratio"] == pytest.approx(1 / 3)


def test_a_central_sentence_that_nobody_stands_behind_is_shown():
    shown = judged("Rain fell. Snow fell. Hail fell.", (0.9, 0, "none"), (0.4, 0, "none"), (0.9, 0, "common")).evidence
    assert [(item.kind, item.text) for item in shown] == [("none", "Rain fell.")]
    assert judged("Ann Ito said it fell.", (0.9, 0, "none")).evidence[0].kind == "person"


def test_a_report_within_an_outlet_s_report_is_third_hand():
    annotation = annotate_whole("The Daily Herald reported that officials said the bridge had been closed.")
    one, other = (
        replace(annotation.attributions[0], cue=(17, 25), content=(26, 72), second_hand=True),
        replace(annotation.attributions[0], cue=(41, 45), content=(46, 72), second_hand=False),
    )
    both = sourcing.read(replace(annotation, attributions=[one, other], kinds=np.zeros((2, 2, 7), np.float32)))
    assert both.features["sourcing__third_hand_ratio"] == pytest.approx(1 / 2)
    alone = sourcing.read(replace(annotation, attributions=[other], kinds=np.zeros((1, 2, 7), np.float32)))
    assert alone.features["sourcing__third_hand_ratio"] == 0


LINKED = "The bridge was closed in March. A second report came in May. The river rose by a metre."


def link(words, address="https://example.org/report"):
    at = LINKED.index(words)
    return at, at + len(words), address


def links_of(document):
    return [(item.kind, item.text) for item in extract(document).signals["sourcing"].evidence if item.kind == "link"]


def test_a_link_is_evidence_and_a_document_behind_its_sentence():
    document = Document(text=LINKED, links=(link("closed in March"), link("report")))
    assert links_of(document) == [("link", "closed in March"), ("link", "report")]
    values = extract(document).signals["sourcing"].features
    assert values["sourcing__document_ratio"] == pytest.approx(2 / 3)
    assert values["sourcing__none_ratio"] == pytest.approx(1 / 3)
    assert extract(LINKED).signals["sourcing"].features["sourcing__document_ratio"] == 0


@pytest.mark.parametrize(
    "address", ["/report", "#top", "mailto:ann@example.org", "javascript:void(0)", "ftp://a.example"]
)
def test_what_leads_to_no_page_elsewhere_is_no_link(address):
    assert links_of(Document(text=LINKED, links=(link("report", address),))) == []


def test_a_link_of_the_page_around_the_article_is_none():
    text = f"{LINKED}\n\nAdvertisement\n\nRain followed all night, and nobody came to look at the bridge."
    at = text.index("Advertisement")
    around = Document(text=text, links=((at, at + 13, "https://example.org/buy"), link("report")))
    assert [words for _, words in links_of(around)] == ["report"]


def test_links_of_markdown_and_html_are_evidence(tmp_path):
    (tmp_path / "a.md").write_text(
        "# Bridge\n\nThe bridge was closed, the [full report](https://example.org/report.pdf) says.\n", encoding="utf-8"
    )
    (tmp_path / "a.html").write_text(
        "<html><body><article><h1>Bridge</h1>"
        "<p>The bridge was closed in March, and the <a href='https://example.org/report.pdf'>full report</a> of the "
        "council says why it will stay closed until the summer.</p></article></body></html>",
        encoding="utf-8",
    )
    for name in ("a.md", "a.html"):
        assert links_of(reliability.read(tmp_path / name)) == [("link", "full report")]


def test_links_are_told_in_the_order_of_the_text():
    annotation = annotate(Document(text=LINKED, links=(link("report"), link("March"))))
    assert [annotation.segments.text[start:end] for start, end, _ in annotation.links] == ["March", "report"]


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
    assert text[slice(*found.content)].strip(".") == "it fell"


def test_counted_officials_are_unnamed():
    assert [found.kind for found in attributions("Two officials said it fell.")] == ["anonymous"]
