"""Figures with weights are the usual ones where every weight is one, and intervals draw whole groups."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr
from sklearn.metrics import f1_score, roc_auc_score
from suite import intervals

RNG = np.random.default_rng(0)
SCORES = np.round(RNG.normal(size=60), 1)
LABELS = RNG.random(60) < 0.4
ONES = np.ones((1, 60))


def test_figures_are_those_that_libraries_compute():
    assert intervals.auc(LABELS, SCORES)(ONES)[0] == pytest.approx(roc_auc_score(LABELS, SCORES))
    assert intervals.f1(LABELS, SCORES > 0)(ONES)[0] == pytest.approx(f1_score(LABELS, SCORES > 0))
    assert intervals.spearman(SCORES, LABELS)(ONES)[0] == pytest.approx(spearmanr(SCORES, LABELS)[0])
    assert intervals.mean(LABELS)(ONES)[0] == pytest.approx(LABELS.mean())


def test_a_weight_of_two_counts_a_row_twice():
    weights = RNG.integers(0, 3, 60).astype(float)
    rows = np.repeat(np.arange(60), weights.astype(int))
    for make in (intervals.auc, lambda labels, scores: intervals.f1(labels, scores > 0)):
        twice = make(LABELS, SCORES)(weights[None])[0]
        assert twice == pytest.approx(make(LABELS[rows], SCORES[rows])(np.ones((1, len(rows))))[0])


def test_within_is_the_mean_of_the_parts():
    parts = np.repeat(["a", "b"], 30)
    by_hand = np.mean([spearmanr(SCORES[parts == p], LABELS[parts == p])[0] for p in "ab"])
    assert intervals.within(SCORES, LABELS, parts)(ONES)[0] == pytest.approx(by_hand)


def test_rows_of_one_group_are_drawn_together():
    """Ten rows that say the same are one voice: their interval is as wide as one row's for each."""
    values = np.array([0.0, 1.0, 0.0, 1.0])
    single = intervals.with_interval(intervals.mean(values), np.arange(4), 500)
    tenfold = intervals.with_interval(intervals.mean(np.repeat(values, 10)), np.repeat(np.arange(4), 10), 500)
    assert tenfold == single
    apart = intervals.with_interval(intervals.mean(np.repeat(values, 10)), np.arange(40), 500)
    assert apart[2] - apart[1] < single[2] - single[1]


def test_what_is_not_defined_has_no_value():
    constant = intervals.spearman(np.ones(60), LABELS)
    assert intervals.with_interval(constant, np.arange(60), 20) == (None, None, None)


def test_a_single_group_has_a_value_and_no_interval():
    value, low, high = intervals.with_interval(intervals.mean(LABELS), np.zeros(60), 20)
    assert value == pytest.approx(LABELS.mean(), abs=1e-4)
    assert low is high is None


def test_a_difference_is_taken_draw_by_draw():
    gap = intervals.less(intervals.mean(SCORES), intervals.mean(SCORES))
    assert intervals.with_interval(gap, np.arange(60), 50) == (0, 0, 0)
