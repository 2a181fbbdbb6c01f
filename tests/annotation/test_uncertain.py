"""Sentences are uncertain by their words, in somebody's voice; what is remembered of words changes nothing."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from strategies import prose, texts

from reliability.annotation.annotate import annotate
from reliability.annotation.tagging import load_tagger
from reliability.annotation.uncertain import load_uncertain, network
from reliability.annotation.uncertain.judging import N_NUMBERS, VOICES, sentence_numbers
from reliability.annotation.uncertain.network import HEADS, N_PLACE, CueNetwork, places_of
from reliability.annotation.uncertain.words import cue_kinds, find_cues, n_beside, n_listed, phrase_rows, word_rows
from reliability.segmentation import segment_as, segment_spans

TEXT = "The bridge may fall, perhaps. “It might close today,” said Ann Ito. Why was it built? It cost $5 million."


def annotated(text):
    return annotate(segment_spans(text, [(0, len(text))]))


def judged(text):
    return annotated(text).uncertain


def fresh():
    """Return the network in use with nothing remembered."""
    return pickle.loads(pickle.dumps(load_uncertain().network))


def rates(network, text):
    annotation = annotated(text)
    segments = annotation.segments
    where = places_of(segments, annotation.quoted, annotation.probabilities)
    return network.rates(segments, where, find_cues(segments), load_tagger())


def doubt_of(word, text):
    """Return how likely a word marks doubt where it stands first in a text, by the head that thinks so most."""
    annotation = annotated(text)
    place = [w.lower() for w in annotation.segments.words].index(word)
    return float(annotation.uncertain.tokens[place].max())


@given(texts)
def test_everything_told_of_any_text_has_its_shape_and_bounds(text):
    annotation = annotated(text)
    found, n = annotation.uncertain, len(annotation.segments.sentences)
    assert found.tokens.shape == (len(annotation.segments.tokens), len(HEADS))
    assert (found.uncertain.shape, found.voices.shape, found.labels.shape) == ((n,), (n, len(VOICES)), (n,))
    for values in (found.tokens, found.uncertain, found.voices):
        assert ((values >= 0) & (values <= 1)).all()
    assert found.voices.sum(axis=1) == pytest.approx(np.ones(n), abs=1e-5)
    assert set(found.labels.tolist()) <= set(range(len(VOICES)))
    assert [cue for cue in found.cues if annotation.segments.lowered[cue.start : cue.end] != cue.form] == []


@pytest.mark.parametrize("text", ["", "…", "\n\n"])
def test_a_text_without_sentences_is_judged_to_nothing(text):
    found = judged(text)
    assert [len(part) for part in (found.cues, found.tokens, found.uncertain, found.voices, found.labels)] == [0] * 5


@pytest.mark.parametrize("text", ["Zzykq xqzz vorblat.", "中文", "٣", "x", "Ⅷ 🙂 ǅ"])
def test_words_never_met_are_judged_too(text):
    assert np.isfinite(judged(text).uncertain).all()


@settings(max_examples=20)
@given(prose)
def test_what_is_remembered_changes_nothing(text):
    assert rates(load_uncertain().network, text) == pytest.approx(rates(fresh(), text), abs=1e-5)


def test_a_text_of_more_words_than_are_remembered_is_read_as_ever(monkeypatch):
    expected = rates(fresh(), TEXT)
    monkeypatch.setattr(network, "_REMEMBERED", 8)
    crowded = fresh()
    for text in (TEXT, "Quite another text, of other words, is read in between.", "It fell.", TEXT, TEXT):
        found = rates(crowded, text)
    assert found == pytest.approx(expected, abs=1e-5)


def test_a_text_read_in_pieces_is_read_as_ever(monkeypatch):
    text = f"{TEXT} It may, as far as anybody can tell, be gone."
    expected = rates(fresh(), text)
    monkeypatch.setattr(network, "_CHUNK", 5)
    assert rates(fresh(), text) == pytest.approx(expected, abs=1e-5)


def test_words_are_forgotten_when_there_are_too_many(monkeypatch):
    monkeypatch.setattr(network, "_REMEMBERED", 12)
    crowded = fresh()
    for text in ("One two three four five.", "Six seven eight nine ten.", "It may fall."):
        rates(crowded, text)
    [memory] = crowded._remembered
    assert set(memory.rows) == {"It", "may", "fall", "."}
    assert sorted(memory.rows.values()) == [1, 2, 3, 4]


def test_threads_share_one_network(monkeypatch):
    monkeypatch.setattr(network, "_REMEMBERED", 40)
    parts = [
        f"The bridge {word} fall in {number} years, some say." for number, word in enumerate(list(cue_kinds())[:60])
    ]
    expected, shared = [rates(fresh(), text) for text in parts], fresh()
    with ThreadPoolExecutor(4) as pool:
        for one, other in zip(pool.map(lambda text: rates(shared, text), parts * 3), expected * 3, strict=True):
            assert one == pytest.approx(other, abs=1e-5)


def test_a_network_goes_to_another_process_without_what_it_remembers():
    used = fresh()
    before = rates(used, TEXT)
    packed = pickle.dumps(used)
    assert len(packed) < len(pickle.dumps(load_uncertain())) + 1000
    again = pickle.loads(packed)
    assert isinstance(again, CueNetwork)
    assert (used._remembered != [], again._remembered) == (True, [])
    assert rates(again, TEXT) == pytest.approx(before, abs=1e-6)


def test_tokens_of_one_sentence_do_not_reach_into_the_next():
    together = annotated("It fell. Perhaps.")
    where = places_of(together.segments, together.quoted, together.probabilities)
    known = load_uncertain().network
    found = known.rates(together.segments, where, find_cues(together.segments), load_tagger())
    alone = segment_as("Perhaps.", [(0, 8)])
    assert known.rates(alone, where[3:], find_cues(alone), load_tagger()) == pytest.approx(found[3:], abs=1e-5)


@pytest.mark.parametrize("text", ["Rain fell. It may fall again soon, perhaps.", "Rain fell, some say."])
def test_doubled_blanks_change_nothing(text):
    assert judged(text.replace(" ", "  ")).uncertain == pytest.approx(judged(text).uncertain, abs=1e-5)


def test_places_tell_where_sentences_begin_what_asks_and_what_is_quoted():
    annotation = annotated(TEXT)
    where = places_of(annotation.segments, annotation.quoted, annotation.probabilities)
    assert where.shape == (len(annotation.segments.tokens), N_PLACE)
    assert np.flatnonzero(where[:, 0]).tolist() == annotation.segments.first_tokens[:-1]
    asked = [word for word, asks in zip(annotation.segments.words, where[:, 1], strict=True) if asks]
    assert asked == ["Why", "was", "it", "built", "?"]
    assert where[:, 2].astype(bool).tolist() == annotation.quoted
    assert where[:, 3:].tolist() == annotation.probabilities[:, :3].tolist()


def test_a_cue_is_told_by_its_line_and_its_kind():
    tagger = load_tagger()
    rows = word_rows(["Perhaps", "maybe", "bridge"], tagger)
    assert rows.shape == (3, tagger.vectors.shape[1] + n_beside() + n_listed())
    perhaps, maybe, bridge = rows[:, -n_listed() :]
    assert perhaps.tolist() == maybe.tolist()
    assert (perhaps.sum(), bridge.sum()) == (2, 0)


def test_a_phrase_is_told_of_each_of_its_words():
    text = "Yes, it is expected to fall."
    segments = segment_as(text, [(0, len(text))])
    found = phrase_rows(segments, find_cues(segments))
    assert [segments.words[token] for token in sorted(found)] == ["is", "expected", "to"]
    assert {row.sum() for row in found.values()} == {2}


def test_numbers_of_sentences_take_the_tokens_between_their_bounds():
    # Two sentences of two tokens: doubt of 1 in a content, then none.
    rates_of = np.array([[0, 0.75, 0.25], [0, 0, 0], [0, 0, 0], [0, 0, 0]], np.float32)
    where = np.zeros((4, N_PLACE), np.float32)
    where[:2, 5] = 1
    found = sentence_numbers(rates_of, where, [0, 2, 4])
    assert found.shape == (2, N_NUMBERS)
    odds, nothing = np.log(np.expm1(1)), np.log(np.expm1(1e-3))
    assert found[:, 0] == pytest.approx([odds, nothing], abs=1e-4)
    assert found[0, 1:5] == pytest.approx([np.log(0.751), np.log(0.251), odds, nothing], abs=1e-4)
    assert found[0, 8] == 1
    assert found[1, 8] == 0
    assert found[:, -1] == pytest.approx([np.log((1 - np.exp(-1)) / 2 + 1e-3)] * 2, abs=1e-4)


@pytest.mark.parametrize(
    ("word", "doubting", "plain"),
    [
        ("may", "The old bridge may fall this winter.", "It was opened on 5 May 1932 by the king."),
        ("may", "The illness may return.", "Visitors may bring dogs."),
        ("suggest", "These findings suggest that the bones are older.", "I suggest you leave early and take a coat."),
        ("appeared", "He appeared to have fallen asleep.", "She appeared on stage at nine."),
        ("about", "Ministers are about to resign, it is said.", "She wrote about bees."),
        ("thought", "The jar is thought to be Roman.", "She thought of her brother and wept."),
        ("believed", "The jar is believed to be Roman.", "She believed in one God."),
        ("rumoured", "He is rumoured to have left.", "The engine rumoured on."),
        ("possible", "It is possible that the letter was forged.", "The grant made it possible to repair the organ."),
        ("seems", "It seems that nobody knew.", "Nothing is what it seems."),
        ("expected", "She is expected to resign.", "They expected dinner at six."),
    ],
)
def test_a_word_marks_doubt_where_it_means_doubt(word, doubting, plain):
    assert doubt_of(word, doubting) > doubt_of(word, plain)


def test_doubt_is_its_voice_s():
    [writer], [source], [nobody] = (
        judged(text).voices.argmax(axis=1)
        for text in (
            "Perhaps he will never come back, and it could all have been a lie.",
            "“We might perhaps close it in the fall,” Ann Ito told reporters.",
            "It opened on 9 May 2019.",
        )
    )
    assert [VOICES[k] for k in (nobody, writer, source)] == ["no", "writer", "source"]
