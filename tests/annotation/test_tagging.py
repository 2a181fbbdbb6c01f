"""The network gives what its numbers say, whole or in pieces, and its file holds it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from strategies import texts

from reliability.annotation import tagging
from reliability.annotation.quotations import quotations
from reliability.annotation.tagging import N_FORM, N_PLACE, OUTPUTS, PLACES, Layer, Tagger, form, normalised, places
from reliability.errors import ModelError
from reliability.segmentation import segment_spans


def tagger(random_state=0, dilations=(1, 2)):
    """Return a small network with numbers drawn at random."""
    draw = np.random.default_rng(random_state)

    def numbers(*shape):
        return draw.normal(0, 0.5, shape).astype(np.float32)

    layers = [Layer(numbers(3, 4 + N_FORM + N_PLACE, 5), numbers(5), dilations[0])]
    layers += [Layer(numbers(3, 5, 5), numbers(5), dilation) for dilation in dilations[1:]]
    words = {word: row for row, word in enumerate(["said", "the", "00", "bridge"], start=1)}
    return Tagger(words, numbers(5, 4), layers, numbers(5 * len(layers), 6), numbers(6))


def read(text, network):
    segments = segment_spans(text, [(0, len(text))])
    return network(segments, quotations(segments))


def slowly(text, network):
    """Compute the same as the network, one token and one tap at a time."""
    segments = segment_spans(text, [(0, len(text))])
    where = PLACES[places(segments, quotations(segments))]
    rows = [
        np.concatenate([network.vectors[network.words.get(normalised(word), 0)], form(word), place])
        for word, place in zip(segments.words, where, strict=True)
    ]
    outputs = []
    for layer in network.layers:
        following = []
        for i in range(len(rows)):
            total = layer.bias.copy()
            for tap, weights in enumerate(layer.weights):
                j = i + (tap - len(layer.weights) // 2) * layer.dilation
                if 0 <= j < len(rows):
                    total = total + rows[j] @ weights
            following.append(np.maximum(total, 0))
        rows = following
        outputs.append(rows)
    logits = np.concatenate([np.array(rows) for rows in outputs], axis=1) @ network.out_weights + network.out_bias
    return 1 / (1 + np.exp(-logits))


TEXT = "“The bridge is shut,” Ann Ito said on 12 May. Nobody knew.\nThen the so-called experts left."


def test_whole_documents_are_computed_as_token_by_token():
    assert read(TEXT, tagger()) == pytest.approx(slowly(TEXT, tagger()), abs=1e-4)


def test_a_text_in_pieces_gives_what_it_gives_whole(monkeypatch):
    whole = read(TEXT * 4, tagger())
    monkeypatch.setattr(tagging.network, "_CHUNK", 7)
    assert read(TEXT * 4, tagger()) == pytest.approx(whole, abs=1e-5)


def test_words_met_before_change_nothing(monkeypatch):
    fresh, used = tagger(), tagger()
    read("Quite another text, of other words.", used)
    assert read(TEXT, used) == pytest.approx(read(TEXT, fresh), abs=1e-6)
    monkeypatch.setattr(tagging.network, "_REMEMBERED", 30)
    crowded = tagger()
    for text in (TEXT, "Quite another text, of other words, is read in between.", TEXT):
        found = read(text, crowded)
    assert found == pytest.approx(read(TEXT, fresh), abs=1e-6)


@settings(max_examples=30)
@given(texts)
def test_every_token_of_any_text_gets_six_probabilities(text):
    segments = segment_spans(text, [(0, len(text))])
    found = read(text, tagger())
    assert found.shape == (len(segments.tokens), len(OUTPUTS))
    assert ((found >= 0) & (found <= 1)).all()


def test_a_token_s_place_is_told():
    text = "“It fell down today,” she said of the “so-called” bridge. It broke.\nThen rain fell."
    segments = segment_spans(text, [(0, len(text))])
    where = PLACES[places(segments, quotations(segments))]
    words = segments.words

    def marked(column):
        return [word for word, place in zip(words, where, strict=True) if place[column]]

    assert marked(2) == ["“", "It", "fell", "down", "today", ",", "”"]
    assert marked(1) == ["“", "so-called", "”"]
    assert marked(3) == ["“", "It", "Then"]
    assert marked(4) == [".", ".", "."]
    assert marked(5) == ["“", "Then"]
    assert marked(6)[-1] == "."
    assert "Then" not in marked(6)


def test_what_a_network_was_written_as_it_is_read_as(tmp_path):
    path = tmp_path / "tagger.npz"
    tagging.write_tagger(tagger(), path)
    again = tagging.read_tagger(path)
    assert again.words == tagger().words
    assert read(TEXT, again) == pytest.approx(read(TEXT, tagger()), abs=0.02)
    tagging.write_tagger(again, tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == path.read_bytes()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"none\.npz: cannot be read"):
        tagging.read_tagger(tmp_path / "none.npz")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"{}"])
def test_a_damaged_file_is_refused(tmp_path, content):
    path = tmp_path / "damaged.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"damaged\.npz"):
        tagging.read_tagger(path)


def test_every_truncation_is_refused(tmp_path):
    path = tmp_path / "whole.npz"
    tagging.write_tagger(tagger(), path)
    content = path.read_bytes()
    for n in range(0, len(content), max(1, len(content) // 25)):
        cut = tmp_path / f"cut{n}.npz"
        cut.write_bytes(content[:n])
        with pytest.raises(ModelError):
            tagging.read_tagger(cut)


def test_parts_that_do_not_fit_are_refused(tmp_path):
    network = tagger()
    network.words["more"] = 5
    path = tmp_path / "odd.npz"
    tagging.write_tagger(network, path)
    with pytest.raises(ModelError, match="do not fit"):
        tagging.read_tagger(path)


def test_an_object_in_a_file_is_never_unpickled(tmp_path):
    path = tmp_path / "object.npz"
    np.savez(path, words=np.array([{"a": 1}], dtype=object), allow_pickle=True)
    with pytest.raises(ModelError):
        tagging.read_tagger(path)


def test_digits_do_not_make_words_different():
    assert normalised("1,250") == normalised("3,718") == "0,000"
    assert normalised("Said") == "said"
