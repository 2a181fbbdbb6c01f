"""A file holds the model of uncertainty; one that is damaged, or belongs to other lists or words, is refused."""

from __future__ import annotations

import zlib
from dataclasses import replace

import numpy as np
import pytest

from reliability.annotation.annotate import SentenceModels, annotate
from reliability.annotation.tagging import load_tagger
from reliability.annotation.uncertain import FILE_NAME, load_uncertain, read_uncertain, write_uncertain
from reliability.errors import ModelError
from reliability.resources import models_folder

TEXT = "The bridge may fall, perhaps. “It might close today,” said Ann Ito. Why was it built? It cost $5 million."
NETWORK = ("own", "near", "bias", "out", "word_weights", "offset")


def judged(model):
    return annotate(TEXT, SentenceModels(uncertain=model)).uncertain


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("uncertain") / FILE_NAME
    write_uncertain(load_uncertain(), path, load_tagger())
    return path


def test_what_a_model_was_written_as_it_is_read_as(path, tmp_path):
    again = read_uncertain(path)
    assert again.network.words == load_uncertain().network.words
    assert judged(again).tokens == pytest.approx(judged(load_uncertain()).tokens, abs=1e-6)
    assert judged(again).voices == pytest.approx(judged(load_uncertain()).voices, abs=1e-6)
    write_uncertain(again, tmp_path / "again.npz", load_tagger())
    assert (tmp_path / "again.npz").read_bytes() == path.read_bytes()


def test_the_file_that_ships_is_what_training_writes(path):
    with np.load(path) as written, np.load(models_folder() / FILE_NAME) as shipped:
        assert set(written.files) == set(shipped.files)
        assert [name for name in written.files if (written[name] != shipped[name]).any()] == []


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"none\.npz: cannot be read"):
        read_uncertain(tmp_path / "none.npz")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"{}"])
def test_a_damaged_file_is_refused(tmp_path, content):
    (tmp_path / "damaged.npz").write_bytes(content)
    with pytest.raises(ModelError, match=r"damaged\.npz"):
        read_uncertain(tmp_path / "damaged.npz")


def test_truncations_are_refused(path, tmp_path):
    content = path.read_bytes()
    for n in range(0, len(content), len(content) // 10):
        cut = tmp_path / f"cut{n}.npz"
        cut.write_bytes(content[:n])
        with pytest.raises(ModelError):
            read_uncertain(cut)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("own", lambda array: array[:-1]),
        ("near", lambda array: array[:-1]),
        ("near", lambda array: array[:, :-1]),
        ("bias", lambda array: array[:-1]),
        ("out", lambda array: array[:, :1]),
        ("word_weights", lambda array: array[:-1]),
        ("offset", lambda array: np.append(array, array[:1])),
        ("mean", lambda array: array[:-1]),
        ("weights", lambda array: array[:, :2]),
        ("favoured", lambda array: array[:1]),
        ("platt", lambda array: array[:2]),
        ("threshold", lambda array: array[:0]),
    ],
)
def test_parts_that_do_not_fit_are_refused(tmp_path, name, change):
    model = load_uncertain()
    part = model.network if name in NETWORK else model
    odd = replace(part, **{name: change(getattr(part, name))})
    odd = replace(model, network=odd) if name in NETWORK else odd
    write_uncertain(odd, tmp_path / "odd.npz", load_tagger())
    with pytest.raises(ModelError, match="fit together"):
        read_uncertain(tmp_path / "odd.npz")


def test_a_part_of_another_number_of_dimensions_is_refused(tmp_path):
    model = load_uncertain()
    write_uncertain(replace(model, platt=model.platt[None]), tmp_path / "odd.npz", load_tagger())
    with pytest.raises(ModelError, match="platt has 2 dimensions"):
        read_uncertain(tmp_path / "odd.npz")


def test_a_model_over_another_tagger_is_refused(tmp_path):
    tagger = load_tagger()
    write_uncertain(load_uncertain(), tmp_path / "other.npz", replace(tagger, vectors=tagger.vectors + 1))
    with pytest.raises(ModelError, match="another tagger"):
        read_uncertain(tmp_path / "other.npz")


def test_a_model_over_other_lists_is_refused(tmp_path, path):
    with np.load(path) as file:
        arrays = dict(file)
    arrays["fingerprint"] = np.array([arrays["fingerprint"][0], zlib.crc32(b"other lists")], np.uint32)
    np.savez(tmp_path / "other.npz", **arrays)
    with pytest.raises(ModelError, match="other cue lists"):
        read_uncertain(tmp_path / "other.npz")


def test_an_object_in_a_file_is_never_unpickled(tmp_path, path):
    with np.load(path) as file:
        arrays = dict(file)
    np.savez(tmp_path / "object.npz", allow_pickle=True, **(arrays | {"words": np.array([{}], dtype=object)}))
    with pytest.raises(ModelError):
        read_uncertain(tmp_path / "object.npz")
