"""Who says what: the source, the cue and the content, wherever they stand in the sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from strategies import jumbles, prose

from reliability.annotation.kinds import KINDS
from reliability.signals.sourcing import annotate_whole, attributions

EXAMPLES = json.loads((Path(__file__).parents[1] / "contrasts" / "attributions.json").read_text(encoding="utf-8"))


def words(text, span):
    return None if span is None else text[slice(*span)]


def bare(found):
    """Return words without the marks at their ends and a leading "that": readers differ on whose they are."""
    return None if found is None else found.strip(" ,.;:–—“”\"'").removeprefix("that ")


def read(text):
    """Return each attribution as (source, cue, content), bare words."""
    return [tuple(bare(words(text, span)) for span in (a.source, a.cue, a.content)) for a in attributions(text)]


def sources(text):
    return [source for source, _, _ in read(text)]


def kinds(text):
    return [a.kind for a in attributions(text)]


# What a network learned holds for most sentences of a form and not for each: of a group a few may be missed.
FORMS = [
    ("Ann Okoye said it fell.", ("Ann Okoye", "said", "it fell")),
    ("Ann Okoye and Tom Berg said it fell.", ("Ann Okoye and Tom Berg", "said", "it fell")),
    ("Ann Okoye pointed out that it fell.", ("Ann Okoye", "pointed out", "it fell")),
    ("In a letter, Ann Okoye wrote that it fell.", ("Ann Okoye", "wrote", "it fell")),
    ("According to Ann Okoye, it had been unsafe.", ("Ann Okoye", "According to", "it had been unsafe")),
    ("Ann Okoye, a lawyer, said the bridge fell.", ("Ann Okoye, a lawyer", "said", "the bridge fell")),
    ("Ann Okoye, the mayor, said she was late.", ("Ann Okoye, the mayor", "said", "she was late")),
    ("“It fell down at night,” said Ann Okoye.", ("Ann Okoye", "said", "It fell down at night")),
    ("“It fell down at night,” Ann Okoye said.", ("Ann Okoye", "said", "It fell down at night")),
    ('"It fell down at night," she said.', ("she", "said", "It fell down at night")),
    ("“It fell down at night,” according to Ann Okoye.", ("Ann Okoye", "according to", "It fell down at night")),
    ("“It fell down at night,” Ann Okoye told the crowd.", ("Ann Okoye", "told", "It fell down at night")),
    ("Ann Okoye said: “It fell down at night.”", ("Ann Okoye", "said", "It fell down at night")),
]


def test_source_cue_and_content_are_found():
    missed = {text: read(text) for text, expected in FORMS if read(text) != [expected]}
    assert len(missed) <= 2, missed


@pytest.mark.parametrize("cue", ["has also said", "reportedly said"])
def test_what_goes_with_a_cue_may_belong_to_it(cue):
    [(source, found, content)] = read(f"Ann Okoye {cue} that it fell.")
    assert (source, content) == ("Ann Okoye", "it fell")
    assert cue.endswith(found)


def test_a_source_in_apposition_stands_before_its_cue():
    content = "the bridge had been closed for repairs since March"
    beside = ("54", "a spokeswoman", "the mayor of Lagos", "54, of Oslo", "a lawyer who lives in Oslo", "his lawyer")
    missed = [b for b in beside if read(f"Ann Okoye, {b}, said {content}.") != [(f"Ann Okoye, {b}", "said", content)]]
    assert len(missed) <= 1, missed


def test_a_clause_with_a_comma_is_no_apposition():
    clauses = (
        "Tom Berg lost the final on Sunday, 40 to 3",
        "Police in Lagos arrested Tom Berg, the former mayor",
        "The ship left on Monday night for Oslo, Norway",
        "The bridge was closed in May, a year after it was opened",
    )
    wrong = {clause: read(f"{clause}, said Ann Okoye.") for clause in clauses}
    wrong = {clause: found for clause, found in wrong.items() if found != [("Ann Okoye", "said", clause)]}
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize("clause", ["who was mayor until May", "who has left the council"])
def test_a_source_with_a_clause_stands_before_its_cue(clause):
    found = read(f"Ann Okoye, {clause}, said the bridge had been unsafe for years.")
    assert [content for _, _, content in found] == ["the bridge had been unsafe for years"]


def test_each_cue_in_a_text_gives_an_attribution_in_order():
    text = "Ann Okoye said it fell. A study found rust. Nobody saw it. He agreed to it."
    assert sources(text) == ["Ann Okoye", "A study", "He"]


def test_the_source_of_a_verdict_in_the_passive_stands_behind_by():
    text = "The decision was criticised by Tom Berg, a member of the council since 2009."
    assert sources(text)[0].startswith("Tom Berg")


@pytest.mark.xfail(strict=True, reason="who was told counts for who told, or nobody is found")
def test_the_source_of_a_message_in_the_passive_stands_behind_by():
    """One test over all of them: the tagger finds none of these today, but might find one by luck."""
    told = {
        "The man was told by police that the bridge had fallen during the night.": "police",
        "Residents were warned by the Transport Ministry that the bridge might close.": "the Transport Ministry",
        "Passengers were told by the airline that their flight had been cancelled.": "the airline",
        "The plan was described as reckless by Mayor Ann Okoye at a hearing on Tuesday.": "Mayor Ann Okoye",
        "Residents were told by the fire department to leave their homes before six.": "the fire department",
    }
    assert {text: sources(text) for text in told} == {text: [source] for text, source in told.items()}


@pytest.mark.parametrize(
    "text",
    [
        "Then came the report on the bridge.",
        "This is a claim by the old man.",
        "Nothing was there.",
        "Home | News | Sport",
        "…",
        "",
    ],
)
def test_what_nobody_stated_is_no_attribution(text):
    assert read(text) == []


def test_plans_wishes_and_beliefs_have_a_source_too():
    told = {
        "Ann Okoye will announce the plan on Friday.": "announce",
        "Ann Okoye refused to say why the bridge had been closed.": "refused",
        "Ann Okoye hopes that the bridge will open in May.": "hopes",
        "Ann Okoye wants the council to close the bridge before the winter.": "wants",
        "Ann Okoye believes that the bridge was never safe.": "believes",
        "Ann Okoye has threatened to take the council to court over the plan.": "threatened",
    }
    missed = {text: read(text) for text, cue in told.items() if not _said_by_okoye(read(text), cue)}
    assert len(missed) <= 1, missed


def _said_by_okoye(found, cue):
    return len(found) == 1 and found[0][0] == "Ann Okoye" and cue in found[0][1]


STATED = ("said", "wrote", "announced", "warned", "denied", "claims", "insisted", "told the council", "found")
HELD = ("believes", "wants", "hopes", "fears", "thinks", "expects", "knows", "intends", "is convinced")


@pytest.mark.parametrize(("cues", "stated"), [(STATED, True), (HELD, False)])
def test_what_is_said_or_written_is_told_from_what_is_believed_or_wanted(cues, stated):
    texts = [f"Ann Okoye {cue} that the bridge would be closed for repairs in the winter." for cue in cues]
    found = {cue: [a.stated for a in attributions(text)] for cue, text in zip(cues, texts, strict=True)}
    assert found == {cue: [stated] for cue in cues}


@pytest.mark.parametrize(
    "text",
    [
        "According to Ann Okoye, the bridge had been unsafe for years.",
        "Ann Okoye: “The bridge has been unsafe for ten years and more.”",
        "Ann Okoye hopes “that nobody has to cross this bridge again”.",
    ],
)
def test_what_is_quoted_or_according_to_somebody_is_stated(text):
    assert [a.stated for a in attributions(text)] == [True]


@pytest.mark.parametrize(
    "quote",
    [
        "They said it fell down,",
        "He told us the boat was full and that it would sink,",
        "They said the bridge would never fall and we believed every word of it,",
    ],
)
@pytest.mark.parametrize("cue", ["Ann Okoye said", "said Ann Okoye"])
def test_a_cue_within_a_quotation_is_the_speaker_s_own(quote, cue):
    assert read(f"“{quote}” {cue}.") == [("Ann Okoye", "said", bare(quote))]


@pytest.mark.parametrize(
    ("text", "direct"),
    [
        ("“It fell down at night,” Ann Okoye said.", True),
        ("Ann Okoye said: “It fell down at night.”", True),
        ("Ann Okoye called the repair “the worst of all the jobs I have seen” and left.", True),
        ("Ann Okoye said it fell.", False),
        ("Ann Okoye said it was “so-called” rust.", False),
    ],
)
def test_a_statement_is_direct_where_it_is_quoted_verbatim(text, direct):
    assert [a.direct for a in attributions(text)] == [direct]


FIGURES = "reported that the number of accidents had fallen by a third"


@pytest.mark.parametrize(
    ("source", "second_hand"),
    [
        ("The Daily Herald", True),
        ("The New York Times", True),
        ("The Guardian", True),
        ("CNN", True),
        ("Ann Okoye", False),
    ],
)
def test_a_publisher_is_a_second_hand_source(source, second_hand):
    assert [a.second_hand for a in attributions(f"{source} {FIGURES}.")] == [second_hand]


def test_a_publisher_is_a_second_hand_source_by_whatever_cue():
    for text in ("According to the Washington Post, the bank had known.", "The Guardian said that the bank had known."):
        assert [a.second_hand for a in attributions(text)] == [True]


def test_a_body_that_reports_its_own_figures_is_first_hand():
    bodies = ("The Transport Ministry", "The Ministry of Transport", "The Justice Department")
    assert [a.second_hand for body in bodies for a in attributions(f"{body} {FIGURES}.")] == [False] * len(bodies)


@pytest.mark.xfail(strict=True, reason="an outlet or company whose name is one unknown word is taken for a person")
def test_names_of_one_word_are_not_taken_for_people():
    bodies = ("Bloomberg", "L'Équipe", "Toyota", "Northwind")
    assert [kind for body in bodies for kind in kinds(f"{body} {FIGURES}.")] == ["organisation"] * len(bodies)


BY_KIND = {
    "person": ("Ann Okoye", "Sen. Tom Berg", "Ann Okoye, a spokeswoman for the ministry,", "lawyer Ann Okoye"),
    "organisation": ("the Transport Ministry", "the Daily Herald", "NASA", "the European Commission"),
    "anonymous": (
        "an official",
        "two officials",
        "a senior official",
        "a spokesman for Mayor Ann Okoye",
        "a spokesman for the Transport Ministry",
    ),
    "vague": ("critics", "some experts", "many people", "observers"),
    "document": ("a report", "court documents", "the lawsuit"),
    "pronoun": ("she", "they", "the senator"),
}


@pytest.mark.parametrize("kind", BY_KIND)
def test_the_kind_of_a_source_is_told_from_its_words(kind):
    missed = {source: kinds(f"Then {source} said it fell.") for source in BY_KIND[kind]}
    missed = {source: found for source, found in missed.items() if found != [kind]}
    assert len(missed) <= 1, missed


@pytest.mark.parametrize(("source", "kind"), [("Officials", "anonymous"), ("Critics", "vague"), ("Experts", "vague")])
def test_a_noun_at_the_begin_is_the_same_source(source, kind):
    assert kinds(f"{source} said it fell.") == [kind]


BEFORE = [
    *((f"{source} said", source, "said") for source in ("Ann Okoye", "officials", "she")),
    *((f"said {s}", s, "said") for s in ("Ann Okoye", "Mayor Ann Okoye", "two officials", "the Transport Ministry")),
    ("according to Ann Okoye", "Ann Okoye", "according to"),
]


def test_an_indirect_statement_may_stand_before_cue_and_source():
    missed = {b: read(f"The bridge is safe, {b}.") for b, source, cue in BEFORE}
    right = {b: [(source, cue, "The bridge is safe")] for b, source, cue in BEFORE}
    assert sum(missed[b] != right[b] for b in right) <= 1, missed


def test_a_clause_about_the_source_does_not_hide_its_cue():
    clauses = ("who was there on Monday", "who works for the ministry", "who saw the report")
    texts = [f"A senior official {clause} said that the bridge had been unsafe for years." for clause in clauses]
    assert [read(text)[-1][1:] for text in texts] == [("said", "the bridge had been unsafe for years")] * len(texts)


@pytest.mark.parametrize("time", ["Yesterday", "On Monday", "Last week", "In January"])
def test_a_time_before_the_source_is_no_part_of_it(time):
    assert sources(f"{time} Ann Okoye said it fell.") == ["Ann Okoye"]


@pytest.mark.parametrize("body", ["The court", "The ministry", "The company", "The government"])
def test_a_body_without_its_name_is_a_source(body):
    assert sources(f"{body} said that it fell.") == [body]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Ann Okoye, who said the bridge had been unsafe for years, left the council in May.", "said"),
        ("Reporters met Ann Okoye, who said that the repairs would take until the end of the year.", "said"),
        ("The plan was read by Ann Okoye, who called it the best news for the town in ten years.", "called"),
    ],
)
def test_a_clause_with_who_says_something_for_the_one_it_follows(text, cue):
    [found] = [a for a in attributions(text) if words(text, a.cue) == cue]
    assert words(text, found.speaker) == "Ann Okoye"
    assert found.speaker_kind == "person"


@pytest.mark.parametrize(
    "behind",
    ["said Ann Okoye on Monday", "Ann Okoye said Monday", "Ann Okoye said on Monday", "Ann Okoye told reporters"],
)
def test_a_day_or_hearer_behind_cue_and_source_is_no_content(behind):
    content = "The bridge is safe and will stay open through the winter"
    [(source, _, found)] = read(f"{content}, {behind}.")
    assert source.startswith("Ann Okoye")
    assert found == content


@pytest.mark.parametrize("name", ["April Okoye", "June Berg"])
def test_a_first_name_that_is_a_month_stays_with_its_name(name):
    assert sources(f"{name} said it fell.") == [name]


def test_what_a_person_is_belongs_to_the_source_and_is_the_role():
    text = "“It fell down at night,” said Ann Okoye, an engineer at the harbour."
    [found] = attributions(text)
    assert words(text, found.role) == "an engineer at the harbour"


@pytest.mark.parametrize("later", ["she", "Okoye", "the mayor"])
def test_a_later_mention_points_back_to_who_was_introduced(later):
    text = f"Mayor Ann Okoye said that the bridge was closed. Later {later} said that it would open in May."
    found = attributions(text)
    assert [a.speaker_kind for a in found] == ["person", "person"]
    assert found[0].speaker == found[1].speaker
    assert words(text, found[0].speaker).endswith("Ann Okoye")


def test_who_was_nowhere_introduced_stays_a_pronoun():
    [found] = attributions("She said that the bridge would open in May.")
    assert (found.speaker, found.speaker_kind) == (None, "pronoun")


def test_a_quotation_of_several_sentences_is_one_content():
    text = "“We expected to find salt,” said Ann Okoye. “What we found was a layer of clay. It is older than the lake.”"
    [found] = attributions(text)
    assert words(text, found.content).endswith("lake.”")


@given(jumbles | prose)
def test_spans_lie_in_the_text_and_hold_words(text):
    found = attributions(text)
    for attribution in found:
        for span in (attribution.source, attribution.cue, attribution.content, attribution.speaker, attribution.role):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        assert {attribution.kind, attribution.speaker_kind} <= set(KINDS)
    cues = [attribution.cue for attribution in found]
    assert cues == sorted(cues)


def test_spans_are_offsets_into_the_text_given_hidden_characters_included():
    text = "The bridge\u200b is safe, said Ma\u00adyor Ann Okoye."
    [found] = attributions(text)
    assert bare(words(text, found.source)) == "Ma\u00adyor Ann Okoye"
    assert words(text, found.cue) == "said"


def of_examples():
    """Yield for each source of the examples what is marked, and the attributions of its sentence that overlap it."""
    for example in EXAMPLES["attributed"]:
        text = example["text"]
        found = [a for a in attributions(text) if a.source]
        for source in example["sources"]:
            start = text.index(source["words"])
            end = start + len(source["words"])
            yield source, text, [a for a in found if a.source[0] < end and start < a.source[1]]


def test_sources_are_found_in_sentences_as_news_has_them():
    """Measured on 74 sources of 70 sentences: 94.6 % found, 85.1 % in the very words, 83.8 % of a right kind."""
    told = list(of_examples())
    assert len(EXAMPLES["attributed"]) >= 40
    found = sum(bool(near) for _, _, near in told) / len(told)
    exact = sum(any(bare(words(text, a.source)) == s["words"] for a in near) for s, text, near in told) / len(told)
    right = sum(any(a.kind in source["kinds"] for a in near) for source, _, near in told) / len(told)
    assert found >= 0.9
    assert exact >= 0.8
    assert right >= 0.8


def test_what_they_said_is_found_too():
    """Measured on 74 sources of 70 sentences: 93.2 % of them have a content."""
    told = list(of_examples())
    assert sum(any(a.content for a in near) for _, _, near in told) / len(told) >= 0.88


def test_quotations_are_told_from_reports():
    """Measured on 70 sentences: 100 % are direct just where the sentence quotes three words or more."""
    right = 0
    for example in EXAMPLES["attributed"]:
        quoted = any(q.verbatim for q in annotate_whole(example["text"]).quotations)
        right += quoted == any(a.direct for a in attributions(example["text"]))
    assert right / len(EXAMPLES["attributed"]) >= 0.93


def test_plain_sentences_hold_no_attribution():
    """Measured on 24 sentences: 91.7 % without any."""
    assert sum(not attributions(text) for text in EXAMPLES["plain"]) / len(EXAMPLES["plain"]) >= 0.85


@pytest.mark.xfail(strict=True, reason="the words of cues are taken for cues where they are used for something else")
def test_a_gesture_and_a_plan_say_nothing():
    assert [found for text in EXAMPLES["plain"] if "point" in text or "according" in text for found in read(text)] == []


@pytest.mark.xfail(strict=True, reason="a source that another source is said to cite counts as what that one said")
def test_whom_an_outlet_cites_is_a_source_of_its_own():
    text = "Reuters reported that the carmaker was for sale, citing people with knowledge of the matter."
    assert "people with knowledge of the matter" in sources(text)
