"""Words that stand among the same neighbours get like vectors."""

from __future__ import annotations

import numpy as np
import pytest

from reliability.training.attributions.vectors import N_DIMENSIONS, learn_vectors

TEXTS = [
    f"{who} {said} that the {thing} {fell} on day {n} ."
    for n in range(3)
    for who in ("he", "she")
    for said in ("said", "claimed")
    for thing in ("bridge", "tower")
    for fell in ("fell", "broke")
]
PUBLISHERS = [f"paper{n % 13}.example" for n in range(len(TEXTS))]


@pytest.fixture(scope="module")
def learned():
    words, vectors = learn_vectors([*TEXTS, "rarely"], [*PUBLISHERS, "one.example"], 12)
    return dict(zip(words, vectors, strict=True))


def test_each_known_word_has_a_vector_of_length_one(learned):
    assert {len(vector) for vector in learned.values()} == {N_DIMENSIONS}
    assert [np.linalg.norm(vector) for vector in learned.values()] == pytest.approx([1] * len(learned), abs=1e-3)


def test_the_most_frequent_words_come_first():
    words, _ = learn_vectors(TEXTS, PUBLISHERS)
    counts = [sum(text.split().count(word) for text in TEXTS) for word in words if word != "0"]
    assert counts == sorted(counts, reverse=True)


def test_words_in_the_same_places_are_alike_and_others_are_not(learned):
    for one, like, unlike in (("said", "claimed", "bridge"), ("bridge", "tower", "fell"), ("he", "she", "that")):
        assert learned[one] @ learned[like] > 0.9
        assert learned[one] @ learned[unlike] < 0.5


def test_digits_do_not_make_words_different(learned):
    assert "0" in learned
    assert not {"1", "2"} & learned.keys()


def test_rare_words_stay_unknown(learned):
    assert "rarely" not in learned


def test_words_of_few_publishers_stay_unknown_however_often_they_stand_there():
    marks = [f"{text} exclusive" if n % 13 < 11 else text for n, text in enumerate(TEXTS)]
    assert "exclusive" not in learn_vectors(marks, PUBLISHERS, 12)[0]
    assert "exclusive" in learn_vectors(marks, PUBLISHERS, 11)[0]


def test_the_same_texts_give_the_same_vectors():
    (words, one), (again, other) = learn_vectors(TEXTS, PUBLISHERS), learn_vectors(TEXTS, PUBLISHERS)
    assert words == again
    assert one.tolist() == other.tolist()
