"""Who says what: the source, the cue and the content, wherever they stand in the sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import jumbles, prose

from reliability.annotation.sources import kind_of_source
from reliability.signals.sourcing import annotate_whole, attributions


def read(text):
    """Return each attribution as (source, cue, content), in words."""
    parts = annotate_whole(text).segments.text

    def words(span):
        return None if span is None else parts[span[0] : span[1]]

    return [(words(a.source), words(a.cue), words(a.content)) for a in attributions(text)]


def kinds(text):
    return [a.kind for a in attributions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Okoye said it fell.", ("Ann Okoye", "said", "it fell.")),
        ("Ann Okoye has also said that it fell.", ("Ann Okoye", "said", "that it fell.")),
        ("Ann Okoye reportedly said it fell.", ("Ann Okoye", "said", "it fell.")),
        ("Ann Okoye and Tom Berg said it fell.", ("Ann Okoye and Tom Berg", "said", "it fell.")),
        ("Ann Okoye pointed out that it fell.", ("Ann Okoye", "pointed out", "that it fell.")),
        ("In a letter, Ann Okoye wrote it fell.", ("Ann Okoye", "wrote", "it fell.")),
        ("According to Ann Okoye, it fell.", ("Ann Okoye", "According to", "it fell.")),
        ("Ann Okoye, a lawyer, said the bridge fell.", ("Ann Okoye, a lawyer", "said", "the bridge fell.")),
        ("Ann Okoye, the mayor, said she was late.", ("Ann Okoye, the mayor", "said", "she was late.")),
        ("“It fell down at night,” said Ann Okoye.", ("Ann Okoye", "said", "“It fell down at night,”")),
        ("“It fell down at night,” Ann Okoye said.", ("Ann Okoye", "said", "“It fell down at night,”")),
        ('"It fell down at night," she said.', ("she", "said", '"It fell down at night,"')),
        ("“It fell down at night,” according to Ann Okoye.", ("Ann Okoye", "according to", "“It fell down at night,”")),
        ("“It fell down at night,” Ann Okoye told the crowd.", ("Ann Okoye", "told", "“It fell down at night,”")),
        ("Ann Okoye said: “It fell down at night.”", ("Ann Okoye", "said", "“It fell down at night.”")),
    ],
)
def test_source_cue_and_content_are_found(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("Ann Okoye, 54", "it fell."),
        ("Ann Okoye, a spokeswoman", "it fell."),
        ("Ann Okoye, a spokeswoman", "officials closed the bridge."),
        ("Ann Okoye, the mayor", "she left."),
        ("Ann Okoye, the mayor", "Tom Berg left early."),
    ],
)
def test_a_source_in_apposition_stands_before_its_cue(source, content):
    assert read(f"{source}, said {content}") == [(source, "said", content)]


@pytest.mark.parametrize(
    "clause", ["Tom Berg lost, 40 to 3", "Police arrested Tom Berg, the mayor", "The bridge hit Oslo, Norway"]
)
def test_a_clause_with_a_comma_is_no_apposition(clause):
    assert read(f"{clause}, said Ann Okoye.") == [("Ann Okoye", "said", f"{clause},")]


@pytest.mark.parametrize("clause", ["who was mayor", "who has left"])
def test_a_source_with_a_clause_stands_before_its_cue(clause):
    assert [content for _, _, content in read(f"Ann Okoye, {clause}, said she left.")] == ["she left."]


@pytest.mark.xfail(strict=True, reason="one comma at most belongs to a source")
def test_a_source_may_have_two_appositions():
    assert [source for source, _, _ in read("Ann Okoye, 54, of Oslo, said it fell.")] == ["Ann Okoye, 54, of Oslo"]


def test_each_cue_in_a_text_gives_an_attribution_in_order():
    assert [
        source for source, _, _ in read("Ann Okoye said it fell. A study found rust. Nobody saw it. He agreed to it.")
    ] == [
        "Ann Okoye",
        "A study",
        "He",
    ]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The bridge was described as safe by Mayor Ann Okoye.", "Mayor Ann Okoye"),
        ("The man was told by police that it fell.", "police"),
    ],
)
def test_the_source_of_a_passive_stands_behind_by(text, source):
    assert [found for found, _, _ in read(text)] == [source]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Okoye will announce the plan.",
        "Ann Okoye may say why.",
        "Ann Okoye refused to say why.",
        "Ann Okoye is expected to say no.",
        "The man was accused of theft.",
        "It was reported that it fell.",
        "The bridge said it fell.",
        "It said nothing.",
        "Then came the report on the bridge.",
        "This is a claim by the old man.",
        "Ann Okoye pointed at the bridge.",
        "Everything went according.",
        "Nothing was there.",
        "",
    ],
)
def test_what_nobody_stated_is_no_attribution(text):
    assert read(text) == []


def test_a_cue_within_a_quotation_is_the_speaker_s_own():
    assert read("“They said it fell down,” Ann Okoye said.") == [("Ann Okoye", "said", "“They said it fell down,”")]


@pytest.mark.parametrize(
    ("text", "direct"),
    [
        ("“It fell down at night,” Ann Okoye said.", True),
        ("Ann Okoye said it fell.", False),
        ("Ann Okoye said it was “so-called” rust.", False),
    ],
)
def test_a_statement_is_direct_where_it_is_quoted_verbatim(text, direct):
    assert [a.direct for a in attributions(text)] == [direct]


@pytest.mark.parametrize(
    ("source", "second_hand"), [("The Daily Herald", True), ("The Transport Ministry", False), ("Ann Okoye", False)]
)
def test_a_publisher_is_a_second_hand_source(source, second_hand):
    assert [a.second_hand for a in attributions(f"{source} reported that it fell.")] == [second_hand]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Ann Okoye", "person"),
        ("Sen. Tom Berg", "person"),
        ("Ann Okoye, a spokeswoman for the ministry,", "person"),
        ("lawyer Ann Okoye", "person"),
        ("the Transport Ministry", "organisation"),
        ("the Daily Herald", "organisation"),
        ("NASA", "organisation"),
        ("an official", "anonymous"),
        ("two officials", "anonymous"),
        ("a senior official", "anonymous"),
        ("police", "anonymous"),
        ("a spokesman for Mayor Ann Okoye", "anonymous"),
        ("a spokesman for the Transport Ministry", "anonymous"),
        ("critics", "vague"),
        ("some experts", "vague"),
        ("people familiar with the matter", "vague"),
        ("a report", "document"),
        ("court documents", "document"),
        ("she", "pronoun"),
        ("they", "pronoun"),
        ("the senator", "pronoun"),
    ],
)
def test_the_kind_of_a_source_is_told_from_its_words(source, kind):
    assert kinds(f"Then {source} said it fell.") == [kind]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("it", ("other", False)),
        ("the bridge", ("other", False)),
        ("a coach", ("anonymous", False)),
        ("we", ("pronoun", False)),
    ],
)
def test_a_thing_is_no_source_and_a_role_an_unnamed_one(source, expected):
    segments = annotate_whole(source).segments
    assert kind_of_source(segments, {}, (0, len(segments.tokens))) == expected


BEFORE = [
    *((f"{source} said", source, "said") for source in ("Ann Okoye", "officials", "she")),
    *((f"said {s}", s, "said") for s in ("Ann Okoye", "Mayor Ann Okoye", "two officials", "the Transport Ministry")),
    ("according to Ann Okoye", "Ann Okoye", "according to"),
]


@pytest.mark.parametrize(("behind", "source", "cue"), BEFORE)
def test_an_indirect_statement_may_stand_before_cue_and_source(behind, source, cue):
    assert read(f"The bridge is safe, {behind}.") == [(source, cue, "The bridge is safe,")]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Officials", "anonymous"),
        ("Critics", "vague"),
        ("Experts", "vague"),
        ("Sources", "vague"),
        ("People familiar with the matter", "vague"),
    ],
)
def test_a_noun_at_the_begin_is_the_same_source(source, kind):
    assert kinds(f"{source} said it fell.") == [kind]


def test_a_clause_about_the_source_does_not_hide_its_cue():
    text = "A senior official who asked not to be named said it fell."
    assert ("said", "it fell.") in [(cue, content) for _, cue, content in read(text)]


def test_a_letter_by_somebody_is_a_document():
    assert kinds("Then a letter by Ann Okoye said it fell.") == ["document"]


@pytest.mark.parametrize(
    "time",
    [
        *("Yesterday", "On Monday", "Last week", "In January"),
    ],
)
def test_a_time_before_the_source_is_no_part_of_it(time):
    assert read(f"{time} Ann Okoye said it fell.")[0][0] == "Ann Okoye"


def test_a_cue_without_content_is_no_attribution():
    assert read("Ann Okoye said.") == []


def test_the_content_of_a_passive_holds_what_was_said():
    [(_, _, content)] = read("The man was told by police that it fell.")
    assert content.endswith("that it fell.")


@pytest.mark.parametrize("body", ["The court", "The ministry", "The company", "The government"])
def test_a_body_without_its_name_is_a_source(body):
    assert len(read(f"{body} said that it fell.")) == 1


@pytest.mark.xfail(strict=True, reason="no cue counts behind who, also where the clause tells what somebody said")
@pytest.mark.parametrize("text", ["Ann Okoye, who said it fell, left.", "We met Ann Okoye, who told the men it fell."])
def test_a_clause_with_who_may_say_something(text):
    [(source, _, _)] = read(text)
    assert source.endswith("Ann Okoye")


@pytest.mark.xfail(strict=True, reason="what follows the source must be a mark: on ends it and hides it")
def test_a_day_may_follow_cue_and_source():
    assert [source for source, _, _ in read("The bridge is safe, said Ann Okoye on Monday.")] == ["Ann Okoye"]


@pytest.mark.xfail(strict=True, reason="any word behind cue and source counts as the content, a day or a hearer too")
@pytest.mark.parametrize("behind", ["said on Monday", "said Monday", "told reporters"])
def test_a_day_or_hearer_behind_the_cue_is_no_content(behind):
    [(_, _, content)] = read(f"The bridge is safe, Ann Okoye {behind}.")
    assert content.startswith("The bridge is safe")


@pytest.mark.parametrize("name", ["April Okoye", "June Berg"])
def test_a_first_name_that_is_a_month_stays_with_its_name(name):
    assert [source for source, _, _ in read(f"{name} said it fell.")] == [name]


@given(jumbles | prose)
def test_spans_lie_in_the_text_and_hold_words(text):
    found = attributions(text)
    for attribution in found:
        for span in (attribution.source, attribution.cue, attribution.content):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        assert attribution.kind in {"person", "organisation", "document", "anonymous", "vague", "pronoun"}
    cues = [attribution.cue for attribution in found]
    assert cues == sorted(cues)


def test_spans_are_offsets_into_the_text_given_hidden_characters_included():
    text = "The bridge\u200b is safe, said Ma\u00adyor Ann Okoye."
    [found] = attributions(text)
    assert text[slice(*found.source)] == "Ma\u00adyor Ann Okoye"
    assert text[slice(*found.cue)] == "said"
