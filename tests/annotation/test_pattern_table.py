"""The table finds what counting patterns as strings finds."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability.annotation.judging import _wording_scores, pattern_rows
from reliability.annotation.pattern_table import PatternTable
from reliability.annotation.wording import SENTENCE, document_patterns, sentence_patterns

TOKENS = ["said", "PERSON", "OUTLET", "NAME", "~ed", '"', "nowhere known"]
KNOWN = {pattern: n for n, pattern in enumerate(["said", "said PERSON", "NAME", "NAME ~ed", '"', '" "', "~ed <s>"])}
streams = st.lists(st.sampled_from([*TOKENS, SENTENCE]), max_size=30)


@given(streams)
def test_a_document_has_the_patterns_that_counting_strings_finds(stream):
    _, columns = PatternTable(KNOWN, {"OUTLET": "NAME"}).find(stream)
    counted = document_patterns(stream)
    assert Counter(columns.tolist()) == {n: counted[pattern] for pattern, n in KNOWN.items() if counted[pattern]}


def test_places_are_those_at_which_patterns_begin():
    places, columns = PatternTable(KNOWN).find([SENTENCE, "OUTLET", "said", "PERSON"])
    assert places.tolist() == [2, 2]
    assert columns.tolist() == [KNOWN["said"], KNOWN["said PERSON"]]


@pytest.mark.parametrize("known", [{}, {"said": 0}, {"said PERSON": 0}])
def test_a_table_may_hold_only_words_or_only_pairs_or_nothing(known):
    _, columns = PatternTable(known).find(["said", "PERSON"])
    assert len(columns) == len(known)


@given(streams)
def test_sentences_get_the_scores_of_their_rows(stream):
    known = {pattern: n for pattern, n in KNOWN.items() if SENTENCE not in pattern}
    idf = np.arange(1, len(KNOWN), dtype=np.float32)
    weights = np.arange(2 * len(idf), dtype=np.float32).reshape(len(idf), 2)
    stream = [SENTENCE, *stream]
    rows = pattern_rows(known, idf, sentence_patterns(stream))
    scores = _wording_scores(PatternTable(known), idf, weights, stream)
    assert scores == pytest.approx(rows @ weights, abs=1e-4)
