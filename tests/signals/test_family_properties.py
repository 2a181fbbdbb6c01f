"""What every family promises for any text whatever."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from strategies import jumbles, pages, prose, texts, unquoted_prose

from reliability import SignalExtractor
from reliability.extractor import FAMILIES, FEATURES, extract
from reliability.flags import flags_of
from reliability.signals.hedging.features import CUES
from reliability.signals.sourcing import annotate_whole

# What a second copy of a text may move by itself: different names are not twice as many, and what stands in the lead
# or around the place where the copies meet is a part of what the tagger reads.
_NOT_REPEATED = {"specificity__full_name_rate", "specificity__distinct_name_rate", "sourcing__direct_rate"}
_NOT_REPEATED |= {"sourcing__attribution_rate"}
# Whose a cue is depends on what is attributed to whom.
_NOT_REPEATED |= {f"hedging__{kind}_rate" for kind in (*CUES, "source")}
# What is read word by word, so that it cannot depend on the blanks between. Cues of several words and particulars do
# depend on them: see the strict xfails in annotation/ (cues, particulars).
_WORD_BY_WORD = (
    *(f"hedging__{kind}_rate" for kind in ("praise", "blame", "alarm", "coarse", "insist", "address", "reckon")),
    *(f"hedging__{kind}_rate" for kind in ("argue", "chat", "first_person", "negation", "adverb", "past", "present")),
    *(f"hedging__{kind}" for kind in ("capitals_rate", "ellipsis_rate", "question_ratio", "exclamation_ratio")),
    *(f"specificity__{kind}_name_rate" for kind in ("person", "organisation", "other", "full", "distinct")),
    *(f"specificity__{kind}" for kind in ("word_length_mean", "sentence_length_mean", "fragment_ratio")),
    *(f"sourcing__n_{kind}" for kind in ("person", "organisation", "document", "anonymous", "vague")),
    *(f"sourcing__{kind}_ratio" for kind in ("person", "organisation", "document", "anonymous", "vague", "none")),
    *(f"sourcing__{kind}_rate" for kind in ("attribution", "direct", "said", "role", "outlet")),
)


def features(annotation):
    return {name: value for module in FAMILIES for name, value in module.read(annotation).features.items()}


@given(texts)
def test_no_text_raises_and_every_feature_is_there_and_within_its_bounds(text):
    signals = extract(text).signals
    for module in FAMILIES:
        signal = signals[module.FEATURES[0].signal]
        assert list(signal.features.keys() - {f.name for f in module.FEATURES}) == []
        assert len(signal.features) == len(module.FEATURES)
    assert [f.name for f in FEATURES if not f.holds(signals[f.signal].features[f.name])] == []


@given(texts)
def test_no_text_raises_when_flags_are_raised(text):
    found = flags_of(extract(text).annotation)
    order = ("too-short", "not-english", "unsourced", "untraceable", "anonymous-only", "single-source")
    assert list(found) == [flag for flag in order if flag in found]
    assert "unsourced" in found or "untraceable" not in found
    assert "unsourced" not in found or not {"anonymous-only", "single-source"} & set(found)


@given(texts)
def test_evidence_points_at_its_words_in_the_order_of_the_text(text):
    extraction = extract(text)
    for name, signal in extraction.signals.items():
        for item in signal.evidence:
            assert 0 <= item.start < item.end <= len(text)
            assert text[item.start : item.end] == item.text
            assert (item.signal, item.voice in {"writer", "source"}) == (name, True)
        starts = [item.start for item in signal.evidence]
        assert starts == sorted(starts)
    starts = [item.start for item in extraction.evidence]
    assert starts == sorted(starts)


@given(pages)
def test_evidence_between_furniture_is_the_words_that_were_analysed(text):
    annotation = extract(text).annotation
    for module in FAMILIES:
        for item in module.read(annotation).evidence:
            # A quotation may run on behind a line of the page, see below.
            assert item.kind == "quotation" or text[item.start : item.end] == item.text


def test_a_quotation_holds_no_line_of_the_page():
    text = "“We counted every bolt on the bridge,” Okoye told reporters."
    text = f"{text}\n\nAdvertisement\n\n{text}"
    assert [item.text for item in extract(text).evidence if item.kind == "quotation" and "Advert" in item.text] == []


@given(jumbles, prose)
def test_a_row_ignores_its_neighbours(one, other):
    extractor = SignalExtractor(min_documents=1).fit(["It may rain on Monday, said Ann Okoye.", prose_sample()])
    together = extractor.transform([one, other]).toarray()
    for row, text in zip(together, (one, other), strict=True):
        [alone] = extractor.transform([text]).toarray()
        assert all(a == b or (math.isnan(a) and math.isnan(b)) for a, b in zip(row, alone, strict=True))


def prose_sample():
    return "“It fell down at night,” Tom Berg told reporters. Officials believe 40 people were there."


@given(unquoted_prose)
def test_doubled_blanks_change_nothing_that_is_read_word_by_word(text):
    single, doubled = features(annotate_whole(text)), features(annotate_whole(text.replace(" ", "  ")))
    assert {name: doubled[name] for name in _WORD_BY_WORD} == pytest.approx(
        {name: single[name] for name in _WORD_BY_WORD}, nan_ok=True
    )


@pytest.mark.parametrize(
    "text",
    [
        "They say it fell.",
        "It fell on May 5.",
        "It hit 40 people in 2019.",
        "His “Long Road Home” came out.",
    ],
)
def test_doubled_blanks_change_no_feature_at_all(text):
    single, doubled = features(annotate_whole(text)), features(annotate_whole(text.replace(" ", "  ")))
    assert doubled == pytest.approx(single, nan_ok=True)


@given(prose)
def test_a_text_repeated_keeps_its_rates(text):
    once, twice = features(annotate_whole(text)), features(annotate_whole(f"{text}\n\n{text}"))
    kept = [name for name in once if name.endswith("_rate") and name not in _NOT_REPEATED]
    assert {name: twice[name] for name in kept} == pytest.approx({name: once[name] for name in kept})


@given(prose)
def test_a_text_repeated_keeps_its_shares_of_sentences(text):
    once, twice = features(annotate_whole(text)), features(annotate_whole(f"{text}\n\n{text}"))
    # What sentences stand on depends on those around them, see `_NOT_REPEATED`.
    shares = {f.name for f in FEATURES if f.unit == "share of sentences" and f.signal != "sourcing"}
    shares -= {"hedging__unattributed_ratio"}
    assert len(shares) >= 3
    assert {name: twice[name] for name in shares} == pytest.approx({name: once[name] for name in shares})


@given(texts)
def test_reading_twice_gives_the_same(text):
    one, other = extract(text), extract(text)
    assert one.evidence == other.evidence
    assert one.patterns == other.patterns
    assert repr(one.signals) == repr(other.signals)
