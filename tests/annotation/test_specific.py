"""Specificity and checkability come from what is counted of a sentence and from its words; a file holds the model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from strategies import texts

from reliability.annotation.quotations import quotations
from reliability.annotation.specific import (
    FILE_NAME,
    judge_specific,
    load_specific,
    read_specific,
    write_specific,
)
from reliability.annotation.specific.numbers import NUMBERS, read_tokens, sentence_numbers
from reliability.annotation.specific.vocabulary import (
    CAPITAL,
    CAPITALS,
    FIGURE,
    LETTERS_AND_FIGURES,
    MARK,
    MIXED,
    SMALL,
    shape_of,
)
from reliability.errors import ModelError
from reliability.resources import models_folder
from reliability.segmentation import segment_spans

TEXT = "“We counted every bolt,” said Ann Ito on 9 May. Many things changed."


def whole(text):
    return segment_spans(text, [(0, len(text))])


def judged(text):
    return judge_specific(load_specific(), whole(text))


def told(text):
    """Return the numbers of each sentence by their names."""
    segments, vocabulary = whole(text), load_specific().vocabulary
    tokens = read_tokens(segments, vocabulary)
    flags = tokens.summed(vocabulary.flags[tokens.rows])
    rows = sentence_numbers(segments, tokens, vocabulary, quotations(segments), flags)
    return [dict(zip(NUMBERS, row.tolist(), strict=True)) for row in rows]


@given(texts)
def test_every_sentence_of_any_text_has_both_in_their_bounds(text):
    found = judged(text)
    n = len(whole(text).sentences)
    for values in (found.specificity, found.checkable):
        assert values.shape == (n,)
        assert ((values >= 0) & (values <= 1)).all()


@pytest.mark.parametrize("text", ["", "…", "\n\n"])
def test_a_text_without_sentences_is_judged_to_nothing(text):
    assert (len(judged(text).specificity), len(judged(text).checkable)) == (0, 0)


def test_particulars_are_specific_and_checkable_and_generalities_neither():
    found = judged("On 9 May 2019 the council of Aldermoor paid Ann Okoye $2.5 million. Many things have changed.")
    assert (found.specificity > 0.7).tolist() == (found.specificity > 0.3).tolist() == [True, False]
    assert (found.checkable > 0.8).tolist() == (found.checkable > 0.4).tolist() == [True, False]


def test_sentences_do_not_depend_on_their_neighbours():
    together, apart = judged(TEXT), [judged(part) for part in (TEXT[:47], TEXT[48:])]
    assert together.specificity == pytest.approx([float(one.specificity[0]) for one in apart], abs=1e-5)


def test_doubled_blanks_change_nothing():
    assert judged(TEXT.replace(" ", "  ")).checkable == pytest.approx(judged(TEXT).checkable, abs=1e-6)


def test_quotations_may_be_handed_on():
    segments = whole(TEXT)
    given_ones = judge_specific(load_specific(), segments, quotations(segments))
    assert given_ones.checkable.tolist() == judged(TEXT).checkable.tolist()
    assert judge_specific(load_specific(), segments, []).checkable.tolist() != judged(TEXT).checkable.tolist()


def test_numbers_are_counted_by_sentence():
    first, second = told(TEXT)
    # Ten words of 34 characters, and four marks.
    assert np.expm1(first["log words"]) == pytest.approx(10)
    assert np.expm1(first["log characters"]) == pytest.approx(38)
    assert np.expm1(first["name"]) == pytest.approx(3)
    assert np.expm1(first["run of capitals"]) == pytest.approx(2)
    assert np.expm1(first["within a run"]) == pytest.approx(1)
    assert np.expm1(first["figure"]) == pytest.approx(1)
    assert first["begins with a quotation mark"] == 1
    assert first["first word: first person"] == 1
    assert first["share quoted"] == pytest.approx(7 / 14)
    assert first["ends"] == second["ends"] == 1
    assert np.expm1(second["vague"]) == pytest.approx(2)
    assert second["share quoted"] == second["figure"] == 0


def test_a_quotation_over_two_sentences_is_told_of_both():
    first, second = told("He wrote: “We counted every bolt. Then we went home.”")
    assert (first["quotations that open"] > 0, second["quotations that open"]) == (True, 0)
    assert (first["begins inside a quotation"], second["begins inside a quotation"]) == (0, 1)
    assert second["share in a verbatim quotation"] == 1


def test_a_signed_post_is_told_with_what_stands_before_its_signature():
    rows = told("Rain fell on us all day.\nIt is so wet here!\n— Ann Ito (@annito) May 9")
    assert [row["in a post or before it"] for row in rows] == [0, 1, 1]
    assert [row["signature of a post"] for row in rows] == [0, 0, 1]


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("bridge", SMALL),
        ("I", SMALL),
        ("Bridge", CAPITAL),
        ("A", CAPITAL),
        ("NATO", CAPITALS),
        ("iPhone", MIXED),
        ("5th", FIGURE),
        ("F-16", LETTERS_AND_FIGURES),
        ("“", MARK),
        ("🙂", MARK),
    ],
)
def test_words_have_one_shape(word, shape):
    assert shape_of(word) == shape


def test_unknown_words_have_the_row_of_their_ending():
    vocabulary = load_specific().vocabulary
    assert vocabulary.row_of("The") == vocabulary.words["the"]
    assert vocabulary.row_of("1999") == vocabulary.words["0000"]
    assert vocabulary.row_of("zzz-bridge") == vocabulary.words["bridge"]
    assert vocabulary.row_of("zzykqxing") == vocabulary.endings[False, "ing"]
    assert vocabulary.row_of("Zzykqxxx") == vocabulary.endings[True, ""]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("specific") / FILE_NAME
    write_specific(load_specific(), path)
    return path


def test_what_a_model_was_written_as_it_is_read_as(path, tmp_path):
    again = read_specific(path)
    assert judge_specific(again, whole(TEXT)).checkable.tolist() == judged(TEXT).checkable.tolist()
    write_specific(again, tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == path.read_bytes()
    # Versions of Python put other flags into an archive's head, so the shipped one is compared by what it holds.
    with np.load(path) as written, np.load(models_folder() / FILE_NAME) as shipped:
        assert written.files == shipped.files
        assert all(np.array_equal(written[name], shipped[name]) for name in shipped.files)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"none\.npz: cannot be read"):
        read_specific(tmp_path / "none.npz")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"{}"])
def test_a_damaged_file_is_refused(tmp_path, content):
    (tmp_path / "damaged.npz").write_bytes(content)
    with pytest.raises(ModelError, match=r"damaged\.npz"):
        read_specific(tmp_path / "damaged.npz")


def test_truncations_are_refused(path, tmp_path):
    content = path.read_bytes()
    for n in range(0, len(content), len(content) // 10):
        cut = tmp_path / f"cut{n}.npz"
        cut.write_bytes(content[:n])
        with pytest.raises(ModelError):
            read_specific(cut)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("table", lambda array: array[:-1]),
        ("table", lambda array: array.astype(np.int16)),
        ("mean", lambda array: array[:-1]),
        ("words_in", lambda array: array[:-1]),
        ("out", lambda array: array[:, :1]),
        ("offset", lambda array: np.append(array, array[:1])),
    ],
)
def test_parts_that_do_not_fit_are_refused(tmp_path, name, change):
    model = load_specific()
    write_specific(replace(model, **{name: change(getattr(model, name))}), tmp_path / "odd.npz")
    with pytest.raises(ModelError, match="fit together"):
        read_specific(tmp_path / "odd.npz")


def test_a_model_over_another_tagger_s_words_is_refused(tmp_path):
    model = load_specific()
    words = dict(model.vocabulary.words)
    words["never seen"] = words.pop("bridge")
    write_specific(replace(model, vocabulary=replace(model.vocabulary, words=words)), tmp_path / "other.npz")
    with pytest.raises(ModelError, match="another tagger"):
        read_specific(tmp_path / "other.npz")
