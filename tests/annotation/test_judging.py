"""What a sentence does and stands on comes from numbers and wordings by two regressions, and a file holds them."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from strategies import texts

from reliability.annotation.annotate import SentenceModels, annotate
from reliability.annotation.judging import (
    LABELS,
    ROLES,
    SUPPORTS,
    SupportModel,
    judge,
    load_support,
    pattern_rows,
    read_support,
    scaled,
    write_support,
)
from reliability.annotation.sentences import sentence_rows
from reliability.errors import ModelError
from reliability.segmentation import segment_as
from reliability.signals.sourcing import annotate_whole

TEXT = "“The bridge is shut,” Ann Ito said on 12 May. Nobody knew why.\nThen the ministry closed the road."


def model(annotation, patterns=(), random_state=0):
    """Return a model that fits the rows of an annotation, its numbers drawn at random."""
    draw = np.random.default_rng(random_state)
    n = sentence_rows(annotation).shape[1]

    def numbers(*shape):
        return draw.normal(0, 1, shape).astype(np.float32)

    return SupportModel(
        numbers(n),
        np.abs(numbers(n)) + 0.5,
        {pattern: column for column, pattern in enumerate(patterns)},
        np.abs(numbers(len(patterns))),
        {label: numbers(n + len(patterns), len(names)) for label, names in LABELS.items()},
        {label: numbers(len(names)) for label, names in LABELS.items()},
    )


def flat(annotation, patterns=(), **weights):
    """Return a model of zeros but for (pattern, label's name) pairs, given as {(pattern, name): weight} by label."""
    n = sentence_rows(annotation).shape[1]
    found = {label: np.zeros((n + len(patterns), len(names)), np.float32) for label, names in LABELS.items()}
    for label, given_weights in weights.items():
        for (pattern, name), weight in given_weights.items():
            found[label][n + patterns.index(pattern), LABELS[label].index(name)] = weight
    return SupportModel(
        np.zeros(n, np.float32),
        np.ones(n, np.float32),
        {pattern: column for column, pattern in enumerate(patterns)},
        np.ones(len(patterns), np.float32),
        found,
        {label: np.zeros(len(names), np.float32) for label, names in LABELS.items()},
    )


def test_labels_are_these():
    assert ROLES == ("central", "detail", "background", "opinion", "furniture")
    assert SUPPORTS == ("person", "organisation", "document", "witness", "anonymous", "vague", "common", "none")


@given(texts)
def test_probabilities_of_any_text_sum_to_one(text):
    annotation = annotate_whole(text)
    judged = annotation.judged
    n = len(annotation.segments.sentences)
    assert (judged.roles.shape, judged.supports.shape) == ((n, len(ROLES)), (n, len(SUPPORTS)))
    for rows in (judged.roles, judged.supports):
        assert ((rows >= 0) & (rows <= 1)).all()
        assert rows.sum(axis=1) == pytest.approx(np.ones(n), abs=1e-4)


@pytest.mark.parametrize("text", ["", "…", "\n\n"])
def test_a_text_without_sentences_is_judged_to_nothing(text):
    judged = judge(load_support(), annotate_whole(text))
    assert (judged.roles.shape, judged.supports.shape) == ((0, 5), (0, 8))


def test_a_model_without_weights_holds_everything_for_equally_likely():
    annotation = annotate_whole(TEXT)
    judged = judge(flat(annotation), annotation)
    assert judged.roles == pytest.approx(np.full((3, 5), 1 / 5))
    assert judged.supports == pytest.approx(np.full((3, 8), 1 / 8))


def test_a_pattern_moves_the_sentences_that_hold_it():
    # A row of patterns has length 2: the one known pattern of the sentence weighs 2, so e to the 2w against 1.
    annotation = annotate_whole(TEXT)
    judged = judge(flat(annotation, ("said",), support={("said", "person"): 1.5}), annotation)
    assert judged.supports[0, 0] == pytest.approx(np.exp(3) / (np.exp(3) + 7), rel=1e-4)
    assert judged.supports[1:] == pytest.approx(np.full((2, 8), 1 / 8))
    assert judged.roles == pytest.approx(np.full((3, 5), 1 / 5))


def test_what_learned_nothing_of_a_text_may_judge_it_in_place_of_what_ships():
    segments = annotate_whole(TEXT).segments
    own = annotate(
        segments, SentenceModels(support=flat(annotate(segments), ("said",), support={("said", "person"): 9}))
    )
    assert own.judged.supports[0].argmax() == SUPPORTS.index("person")
    assert own.judged.supports[1] == pytest.approx(np.full(8, 1 / 8))


def test_numbers_are_brought_to_one_scale_and_cut_where_they_tell_no_more():
    rows = np.array([[1, 10, 3, 100]], np.float32)
    mean, scale = np.array([1, 4, 4, 0], np.float32), np.array([1, 3, 1, 1], np.float32)
    # In standard deviations 0, 2, -1 and, cut, 4; times 3 over the root of four numbers.
    assert scaled(rows, mean, scale).tolist() == [[0, 3, -1.5, 6]]


def test_patterns_weigh_by_their_rarity_and_how_often_they_stand_there():
    counted = [Counter({"said": 1}), Counter({"said": 2, "never seen": 5, "PERSON": 1}), Counter({"never seen": 1})]
    rows = pattern_rows({"said": 0, "PERSON": 1}, np.array([1, 3], np.float32), counted).toarray()
    told = np.array([1 + np.log(2), 3])
    assert rows[0] == pytest.approx([2, 0])
    assert rows[1] == pytest.approx(2 * told / np.linalg.norm(told))
    assert rows[2] == pytest.approx([0, 0])


def test_rows_tell_as_many_numbers_of_every_text():
    widths = {sentence_rows(annotate_whole(text)).shape[1] for text in (TEXT, "Rain fell.", "@b | #tag", "a\nb\nc")}
    assert widths == {len(load_support().mean)}
    assert sentence_rows(annotate_whole("")).shape[0] == 0


@given(texts)
def test_rows_are_finite_numbers(text):
    rows = sentence_rows(annotate_whole(text))
    assert len(rows) == len(annotate_whole(text).segments.sentences)
    assert np.isfinite(rows).all()


def test_what_a_model_was_written_as_it_is_read_as(tmp_path):
    annotation = annotate_whole(TEXT)
    written = model(annotation, ("said", "PERSON said", "~ed"))
    path = tmp_path / "sentences.npz"
    write_support(written, path)
    again = read_support(path)
    assert again.patterns == written.patterns
    for name in ("roles", "supports"):
        one, other = (getattr(judge(m, annotation), name) for m in (written, again))
        assert one == pytest.approx(other, abs=0.02)
    write_support(again, tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == path.read_bytes()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"none\.npz: cannot be read"):
        read_support(tmp_path / "none.npz")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"{}"])
def test_a_damaged_file_is_refused(tmp_path, content):
    path = tmp_path / "damaged.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"damaged\.npz"):
        read_support(path)


def test_every_truncation_is_refused(tmp_path):
    path = tmp_path / "whole.npz"
    write_support(model(annotate_whole(TEXT), ("said",)), path)
    content = path.read_bytes()
    for n in range(0, len(content), max(1, len(content) // 25)):
        cut = tmp_path / f"cut{n}.npz"
        cut.write_bytes(content[:n])
        with pytest.raises(ModelError):
            read_support(cut)


def test_a_file_of_other_dimensions_is_refused(tmp_path):
    path = tmp_path / "flat.npz"
    arrays = {f"{label}_bias": np.zeros(3) for label in LABELS} | {f"{label}_weights": np.zeros(3) for label in LABELS}
    np.savez(path, mean=np.zeros(1), scale=np.zeros(1), idf=np.zeros(1), patterns=np.zeros(1, np.uint8), **arrays)
    with pytest.raises(ModelError, match="dimensions"):
        read_support(path)


def test_parts_that_do_not_fit_are_refused(tmp_path):
    path = tmp_path / "odd.npz"
    good = model(annotate_whole(TEXT), ("said",))
    good.patterns["one more"] = 1
    write_support(good, path)
    with pytest.raises(ModelError):
        read_support(path)


def test_sentences_given_are_judged_one_by_one_in_their_order():
    spans = [(0, 46), (46, 61), (62, len(TEXT))]
    annotation = annotate(segment_as(TEXT, spans))
    assert annotation.segments.sentences == spans
    assert len(annotation.judged.roles) == 3
