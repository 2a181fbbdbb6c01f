"""What `rate` returns is a list that shows itself and becomes a data frame."""

import copy
import pickle
import subprocess
import sys

import pytest

import reliability
from reliability.ratings import Ratings
from reliability.report.records import COLUMNS, TEXTS

TEXTS_RATED = [
    "Harbour master Ann Ito said on Monday that 14 of 16 ferries had been repaired, the port's minutes show. " * 4,
    reliability.Document(
        text="Experts fear the ferries might soon be gone. Is it the end? " * 6, id="=rumour", title="x"
    ),
]


@pytest.fixture(scope="module")
def ratings():
    return reliability.rate(TEXTS_RATED)


def test_rate_returns_ratings_however_stories_are_given(ratings):
    assert type(ratings) is Ratings is reliability.Ratings
    assert type(reliability.rate(TEXTS_RATED, stories=False)) is Ratings
    assert type(reliability.rate(TEXTS_RATED, stories=["a", "b"])) is Ratings
    assert type(reliability.rate([])) is Ratings


def test_it_is_a_list_in_every_respect(ratings):
    plain = list(ratings)
    assert isinstance(ratings, list)
    assert ratings == plain
    assert repr(ratings) == repr(plain)
    assert ratings[0] is plain[0]
    assert type(ratings[:1]) is type(ratings[::-1]) is Ratings
    assert ratings[::-1] == plain[::-1]
    assert sorted(ratings, key=lambda rating: rating.score) == plain[::-1]
    with pytest.raises(IndexError):
        ratings[2]


@pytest.mark.parametrize("passed", [lambda one: pickle.loads(pickle.dumps(one)), copy.copy, copy.deepcopy])
def test_it_travels(ratings, passed):
    arrived = passed(ratings)
    assert type(arrived) is Ratings
    assert [rating.to_dict() for rating in arrived] == [rating.to_dict() for rating in ratings]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_frame_has_the_columns_of_the_csv_and_unrounded_numbers(ratings, library):
    pytest.importorskip(library)
    frame = ratings.to_frame(library)
    assert type(frame).__module__.split(".")[0] == library
    assert tuple(frame.columns) == COLUMNS
    assert list(frame["score"]) == [rating.score for rating in ratings]
    assert list(frame["id"]) == ["document 1", "=rumour"]
    assert list(frame["p_5"]) == [rating.probabilities[4] for rating in ratings]
    assert frame["flags"][1] == ";".join(ratings[1].flags)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_types_of_a_frame_do_not_depend_on_its_rows(ratings, library):
    pytest.importorskip(library)
    full, empty = ratings.to_frame(library), Ratings().to_frame(library)
    assert list(map(str, full.dtypes)) == list(map(str, empty.dtypes))
    numbers = [name for name in COLUMNS if name not in TEXTS]
    assert {str(full[name].dtype).lower() for name in numbers} == {"float64"}
    missing = full["consensus"].isna() if library == "pandas" else full["consensus"].is_null()
    assert list(missing) == [True, True]


def installed(*names):
    return lambda name: name in names or None


def test_pandas_comes_first_and_polars_where_it_is_alone(ratings, monkeypatch):
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    assert type(ratings.to_frame()).__module__.startswith("pandas")
    monkeypatch.setattr("reliability.ratings.find_spec", installed("polars"))
    assert type(ratings.to_frame()).__module__.startswith("polars")


def test_without_either_the_error_names_both(ratings, monkeypatch):
    monkeypatch.setattr("reliability.ratings.find_spec", installed())
    with pytest.raises(
        ImportError, match=r"pandas or polars, which are not installed: pip install pandas \(or polars\)"
    ):
        ratings.to_frame()
    with pytest.raises(ImportError, match="needs polars, which is not installed: pip install polars"):
        ratings.to_frame("polars")


def test_another_library_is_refused(ratings):
    with pytest.raises(ValueError, match="'arrow'"):
        ratings.to_frame("arrow")


def test_a_rating_and_a_list_show_themselves(ratings):
    assert "Words that counted" in ratings._repr_html_()
    assert "=rumour" in ratings[1:]._repr_html_()
    assert "The text, with the words that counted marked" in ratings[0]._repr_html_()


def test_estimators_keep_the_display_of_scikit_learn():
    for estimator in (reliability.SignalExtractor, reliability.Weighting, reliability.ReliabilityClassifier):
        assert "sk-container" in estimator()._repr_html_()


def test_rating_and_showing_need_neither_library():
    code = (
        "import sys; sys.modules['pandas'] = sys.modules['polars'] = None; import reliability;"
        "print('Words that counted' in reliability.rate(['Ann Ito said it rained.'])._repr_html_())"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "True\n"
