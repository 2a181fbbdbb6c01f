"""A source's kind is told from its words, by a regression that a file holds."""

from __future__ import annotations

import numpy as np
import pytest

from reliability.annotation.arrays import write_arrays
from reliability.annotation.kinds import KINDS, KindModel, load_kinds, read_kinds, source_features
from reliability.annotation.names import names
from reliability.annotation.tagging import N_FORM, load_tagger
from reliability.errors import ModelError
from reliability.segmentation import segment_spans

PHRASES = {
    "person": [
        "Ann Okoye",
        "Sen. Tom Berg",
        "Ann Okoye, a spokeswoman for the ministry",
        "lawyer Ann Okoye",
        "Mr. Berg",
        "Maria Keller, 34, a nurse from Bristol",
        "Apple chief executive Tim Cook",
        "Professor Yuki Tanabe",
    ],
    "organisation": [
        "the Transport Ministry",
        "the Daily Herald",
        "NASA",
        "the World Health Organization",
        "Toyota",
        "the Met Office",
        "the European Commission",
        "the Justice Department",
    ],
    "anonymous": [
        "an official",
        "two officials",
        "a senior official",
        "a spokesman for Mayor Ann Okoye",
        "a spokesman for the Transport Ministry",
        "a White House official who spoke on condition of anonymity",
        "two people familiar with the talks",
        "a former employee",
    ],
    "vague": ["critics", "some experts", "many", "analysts", "most Americans", "observers"],
    "document": ["a report", "court documents", "a study published in Nature", "the lawsuit", "the survey"],
    "pronoun": ["she", "they", "he", "the senator", "it", "who", "we"],
}
BEHIND = " said the bridge had been closed for repairs."


def features(*phrases):
    """Return the features of phrases, each at the begin of a sentence of its own."""
    text = "\n".join(phrase + BEHIND for phrase in phrases)
    segments = segment_spans(text, [(0, len(text))])
    names_at = {token: name for name in names(segments) for token in range(name.first, name.last)}
    starts = np.array([start for start, _ in segments.tokens])
    spans, position = [], 0
    for phrase in phrases:
        first, last = np.searchsorted(starts, (position, position + len(phrase)))
        spans.append((int(first), int(last)))
        position += len(phrase) + len(BEHIND) + 1
    return source_features(load_tagger(), segments.words, names_at, spans)


def test_the_kinds_of_source_phrases_are_told():
    """Measured on 42 phrases: 97.6 % right; a company of one word is taken for a person."""
    told = [(kind, phrase) for kind, phrases in PHRASES.items() for phrase in phrases]
    likely = load_kinds()(features(*(phrase for _, phrase in told)))
    wrong = [
        (phrase, KINDS[row.argmax()])
        for (kind, phrase), row in zip(told, likely, strict=True)
        if KINDS[row.argmax()] != kind
    ]
    assert len(told) >= 30
    assert len(wrong) <= 0.1 * len(told), wrong


def test_every_kind_is_given_a_probability():
    likely = load_kinds()(features("Ann Okoye", "critics", "she"))
    assert likely.shape == (3, len(KINDS))
    assert ((likely >= 0) & (likely <= 1)).all()
    assert likely.sum(axis=1) == pytest.approx(np.ones(3), abs=1e-5)


def test_features_are_four_rows_of_a_token_and_six_numbers():
    row = load_tagger().vectors.shape[1] + N_FORM + 4
    found = features("Ann Okoye", "a spokesman for the Transport Ministry", "she")
    assert found.shape == (3, 4 * row + 6)
    assert len(load_kinds().weights) == found.shape[1]
    assert np.isfinite(found).all()


def test_a_word_by_itself_is_its_own_mean_head_first_and_last():
    row = load_tagger().vectors.shape[1] + N_FORM + 4
    [found] = features("she")
    mean, head, first, last = (found[k * row : (k + 1) * row] for k in range(4))
    assert mean.tolist() == head.tolist() == first.tolist() == last.tolist()


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("a spokesman for the Transport Ministry", "spokesman"),
        ("two people with knowledge of it", "people"),
        ("one of the former prosecutors", "one"),
        ("a senior official", "official"),
    ],
)
def test_the_head_of_a_phrase_stands_before_what_is_hung_on_to_it(phrase, head):
    row = load_tagger().vectors.shape[1] + N_FORM + 4
    vectors = load_tagger().vectors.shape[1]
    assert features(phrase)[0, row : row + vectors].tolist() == load_tagger().vectors_of([head])[0].tolist()


@pytest.mark.parametrize(
    ("phrase", "numbers"),
    [
        # Length over eight, share of capitals, capitals over four, one word, a comma, a person by full name.
        ("she", (1 / 8, 0, 0, 1, 0, 0)),
        ("Ann Okoye", (2 / 8, 1, 2 / 4, 0, 0, 1)),
        ("Ann Okoye, a judge", (5 / 8, 2 / 5, 2 / 4, 0, 1, 1)),
        ("one of the many people who saw it fall", (1, 0, 0, 0, 0, 0)),
    ],
)
def test_length_and_capitals_are_told(phrase, numbers):
    assert features(phrase)[0, -6:] == pytest.approx(numbers)


def test_neighbours_change_no_phrase_s_features():
    together = features("Ann Okoye", "critics", "a report")
    assert together[1] == pytest.approx(features("critics")[0])


def test_a_model_gives_what_its_numbers_say():
    # Scores 0, 1, 2 and four times 0 for the first row; all 0 for the second.
    weights, bias = np.zeros((2, 7), np.float32), np.zeros(7, np.float32)
    weights[0, 1], weights[1, 2] = 1, 2
    found = KindModel(weights, bias)(np.array([[1, 1], [0, 0]], np.float32))
    e = np.exp(1)
    assert found[0] == pytest.approx(np.array([1, e, e * e, 1, 1, 1, 1]) / (5 + e + e * e))
    assert found[1] == pytest.approx(np.full(7, 1 / 7))


def test_a_bias_counts_and_large_scores_stay_finite():
    bias = np.array([0, 0, 0, 0, 0, 0, 10_000], np.float32)
    found = KindModel(np.zeros((1, 7), np.float32), bias)(np.array([[1]], np.float32))
    assert found.tolist() == [[0, 0, 0, 0, 0, 0, 1]]


def test_what_a_model_was_written_as_it_is_read_as(tmp_path):
    path = tmp_path / "kinds.npz"
    write_arrays(path, {"weights": np.full((2, 7), 0.5, np.float32), "bias": np.arange(7, dtype=np.float32)})
    again = read_kinds(path)
    assert again.weights.tolist() == np.full((2, 7), 0.5).tolist()
    assert again.bias.tolist() == list(range(7))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"none\.npz: cannot be read"):
        read_kinds(tmp_path / "none.npz")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"{}"])
def test_a_damaged_file_is_refused(tmp_path, content):
    path = tmp_path / "damaged.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"damaged\.npz"):
        read_kinds(path)


def test_weights_of_other_dimensions_are_refused(tmp_path):
    path = tmp_path / "flat.npz"
    write_arrays(path, {"weights": np.zeros(7, np.float32), "bias": np.zeros(7, np.float32)})
    with pytest.raises(ModelError, match="weights has 1 dimensions instead of 2"):
        read_kinds(path)


def test_parts_that_do_not_fit_are_refused(tmp_path):
    path = tmp_path / "odd.npz"
    write_arrays(path, {"weights": np.zeros((2, 7), np.float32), "bias": np.zeros(5, np.float32)})
    with pytest.raises(ModelError):
        read_kinds(path)
