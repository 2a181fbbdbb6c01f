"""Signatures, the pairs that they give, and the links made of these."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability.stories.banding import NO_DAY, Calendar, candidates
from reliability.stories.links import Links, Vectors
from reliability.stories.signatures import BANDS, signature, vector

WEIGHTS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=6), st.floats(0.05, 5), min_size=1, max_size=30)


def made(weights, rest=0.0):
    return (*sorted(weights.items()), ("", rest))


def signed(weights, bands=BANDS):
    return signature(*vector(made(weights)), bands)


@given(WEIGHTS, st.floats(0.1, 10))
def test_a_signature_draws_terms_of_the_document_and_knows_no_length(weights, factor):
    found = signed(weights)
    assert found.shape == (BANDS,)
    assert set(found.tolist()) <= set(vector(made(weights))[0].tolist())
    assert (found == signed({stem: weight * factor for stem, weight in weights.items()})).all()


@given(WEIGHTS, st.floats(0, 9))
def test_common_words_and_order_do_not_change_it(weights, rest):
    other = dict(reversed(weights.items()))
    assert (signed(weights) == signature(*vector(made(other, rest)))).all()


@given(WEIGHTS, WEIGHTS)
def test_places_agree_only_on_terms_that_both_have(one, other):
    agreed = signed(one)[signed(one) == signed(other)]
    assert set(agreed.tolist()) <= set(vector(made(dict.fromkeys(one.keys() & other.keys(), 1.0)))[0].tolist())


@given(st.integers(0, 10))
def test_places_agree_as_often_as_weights_overlap(shared):
    one = {f"both {n}": 1.0 for n in range(shared)} | {f"one {n}": 1.0 for n in range(10 - shared)}
    other = {f"both {n}": 1.0 for n in range(shared)} | {f"other {n}": 1.0 for n in range(10 - shared)}
    bands = 4000
    agreed = np.mean(signed(one, bands) == signed(other, bands))
    assert agreed == pytest.approx(shared / (20 - shared), abs=4 * 0.5 / bands**0.5)


def test_a_heavy_term_is_drawn_by_the_square_of_its_weight():
    found = signed({"heavy": 2.0, "light": 1.0}, 4000)
    assert np.mean(found == vector(made({"heavy": 1.0}))[0][0]) == pytest.approx(0.8, abs=0.03)


def pairs_of(signatures, days=None, window=None, most=32, band=0):
    signatures = np.array(signatures, np.int32)
    days = np.array([NO_DAY] * len(signatures) if days is None else days, np.int32)
    found = candidates(band, lambda k: signatures[:, k % signatures.shape[1]], Calendar(days, window), most)
    pairs = [tuple(sorted(pair)) for some in found for pair in some.tolist()]
    assert len(pairs) == len(set(pairs))
    return set(pairs)


def test_documents_meet_where_a_place_is_equal():
    assert pairs_of([[1, 5], [2, 5], [1, 6]]) == {(0, 2)}
    assert pairs_of([[1, 5], [2, 5], [1, 6]], band=1) == {(0, 1)}
    assert pairs_of([[1]]) == pairs_of(np.empty((0, 2))) == set()


def test_a_window_parts_days_and_an_unknown_day_meets_all():
    same = [[7]] * 5
    days = [10, 12, 13, 40, NO_DAY]
    assert pairs_of(same, days, 2) == {(0, 1), (1, 2), (0, 4), (1, 4), (2, 4), (3, 4)}
    assert pairs_of(same, days, 0) == {(n, 4) for n in range(4)}
    assert len(pairs_of(same, days)) == 10


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 9)), max_size=40),
    st.integers(0, 4),
)
def test_in_small_buckets_all_who_may_meet_do(documents, window):
    days = [NO_DAY if day == 9 else day for *_, day in documents]
    wanted = {
        (i, j)
        for i, (first, *_) in enumerate(documents)
        for j, (second, *_) in enumerate(documents[:i])
        if first == second and (NO_DAY in (days[i], days[j]) or abs(days[i] - days[j]) <= window)
    }
    found = pairs_of(np.array([one[:2] for one in documents], np.int32).reshape(-1, 2), days, window)
    assert found == {(j, i) for i, j in wanted}


def test_a_crowded_bucket_is_divided_by_the_next_place():
    found = pairs_of([[1, n % 10] for n in range(100)], most=16)
    assert found == {(i, j) for j in range(100) for i in range(j) if i % 10 == j % 10}


def test_boilerplate_costs_no_more_than_its_number():
    n = 5000
    assert len(pairs_of([[1, 1, 1, 1]] * n)) <= 32 * n
    assert len(pairs_of([[1, 1, 1, 1]] * n, [NO_DAY] * n, 3)) <= 32 * n


def test_a_crowd_is_divided_by_days_before_it_is_by_words():
    # A hundred days of thirty: within a day nobody is left out.
    days = [n // 30 for n in range(3000)]
    assert len(pairs_of([[1, n] for n in range(3000)], days, 0)) == 100 * 30 * 29 // 2


def test_likeness_is_the_cosine():
    made_of = [vector(made(one, rest)) for one, rest in (({"a": 3.0, "b": 4.0}, 0), ({"a": 1.0}, 0), ({"b": 1.0}, 1))]
    ends = np.cumsum([len(columns) for columns, _ in made_of])
    vectors = Vectors(ends, *(np.concatenate(part) for part in zip(*made_of, strict=True)))
    found = vectors.likeness(np.array([[0, 1], [0, 2], [1, 2], [0, 0]]))
    assert found == pytest.approx([0.6, 0.8 / 2**0.5, 0, 1], abs=1e-6)
    for packed in (False, True):
        assert vectors.rows(np.array([2, 0]), packed=packed).sum(axis=1).ravel() == pytest.approx(
            np.array([[0.5**0.5, 1.4]])
        )


LINKS = st.dictionaries(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]), st.floats(0.1, 1)
)


def links(found):
    pairs = np.array(sorted(found), np.int64).reshape(-1, 2)
    return Links(pairs, np.array([found[tuple(pair)] for pair in pairs.tolist()]))


@given(LINKS, st.integers(1, 3), st.integers(0, 30))
def test_the_nearest_are_found_in_parts_as_in_the_whole(found, most, cut):
    whole = links(found).nearest(most)
    kept = set(map(tuple, whole.pairs.tolist()))
    for document in range(9):
        own = sorted((-value, i + j - document) for (i, j), value in found.items() if document in (i, j))
        assert {tuple(sorted((document, other))) for _, other in own[:most]} <= kept
    parts = [links(dict(sorted(found.items())[at])) for at in (slice(cut), slice(max(0, cut - 3), None))]
    joined = Links.joined(*(part.nearest(most) for part in parts)).nearest(most)
    assert joined.pairs.tolist() == whole.pairs.tolist()
    assert (joined.likeness == whole.likeness).all()
