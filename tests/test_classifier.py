import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from sklearn.utils.estimator_checks import parametrize_with_checks

from reliability.classifier import ReliabilityClassifier


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::sklearn.exceptions.SkipTestWarning")
@parametrize_with_checks([ReliabilityClassifier()])
def test_scikit_learn_takes_it_for_one_of_its_own(estimator, check):
    check(estimator)


@pytest.fixture(scope="module")
def fitted():
    rng = np.random.RandomState(0)
    X = rng.normal(size=(300, 4))
    latent = X @ [1.0, -0.5, 0.25, 0.0] + rng.normal(scale=0.4, size=300)
    y = np.digitize(latent, [-1.5, -0.5, 0.5, 1.5]) + 1
    return ReliabilityClassifier().fit(X, y, groups=np.arange(300) // 10), X, y


def test_scores_follow_the_labels(fitted):
    model, X, y = fitted
    assert np.corrcoef(model.score_rows(X), y)[0, 1] > 0.85


def test_probabilities_sum_to_one_and_give_the_score(fitted):
    model, X, _ = fitted
    probabilities = model.predict_proba(X)
    assert probabilities.shape == (300, 5)
    assert (probabilities >= 0).all()
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)
    np.testing.assert_allclose(probabilities @ np.arange(5) / 4, model.score_rows(X))


def test_probabilities_are_calibrated_on_the_whole(fitted):
    model, X, y = fitted
    np.testing.assert_allclose(model.predict_proba(X).mean(axis=0), np.bincount(y)[1:] / len(y), atol=0.05)


def test_every_level_is_given_about_as_often_as_it_is_labelled(fitted):
    model, X, y = fitted
    given_levels = np.bincount(model.level(X), minlength=5)
    assert (abs(given_levels - np.bincount(y)[1:]) <= 20).all()


def test_the_interval_holds_nine_of_ten(fitted):
    model, X, y = fitted
    held = abs(model.score_rows(X) - (y - 1) / 4) <= model.half_width_
    assert 0.85 <= held.mean() <= 0.98


@given(st.lists(st.floats(-50, 50), min_size=4, max_size=4))
def test_contributions_add_up_to_the_distance_from_the_average(fitted, row):
    model = fitted[0]
    x = np.array(row)
    parts = model.contributions(x)
    score = model.score_rows(x.reshape(1, -1))[0]
    assert parts.sum() == pytest.approx(score - model.average_score_, abs=1e-5)


def test_the_average_row_has_no_contributions(fitted):
    model = fitted[0]
    assert model.contributions(model.mean_) == pytest.approx(np.zeros(4))


def test_sparse_rows_read_like_dense_ones(fitted):
    model, X, _ = fitted
    np.testing.assert_allclose(model.score_rows(sparse.csr_matrix(X)), model.score_rows(X))


def test_groups_are_held_out_together():
    # Each group has its own label and its own column: nothing can be learned about a group from the others.
    X = np.repeat(np.eye(10), 10, axis=0)
    y = np.repeat([1, 2] * 5, 10)
    alone = ReliabilityClassifier(alpha=1e-3).fit(X, y, groups=np.repeat(np.arange(10), 10))
    mixed = ReliabilityClassifier(alpha=1e-3).fit(X, y)
    assert alone.half_width_ > mixed.half_width_ + 0.2
