import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr
from sklearn.metrics import cohen_kappa_score

from reliability.measures import Readings, Truth, measure, weighted

FIGURES = ["spearman", "within", "kappa", "mae", "brier", "ece", "ece_top", "coverage", "width"]
BOUNDS = {
    "spearman": (-1, 1),
    "within": (-1, 1),
    "kappa": (-1, 1),
    "mae": (0, 4),
    "brier": (0, 2),
    "ece": (0, 1),
    "ece_top": (0, 1),
    "coverage": (0, 1),
    "width": (0, 1),
}


def make_readings(scores, levels=None, half=0.1, probabilities=None):
    scores = np.array(scores, float)
    levels = np.round(4 * scores).astype(int) if levels is None else np.array(levels)
    intervals = np.clip(np.stack([scores - half, scores + half], axis=1), 0, 1)
    return Readings(scores, levels, intervals, np.eye(5)[levels] if probabilities is None else np.array(probabilities))


def make_truth(labels, publisher=None, corpus=None, genre=None, n_words=None):
    n = len(labels)
    publisher = [f"p{i}" for i in range(n)] if publisher is None else list(publisher)
    return Truth(
        np.array(labels),
        np.unique(publisher, return_inverse=True)[1],
        list(corpus or ["c"] * n),
        publisher,
        list(genre or ["news"] * n),
        np.array(n_words or [200] * n),
    )


def values(found):
    return {name: figure["value"] for name, figure in found["figures"].items()}


def test_perfect_readings():
    labels = np.array([1, 2, 3, 4, 5] * 8)
    found = measure(make_readings((labels - 1) / 4), make_truth(labels), n_resamples=50)
    assert values(found) == {
        "spearman": 1,
        "within": 1,
        "kappa": 1,
        "mae": 0,
        "brier": 0,
        "ece": 0,
        "ece_top": 0,
        "coverage": 1,
        "width": pytest.approx((3 * 0.2 + 2 * 0.1) / 5),
    }
    assert found["figures"]["kappa"] == {"value": 1, "low": 1, "high": 1}
    assert found["levels"] == found["labels"] == [8] * 5


def test_hand_worked_figures():
    found = measure(make_readings([0.25, 0.5, 0.5, 1.0]), make_truth([1, 3, 4, 5]), n_resamples=0)
    # Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 * 5).
    assert values(found)["spearman"] == pytest.approx(4.5 / np.sqrt(22.5), abs=1e-4)
    # Levels 1, 2, 2, 4 against 0, 2, 3, 4: squared distances 1, 0, 1, 0; of all 16 pairs they sum to 54.
    assert values(found)["kappa"] == pytest.approx(1 - 4 * 2 / 54, abs=1e-4)
    assert values(found)["mae"] == pytest.approx((1 + 0 + 1 + 0) / 4)
    # A certainty in the wrong place costs 1 for what was said and 1 for what was not.
    assert values(found)["brier"] == pytest.approx((2 + 0 + 2 + 0) / 4)
    assert values(found)["coverage"] == pytest.approx(0.5)
    assert values(found)["within"] is None
    assert found["figures"]["mae"]["low"] is None


def test_hand_worked_calibration():
    # Of twenty documents said to be at least 2 with 0.5 all are, of twenty said to be so with 0.1 none is.
    unsure, doubtful = [0.5, 0.5, 0, 0, 0], [0.9, 0.1, 0, 0, 0]
    readings = make_readings([0.1] * 40, half=0.1, probabilities=[unsure] * 20 + [doubtful] * 20)
    found = measure(readings, make_truth([2] * 20 + [1] * 20), n_resamples=0)
    assert found["calibration"]["2"] == [
        {"predicted": 0.1, "observed": 0.0, "n": 20},
        {"predicted": 0.5, "observed": 1.0, "n": 20},
    ]
    assert found["calibration"]["5"] == [{"predicted": 0.0, "observed": 0.0, "n": 40}]
    # Off by .5 and by .1 for one of the four statements, right for the three others.
    assert values(found)["ece"] == pytest.approx((0.5 + 0.1) / 2 / 4)
    # The likeliest level is 1: never where that was said with .5, always where with .9.
    assert values(found)["ece_top"] == pytest.approx((0.5 + 0.1) / 2)


def test_bins_hold_equal_numbers():
    predicted = np.linspace(0.01, 0.99, 100)
    probabilities = np.stack([1 - predicted, predicted, *[np.zeros(100)] * 3], axis=1)
    found = measure(make_readings([0.1] * 100, probabilities=probabilities), make_truth([1, 2] * 50), n_resamples=0)
    assert [one["n"] for one in found["calibration"]["2"]] == [10] * 10


def test_a_constant_score_has_no_rank_correlation():
    found = measure(make_readings([0.5] * 30), make_truth([1, 2, 3] * 10), n_resamples=20)
    assert found["figures"]["spearman"] == {"value": None, "low": None, "high": None}
    assert values(found)["within"] is None
    assert values(found)["kappa"] == 0
    assert found["by"]["corpus"]["c"]["spearman"] is None


def test_one_label_throughout_has_no_kappa():
    assert values(measure(make_readings([0.5] * 5), make_truth([3] * 5), n_resamples=0))["kappa"] is None


def test_weights_are_repeated_rows():
    random = np.random.default_rng(0)
    weights = random.integers(0, 4, 80)
    scores, labels, levels = random.integers(0, 9, 80) / 8, random.integers(1, 6, 80), random.integers(0, 5, 80)
    rows = np.repeat(np.arange(80), weights)
    [rank] = weighted.spearman(scores, labels, weights[None, :].astype(float))
    [agreement] = weighted.kappa(levels, labels - 1, weights[None, :].astype(float))
    [error] = weighted.calibration_error(scores, labels > 3, weights[None, :].astype(float))
    [repeated] = weighted.calibration_error(scores[rows], labels[rows] > 3, np.ones((1, len(rows))))
    assert rank == pytest.approx(spearmanr(scores[rows], labels[rows])[0])
    assert agreement == pytest.approx(cohen_kappa_score(levels[rows], labels[rows] - 1, weights="quadratic"))
    assert error == pytest.approx(repeated)


def test_whole_publishers_are_drawn():
    draws = np.concatenate(list(weighted.draw(np.array(["a", "b", "a", "c"]), 40, 0)))
    assert (draws[:, 0] == draws[:, 2]).all()
    assert (draws[:, 0] + draws[:, 1] + draws[:, 3] == 3).all()
    assert len(draws) == 40


def test_alike_publishers_make_wider_intervals():
    random = np.random.default_rng(0)
    publishers = np.repeat(np.arange(20), 20)
    labels = random.integers(2, 5, 400)
    scores = np.clip((labels - 1) / 4 + np.repeat(random.normal(0, 0.15, 20), 20), 0, 1)

    def spread(names):
        figure = measure(make_readings(scores), make_truth(labels, names), n_resamples=200)["figures"]["mae"]
        return figure["high"] - figure["low"]

    assert spread([f"{p:02}" for p in publishers]) > 2 * spread([f"{i:03}" for i in range(400)])


def test_a_single_publisher_has_no_intervals():
    found = measure(make_readings([0, 0.5, 1]), make_truth([1, 3, 4], ["p"] * 3))
    assert found["figures"]["mae"] == {"value": pytest.approx(1 / 3, abs=1e-4), "low": None, "high": None}


def test_parts():
    labels = [1, 5] * 20
    publisher = ["big"] * 20 + ["small"] * 5 + [""] * 15
    found = measure(
        make_readings([0.25] * 40, half=0.3),
        make_truth(
            labels, publisher, ["b"] * 10 + ["a"] * 30, ["news", ""] * 20, [99, 100, 299, 300, 599, 600, 5, 9] * 5
        ),
        n_resamples=0,
    )
    assert found["n_publishers"] == 2
    assert {title: {name: one["n"] for name, one in part.items()} for title, part in found["by"].items()} == {
        "corpus": {"a": 30, "b": 10},
        "publisher": {"big": 20, "others": 20},
        "genre": {"news": 20, "unknown": 20},
        "length": {"under 100 words": 15, "100-299 words": 10, "300-599 words": 10, "600 words and more": 5},
    }
    # Labels 1 of all "news", whose score of a quarter is one step above.
    assert found["by"]["genre"]["news"] == {"n": 20, "spearman": None, "mae": 1, "bias": 1, "coverage": 1}
    assert found["by"]["genre"]["unknown"] == {"n": 20, "spearman": None, "mae": 3, "bias": -3, "coverage": 0}
    assert next(iter(found["by"]["length"])) == "under 100 words"


def test_few_documents_get_no_rank_correlation():
    random = np.random.default_rng(0)
    labels = [*random.permutation([1, 2, 3, 4, 5] * 2), *[1, 2, 3, 4, 5]]
    found = measure(make_readings(random.random(15)), make_truth(labels, corpus=["ten"] * 10 + ["five"] * 5))
    assert found["by"]["corpus"]["ten"]["spearman"] is not None
    assert found["by"]["corpus"]["five"]["spearman"] is None


GOOD = {"scores": np.array([0.5]), "levels": np.array([2]), "intervals": np.array([[0.4, 0.6]])}


@pytest.mark.parametrize(
    "wrong",
    [
        {"scores": np.array([np.nan])},
        {"scores": np.array([1.5])},
        {"scores": np.array([0.5, 0.5])},
        {"levels": np.array([5])},
        {"intervals": np.array([[0.4]])},
        {"intervals": np.array([[-0.4, 0.6]])},
        {"probabilities": np.array([[0.5, 0, 0, 0, 0]])},
        {"probabilities": np.ones((1, 1))},
    ],
)
def test_what_cannot_be_compared_is_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        measure(Readings(**{**GOOD, "probabilities": np.eye(5)[[2]], **wrong}), make_truth([3]))


def test_labels_off_the_scale_and_none_at_all_are_refused():
    with pytest.raises(ValueError, match="labels need"):
        measure(make_readings([0.5]), make_truth([0]))
    with pytest.raises(ValueError, match="at least one"):
        measure(make_readings([], levels=np.array([], int)), make_truth(np.array([], int)))


@st.composite
def comparisons(draw):
    n = draw(st.integers(1, 40))

    def column(values):
        return draw(st.lists(values, min_size=n, max_size=n))

    masses = np.array(column(st.tuples(*[st.integers(0, 5)] * 5))) + np.array([0, 0, 1, 0, 0])
    readings = make_readings(
        column(st.integers(0, 8).map(lambda eighths: eighths / 8)),
        levels=column(st.integers(0, 4)),
        half=draw(st.sampled_from([0, 0.2, 1])),
        probabilities=masses / masses.sum(axis=1, keepdims=True),
    )
    names = st.sampled_from(["", "a", "b", "c"])
    labels = column(st.integers(1, 5))
    return readings, make_truth(labels, column(names), column(names), column(names), column(st.integers(0, 999)))


@given(comparisons())
@settings(deadline=None)
def test_figures_stay_within_their_bounds_and_json_takes_them(comparison):
    found = measure(*comparison, n_resamples=20)
    assert list(found["figures"]) == FIGURES
    for name, figure in found["figures"].items():
        low, high = BOUNDS[name]
        assert all(one is None or low <= one <= high for one in figure.values()), (name, figure)
        if figure["low"] is not None:
            assert figure["low"] <= figure["high"]
    n = found["n_documents"]
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert sum(found["levels"]) == sum(found["labels"]) == n
    assert all(sum(one["n"] for one in curve) == n for curve in found["calibration"].values())
    assert all(sum(one["n"] for one in part.values()) == n for part in found["by"].values())


def flatten(found):
    if isinstance(found, dict):
        return [part for key, value in found.items() for part in (key, *flatten(value))]
    if isinstance(found, list):
        return [part for value in found for part in flatten(value)]
    return [pytest.approx(found, abs=2e-4) if isinstance(found, float) else found]


@given(comparisons(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_rows_is_irrelevant(comparison, random):
    readings, truth = comparison
    order = list(range(len(truth.labels)))
    random.shuffle(order)
    moved = (
        Readings(*(column[order] for column in vars(readings).values())),
        Truth(
            **{
                name: column[order] if isinstance(column, np.ndarray) else [column[i] for i in order]
                for name, column in vars(truth).items()
            }
        ),
    )
    assert flatten(measure(*moved, n_resamples=20)) == flatten(measure(readings, truth, n_resamples=20))
